"""Sums among the lines of a table: found the same way for rows (over columns) and for columns (over rows).

An item is a row or a column, a lane what crosses it. An item may be the sum of those that stand together beside it; what is
a part is then left out, and the next level is looked for among the rest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, combinations
from math import e, log2
from typing import NamedTuple

from auditor.model.facts import Fact
from auditor.model.shown import Family, Relation, Shape
from auditor.shown.evidence import BELIEVED, believed, grain, slipped, surprise, surprise_of_slip

_PIVOTS = 6
_LEVELS = 8
_ENDS = 3
_MOST_RUNS = 8
_EQUAL = 64
"""Places where running sums are equal (lines of nought between) that are looked at."""
_FARTHEST = 400
"""Lines among which a total is looked for that misses its sum by a slip."""
_SCATTERED = 12
"""Items among which parts are looked for wherever they stand; of more, the choice outweighs what rows can show."""
_PROBES = 4


class Matrix(NamedTuple):
    """Amounts by item and lane as whole last places, and the facts they were printed as. `slack` as in a grid. `expected`
    are bits that speak for an item being a sum before anything is added up (it is called a total)."""

    amounts: Sequence[Mapping[int, int]]
    facts: Sequence[Mapping[int, Fact]]
    slack: int
    expected: Sequence[float]


Sum = tuple[int, tuple[int, ...], tuple[int, ...]]
"""A total, its parts, and their signs."""


def relations(matrix: Matrix, total: int, parts: Sequence[int], signs: Sequence[int] = ()) -> Iterator[Relation]:
    """The sum in every lane in which the total is printed and something is not nought."""
    factors = tuple(signs) or (1,) * len(parts)
    seen: set[tuple[int, ...]] = set()
    for lane, printed in matrix.facts[total].items():
        amount = matrix.amounts[total].get(lane, 0)
        addends = [sign * matrix.amounts[part].get(lane, 0) for part, sign in zip(parts, factors, strict=True)]
        told = [addend for addend in addends if addend]
        pairs = zip(parts, factors, strict=True)
        facts = [(fact, sign) for part, sign in pairs if (fact := matrix.facts[part].get(lane))]
        if not any(fact.state == "number" for fact in (printed, *(fact for fact, _ in facts))):
            continue
        if bool(amount) != bool(told) and (not told or printed.state != "number"):
            # Nothing of the total is listed here, or there is no total of what is listed: the list does not reach this far.
            continue
        off = 2 * abs(amount - sum(told))
        allowed = matrix.slack * (len(told) + 1)
        holds = off <= allowed
        own = (amount, *sorted(told))
        gap = amount - sum(told)
        # What is missing by the amount of a part is another sum, not a slip of this one.
        slip = not holds and bool(amount) and bool(told) and slipped(gap) and abs(gap) not in map(abs, told)
        bits = 0.0
        if len(told) > 1 and own not in seen:
            size = abs(amount) // grain((amount, *told))
            bits = surprise(size, allowed // 2) if holds else surprise_of_slip(size, allowed // 2) if slip else 0.0
        seen.add(own)
        near = not holds and off <= 2 * allowed
        yield Relation(
            printed, tuple(fact for fact, _ in facts), holds, near, bits, gap, slip, tuple(sign for _, sign in facts)
        )


def family(shape: Shape, matrix: Matrix, found: Sequence[Relation], tried: int, expected: float = 0.0) -> Family:
    """Those relations as a family chosen among so many that were tried."""
    return Family(shape, tuple(found), sum(relation.bits for relation in found) + expected - log2(max(tried, 1)))


def stairs(shape: Shape, matrix: Matrix, active: list[int]) -> Iterator[tuple[Family, Sum]]:
    """Level by level, the items that are sums of those beside them. `active` is left with what is no part of any.

    A level is judged as a whole too: eighteen lines that are each the sum of the four below them are borne out by each
    other, though none shows much alone."""
    for _ in range(_LEVELS):
        level = Level(matrix, active)
        proposals = [best for position in range(len(active)) if (best := _best(shape, level, position))]
        proposals.sort(key=lambda each: (len(each[1][1]), -each[0].strength))
        taken: set[int] = set()
        chosen: list[tuple[Family, Sum]] = []
        for made, (total, parts, signs) in proposals:
            if taken.isdisjoint((total, *parts)):
                taken.update(parts)
                chosen.append((made, (total, parts, signs)))
        together = _together(chosen, len(active))
        chosen = [(made, each) for made, each in chosen if believed(made) or (together and not made.failed)]
        if not chosen:
            return
        yield from chosen
        gone = {part for _, (_, parts, _) in chosen for part in parts}
        active[:] = [item for item in active if item not in gone]


class Level:
    """The items of one level with running sums along each lane: a sum of neighbours costs no more than one part does."""

    def __init__(self, matrix: Matrix, active: Sequence[int]) -> None:
        self.matrix, self.active = matrix, tuple(active)
        self._lanes: dict[int, _Lane] = {}

    def lane(self, lane: int) -> _Lane:
        """The running sums of a lane."""
        known = self._lanes.get(lane)
        if known is None:
            known = self._lanes[lane] = _Lane([self.matrix.amounts[item].get(lane, 0) for item in self.active])
        return known

    def promise(self, total: int, start: int, end: int) -> float:
        """The bits that a sum of neighbours may have at most, without looking at its parts."""
        own, bits = self.matrix.amounts[total], 0.0
        for at, amount in own.items():
            lane = self.lane(at)
            told = lane.filled[end] - lane.filled[start]
            gap = amount - (lane.sums[end] - lane.sums[start])
            if told > 1 and (2 * abs(gap) <= self.matrix.slack * (told + 1) or slipped(gap)):
                bits += surprise(amount, 0)
        return bits


class _Lane:
    def __init__(self, amounts: Sequence[int]) -> None:
        self.sums = [0, *accumulate(amounts)]
        self.filled = [0, *accumulate(bool(amount) for amount in amounts)]
        self.ranked = sorted(range(len(self.sums)), key=self.sums.__getitem__)
        self.values = [self.sums[index] for index in self.ranked]


def _together(chosen: Sequence[tuple[Family, Sum]], offered: int) -> bool:
    """Whether sums that hold bear each other out: their bits less those of choosing so many among the items."""
    weak = [made for made, _ in chosen if not made.failed and made.strength > 0]
    if len(weak) < 2:
        return False
    choice = len(weak) * log2(max(offered, len(weak)) * e / len(weak))
    return sum(made.strength for made in weak) - choice >= BELIEVED


def _best(shape: Shape, level: Level, position: int) -> tuple[Family, Sum] | None:
    """The sum beside an item that the lanes bear out best, if any speaks for it."""
    matrix, active, total = level.matrix, level.active, level.active[position]
    best: tuple[Family, Sum] | None = None
    tried, expected = 2 * len(active), matrix.expected[total]
    least = log2(tried) - expected
    runs = sorted(((level.promise(total, *run), run) for run in _runs(level, position)), reverse=True)
    for promise, (start, end) in runs[:_MOST_RUNS]:
        if promise <= least or (best is not None and promise - least < best[0].strength):
            break
        parts = active[start:end]
        made = family(shape, matrix, list(relations(matrix, total, parts)), tried, expected)
        if made.strength <= 0 or (made.failed and not believed(made)):
            continue
        if best is None or (made.strength, len(parts)) > (best[0].strength, len(best[1][1])):
            best = made, (total, parts, ())
    return best


def _runs(level: Level, position: int) -> set[tuple[int, int]]:
    """The neighbours (from, to) behind or before an item that add up to it in some lane; for one that is called a total, also
    those that miss it by a slip."""
    matrix, total = level.matrix, level.active[position]
    own = matrix.amounts[total]
    different = {abs(amount): lane for lane, amount in own.items() if amount}
    offered: set[tuple[int, int]] = set()
    for _, at in sorted(different.items(), reverse=True)[:_PIVOTS]:
        lane = level.lane(at)
        sums, slack = lane.sums, matrix.slack * (len(level.active) + 1) // 2
        behind = _between(lane, sums[position + 1] + own[at], slack, lambda end: end > position + 2)
        before = _between(lane, sums[position] - own[at], slack, lambda start: start < position - 1)
        offered.update((position + 1, end) for end in behind)
        offered.update((start, position) for start in before)
        if matrix.expected[total]:
            slips = frozenset(_slips(own[at]))
            below, above = own[at] + sums[position + 1], own[at] - sums[position]
            ends = range(position + 3, min(len(sums), position + _FARTHEST))
            starts = range(max(0, position - _FARTHEST), position - 1)
            offered.update((position + 1, end) for end in ends if below - sums[end] in slips)
            offered.update((start, position) for start in starts if above + sums[start] in slips)
    return offered


def _slips(amount: int) -> Iterator[int]:
    """The differences that one slip in an amount of that length makes."""
    for place in range(len(str(abs(amount)))):
        for digit in (*range(1, 10), *range(18, 82, 9)):
            yield digit * 10**place
            yield -digit * 10**place


def _between(lane: _Lane, wanted: int, slack: int, fits: Callable[[int], bool]) -> set[int]:
    """Where running sums come to a value; of many such places, the first and last few."""
    first, last = bisect_left(lane.values, wanted - slack), bisect_right(lane.values, wanted + slack)
    if last - first > _EQUAL:
        near = [*lane.ranked[first : first + _EQUAL // 2], *lane.ranked[last - _EQUAL // 2 : last]]
    else:
        near = lane.ranked[first:last]
    found = sorted(index for index in near if fits(index))
    return {*found[:_ENDS], *found[-_ENDS:]}


def scattered(shape: Shape, matrix: Matrix, active: Sequence[int]) -> Iterator[Family]:
    """Among a few items: one that is the sum of two others, of two less a third, or of neighbours but for one between them,
    wherever they stand."""
    active = [item for item in active if any(matrix.amounts[item].values())]
    if not 3 <= len(active) <= _SCATTERED:
        return
    probes = sorted(_lanes(matrix, active), key=lambda lane: -sum(bool(matrix.amounts[item].get(lane)) for item in active))[
        :_PROBES
    ]
    bound: set[frozenset[int]] = set()
    tried = 0
    likely: list[Sum] = []
    for total in active:
        others = [item for item in active if item != total]
        for parts, signs in _choices(others):
            tried += 1
            if sum(_fits(matrix, lane, total, parts, signs) for lane in probes) * 2 >= len(probes) > 0:
                likely.append((total, parts, signs))
    found = [family(shape, matrix, list(relations(matrix, *each)), tried) for each in likely]
    for made, (total, parts, _) in sorted(zip(found, likely, strict=True), key=lambda each: -each[0].strength):
        if believed(made) and frozenset((total, *parts)) not in bound:
            bound.add(frozenset((total, *parts)))
            yield made


def _choices(others: Sequence[int]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    for two in combinations(others, 2):
        yield two, (1, 1)
        for less in others:
            if less not in two:
                yield (*two, less), (1, 1, -1)
    for start in range(len(others)):
        for end in range(start + 4, len(others) + 1):
            for left in range(start + 1, end - 1):
                parts = (*others[start:left], *others[left + 1 : end])
                yield parts, (1,) * len(parts)


def _lanes(matrix: Matrix, items: Sequence[int]) -> set[int]:
    return {lane for item in items for lane in matrix.amounts[item]}


def _fits(matrix: Matrix, lane: int, total: int, parts: Sequence[int], signs: Sequence[int]) -> bool:
    """Whether a sum of several amounts holds in a lane."""
    told = [sign * amount for part, sign in zip(parts, signs, strict=True) if (amount := matrix.amounts[part].get(lane, 0))]
    return len(told) > 1 and 2 * abs(matrix.amounts[total].get(lane, 0) - sum(told)) <= matrix.slack * (len(parts) + 1)
