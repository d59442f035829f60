"""The lines of a form: rows of cells, put together over page breaks, each cell with the place where it is printed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from auditor.labels import bare, without_brackets
from auditor.model.document import Cell, Location, Table


class Line(NamedTuple):
    """One row of the grid: the cell that stands in each column (a merged cell in all that it covers), or None. `shift`
    tells how far the cells were moved right to where they belong."""

    block: int
    row: int
    cells: tuple[Cell | None, ...]
    shift: int = 0

    def moved(self, by: int) -> Line:
        """The line with its cells further right, under the headings that they belong to."""
        cells = (None,) * by + tuple(c and c._replace(column=c.column + by) for c in self.cells)
        return Line(self.block, self.row, cells[: len(self.cells)], by)

    @property
    def width(self) -> int:
        return max((c + 1 for c, cell in enumerate(self.cells) if cell is not None), default=0)

    def own(self) -> Iterator[Cell]:
        """The cells that begin in this row, each once, from left to right."""
        for column, cell in enumerate(self.cells):
            if cell is not None and cell.row == self.row and cell.column == column:
                yield cell

    def at(self, column: int) -> Cell | None:
        """The cell that begins in that column of this row."""
        cell = self.cells[column] if 0 <= column < len(self.cells) else None
        return cell if cell is not None and cell.row == self.row and cell.column == column else None

    def over(self, column: int) -> Cell | None:
        """The cell that covers that column, also one that began above or further left."""
        return self.cells[column] if 0 <= column < len(self.cells) else None

    def place(self, cell: Cell) -> Location:
        return Location(self.block, cell.row, cell.column - self.shift)


def lines(pieces: Sequence[Table]) -> list[Line]:
    """All rows of the pieces of a table, in order."""
    return [Line(piece.block, r, tuple(cells)) for piece in pieces for r, cells in enumerate(piece.grid())]


def names(text: str) -> tuple[str, ...]:
    """What a printed label may be called: as it stands, and without the remark in brackets at its end."""
    label = bare(text)
    shorter = bare(without_brackets(label))
    return (label,) if shorter == label else (label, shorter)


def is_named(text: str, labels: Collection[str]) -> bool:
    return any(name in labels for name in names(text))
