"""How a report rounds, told from its own balances: each amount for itself, cut off, or totals added up from printed amounts.

A table of cut-off amounts closes with a bias: its totals exceed the sums of their parts by up to one last place a part.
Where totals are sums of what is printed (or the residue was pushed onto one line) it closes without any residue. By
likelihood over all balances of a table, or of the whole report where one table tells too little, these habits are told
apart from independent rounding; what they explain is then no violation, and what they promise is demanded."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.model.report import Comparison, Outcome

_CONVINCING = math.log(1000)
"""How much likelier cutting off must be than rounding before it is believed."""
_CERTAIN = math.log(100_000)
"""The same of totals that are added up: balances of one table are not quite independent of each other."""
_MISTAKEN = 0.01
"""How often a balance is off because somebody made a mistake."""


class Habits(NamedTuple):
    """The tables (by name) whose amounts are cut off, and those whose totals are sums of printed amounts."""

    cutting: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()


class Balance(NamedTuple):
    """An equality of a total with its parts: the last place, by how many of them the total exceeds the parts (times `sign`
    the difference), how many parts there are, and how many of all amounts may have been rounded."""

    comparison: Comparison
    place: Decimal
    sign: int
    excess: int
    parts: int
    rounded: int

    @property
    def sheets(self) -> set[str]:
        return {term.fact.sheet for term in self.comparison.terms}

    @property
    def telling(self) -> bool:
        """Whether rounding could explain the excess: a gross error tells nothing of habits."""
        return self.parts > 1 and abs(self.excess) <= self.parts + 1


def settled(outcomes: Sequence[Outcome]) -> Habits:
    """Judge the balances by the habits of their tables. What they explain passes; what only independent rounding would
    explain fails with a warning. Those habits."""
    balances = [b for outcome in outcomes for c in outcome.comparisons if (b := _balance(c)) is not None]
    cutting = _tables(balances, _cut_off, _CONVINCING)
    adding = _tables(balances, _added_up, _CERTAIN) - cutting
    if cutting or adding:
        judged = {id(b.comparison): _judged(b, cutting, adding) for b in balances}
        for outcome in outcomes:
            if any(id(c) in judged for c in outcome.comparisons):
                outcome.comparisons = [judged.get(id(c), c) for c in outcome.comparisons]
    if cutting:
        for outcome in outcomes:
            if any(_excused(c, cutting) for c in outcome.comparisons):
                outcome.comparisons = [c._replace(passed=True) if _excused(c, cutting) else c for c in outcome.comparisons]
    names = list(dict.fromkeys(term.fact.sheet for b in balances for term in b.comparison.terms))
    return Habits(tuple(n for n in names if n in cutting), tuple(n for n in names if n in adding))


def _tables(balances: Sequence[Balance], score: Callable[[Balance], float], convincing: float) -> set[str]:
    """The tables for which the habit is convincing by themselves, or with all others and not against their own."""
    everywhere: dict[object, float] = {}
    own: dict[str, dict[object, float]] = defaultdict(dict)
    for balance in balances:
        if balance.telling:
            # The same amounts in another table tell nothing new.
            name = balance.excess, *sorted(t.fact.value for t in balance.comparison.terms if t.fact.value)
            everywhere[name] = score(balance)
            for sheet in balance.sheets:
                own[sheet][name] = everywhere[name]
    whole = sum(everywhere.values())
    told = {sheet: sum(found.values()) for sheet, found in own.items()}
    return {sheet for sheet, found in told.items() if found > convincing or (whole > convincing and found > 0)}


def _judged(balance: Balance, cutting: Collection[str], adding: Collection[str]) -> Comparison:
    made, sheets = balance.comparison, balance.sheets
    if sheets <= set(adding):
        bare = _bare(made)._replace(tolerance=Decimal(0))
        return bare._replace(passed=False, severity="warning") if made.passed and balance.excess else bare
    if sheets <= set(cutting) and balance.parts > 1:
        if 0 <= balance.excess < balance.parts:
            return _bare(made)._replace(passed=True)
        if not made.passed:
            return made
        slack = balance.place * (balance.parts - 1) / 2
        shifted = made.difference - balance.sign * slack
        return _bare(made)._replace(passed=False, severity="warning", difference=shifted, tolerance=slack)
    return made


def _excused(comparison: Comparison, cutting: Collection[str]) -> bool:
    """Whether a rate or product fails only because its amounts are cut off: they are off by a whole last place, not by half."""
    if comparison.passed or comparison.relation != "==" or comparison.linear or not comparison.scale:
        return False
    sheets = {term.fact.sheet for term in comparison.terms}
    return sheets <= set(cutting) and abs(comparison.difference) <= 2 * comparison.tolerance


def _bare(comparison: Comparison) -> Comparison:
    """The comparison of the numbers as they are printed, none of which hides anything."""
    terms = tuple(term._replace(fact=term.fact._replace(half=Decimal(0))) for term in comparison.terms)
    return comparison._replace(terms=terms)


def _balance(comparison: Comparison) -> Balance | None:
    """The equality as a total and its parts; None when it is something else, or printed with different decimals."""
    if comparison.relation != "==" or not comparison.linear or comparison.generic or not comparison.scale:
        return None
    if comparison.beside:  # what another document says tells nothing of the habits of this one
        return None
    left = [term for term in comparison.terms if term.left]
    right = [term for term in comparison.terms if not term.left]
    total, parts, sign = (left, right, 1) if len(left) == 1 else (right, left, -1)
    parts = [part for part in parts if part.fact.value]
    if len(total) != 1 or not parts or any(term.factor != 1 or term.fact.value < 0 for term in (*total, *parts)):
        return None
    place = 2 * total[0].fact.half
    if not place or any(2 * part.fact.half != place for part in parts):
        return None
    excess = sign * comparison.difference / place
    if excess != int(excess):
        return None
    rounded = sum(bool(term.fact.value % (10 * place)) for term in (*total, *parts))
    return Balance(comparison, place, sign, int(excess), len(parts), rounded)


def _cut_off(balance: Balance) -> float:
    """How much likelier (logarithm) the excess is when amounts are cut off than when each is rounded.

    Both are sums of parts + 1 uniform errors of one last place; cutting off shifts their mean by half a place a part."""
    if not 0 <= balance.excess < balance.parts:
        return -_CONVINCING
    mean = (balance.parts - 1) / 2
    return (balance.excess**2 - (balance.excess - mean) ** 2) / (2 * (balance.parts + 1) / 12)


def _added_up(balance: Balance) -> float:
    """How much likelier (logarithm) the excess is when totals are added up than when each is rounded. Round amounts (20.00)
    tell nothing: they were exact before."""
    if balance.rounded < 2:
        return 0.0
    spread = math.sqrt(2 * balance.rounded / 12)
    chance = (math.erf((balance.excess + 0.5) / spread) - math.erf((balance.excess - 0.5) / spread)) / 2
    return -math.log(chance) if not balance.excess else math.log(_MISTAKEN / max(chance, _MISTAKEN))
