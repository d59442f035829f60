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
        proposals = [best for position, total in enumerate(active) if (best := _best(shape, matrix, active, position, total))]
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


def _together(chosen: Sequence[tuple[Family, Sum]], offered: int) -> bool:
    """Whether sums that hold bear each other out: their bits less those of choosing so many among the items."""
    weak = [made for made, _ in chosen if not made.failed and made.strength > 0]
    if len(weak) < 2:
        return False
    choice = len(weak) * log2(max(offered, len(weak)) * e / len(weak))
    return sum(made.strength for made in weak) - choice >= BELIEVED


def _best(shape: Shape, matrix: Matrix, active: list[int], position: int, total: int) -> tuple[Family, Sum] | None:
    """The sum beside an item that the lanes bear out best, if any speaks for it."""
    best: tuple[Family, Sum] | None = None
    tried = 2 * len(active)
    for parts in _runs(matrix, active, position):
        made = family(shape, matrix, list(relations(matrix, total, parts)), tried, matrix.expected[total])
        if made.strength <= 0 or (made.failed and not believed(made)):
            continue
        if best is None or (made.strength, len(parts)) > (best[0].strength, len(best[1][1])):
            best = made, (total, parts, ())
    return best


def _runs(matrix: Matrix, active: list[int], position: int) -> Iterator[tuple[int, ...]]:
    """The items together behind or before one that add up to it in some lane; for one that is called a total, also those
    that miss it by a slip."""
    total = active[position]
    own = matrix.amounts[total]
    different = {abs(amount): lane for lane, amount in own.items() if amount}
    lanes = [lane for _, lane in sorted(different.items(), reverse=True)][:_PIVOTS]
    offered: set[tuple[int, int]] = set()
    for lane in lanes:
        amounts = [matrix.amounts[item].get(lane, 0) for item in active]
        sums = [0, *accumulate(amounts)]
        ranked = sorted(range(len(sums)), key=sums.__getitem__)
        values = [sums[index] for index in ranked]
        slack = matrix.slack * (len(active) + 1) // 2
        behind = _between(ranked, values, sums[position + 1] + own[lane], slack, lambda end: end > position + 2)
        before = _between(ranked, values, sums[position] - own[lane], slack, lambda start: start < position - 1)
        offered.update((position + 1, end) for end in behind)
        offered.update((start, position) for start in before)
        if matrix.expected[total]:
            slips = frozenset(_slips(own[lane]))
            below, above = own[lane] + sums[position + 1], own[lane] - sums[position]
            ends = range(position + 3, len(sums))
            offered.update((position + 1, end) for end in ends if below - sums[end] in slips)
            offered.update((start, position) for start in range(position - 1) if above + sums[start] in slips)
    for start, end in offered:
        yield tuple(active[start:end])


def _slips(amount: int) -> Iterator[int]:
    """The differences that one slip in an amount of that length makes."""
    for place in range(len(str(abs(amount)))):
        for digit in (*range(1, 10), *range(18, 82, 9)):
            yield digit * 10**place
            yield -digit * 10**place


def _between(ranked: Sequence[int], values: Sequence[int], wanted: int, slack: int, fits: Callable[[int], bool]) -> set[int]:
    """Where running sums come to a value; of many such places, the first and last few."""
    found = [i for i in ranked[bisect_left(values, wanted - slack) : bisect_right(values, wanted + slack)] if fits(i)]
    found.sort()
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
