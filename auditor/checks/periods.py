"""What is counted up to the third quarter cannot exceed the whole year's: rules that say `periods:`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final

from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Scalar, Shape
from auditor.model.text import Tally
from auditor.numbers import ZERO

KEY: Final = "periods"
SETTINGS: Final[Mapping[str, Shape]] = {"periods": Scalar(choices=("monotone",))}
ONE = Decimal(1)
_LEAST_NAMED = 3
"""Shorter words before a number (有, 共) do not tell what is counted."""


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare what is counted by the same words in a longer and in a shorter period."""
    outcome = Outcome(rule, absent=Gap("nothing"))
    order = list(vocabulary.prose.periods) if vocabulary.prose else []
    by_name: dict[tuple[str, str], dict[str, Tally]] = {}
    for tally in facts.tallies:
        if tally.period and len(tally.noun) >= _LEAST_NAMED:
            by_name.setdefault((tally.noun, tally.classifier), {}).setdefault(tally.period, tally)
    for said in by_name.values():
        known = [said[period] for period in order if period in said]
        for longer, shorter in pairwise(known):
            left, right = (f"{t.period}“{t.noun}”{t.fact.text}" for t in (shorter, longer))
            difference = shorter.fact.value - longer.fact.value
            terms = (Term(shorter.fact, ONE, True), Term(longer.fact, ONE, False))
            outcome.comparisons.append(
                Comparison(
                    rule.id, difference <= 0, "<=", left, right, shorter.fact.value, longer.fact.value, difference, ZERO, terms
                )
            )
    return outcome
