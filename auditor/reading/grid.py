"""A table without the rows and columns that show nothing, which know their numbers still."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from auditor.model.document import Cell


class Grid(NamedTuple):
    """Cells in reading order, a blank one wherever none stands; `rows` and `columns` give the numbers that the file counts."""

    cells: list[Cell]
    rows: list[int]
    columns: list[int]

    @property
    def size(self) -> tuple[int, int]:
        return len(self.rows), len(self.columns)


def compact(cells: Iterable[Cell], kept: Iterable[int] = ()) -> Grid:
    """The grid of the cells that show something, with those rows and `kept` ones. Cells must not overlap."""
    shown = [cell for cell in cells if cell.text.strip()]
    rows = sorted({cell.row for cell in shown} | set(kept))
    columns = sorted({cell.column for cell in shown})
    at_row, at_column = {row: i for i, row in enumerate(rows)}, {column: i for i, column in enumerate(columns)}
    made: dict[tuple[int, int], Cell] = {}
    covered: set[tuple[int, int]] = set()
    for cell in sorted(shown):
        at = at_row[cell.row], at_column[cell.column]
        if at in covered:
            continue
        down = sum(cell.row <= row < cell.row + cell.rowspan for row in rows) if cell.rowspan > 1 else 1
        across = sum(cell.column <= column < cell.column + cell.colspan for column in columns) if cell.colspan > 1 else 1
        made[at] = Cell(*at, cell.text, down, across)
        covered.update((at[0] + r, at[1] + c) for r in range(down) for c in range(across))
    for r in range(len(rows)):
        for c in range(len(columns)):
            if (r, c) not in covered:
                made[r, c] = Cell(r, c, "")
    return Grid([made[at] for at in sorted(made)], rows, columns)
