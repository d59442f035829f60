"""The XML of one sheet: its cells by row and column, and where the drawing of its notes is named."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from auditor.annotation.office import OFFICE

X: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BEHIND: Final = frozenset(
    X + name
    for name in (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    )
)  # fmt: skip
"""What stands behind the drawing of the notes."""


class Sheet:
    """A sheet. Rows and columns count from nought."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._rows: dict[int, Any] = {}
        self._cells: dict[tuple[int, int], Any] = {}
        self._merged = [_range(merged.get("ref", "")) for merged in root.iter(f"{X}mergeCell")]
        row = -1
        for element in root.iterfind(f"{X}sheetData/{X}row"):
            row = int(element.get("r", row + 2)) - 1
            self._rows[row] = element
            column = -1
            for cell in element.iterfind(f"{X}c"):
                column = position(cell.get("r"))[1] if cell.get("r") else column + 1
                self._cells[row, column] = cell

    def corner(self, row: int, column: int) -> tuple[int, int]:
        """The cell itself, or the top left one of the merged cell that it is a part of."""
        for top, left, bottom, right in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def cell(self, row: int, column: int) -> Any:
        """The element of a cell, made where there is none."""
        if (row, column) not in self._cells:
            if row not in self._rows:
                data = self.root.find(f"{X}sheetData")
                self._rows[row] = etree.Element(f"{X}row", {"r": str(row + 1)})
                data.insert(sum(other < row for other in self._rows), self._rows[row])
            cell = etree.Element(f"{X}c", {"r": address(row, column)})
            before = sum(r == row and c < column for r, c in self._cells)
            self._rows[row].insert(before, cell)
            self._cells[row, column] = cell
        return self._cells[row, column]

    def name_drawing(self, identity: str) -> None:
        """Say which relationship leads to the drawing of the notes."""
        named = etree.Element(f"{X}legacyDrawing", {f"{{{OFFICE}}}id": identity})
        behind = next((child for child in self.root if child.tag in _BEHIND), None)
        if behind is None:
            self.root.append(named)
        else:
            behind.addprevious(named)

    @property
    def drawing(self) -> str | None:
        """The relationship that leads to the drawing of the notes."""
        named = self.root.find(f"{X}legacyDrawing")
        return None if named is None else named.get(f"{{{OFFICE}}}id")


def address(row: int, column: int) -> str:
    """The name of a cell: 0, 27 → AB1."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{row + 1}"


def position(name: str) -> tuple[int, int]:
    """The row and column of a cell by its name; -1, -1 when it is none."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", name)
    if match is None:
        return -1, -1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _range(name: str) -> tuple[int, int, int, int]:
    first, _, last = name.partition(":")
    return (*position(first), *position(last or first))
