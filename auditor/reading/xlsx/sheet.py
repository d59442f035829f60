"""One sheet: what its cells show, without what is hidden."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, iterparse

from auditor.characters import UNKNOWN
from auditor.model.document import Unreadable
from auditor.reading.blocks import MOST_CELLS
from auditor.reading.spreadsheet.layout import Printed, after, visible
from auditor.reading.spreadsheet.printed import print_number, print_text
from auditor.reading.spreadsheet.running import running
from auditor.reading.xlsx.conditions import Area, Content, Effect, Rule, effect, rules
from auditor.reading.xlsx.looks import Style, X
from auditor.reading.xlsx.texts import has_struck, text_of, unescape

MOST_COLUMNS: Final = 16_384
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NO_FORMULA = re.compile(r"[\d.,]+\s*[\u4e00-\u9fff]")
"""=154.4万元: words behind the sign that some programs store as if they were a formula."""
_TRUE: Final = frozenset({"1", "true", "on"})


class _Stored(NamedTuple):
    """A cell that is not blank: what it shows, and the number that it stores if it does."""

    row: int
    column: int
    text: str
    style: Style
    address: str
    uncached: bool
    number: str | None


class Sheet:
    """`cells` that show something, in reading order; `boxed_rows`: rows with borders; `heads`: the lines of the heads and feet
    of its pages; `hidden` counts the filled cells in hidden rows and columns, `unseen` those that do not show, `struck` those
    that are struck out; `uncached` are the addresses of formulas that were saved without their values, `doubtful` those of
    cells that show what a condition says that is not understood."""

    def __init__(
        self, part: bytes, texts: list[str], styles: list[Style], effects: list[Effect], name: str, *, from_1904: bool
    ) -> None:
        """Raises Unreadable when there are more cells than anybody can mean."""
        self._texts, self._styles, self._effects, self._from_1904 = texts, styles, effects, from_1904
        self._name = name
        self._rules: list[Rule] = []
        self.heads: list[str] = []
        self.unseen = self.struck = 0
        self.doubtful: list[str] = []
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
        rows: Element | None = None
        row = -1
        for event, element in iterparse(BytesIO(part), events=("start", "end")):
            tag = element.tag
            if event == "start":
                if tag == f"{X}row":
                    row = int(element.get("r", row + 2)) - 1
                    if element.get("hidden") in _TRUE or element.get("ht") == "0":
                        self._hidden_rows.add(row)
                elif tag == f"{X}sheetData":
                    rows = element
                continue
            if tag == f"{X}row":
                column = -1
                for cell in element.iterfind(f"{X}c"):
                    column = self._cell(cell, row, column + 1, found)
                if rows is not None:
                    rows.remove(element)
                if len(found) > MOST_CELLS:
                    raise Unreadable("sheet-too-large", limit=MOST_CELLS)
            elif tag == f"{X}col":
                if element.get("hidden") in _TRUE or element.get("width") == "0":
                    last = min(int(element.get("max", "0")), MOST_COLUMNS)
                    self._hidden_columns.update(range(max(int(element.get("min", "1")), 1) - 1, last))
            elif tag == f"{X}sheetView":
                self._zeros = element.get("showZeros", "1") in _TRUE
            elif tag == f"{X}mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                (top, left), (bottom, right) = _position(first), _position(last or first)
                self._merged[top, left] = (bottom - top + 1, right - left + 1)
            elif tag == f"{X}conditionalFormatting":
                self._rules += rules(element, self._effects, map(_area, element.get("sqref", "").split()))
            elif tag == f"{X}headerFooter":
                heads = (head for text in element for head in running(text.text or "", self._name))
                self.heads += dict.fromkeys(heads)
        self._rules.sort(key=lambda rule: rule.priority)
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
        if not len(cell):
            return column
        text, uncached = self._text(cell, style.code)
        number = cell.findtext(f"{X}v") if cell.get("t", "n") == "n" else None
        if text.strip() or (number and number.strip("0.-")):
            found.append(_Stored(row, column, text, style, address, uncached, number))
        return column

    def _text(self, cell: Element, code: str) -> tuple[str, bool]:
        """What the cell shows, and whether it is a formula that nobody calculated: then it shows the formula."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{X}is")
            if inline is None:
                return "", False
            self.struck += has_struck(inline)
            return print_text(text_of(inline), code), False
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
            text = self._seen(cell)
            if not text.strip():
                continue
            if cell.uncached:
                self.uncached.append(cell.address)
            down, across = cell.row + down - row, cell.column + across - column
            made.append(Printed(row, column, text, down, across, cell.style.boxed))
        return sorted(made, key=lambda cell: (cell.row, cell.column))

    def _seen(self, cell: _Stored) -> str:
        """What people see of a cell: its text as conditions change it; unreadable when it depends on one not understood."""
        made = cell.style.effect
        text = cell.text
        if self._rules:
            value = Decimal(cell.number) if cell.number is not None else None
            found = effect(self._rules, cell.row, cell.column, Content(value, text))
            if found is None:
                self.doubtful.append(cell.address)
                return UNKNOWN
            if found.code is not None and cell.number is not None:
                text = print_number(cell.number, found.code, from_1904=self._from_1904)
            made = Effect(None, made.unseen or found.unseen, made.struck or found.struck)
        if made.struck and text.strip():
            self.struck += 1
            return ""
        if made.unseen or not text.strip():
            self.unseen += 1
            return ""
        return text


def _area(ref: str) -> Area:
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = _position(first), _position(last or first)
    return Area(top, left, bottom, right)


def _position(address: str) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(address.replace("$", ""))
    if match is None:
        raise Unreadable("file-damaged")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
