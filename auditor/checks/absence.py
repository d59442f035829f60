"""What a table does not print: proven absent, or not known, because it holds numbers that nobody could place there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from auditor.model.facts import TEXT, Fact, Facts, Meaning, Sheet, Unplaced
from auditor.model.pack import Axis, TableKind
from auditor.model.report import Gap
from auditor.numbers import UNITS, ZERO, half, parse

Part = tuple[Fact, Decimal]
_MOST_TOGETHER = 10
"""Of so many numbers every choice is tried (2¹⁰); of more, each alone and all together."""


class Stray(NamedTuple):
    """A number of a table that has no place of its own, with the members that are known of its place."""

    fact: Fact
    known: Mapping[str, str]
    side: str | None


def strays(sheet: Sheet) -> tuple[Stray, ...]:
    """All of them: those under labels that were not understood, and those whose place another number has taken."""
    known = sheet.kept.get("strays")
    if known is None:
        found = [Stray(_fact(sheet, one), dict(one.known), one.side) for one in sheet.unplaced]
        found += [Stray(fact, {}, None) for fact in sheet.clashes]
        known = sheet.kept["strays"] = tuple(found)
    made: tuple[Stray, ...] = known
    return made


def _fact(sheet: Sheet, unplaced: Unplaced) -> Fact:
    printed = parse(unplaced.text)
    unit = sheet.unit or UNITS["万元"]
    state = printed.state if printed.state == "number" else "unreadable"
    value = printed.value.scaleb(unit.exponent) if state == "number" else ZERO
    slack = ZERO if unit.exponent == 0 and printed.places >= 2 else half(printed.places, unit.exponent)
    return Fact(
        sheet.kind, (), state, value, slack, printed.places, unit, unplaced.text.strip(), unplaced.at, unplaced.label, "",
    )  # fmt: skip


def perhaps(sheet: Sheet, kind: TableKind, key: Sequence[str], wild: str | None = None) -> tuple[Fact, ...]:
    """The numbers that may stand at a place which seems not to be printed; along the axis `wild` any place will do. None: it
    is proven absent."""
    return tuple(stray.fact for stray in strays(sheet) if _fits(stray, sheet, kind, key, wild))


def _fits(stray: Stray, sheet: Sheet, kind: TableKind, key: Sequence[str], wild: str | None) -> bool:
    for at, (axis, member) in enumerate(zip(kind.axes, key, strict=True)):
        known = stray.known.get(axis.name)
        if axis.name == wild:
            # Of a line that is understood only what is missing in it can be meant.
            if known is not None and (*key[:at], known, *key[at + 1 :]) in sheet.facts:
                return False
        elif (known is not None and known != member) or (stray.side and (side := _side(axis, member)) and side != stray.side):
            return False
    return True


def _side(axis: Axis, member: str) -> str | None:
    if member in axis.members:
        return axis.members[member].side or (None if member == axis.default else axis.side)
    return None if member == axis.default else axis.side


def unlisted(meaning: Meaning, sheet: Sheet, kind: TableKind) -> tuple[Fact, ...]:
    """The numbers of a table that may have a meaning which it seems to leave out."""
    said = dict(meaning.dimensions)
    return tuple(
        stray.fact
        for stray in strays(sheet)
        if not any(name in kind.complete and said.get(name) != member for name, member in stray.known.items())
    )


def spoken(facts: Facts, told: Sequence[Fact]) -> tuple[Fact, ...]:
    """The numbers in the sentences of those facts that no statement binds, of the same measure and after the first of them: a
    list may name what nobody knows."""
    first = next((fact for fact in told if fact.sheet == TEXT), None)
    if first is None:
        return ()
    bound = {fact.at for statement in facts.statements for fact in statement.figures.values()}
    loose = (*facts.loose, *(tally.fact for tally in facts.tallies))
    found = {
        fact.at: fact
        for fact in loose
        if fact.at not in bound
        and fact.at.block == first.at.block
        and fact.at > first.at
        and fact.unit == first.unit
        and _counted(fact) == _counted(first)
    }
    return tuple(found.values())


def _counted(fact: Fact) -> str:
    """What stands behind the digits: 辆, 人, 万元."""
    return fact.text.lstrip("0123456789.,，． ")


def missing_operands(difference: Decimal, tolerance: Decimal, open_: Sequence[Part]) -> tuple[Part, ...] | None:
    """The numbers that make a difference (left − right) vanish, with their slopes in it; None when none do."""
    known = [part for part in open_ if part[0].state == "number" and part[1]]
    for chosen in _choices(known):
        rest = difference + sum((fact.value * by for fact, by in chosen), ZERO)
        if abs(rest) <= tolerance + sum((fact.half for fact, _ in chosen), ZERO):
            return chosen
    return None


def _choices(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    sizes = range(1, len(parts) + 1) if len(parts) <= _MOST_TOGETHER else (1, len(parts))
    for size in sizes:
        for chosen in combinations(parts, size):
            if len({fact.at for fact, _ in chosen}) == size:
                yield chosen


def unknown(fact: Fact) -> Gap:
    """Why nothing can be said: that number is not understood, and may be what seems to be missing."""
    return Gap("unplaced", (("table", fact.sheet), ("label", fact.row), ("text", fact.text)), fact.at)
