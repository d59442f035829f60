"""What a reader hands on: paragraphs and tables in reading order, each with its place from birth."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class Location(NamedTuple):
    """A piece of a report: a block, in a table also row and column, and characters start…end of that text.

    `row` is -1 in a paragraph; `end` is -1 for "to the end of the text". Indexes count from nought. `file` is nought in the
    audited report, else the number of the document beside it."""

    block: int
    row: int = -1
    column: int = -1
    start: int = 0
    end: int = -1
    file: int = 0


class Paragraph(NamedTuple):
    """One printed paragraph. `text` is what people see: automatic number first, tracked changes accepted, fields
    resolved, hidden text left out. `level` is the outline level of a heading (0 highest) or None. `section` is the path
    of headings it stands under, itself included when it is a heading. `page` counts from 1; None when unknown. `cell` is
    the sheet, row and column (from nought) of a paragraph that is a cell of a workbook."""

    block: int
    number: int
    text: str
    label: str = ""
    level: int | None = None
    section: tuple[str, ...] = ()
    page: int | None = None
    part: str = "body"
    cell: tuple[str, int, int] | None = None


class Cell(NamedTuple):
    """One printed cell; a merged cell exists once, at its top-left grid position."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, eq=False)
class Table:
    """A table as printed. `cells` in reading order; `width` grid columns; `number` counts tables from 1. `sheet` is the sheet
    of a workbook. `rows` and `columns` give the number (from nought) that each grid row and column has in the file, where
    some are left out; empty when they count from nought. `pages` holds the page of each row when known. `unsure`:
    its columns are guessed or some cells could not be read; what fails with its numbers counts as not checked."""

    block: int
    number: int
    cells: tuple[Cell, ...]
    height: int
    width: int
    section: tuple[str, ...] = ()
    page: int | None = None
    pages: tuple[int, ...] = ()
    sheet: str | None = None
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    parent: Location | None = None
    unsure: bool = False

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells, a merged cell standing in every position that it covers; None where the row is short."""
        rows: list[list[Cell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            if cell.rowspan == 1 and cell.colspan == 1:
                rows[cell.row][cell.column] = cell
                continue
            for row in rows[cell.row : cell.row + cell.rowspan]:
                for column in range(cell.column, min(cell.column + cell.colspan, self.width)):
                    row[column] = cell
        return rows

    def line(self, row: int) -> list[Cell]:
        """The cells that stand in a row or reach into it."""
        return self._lines[row] if 0 <= row < len(self._lines) else []

    @cached_property
    def _lines(self) -> list[list[Cell]]:
        lines: list[list[Cell]] = [[] for _ in range(max((c.row + c.rowspan for c in self.cells), default=0))]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                lines[row].append(cell)
        return lines


Block = Paragraph | Table


class Notice(NamedTuple):
    """Something the reader had to decide or could not see, told to the user: `kind` is a wording key."""

    kind: str
    times: int = 1
    detail: str = ""


@dataclass(frozen=True, eq=False)
class Document:
    """A report as read. `unread` tells what could not be read, by wording key; when it is not empty the audit is
    incomplete."""

    path: str
    format: str
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()
    unread: tuple[Notice, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Table))

    def cell(self, at: Location) -> Cell | None:
        """The cell that covers that grid position."""
        block = self.blocks[at.block]
        if not isinstance(block, Table):
            return None
        return next((c for c in block.line(at.row) if c.column <= at.column < c.column + c.colspan), None)

    def text(self, at: Location) -> str:
        """The text of that place: the named characters, or the whole paragraph or cell."""
        block = self.blocks[at.block]
        if isinstance(block, Paragraph):
            whole = block.text
        else:
            cell = self.cell(at)
            whole = cell.text if cell else ""
        return whole[at.start :] if at.end < 0 else whole[at.start : at.end]

    def prints_like(self, other: Document) -> bool:
        """Whether both hold the same texts in the same places."""
        mine, others = ([b.text if isinstance(b, Paragraph) else b.cells for b in d.blocks] for d in (self, other))
        return mine == others

    def page(self, at: Location) -> int | None:
        block = self.blocks[at.block]
        if isinstance(block, Table) and 0 <= at.row < len(block.pages):
            return block.pages[at.row]
        return block.page


def letters(column: int) -> str:
    """The spreadsheet name of a column counted from nought: 0 → A, 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Unreadable(Exception):
    """The file cannot be audited. The message is one sentence for the user, by wording key and slots."""

    def __init__(self, key: str, **slots: object) -> None:
        super().__init__(key)
        self.key = key
        self.slots = slots
