"""The same thing said twice must be the same number: rules that say `told_again:`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from auditor.checks.meanings import ANY, listed
from auditor.model.facts import Fact, Facts, Meaning
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Many, Scalar, Shape

KEY: Final = "told_again"
SETTINGS: Final[Mapping[str, Shape]] = {
    "told_again": Many(Scalar(), single=True),
    "except": Many(Scalar()),
}
ONE = Decimal(1)


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare each number with the first one told of the same meaning and quantity; `except` names concepts of which a
    report has many (projects)."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    concepts = set(listed(rule.settings["told_again"]))
    many = set(rule.settings.get("except", ()))
    first: dict[tuple[tuple[Meaning, ...], str], Fact] = {}
    for statement in facts.statements:
        concept = statement.meanings[0].concept if statement.meanings else ""
        if not concept or concept in many or not concepts & {ANY, concept}:
            continue
        for name, fact in statement.figures.items():
            before = first.setdefault((statement.meanings, name), fact)
            if before.at != fact.at:
                outcome.comparisons.append(_compare(rule.id, before, fact))
    return outcome


def _compare(rule: str, before: Fact, fact: Fact) -> Comparison:
    difference = fact.value - before.value
    tolerance = fact.half + before.half
    passed = abs(difference) <= (tolerance if before.places != fact.places else Decimal(0))
    left, right = (f"“{f.row}”{f.column} {f.text}" for f in (fact, before))
    terms = (Term(fact, ONE, True), Term(before, ONE, False))
    return Comparison(rule, passed, "≡", left, right, fact.value, before.value, difference, tolerance, terms)
