"""Header lines of a form: which block they begin, and which column each of its headings names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from auditor.labels import squeeze
from auditor.meaning.forms.lines import Line, names
from auditor.model.pack import Axis, Member, TableKind
from auditor.numbers import Unit, unit_named

_UNIT = re.compile(r"[（(](?:金额)?(?:单位[:：])?([百千]?万?元|亿元)[)）]")
_YEAR = re.compile(r"(20\d\d)")


class Head(NamedTuple):
    """A heading: its column, how many columns it covers, and what it names."""

    column: int
    width: int
    member: Member
    printed: str


class Header(NamedTuple):
    """A header line of a block. `ranks` holds weights that stand right of the column of a class: column → level."""

    kind: TableKind
    heads: tuple[Head, ...]
    unit: Unit | None
    ranks: Mapping[int, str]
    width: int

    @property
    def first(self) -> int:
        return self.heads[0].column

    def head(self, name: str) -> Head | None:
        return next((head for head in self.heads if head.member.name == name and head.column not in self.ranks), None)


def header(line: Line, kinds: Sequence[TableKind], year: int | None) -> Header | None:
    """The block whose header this line is: the one that knows most of its headings."""
    best: Header | None = None
    for kind in kinds:
        found = _heads(line, kind.axes[1], year)
        known = {head.member.name for head in found}
        if len(known) >= kind.block.least and (best is None or len(found) > len(best.heads)):
            width = max((c for c, cell in enumerate(line.cells) if cell is not None), default=-1) + 1
            best = Header(kind, tuple(found), _unit(line), _ranks(found, kind), width)
    return best


def _heads(line: Line, axis: Axis, year: int | None) -> list[Head]:
    found: list[Head] = []
    years = [int(match[1]) for cell in line.own() if (match := _YEAR.search(cell.text))]
    this = year if year in years else max(years, default=year or 0)
    for cell in line.own():
        text = _relative(cell.text, this)
        member = next((axis.labels[name][0] for name in names(text) if name in axis.labels), None)
        if member is not None:
            found.append(Head(cell.column, cell.colspan, member, "".join(cell.text.split())))
    return found


def _relative(text: str, year: int) -> str:
    """A heading with its year told from the report's: 2022年决算数 → 〈上年〉年决算数."""
    return squeeze(text).replace(f"{year}", "〈年〉").replace(f"{year - 1}", "〈上年〉") if year else text


def _ranks(found: Sequence[Head], kind: TableKind) -> dict[int, str]:
    """Where several weight columns stand, those right of the column of a class are the weights of classes."""
    weights = [head for head in found if head.member.name == kind.block.weight]
    if len(weights) < 2:
        return {}
    ranks: dict[int, str] = {}
    levels = {head.column: head.member.name for head in found if head.member.name in kind.block.levels}
    deepest = [level for level in kind.block.levels if level in levels.values()][-1:]
    for head in weights:
        left = max((column for column in levels if column < head.column), default=None)
        if left is not None and levels[left] not in deepest and head is not weights[-1]:
            ranks[head.column] = levels[left]
    return ranks


def _unit(line: Line) -> Unit | None:
    for cell in line.cells:
        match = _UNIT.search(cell.text) if cell is not None else None
        if match:
            return unit_named(match[1])
    return None
