"""What the headings of value columns name: the members of the axes that stand on columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from auditor.labels import without_brackets
from auditor.meaning.lattice import Column, Lattice
from auditor.model.pack import Axis, Member, TableKind

Assigned = dict[str, Member]


class Named(NamedTuple):
    """What a column or line is called. `part` is the axis on which it is but a part of its member (其中：…), with the name of
    that part."""

    members: Assigned
    part: tuple[str, str] | None = None


class _Match(NamedTuple):
    named: Named
    whole: bool


def named_columns(kind: TableKind, shape: Lattice, totals: AbstractSet[str]) -> dict[int, Named]:
    """The members that each value column's header names; a sole unnamed column of a panel takes the defaults.

    A column whose own heading nobody knows, but only one above it, is that one alone if no other column is."""
    axes = [axis for axis in kind.axes if axis.on != "row"]
    found: dict[int, Named] = {}
    for panel in shape.panels:
        matched = {c: _match(shape.columns[c], axes, totals) for c in panel.values}
        times = Counter(_signature(match.named) for match in matched.values() if match)
        for c, match in matched.items():
            if match and (match.whole or times[_signature(match.named)] == 1):
                found[c] = match.named
        if len(panel.values) == 1 and matched[panel.values[0]] is None:
            found[panel.values[0]] = Named({})
    return found


def _signature(named: Named) -> tuple[object, ...]:
    return (*sorted((axis, member.name) for axis, member in named.members.items()), named.part)


def _match(column: Column, axes: Sequence[Axis], totals: AbstractSet[str]) -> _Match | None:
    path = [part for part in column.path if part]
    found: Assigned = {}
    whole = False
    for axis in axes:
        if axis.classification and axis.by_name and (code := _code(path, axis, totals)):
            found[axis.name] = axis.members.get(code[0]) or Member(code[0], ())
            whole = whole or code[1]
            continue
        for name in _names(path, totals):
            if member := _member(axis, name):
                found[axis.name] = member
                whole = whole or name == path[-1] or name.endswith("/" + path[-1]) or path[-1] in totals
                break
    if not found:
        return None
    if column.part < 0 or column.part >= len(path):
        return _Match(Named(found), whole)
    return _part(path, column.part, found, axes, whole)


def _part(path: list[str], at: int, found: Assigned, axes: Sequence[Axis], whole: bool) -> _Match | None:
    """A column under 其中: a member of its own when the table has one that is a part of what stands above, else a part."""
    above = {axis.name: member for axis in axes for name in _names(path[:at], ()) if (member := _member(axis, name))}
    for name, upper in above.items():
        own = found.get(name)
        if whole and own and own is not upper and own.parent == upper.name:
            return _Match(Named(found), True)
        return _Match(Named({**found, name: upper}, (name, path[-1])), True)
    return _Match(Named(found), whole) if whole else None


def _member(axis: Axis, name: str) -> Member | None:
    members = axis.labels.get(name) or axis.labels.get(without_brackets(name))
    return members[0] if members else None


def _code(path: Sequence[str], axis: Axis, totals: AbstractSet[str]) -> tuple[str, bool] | None:
    """The code that the headings name, each below the one above it, and whether the lowest of them has its part in that."""
    code, whole = "", False
    for text in path:
        found = axis.classification.code(text, code) if axis.classification else None
        code, whole = found or code, bool(found or (code and text in totals))
    return (code, whole) if code else None


def _names(path: Sequence[str], totals: AbstractSet[str] | tuple[()]) -> list[str]:
    """What a header path may be called, most specific first: 本年支出/小计, 本年支出 (for its total is meant), 小计."""
    joined = ["/".join(path[start:end]) for end in range(len(path), 1, -1) for start in range(end - 1)]
    if len(path) > 1 and path[-1] in totals:
        whole = [name for name in joined if name.endswith("/" + path[-1])]
        return [*whole, *_names(path[:-1], ()), path[-1]]
    return joined + list(path[::-1])
