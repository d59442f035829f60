"""How a report rounds, told from its own balances: rounded each for itself, or cut off.

A table of cut-off amounts closes with a bias: its totals exceed the sums of their parts by up to one last place a part.
By likelihood over all balances of a table, or of the whole report where one table tells too little, the habit is told
apart from independent rounding; what it explains is then no violation."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.model.report import Comparison, Outcome

_CONVINCING = math.log(1000)
"""How much likelier cutting off must be than rounding before it is believed."""


class Balance(NamedTuple):
    """An equality of a total with its parts: by how many last places the total exceeds them, and how many parts there are."""

    comparison: Comparison
    excess: int
    parts: int


def settled(outcomes: Sequence[Outcome]) -> list[str]:
    """Let pass what cutting off explains, in the tables (by name) that are found to cut off. Those names."""
    balances: dict[str, list[Balance]] = defaultdict(list)
    for outcome in outcomes:
        for comparison in outcome.comparisons:
            balance = _balance(comparison)
            if balance is not None:
                for sheet in {term.fact.sheet for term in comparison.terms}:
                    balances[sheet].append(balance)
    everywhere = _evidence({id(b.comparison): b for found in balances.values() for b in found}.values())
    cutting = {
        sheet for sheet, found in balances.items()
        if (own := _evidence(found)) > _CONVINCING or (everywhere > _CONVINCING and own > 0)
    }  # fmt: skip
    explained = {
        id(b.comparison) for found in balances.values() for b in found
        if not b.comparison.passed and 0 <= b.excess < b.parts and {t.fact.sheet for t in b.comparison.terms} <= cutting
    }  # fmt: skip
    for outcome in outcomes:
        if any(id(c) in explained for c in outcome.comparisons):
            outcome.comparisons = [c._replace(passed=True) if id(c) in explained else c for c in outcome.comparisons]
    return [sheet for sheet in balances if sheet in cutting]


def _balance(comparison: Comparison) -> Balance | None:
    """The equality as a total and its parts, in last places; None when it is something else."""
    if comparison.relation != "==" or not comparison.linear or comparison.generic:
        return None
    left = [term for term in comparison.terms if term.left]
    right = [term for term in comparison.terms if not term.left]
    total, parts, sign = (left, right, 1) if len(left) == 1 else (right, left, -1)
    parts = [part for part in parts if part.fact.value]
    if len(total) != 1 or len(parts) < 2 or any(term.factor != 1 for term in (*total, *parts)):
        return None
    place = 2 * total[0].fact.half
    if not place or any(2 * part.fact.half != place for part in parts):
        return None
    excess = sign * comparison.difference / place
    if excess != int(excess) or abs(excess) > len(parts) + 1:
        return None
    return Balance(comparison, int(excess), len(parts))


def _evidence(balances: Iterable[Balance]) -> float:
    """How much likelier (logarithm) the excesses are when amounts are cut off than when each is rounded."""
    return sum(_score(excess=b.excess, parts=b.parts) for b in balances)


def _score(excess: int, parts: int) -> float:
    # Both are sums of parts + 1 uniform errors of one last place; cutting off shifts their mean by half a place a part.
    if excess < 0 or excess >= parts:
        return -_CONVINCING
    variance = Decimal(parts + 1) / 12
    mean = Decimal(parts - 1) / 2
    return float((excess**2 - (excess - mean) ** 2) / (2 * variance))
