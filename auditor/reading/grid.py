"""A table without the rows and columns that show nothing, which know their numbers still."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from auditor.model.document import Cell, Unreadable
from auditor.reading.blocks import MOST_CELLS


class Grid(NamedTuple):
    """Cells in reading order, a blank one wherever none stands; `rows` and `columns` give the numbers that the file counts."""

    cells: list[Cell]
    rows: list[int]
    columns: list[int]

    @property
    def size(self) -> tuple[int, int]:
        return len(self.rows), len(self.columns)


def compact(cells: Iterable[Cell], kept: Iterable[int] = ()) -> Grid:
    """The grid of the cells that show something, with those rows and `kept` ones. Cells must not overlap. Raises Unreadable
    when it would be larger than any table."""
    shown = [cell for cell in cells if cell.text.strip()]
    rows = sorted({cell.row for cell in shown} | set(kept))
    columns = sorted({cell.column for cell in shown})
    at_row, at_column = {row: i for i, row in enumerate(rows)}, {column: i for i, column in enumerate(columns)}
    if len(rows) * len(columns) > MOST_CELLS:
        raise Unreadable("table-too-large", limit=MOST_CELLS)
    made: dict[tuple[int, int], Cell] = {}
    covered: set[tuple[int, int]] = set()
    left = 2 * MOST_CELLS  # of places that merged cells cover, which may overlap in a damaged file
    for cell in sorted(shown):
        at = at_row[cell.row], at_column[cell.column]
        if at in covered:
            continue
        down = bisect_left(rows, cell.row + cell.rowspan) - at[0]
        across = bisect_left(columns, cell.column + cell.colspan) - at[1]
        made[at] = Cell(*at, cell.text, down, across)
        left -= down * across
        if left < 0:
            raise Unreadable("table-too-large", limit=MOST_CELLS)
        covered.update((at[0] + r, at[1] + c) for r in range(down) for c in range(across))
    for r in range(len(rows)):
        for c in range(len(columns)):
            if (r, c) not in covered:
                made[r, c] = Cell(r, c, "")
    return Grid([made[at] for at in sorted(made)], rows, columns)
