"""A sheet → paragraphs and tables. Nothing in a workbook says where a table begins; borders, blank rows and the number of
cells in a row do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


class _Growing:
    """The table that is being put together: its lines, from which to which column they reach, whether numbers stand in it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.extent = (0, 0)
        self.counted = False

    def add(self, lines: Sequence[Line]) -> None:
        for line in lines:
            first, last = _extent(line)
            self.extent = (min(self.extent[0], first), max(self.extent[1], last)) if self.lines else (first, last)
            self.counted = self.counted or bool(line.numbers)
            self.lines.append(line)


def after(hidden: Iterable[int]) -> dict[int, int]:
    """For each hidden row or column the first behind it that is not."""
    found: dict[int, int] = {}
    for line in sorted(hidden, reverse=True):
        found[line] = found.get(line + 1, line + 1)
    return found


def visible(first: int, count: int, after_hidden: Mapping[int, int]) -> int | None:
    """The first of `count` rows or columns that is not hidden."""
    line = after_hidden.get(first, first)
    return line if line < first + count else None


def lay_out(
    blocks: Blocks,
    name: str,
    cells: Iterable[Printed],
    boxed_rows: frozenset[int] = frozenset(),
    heads: Iterable[str] = (),
) -> None:
    """Add a sheet to the document. `cells` in reading order, hidden ones left out; `boxed_rows` are rows with borders, blank
    or not: a blank one does not end a table. The name of the sheet stands above it as a heading, `heads` are the lines of its
    printed pages' heads and feet."""
    blocks.paragraph(name, style_level=0, part="sheet")
    for head in heads:
        blocks.paragraph(head, part="header")
    lines = _lines(cells, boxed_rows)
    boxes = any(line.boxed and not line.alone for line in lines)
    table = _Growing()
    pending: list[Line] = []

    def flush() -> None:
        nonlocal table
        if table.lines:
            _table(blocks, name, table.lines)
        for line in pending:
            if line.gap:
                blocks.paragraph("")
            for cell in line.cells:
                blocks.paragraph(cell.text.strip(), cell=(name, cell.row, cell.column))
        table = _Growing()
        pending.clear()

    for index, line in enumerate(lines):
        outside = not line.boxed and not line.hung and (line.alone or (boxes and _is_caption(lines, index)))
        if outside:
            pending.append(line)
            continue
        if not table.lines or _parts(table, pending, line, boxes=boxes):
            flush()
        table.add([*pending, line])
        pending.clear()
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
    count = 1
    while count <= _CAPTION_LINES and first > 0 and not lines[first - 1].boxed and not lines[first].gap:
        first -= 1
        count += not lines[first].alone
    while count <= _CAPTION_LINES and last + 1 < len(lines) and not lines[last + 1].boxed and not lines[last + 1].gap:
        last += 1
        count += not lines[last].alone
    run = [line for line in lines[first : last + 1] if not line.alone]
    return count <= _CAPTION_LINES and not any(line.numbers > 1 for line in run)


def _parts(table: _Growing, between: Sequence[Line], line: Line, *, boxes: bool) -> bool:
    """Whether a new table begins with `line`, `between` being the rows of one cell above it."""
    if line.hung:
        return False
    headed = len(line.cells) > 1 and not line.numbers
    gap = line.gap or any(row.gap for row in between)
    if not between:
        # Under a row without numbers the blank one is perhaps only not filled in; a head as wide as all above it, with no title
        # of its own, goes on in the same form.
        return gap and headed and bool(table.lines[-1].numbers) and _extent(line) != table.extent
    if (boxes and line.boxed) or _is_prose(between):
        return True
    if not headed:
        return False
    first, last = table.extent
    wide = max(2, _WIDE * (last - first + 1))
    heads = [row.cells[0] for row in between]
    titled = any((cell.column <= first and cell.colspan >= wide) or len(cell.text) > _LONG for cell in heads)
    return gap or (titled and table.counted)


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether rows of one cell are paragraphs beyond doubt: several with a long one, or a very long one."""
    longest = max(len(line.cells[0].text) for line in lines)
    return longest > _VERY_LONG or (longest > _LONG and len(lines) >= _SEVERAL)


def _extent(line: Line) -> tuple[int, int]:
    return min(cell.column for cell in line.cells), max(cell.column + cell.colspan - 1 for cell in line.cells)


def _table(blocks: Blocks, name: str, lines: Sequence[Line]) -> None:
    cells = (Cell(cell.row, cell.column, cell.text, cell.rowspan, cell.colspan) for line in lines for cell in line.cells)
    grid = compact(cells)
    height, width = grid.size
    blocks.table(grid.cells, height=height, width=width, sheet=name, rows=grid.rows, columns=grid.columns)
