"""One sheet: what its cells show, without what is hidden."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, iterparse

from auditor.model.document import Unreadable
from auditor.reading.blocks import MOST_CELLS
from auditor.reading.spreadsheet.layout import Printed, after, visible
from auditor.reading.spreadsheet.printed import print_number, print_text

X: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST_COLUMNS: Final = 16_384
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NO_FORMULA = re.compile(r"[\d.,]+\s*[\u4e00-\u9fff]")
"""=154.4万元: words behind the sign that some programs store as if they were a formula."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE: Final = frozenset({"1", "true", "on"})


class Style(NamedTuple):
    """What a cell style says: the number format, and whether borders meet at a corner."""

    code: str
    boxed: bool


class _Stored(NamedTuple):
    row: int
    column: int
    text: str
    boxed: bool
    address: str
    uncached: bool


class Sheet:
    """`cells` that show something, in reading order; `boxed_rows`: rows with borders; `hidden` counts the filled cells in
    hidden rows and columns; `uncached` are the addresses of formulas that were saved without their values."""

    def __init__(self, part: bytes, texts: list[str], styles: list[Style], *, from_1904: bool) -> None:
        """Raises Unreadable when there are more cells than anybody can mean."""
        self._texts, self._styles, self._from_1904 = texts, styles, from_1904
        self._zeros = True
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}
        self._boxed: set[int] = set()
        stored = self._walk(part)
        self.boxed_rows = frozenset(self._boxed | self._hidden_rows)
        self.hidden = 0
        self.uncached: list[str] = []
        self.cells = self._shown(stored)

    def _walk(self, part: bytes) -> list[_Stored]:
        found: list[_Stored] = []
        row = -1
        for event, element in iterparse(BytesIO(part), events=("start", "end")):
            tag = element.tag
            if event == "start":
                if tag == f"{X}row":
                    row = int(element.get("r", row + 2)) - 1
                    if element.get("hidden") in _TRUE or element.get("ht") == "0":
                        self._hidden_rows.add(row)
                continue
            if tag == f"{X}row":
                column = -1
                for cell in element.iterfind(f"{X}c"):
                    column = self._cell(cell, row, column + 1, found)
                element.clear()
                if len(found) > MOST_CELLS:
                    raise Unreadable("sheet-too-large", limit=MOST_CELLS)
            elif tag == f"{X}col":
                if element.get("hidden") in _TRUE or element.get("width") == "0":
                    last = min(int(element.get("max", "0")), MOST_COLUMNS)
                    self._hidden_columns.update(range(int(element.get("min", "1")) - 1, last))
            elif tag == f"{X}sheetView":
                self._zeros = element.get("showZeros", "1") in _TRUE
            elif tag == f"{X}mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                (top, left), (bottom, right) = _position(first), _position(last or first)
                self._merged[top, left] = (bottom - top + 1, right - left + 1)
        return found

    def _cell(self, cell: Element, row: int, column: int, found: list[_Stored]) -> int:
        """Keep what a cell shows; its column comes back."""
        address = cell.get("r", "")
        if address:
            column = _position(address)[1]
        index = int(cell.get("s", "0"))
        style = self._styles[index] if 0 <= index < len(self._styles) else Style("General", False)
        if style.boxed:
            self._boxed.add(row)
        text, uncached = self._text(cell, style.code) if len(cell) else ("", False)
        if text.strip():
            found.append(_Stored(row, column, text, style.boxed, address, uncached))
        return column

    def _text(self, cell: Element, code: str) -> tuple[str, bool]:
        """What the cell shows, and whether it is a formula that nobody calculated: then it shows the formula."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{X}is")
            runs = inline.iter(f"{X}t") if inline is not None else ()
            return print_text(unescape("".join(run.text or "" for run in runs)), code), False
        value = cell.find(f"{X}v")
        formula = cell.find(f"{X}f")
        stored = value.text if value is not None else None
        if stored is None:
            if formula is not None and not (kind == "str" and value is not None):
                said = formula.text or "…"
                return "=" + said, not _NO_FORMULA.match(said)
            return "", False
        if kind == "s":
            index = int(stored)
            return print_text(self._texts[index] if 0 <= index < len(self._texts) else "", code), False
        if kind == "str":
            return print_text(unescape(stored), code), False
        if kind == "b":
            return "TRUE" if stored in _TRUE else "FALSE", False
        if kind != "n":
            return stored, False
        if not self._zeros and not stored.strip("0.-"):
            return "", False
        return print_number(stored, code, from_1904=self._from_1904), False

    def _shown(self, stored: list[_Stored]) -> list[Printed]:
        """The visible cells; of a merged cell with hidden rows or columns what is left of it."""
        made: list[Printed] = []
        next_row, next_column = after(self._hidden_rows), after(self._hidden_columns)
        for cell in stored:
            down, across = self._merged.get((cell.row, cell.column), (1, 1))
            row, column = visible(cell.row, down, next_row), visible(cell.column, across, next_column)
            if row is None or column is None:
                self.hidden += 1
                continue
            if cell.uncached:
                self.uncached.append(cell.address)
            down, across = cell.row + down - row, cell.column + across - column
            made.append(Printed(row, column, cell.text, down, across, cell.boxed))
        return sorted(made, key=lambda cell: (cell.row, cell.column))


def unescape(text: str) -> str:
    """Characters that XML cannot hold are written _x000D_; line ends become plain ones."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _position(address: str) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(address.replace("$", ""))
    if match is None:
        raise Unreadable("file-damaged")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
