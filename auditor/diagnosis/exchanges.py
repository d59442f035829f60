"""Several figures that went wrong by one slip: exchanged with a neighbour, two columns exchanged, a row moved by a column,
a table in another unit.

Such a slip often leaves the sum of its line as it was, so that no single figure explains it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from auditor.diagnosis.net import Net
from auditor.diagnosis.suspicion import Cause, Meant, Slip, Spot, spot
from auditor.model.facts import TEXT, Fact

_FEWEST_MOVED = 3


class Exchange(NamedTuple):
    """Figures with what they were meant to be, and the failing relations that this mends."""

    slip: Slip
    meant: Mapping[Spot, Meant]
    covered: tuple[int, ...]


def exchanges(net: Net) -> Iterator[Exchange]:
    """Slips that mend two of the relations at least, where every figure changed stands in one that fails."""
    suspects = {at: fact for at, fact in net.suspects(net.open).items() if fact.sheet != TEXT and fact.at.row >= 0}
    lines: dict[tuple[int, int, bool], list[Fact]] = defaultdict(list)
    for fact in suspects.values():
        lines[fact.at.block, fact.at.row, True].append(fact)
        lines[fact.at.block, fact.at.column, False].append(fact)
    for (_, _, across), facts in lines.items():
        for i, a in enumerate(facts):
            for b in facts[i + 1 :]:
                if a.value != b.value and a.unit == b.unit:
                    yield from _tried(net, "swapped", ((a, b), (b, a)))
        if across and len(facts) >= _FEWEST_MOVED:
            ordered = sorted(facts, key=lambda fact: fact.at.column)
            for step in (1, -1):
                moved = ordered if step == 1 else ordered[::-1]
                yield from _tried(net, "shifted", tuple(pairwise(moved)))


def _tried(net: Net, slip: Slip, pairs: Sequence[tuple[Fact, Fact]]) -> Iterator[Exchange]:
    values = {spot(a): b.value for a, b in pairs}
    covered = net.mends(values) if _needed(net, values) else ()
    if len(covered) > 1:
        yield Exchange(slip, {spot(a): Meant(b.value, b.text) for a, b in pairs}, covered)


def _needed(net: Net, values: Mapping[Spot, Decimal]) -> bool:
    """Whether every figure has a failing relation that asks for just this value, or that the others change, too."""
    for at, value in values.items():
        for index in net.failing(at):
            others = any(other != at and other in net.relations[index].slopes for other in values)
            allowed = net.allowed(index, at)
            if others or (allowed is not None and allowed[0] <= value <= allowed[1]):
                break
        else:
            return False
    return True


def gathered(causes: Sequence[Cause]) -> list[Cause]:
    """Exchanges between the same two columns (or rows), and amounts of one table that are all in another unit, as one."""
    found = list(causes)
    slips: tuple[tuple[Slip, Callable[[Cause], object]], ...] = (("columns", _lines), ("unit", _factor))
    for slip, key in slips:
        groups: dict[object, list[Cause]] = defaultdict(list)
        for cause in found:
            name = key(cause)
            if name is not None:
                groups[name].append(cause)
        for group in groups.values():
            if len(group) > 1:
                rest = {id(cause) for cause in group[1:]}
                whole = _one(group, slip)
                found = [whole if cause is group[0] else cause for cause in found if id(cause) not in rest]
    return found


def _one(group: Sequence[Cause], slip: Slip) -> Cause:
    meant: dict[Spot, Meant] = {}
    for cause in group:
        meant.update(cause.meant)
    return Cause(
        tuple(c for cause in group for c in cause.failed), tuple(s for cause in group for s in cause.suspects), meant, slip
    )


def _lines(cause: Cause) -> object:
    if cause.slip != "swapped":
        return None
    a, b = (suspicion.fact.at for suspicion in cause.suspects)
    return (a.block, True, frozenset((a.column, b.column))) if a.row == b.row else (a.block, False, frozenset((a.row, b.row)))


def _factor(cause: Cause) -> object:
    culprit = cause.culprit
    meant = cause.meant.get(spot(culprit.fact)) if culprit else None
    if culprit is None or meant is None or culprit.fact.sheet == TEXT:
        return None
    for power in (4, -4):
        if culprit.fact.value and meant.value == culprit.fact.value.scaleb(power):
            return culprit.fact.at.block, power
    return None
