"""A percentage without its sign (增长 13.95。): rules that say `no_unit:`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Note, Outcome, Term
from auditor.model.shape import Scalar, Shape
from auditor.numbers import ZERO

NUMERIC: Final = False
KEY: Final = "no_unit"
SETTINGS: Final[Mapping[str, Shape]] = {"no_unit": Scalar(choices=("percent",))}


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Note every number without a unit that stands where a percentage is due; the others count as compared."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    for statement in facts.statements:
        for fact in statement.figures.values():
            if fact.unit.measure == "percent":
                outcome.comparisons.append(
                    Comparison(
                        rule.id, True, "word", "", "", fact.value, fact.value, ZERO, ZERO, (Term(fact, ZERO, True),), False
                    )
                )
        bare = statement.words.get("no_unit")
        if bare:
            number, start, end = map(int, bare.split(":"))
            passage = facts.passages[number]
            text = passage.printed(start, end)
            outcome.notes.append(Note(passage.locate(start, end), (("原文", text),), expected=f"{text}%", actual=text))
    return outcome
