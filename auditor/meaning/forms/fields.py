"""Labelled fields of a form: the value stands right of its label, below it, or behind a colon in the same cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from auditor.meaning.forms.entries import Maker
from auditor.meaning.forms.lines import Line, is_named, names
from auditor.model.document import Cell, Location
from auditor.model.form import Entry
from auditor.model.pack import Axis, Member, TableKind

_INLINE = re.compile(r"\s*(?:其中)?\s*[:：]?\s*(?P<label>[^:：]{1,24}?)\s*[:：]\s*(?P<value>[^:：]*)", re.S)


def read_fields(
    found: Sequence[tuple[int, Line]], whole: Sequence[Line], kind: TableKind, labels: Collection[str], maker: Maker
) -> dict[str, Entry]:
    """The fields that stand in those lines (index and line), the first of each name; `labels` are all labels of the form."""
    axis = kind.axes[0]
    made: dict[str, Entry] = {}
    for index, line in found:
        for cell in line.own():
            for member, text, at in _values(index, line, cell, whole, axis, labels):
                known = made.get(member.name)
                if known is None or (known.fact.state == "blank" and text.strip()):
                    measure = member.measure or kind.measure
                    made[member.name] = maker.entry((member.name,), measure, text, at, member.name, "")
    return made


def _values(
    index: int, line: Line, cell: Cell, whole: Sequence[Line], axis: Axis, labels: Collection[str]
) -> list[tuple[Member, str, Location]]:
    member = _member(cell.text, axis)
    if member is not None:
        beside = _beside(line, cell, labels)
        if member.below and (beside is None or not beside.text.strip()):
            under = _below(index, line, cell, whole, labels)
            return [(member, under[1].text, under[0].place(under[1]))] if under else []
        return [(member, beside.text, line.place(beside))] if beside else []
    match = _INLINE.fullmatch(cell.text)
    if match:
        member = _member(match["label"], axis)
        if member is not None:
            start, end = match.span("value")
            return [(member, match["value"], line.place(cell)._replace(start=start, end=end))]
    return []


def _member(text: str, axis: Axis) -> Member | None:
    for name in names(text):
        if name in axis.labels:
            return axis.labels[name][0]
    return None


def _beside(line: Line, cell: Cell, labels: Collection[str]) -> Cell | None:
    """The first cell to the right that is no label; a label right away means that the value is missing or below."""
    first: Cell | None = None
    for other in line.own():
        if other.column <= cell.column:
            continue
        if is_named(other.text, labels):
            break
        match = _INLINE.fullmatch(other.text)
        if match and is_named(match["label"], labels):
            break
        if other.text.strip():
            return other
        first = first or other
    return first


def _below(index: int, line: Line, cell: Cell, whole: Sequence[Line], labels: Collection[str]) -> tuple[Line, Cell] | None:
    for under in whole[index + 1 : index + 2]:
        other = under.over(cell.column)
        if other is not None and other.row == under.row and not is_named(other.text, labels):
            return under, other
    return None
