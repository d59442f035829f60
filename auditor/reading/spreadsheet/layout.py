"""A sheet → paragraphs and tables. Nothing in a workbook says where a table begins; borders, blank rows and the number of
cells in a row do."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from auditor.model.document import Cell
from auditor.numbers import parse
from auditor.reading.blocks import Blocks
from auditor.reading.grid import compact

_LONG, _VERY_LONG = 40, 120
_SEVERAL = 3
_WIDE = 0.6
_CAPTION_LINES = 3


class Printed(NamedTuple):
    """A cell of a sheet that shows something; rows and columns as the sheet counts them, from nought. `boxed`: borders on
    two sides that meet."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    boxed: bool = False


class Line(NamedTuple):
    """A row with at least one cell. `gap`: blank rows stand above it. `hung`: a cell from above reaches into it."""

    row: int
    cells: tuple[Printed, ...]
    gap: bool
    hung: bool

    @property
    def alone(self) -> bool:
        return len(self.cells) == 1 and not self.hung

    @property
    def boxed(self) -> bool:
        return any(cell.boxed for cell in self.cells)

    @property
    def numbers(self) -> int:
        return sum(parse(cell.text).state == "number" for cell in self.cells)


def visible(first: int, count: int, hidden: Container[int]) -> int | None:
    """The first of `count` rows or columns that is not hidden."""
    return next((line for line in range(first, first + count) if line not in hidden), None)


def lay_out(blocks: Blocks, name: str, cells: Iterable[Printed], boxed_rows: frozenset[int] = frozenset()) -> None:
    """Add a sheet to the document. `cells` in reading order, hidden ones left out; `boxed_rows` are rows with borders, blank
    or not: a blank one does not end a table. The name of the sheet stands above it as a heading."""
    blocks.paragraph(name, style_level=0, part="sheet")
    lines = _lines(cells, boxed_rows)
    boxes = any(line.boxed and not line.alone for line in lines)
    table: list[Line] = []
    pending: list[Line] = []

    def flush() -> None:
        if table:
            _table(blocks, name, table)
        for line in pending:
            if line.gap:
                blocks.paragraph("")
            for cell in line.cells:
                blocks.paragraph(cell.text.strip(), cell=(name, cell.row, cell.column))
        table.clear()
        pending.clear()

    for index, line in enumerate(lines):
        outside = not line.boxed and not line.hung and (line.alone or (boxes and _is_caption(lines, index)))
        if outside:
            pending.append(line)
            continue
        if not table or _parts(table, pending, line, boxes=boxes):
            flush()
        table += pending
        pending.clear()
        table.append(line)
    flush()


def _lines(cells: Iterable[Printed], boxed_rows: frozenset[int]) -> list[Line]:
    rows: dict[int, list[Printed]] = {}
    for cell in cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    lines: list[Line] = []
    below = 0
    for row in sorted(rows):
        gap = bool(lines) and any(r >= below and r not in boxed_rows for r in range(lines[-1].row + 1, row))
        lines.append(Line(row, tuple(rows[row]), gap, row < below))
        below = max(below, *(cell.row + cell.rowspan for cell in rows[row]))
    return lines


def _is_caption(lines: Sequence[Line], index: int) -> bool:
    """On a sheet whose tables have borders: one of a few rows without, such as office, year and unit side by side."""
    if lines[index].alone:
        return True
    first = last = index
    while first > 0 and not lines[first - 1].boxed and not lines[first].gap:
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].boxed and not lines[last + 1].gap:
        last += 1
    run = [line for line in lines[first : last + 1] if not line.alone]
    return len(run) <= _CAPTION_LINES and not any(line.numbers > 1 for line in run)


def _parts(table: Sequence[Line], between: Sequence[Line], line: Line, *, boxes: bool) -> bool:
    """Whether a new table begins with `line`, `between` being the rows of one cell above it."""
    if line.hung:
        return False
    headed = len(line.cells) > 1 and not line.numbers
    counted = any(row.numbers for row in table)
    gap = line.gap or any(row.gap for row in between)
    if not between:
        # Under a row without numbers the blank one is perhaps only not filled in; a head as wide as all above it, with no title
        # of its own, goes on in the same form.
        return gap and headed and bool(table[-1].numbers) and _extent([line]) != _extent(table)
    if (boxes and line.boxed) or _is_prose(between):
        return True
    if not headed:
        return False
    first, last = _extent(table)
    wide = max(2, _WIDE * (last - first + 1))
    heads = [row.cells[0] for row in between]
    titled = any((cell.column <= first and cell.colspan >= wide) or len(cell.text) > _LONG for cell in heads)
    return gap or (titled and counted)


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether rows of one cell are paragraphs beyond doubt: several with a long one, or a very long one."""
    longest = max(len(line.cells[0].text) for line in lines)
    return longest > _VERY_LONG or (longest > _LONG and len(lines) >= _SEVERAL)


def _extent(table: Sequence[Line]) -> tuple[int, int]:
    cells = [cell for line in table for cell in line.cells]
    return min(cell.column for cell in cells), max(cell.column + cell.colspan - 1 for cell in cells)


def _table(blocks: Blocks, name: str, lines: Sequence[Line]) -> None:
    cells = (Cell(cell.row, cell.column, cell.text, cell.rowspan, cell.colspan) for line in lines for cell in line.cells)
    grid = compact(cells)
    height, width = grid.size
    blocks.table(grid.cells, height=height, width=width, sheet=name, rows=grid.rows, columns=grid.columns)
