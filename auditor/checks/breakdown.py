"""Counted things and their parts in a sentence (217 个，其中：优 62 个、良 155 个): rules that say `breakdown:`.

Whether the parts make up the whole is known only of partitions that the rule names; of the others no part may exceed
the whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Many, Regex, Scalar, Shape
from auditor.model.text import Tally
from auditor.numbers import ZERO

WHOLE: Final = True
KEY: Final = "breakdown"
SETTINGS: Final[Mapping[str, Shape]] = {
    "breakdown": Keys({"partitions": Many(Many(Regex())), "subsets": Many(Scalar())}),
}
ONE = Decimal(1)


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """With `partitions`, add up parts that belong to one of them; with `subsets` (classifiers), no part exceeds its whole."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    said = rule.settings["breakdown"]
    partitions = [[re.compile(name) for name in names] for names in said.get("partitions", ())]
    subsets = set(said.get("subsets", ()))
    parts: dict[int, list[Tally]] = {}
    for tally in facts.tallies:
        if tally.part_of >= 0:
            parts.setdefault(tally.part_of, []).append(tally)
    for whole in facts.tallies:
        listed = parts.get(whole.number, [])
        if any(_makes_up(whole, listed, names) for names in partitions):
            outcome.comparisons.append(_sum(rule.id, whole, listed))
        if whole.classifier in subsets:
            outcome.comparisons.extend(_within(rule.id, whole, part) for part in listed)
    return outcome


def _makes_up(whole: Tally, parts: Sequence[Tally], names: Sequence[re.Pattern[str]]) -> bool:
    """Whether the parts are different members of the partition, and either all of them or as many as one would list."""
    found: set[int] = set()
    for part in parts:
        named = {i for i, name in enumerate(names) if name.search(f"{part.noun} {part.after}")}
        if len(named) != 1 or named & found:
            return False
        found |= named
    if len(found) < 2:
        return False
    return len(found) == len(names) or len(found) > 2 or _total(parts) > whole.fact.value


def _total(parts: Sequence[Tally]) -> Decimal:
    return sum((part.fact.value for part in parts), ZERO)


def _sum(rule: str, whole: Tally, parts: Sequence[Tally]) -> Comparison:
    total = _total(parts)
    difference = whole.fact.value - total
    terms = (Term(whole.fact, ONE, True), *(Term(part.fact, ONE, False) for part in parts))
    words = "＋".join(part.fact.text for part in parts)
    return Comparison(
        rule,
        not difference,
        "==",
        f"“{whole.fact.row}”{whole.fact.text}",
        words,
        whole.fact.value,
        total,
        difference,
        ZERO,
        terms,
    )


def _within(rule: str, whole: Tally, part: Tally) -> Comparison:
    terms = (Term(part.fact, ONE, True), Term(whole.fact, ONE, False))
    left, right = (f"“{tally.fact.row}”{tally.fact.text}" for tally in (part, whole))
    difference = part.fact.value - whole.fact.value
    return Comparison(rule, difference <= 0, "<=", left, right, part.fact.value, whole.fact.value, difference, ZERO, terms)
