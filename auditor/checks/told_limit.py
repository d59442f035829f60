"""Numbers told in the text that cannot be so large: rules that say `told_limit:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from auditor.checks import Mistake
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Scalar, Shape
from auditor.numbers import ZERO

KEY: Final = "told_limit"
SETTINGS: Final[Mapping[str, Shape]] = {
    "told_limit": Keys(
        {"phrase": Scalar(), "quantity": Scalar(), "most": Scalar(pattern=r"\d+"), "below": Scalar(pattern=r"\d+")},
        required=("phrase", "quantity"),
    ),
}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown phrases."""
    known = {kind.name for _, kinds in vocabulary.mentions for kind in kinds}
    name = data["told_limit"]["phrase"]
    if name not in known:
        yield Mistake(name, 0, "unknown-label", (("table", "mentions"), ("name", name)))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Judge every telling of that phrase: at `most` so much, or `below` so much."""
    said = rule.settings["told_limit"]
    made = Outcome(rule, absent=Gap("no-sentences"))
    limit = Decimal(said.get("most") or said["below"])
    for row in facts.mentions.get(said["phrase"], ()):
        entry = row.entry(said["quantity"])
        if entry is None:
            continue
        fact = entry.fact
        passed = fact.value <= limit if "most" in said else fact.value < limit
        words = facts.document.text(row.at)
        terms = (Term(fact, ZERO, True),)
        made.comparisons.append(
            Comparison(rule.id, passed, "word", words, "", fact.value, limit, ZERO, ZERO, terms, False, at=row.at, actual=words)
        )
    return made
