"""What the headings of value columns name: the members of the axes that stand on columns."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.labels import without_brackets
from auditor.meaning.lattice import Lattice
from auditor.model.pack import Axis, Member, TableKind

Assigned = dict[str, Member]


def named_columns(kind: TableKind, shape: Lattice) -> dict[int, Assigned]:
    """The members that each value column's header names; a sole unnamed column of a panel takes the defaults."""
    axes = [axis for axis in kind.axes if axis.on != "row"]
    found: dict[int, Assigned] = {}
    for panel in shape.panels:
        unnamed = []
        for c in panel.values:
            members = _header(shape.columns[c].path, axes)
            if members:
                found[c] = members
            else:
                unnamed.append(c)
        if len(unnamed) == 1 and len(panel.values) == 1:
            found[unnamed[0]] = {}
    return found


def _header(path: tuple[str, ...], axes: Sequence[Axis]) -> Assigned:
    found: Assigned = {}
    names = _names(path)
    for axis in axes:
        for name in names:
            member = _member(axis, name)
            if member:
                found[axis.name] = member
                break
    return found


def _member(axis: Axis, name: str) -> Member | None:
    members = axis.labels.get(name) or axis.labels.get(without_brackets(name))
    if members:
        return members[0]
    code = axis.classification.code(name) if axis.classification and axis.by_name else None
    return axis.members.get(code) or Member(code, ()) if code else None


def _names(path: tuple[str, ...]) -> list[str]:
    """What a header path may be called, most specific first: 本年支出/小计, 小计, 本年支出."""
    parts = [part for part in path if part]
    joined = ["/".join(parts[start:end]) for end in range(len(parts), 1, -1) for start in range(end - 1)]
    return joined + parts[::-1]
