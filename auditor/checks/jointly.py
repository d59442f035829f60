"""Relations that hold one by one within rounding, but not all together: rules that say `jointly:`. Runs after the others.

Rounding may hide half a last place of a number once, not in every relation that it stands in. Bounds of what each number
can have been are drawn from relation to relation; where nothing is left, the relations that this took are reduced to the
fewest that contradict each other, and added up to one sum, which anybody can check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Final, NamedTuple

from auditor.model.document import Location
from auditor.model.facts import Fact, Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Scalar, Shape
from auditor.numbers import ZERO, show

NUMERIC: Final = False
KEY: Final = "jointly"
SETTINGS: Final[Mapping[str, Shape]] = {"jointly": Scalar(choices=("rounding",))}
LAST: Final = True

_FEWEST = 2
_COPY = 2
_MOST_STEPS = 4000
_MOST_CHAINS = 5
_FINEST = Decimal("0.001")

Spot = tuple[Location, str]


class Sum(NamedTuple):
    """Σ factor × number + difference-free rest: what is printed misses nought by `difference`."""

    factors: Mapping[Spot, Decimal]
    difference: Decimal
    comparison: Comparison


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Nothing on its own."""
    return Outcome(rule, absent=Gap("nothing"))


def sum_up(rule: Rule, facts: Facts, outcomes: Sequence[Outcome]) -> Outcome:
    """One comparison for each set of relations that contradict each other; it is their sum."""
    made = Outcome(rule)
    plain = [c for o in outcomes for c in o.comparisons if _plain(c)]
    made.looked = len(plain)
    off = [c for c in plain if c.difference]
    if len(off) < _FEWEST:
        made.absent = Gap("nothing")
        return made
    wrong = {_spot(t) for o in outcomes for c in o.comparisons if not c.passed for t in c.terms}
    figures: dict[Spot, Fact] = {}
    # What holds without a residue leaves a number narrower bounds only where it stands twice: in two tables.
    told = (_sum(c, figures) for c in plain if c.difference or len(c.terms) == _COPY)
    sums = [one for one in told if one is not None and not wrong & one.factors.keys()]
    for chain in _chains(sums, figures):
        whole = _added(chain)
        slack = sum((abs(factor) * figures[at].half for at, factor in whole.items()), ZERO)
        difference = sum((factor * figures[at].value for at, factor in whole.items()), ZERO)
        if abs(difference) > slack:
            made.comparisons.append(_told(rule, chain, whole, figures, difference, slack))
    return made


def _plain(comparison: Comparison) -> bool:
    """Whether it is a sum of numbers of the report that holds."""
    return (
        not comparison.beside
        and comparison.passed
        and comparison.relation == "=="
        and comparison.linear
        and not comparison.generic
    )


def _spot(term: Term) -> Spot:
    return term.fact.at, term.fact.text


def _sum(comparison: Comparison, figures: dict[Spot, Fact]) -> Sum | None:
    """A plain sum that holds within the rounding of its own numbers; None for anything else."""
    factors: dict[Spot, Decimal] = defaultdict(Decimal)
    for term in comparison.terms:
        if abs(term.factor) != 1 or figures.setdefault(_spot(term), term.fact).value != term.fact.value:
            return None
        factors[_spot(term)] += term.factor if term.left else -term.factor
    slack = sum((abs(factor) * figures[at].half for at, factor in factors.items()), ZERO)
    total = sum((factor * figures[at].value for at, factor in factors.items()), ZERO)
    if total != comparison.difference or comparison.tolerance > slack or abs(total) > slack or len(factors) < 2:
        return None
    return Sum({at: factor for at, factor in factors.items() if factor}, total, comparison)


def _chains(sums: Sequence[Sum], figures: Mapping[Spot, Fact]) -> Iterator[list[Sum]]:
    """The fewest sums that contradict each other, and, without the first of them, others. None when all of them together
    hold for amounts that were cut off."""
    left = list(sums)
    for _ in range(_MOST_CHAINS):
        found = _contradiction(left, figures, cut=False)
        if found is None:
            return
        if _contradiction(sums, figures, cut=True) is None:
            return
        chain = _fewest([left[i] for i in found], figures)
        yield chain
        dropped = {id(s) for s in chain}
        left = [s for s in left if id(s) not in dropped]


def _fewest(chain: list[Sum], figures: Mapping[Spot, Fact]) -> list[Sum]:
    for one in list(chain):
        rest = [s for s in chain if s is not one]
        if _contradiction(rest, figures, cut=False) is not None:
            chain = rest
    return chain


def _contradiction(sums: Sequence[Sum], figures: Mapping[Spot, Fact], *, cut: bool) -> Set[int] | None:
    """The sums by index that leave some number no value (more may be among them than it takes); None when there are none."""
    bounds: dict[Spot, list[Decimal]] = {}
    causes: dict[tuple[Spot, int], int] = {}
    touching: dict[Spot, list[int]] = defaultdict(list)
    for index, one in enumerate(sums):
        for at in one.factors:
            touching[at].append(index)
            half = figures[at].half
            if cut:
                bounds[at] = [ZERO, 2 * half] if figures[at].value >= 0 else [-2 * half, ZERO]
            else:
                bounds[at] = [-half, half]
    todo = [index for index, one in enumerate(sums) if one.difference or cut]
    waiting = set(todo)
    for _ in range(_MOST_STEPS):
        if not todo:
            return None
        index = todo.pop(0)
        waiting.discard(index)
        for at, low, high in _narrowed(sums[index], bounds):
            own = bounds[at]
            if low > own[1] or high < own[0]:
                return _behind(index, sums, causes)
            for side, value in ((0, low), (1, high)):
                if (value > own[0] + _FINEST) if side == 0 else (value < own[1] - _FINEST):
                    own[side] = value
                    causes[at, side] = index
                    fresh = [i for i in touching[at] if i != index and i not in waiting]
                    todo.extend(fresh)
                    waiting.update(fresh)
    return None


def _narrowed(one: Sum, bounds: Mapping[Spot, Sequence[Decimal]]) -> Iterator[tuple[Spot, Decimal, Decimal]]:
    """For each number what the others leave it."""
    ranges = {
        at: (bounds[at][0] * f, bounds[at][1] * f) if f > 0 else (bounds[at][1] * f, bounds[at][0] * f)
        for at, f in one.factors.items()
    }
    low, high = (sum((r[side] for r in ranges.values()), one.difference) for side in (0, 1))
    for at, factor in one.factors.items():
        least, most = -(high - ranges[at][1]) / factor, -(low - ranges[at][0]) / factor
        yield (at, least, most) if factor > 0 else (at, most, least)


def _behind(index: int, sums: Sequence[Sum], causes: Mapping[tuple[Spot, int], int]) -> Set[int]:
    found = {index}
    edge = [index]
    while edge:
        for at in sums[edge.pop()].factors:
            for side in (0, 1):
                cause = causes.get((at, side))
                if cause is not None and cause not in found:
                    found.add(cause)
                    edge.append(cause)
    return found


def _added(chain: Sequence[Sum]) -> dict[Spot, Decimal]:
    """The sums added up, or taken from each other, so that numbers in two of them drop out."""
    whole = dict(chain[0].factors)
    left = list(chain[1:])
    while left:
        one = next((s for s in left if any(at in whole for at in s.factors)), left[0])
        left = [s for s in left if s is not one]
        shared = next((at for at in one.factors if whole.get(at)), None)
        times = -whole[shared] / one.factors[shared] if shared is not None else Decimal(1)
        for at, factor in one.factors.items():
            whole[at] = whole.get(at, ZERO) + times * factor
    return {at: factor for at, factor in whole.items() if factor}


def _told(
    rule: Rule, chain: Sequence[Sum], whole: Mapping[Spot, Decimal], figures: Mapping[Spot, Fact],
    difference: Decimal, slack: Decimal,
) -> Comparison:  # fmt: skip
    """The sum as a comparison: the fewer numbers on the left, on the right also the relations that it was made of."""
    if sum(factor > 0 for factor in whole.values()) > sum(factor < 0 for factor in whole.values()):
        whole, difference = {at: -factor for at, factor in whole.items()}, -difference
    terms = tuple(Term(figures[at], abs(factor), factor > 0) for at, factor in whole.items())
    steps = "；".join(_equation(one, figures) for one in chain)
    left, right = (sum((t.factor * t.fact.value for t in terms if t.left is side), ZERO) for side in (True, False))
    return Comparison(
        rule.id, False, "==", _side(terms, left=True), f"{_side(terms, left=False)}（{steps}）", left, right, difference, slack,
        terms, group="、".join(dict.fromkeys(one.comparison.rule for one in chain)), scale=ZERO,
    )  # fmt: skip


def _side(terms: Sequence[Term], *, left: bool) -> str:
    return _named((term.fact, term.factor) for term in terms if term.left is left)


def _named(numbers: Iterable[tuple[Fact, Decimal]]) -> str:
    """The numbers of a side; noughts add nothing."""
    shown = [("" if times == 1 else f"{show(times)}×") + f"「{fact.row}」{fact.text}" for fact, times in numbers if fact.value]
    return "＋".join(shown) or "0"


def _equation(one: Sum, figures: Mapping[Spot, Fact]) -> str:
    """「合计」10.03 － （「甲」6.01＋「乙」4.01） ＝ 0.01: a relation with what it is off by."""
    positive = sum(factor > 0 for factor in one.factors.values())
    sign = 1 if 2 * positive <= len(one.factors) else -1
    first, second = (
        _named((figures[at], abs(factor)) for at, factor in one.factors.items() if (factor * sign > 0) is side)
        for side in (True, False)
    )
    unit = next(figures[at].unit for at in one.factors)
    return f"{first} － ({second}) ＝ {show((sign * one.difference).scaleb(-unit.exponent))}"
