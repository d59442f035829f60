"""Records of a form: indicators in classes, the weights that class headings print, and the line that sums up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from auditor.labels import bare
from auditor.meaning.forms.entries import Maker
from auditor.meaning.forms.heads import Head, Header
from auditor.meaning.forms.lines import Line, names
from auditor.model.document import Cell, Location
from auditor.model.form import Entry, Row
from auditor.model.pack import Member
from auditor.numbers import parse

_SEPARATOR = "/"
_MERGED = 3


@dataclass(slots=True)
class Records:
    """What was read: records, the total line, the weights that classes declare, and who stands under whom."""

    rows: list[Row] = field(default_factory=list)
    total: Row | None = None
    declared: dict[str, Entry] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    tree: dict[str, list[str]] = field(default_factory=dict)


class Reader:
    """Reads the record lines under one header, remembering the classes above."""

    def __init__(self, header: Header, maker: Maker) -> None:
        self.header, self.maker = header, maker
        self.kind, self.block = header.kind, header.kind.block
        self.axis = header.kind.axes[0]
        self.levels = [name for name in self.block.levels if header.head(name)]
        self.path: list[str] = []
        self.made = Records()

    def read(self, found: Sequence[Line]) -> int:
        """Read lines up to and with the total; how many were read."""
        for count, line in enumerate(found, 1):
            shifted = line if self._merged_total(line) else self._aligned(line)
            if self._line_named(shifted, self.block.subtotal) is not None:
                continue
            total = self._line_named(shifted, self.block.total)
            if total is not None:
                self._sum_up(shifted, total)
                return count
            self._record(shifted)
        return len(found)

    # lines

    def _aligned(self, line: Line) -> Line:
        """The line moved right when it lost its first cells at a page break: so that its weight stands under weights."""
        best, most = line, self._fit(line)
        most_shifts = self.header.width - line.width or self._displaced(line)
        for shift in range(1, most_shifts + 1):
            moved = line.moved(shift)
            if self._fit(moved) > most:
                best, most = moved, self._fit(moved)
        return best

    def _merged_total(self, line: Line) -> bool:
        """Whether it is a total line that lacks more cells than a page break tears off: it was merged, and stays."""
        return self.header.width - line.width >= _MERGED and self._line_named(line, self.block.total) is not None

    def _displaced(self, line: Line) -> int:
        """How far an outermost class or the total stands left of the column of classes, in a row that ends in as many
        blanks: it lost cells there."""
        head = self.header.head(self.levels[0])
        filled = max((c + 1 for c, cell in enumerate(line.cells) if cell is not None and cell.text.strip()), default=0)
        for cell in line.own():
            if head is not None and cell.column < head.column and self._member(self.maker.reader.weighted(cell.text).name):
                return min(head.column - cell.column, self.header.width - filled)
        return 0

    def _fit(self, line: Line) -> int:
        measured = [h for h in self.header.heads if h.member.measure in {"score", "money", "percent"}]
        states = [
            parse(self.maker.reader.points(cell.text)).state for h in measured if (cell := line.at(h.column)) and cell.text
        ]
        return states.count("number") - states.count("text")

    def _line_named(self, line: Line, name: str) -> Cell | None:
        """The label of a line that sums up, left of the numbers."""
        wanted = self.axis.members.get(name)
        limit = max((h.column for h in self.header.heads if h.member.name in self.block.levels), default=0)
        for cell in line.own():
            if wanted is not None and cell.column <= limit and any(name in wanted.labels for name in names(cell.text)):
                return cell
        return None

    def _sum_up(self, line: Line, label: Cell) -> None:
        columns = [name for name in (self.block.weight, self.block.score) if self.header.head(name)]
        spots: dict[str, Cell] = {}
        for name in columns:
            head = self.header.head(name)
            cell = _value(line, head) if head else None
            if cell is not None and cell is not label and self._number(cell):
                spots[name] = cell
        if not spots:
            # Converters move the numbers of a merged total line to its front.
            numbers = [cell for cell in line.own() if cell.column > label.column and self._number(cell)]
            spots = dict(zip(columns, numbers, strict=False)) if len(numbers) >= len(columns) else {}
            if len(numbers) == 1 and len(columns) == 2:
                given = not any(row.entry(self.block.score) for row in self.made.rows)
                spots = {columns[0] if given else columns[1]: numbers[0]}
        key = self.block.total
        cells = {
            name: self.maker.entry((key, name), "score", cell.text, line.place(cell), "".join(label.text.split()), name)
            for name, cell in spots.items()
        }
        self.made.total = Row(self.kind.name, key, key, line.place(label), cells)

    def _number(self, cell: Cell) -> bool:
        return parse(self.maker.reader.points(cell.text)).state == "number"

    def _record(self, line: Line) -> None:
        name = self._classes(line)
        cells: dict[str, Entry] = {}
        given = [h for h in self.header.heads if h.member.name not in self.block.levels and h.column not in self.header.ranks]
        printed = {h.member.name: cell for h in given if (cell := _value(line, h)) is not None}
        if not any(_says(cell.text) for cell in printed.values()) and not _says(name):
            return
        label = "".join((name or self.made.names.get("".join(self.path[-1:]), "")).split())
        key = self._key(label)
        for head in given:
            cell = printed.get(head.member.name)
            if cell is None:
                continue
            measure = head.member.measure or self.kind.measure
            if measure == "score" and not cell.text.strip() and not _says(name):
                continue
            front, behind = (self._joined(head, printed, side) for side in ("before", "behind"))
            cells[head.member.name] = self.maker.entry(
                (key, head.member.name), measure, cell.text, line.place(cell), label, head.printed, front, behind
            )
        self._put(line, key, label, cells)

    def _joined(self, head: Head, printed: Mapping[str, Cell], side: Literal["before", "behind"]) -> str:
        """The operator or unit of a value that stands in a column of its own."""
        for other in self.header.heads:
            joins = other.member.before if side == "before" else other.member.behind
            if head.member.name in joins and other.member.name in printed:
                return printed[other.member.name].text
        return ""

    def _put(self, line: Line, key: str, label: str, cells: dict[str, Entry]) -> None:
        level = self.header.head(self.levels[-1])
        cell = line.over(level.column) if level else None
        at = (
            line.place(cell)
            if cell is not None
            else next((e.fact.at for e in cells.values()), Location(line.block, line.row, 0))
        )
        if cell is not None and cell.text.strip():
            own = line.place(cell)
            cells = {
                self.levels[-1]: self.maker.entry((key, self.levels[-1]), "text", cell.text, own, label, self.levels[-1]),
                **cells,
            }
        self.made.rows.append(Row(self.kind.name, key, label, at, cells, tuple(self.path)))
        self.made.names[key] = label
        self.made.levels[key] = self.block.levels[-1]
        for above in (self.block.total, *self.path):
            self.made.tree.setdefault(above, []).append(key)

    def _key(self, name: str) -> str:
        key = base = _SEPARATOR.join((*self.path[-1:], bare(name)))
        number = 2
        while key in self.made.levels:
            key, number = f"{base}({number})", number + 1
        return key

    # classes

    def _classes(self, line: Line) -> str:
        """Bring the path of classes up to date; the record's own name. A blank class is that of the line before."""
        *outer, last = self.levels
        for depth, level in enumerate(outer):
            head = self.header.head(level)
            cell = line.over(head.column) if head else None
            if cell is None or not cell.text.strip():
                continue
            key = self._class(depth, level, line, cell)
            if key is not None and (len(self.path) <= depth or self.path[depth] != key):
                self.path[depth:] = [key]
        head = self.header.head(last)
        cell = line.over(head.column) if head else None
        if cell is None or cell.column < (head.column if head else 0):
            return ""
        text = cell.text.strip()
        return self.block.numbered.sub("", text) if self.block.numbered else text

    def _class(self, depth: int, level: str, line: Line, cell: Cell) -> str | None:
        text = self.maker.reader.weighted(cell.text)
        known = self._member(text.name) if depth == 0 else None
        name = known.name if known else bare(text.name)
        if not name and text.weight and self.path[depth : depth + 1]:
            # The weight went on to a page of its own: it is that of the class above.
            self._declare(self.path[depth], text.weight, line.place(cell), cell.text)
        if not name or (depth and len(self.path) < depth):
            return None
        key = _SEPARATOR.join((*self.path[depth - 1 : depth], name))
        if key not in self.made.levels:
            self.made.levels[key], self.made.names[key] = level, "".join(text.name.split())
            if depth == 0:
                self.made.tree.setdefault(self.block.declared, []).append(key)
        if text.weight and self.block.weight:
            self._declare(key, text.weight, line.place(cell), cell.text)
        for column, ranked in self.header.ranks.items():
            weight = line.at(column)
            if ranked == level and weight is not None and self._number(weight):
                self._declare(key, weight.text, line.place(weight), cell.text)
        return key

    def _declare(self, key: str, weight: str, at: Location, label: str) -> None:
        if key not in self.made.declared:
            entry = self.maker.entry((key, self.block.weight), "score", weight, at, "".join(label.split()), self.block.weight)
            self.made.declared[key] = entry

    def _member(self, text: str) -> Member | None:
        return next((self.axis.labels[name][0] for name in names(text) if name in self.axis.labels), None)


def _value(line: Line, head: Head) -> Cell | None:
    own = [cell for column in range(head.column, head.column + head.width) if (cell := line.at(column)) is not None]
    return next((cell for cell in own if cell.text.strip()), own[0] if own else None)


def _says(text: str) -> bool:
    """Whether a text says anything: letters or digits, no dots to be filled in."""
    return any(char.isalnum() for char in text)
