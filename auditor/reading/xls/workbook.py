"""Cells of old workbooks as xlrd stores them → what they show."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from auditor.model.document import Document, Notice, Unreadable, letters
from auditor.reading.blocks import Blocks
from auditor.reading.source import Source
from auditor.reading.spreadsheet.builtin import FORMATS
from auditor.reading.spreadsheet.layout import Printed, lay_out, visible
from auditor.reading.spreadsheet.printed import print_number, print_text

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell as Stored
    from xlrd.sheet import Sheet

_FORMULA, _SHEET, _BEGIN, _END = 0x0006, 0x0085, 0x0809, 0x000A
_CALCULATE_ON_LOAD = 2
_BLANK_RESULT = b"\3\0\0\0\0\0\xff\xff"


def read(source: Source, stream: str) -> Document:
    """The sheets of the workbook in that stream. Raises Unreadable when it is encrypted or damaged."""
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    try:
        return _document(source, stream)
    except XLRDError as problem:
        raise Unreadable("encrypted" if "encrypted" in str(problem) else "file-damaged") from problem
    except (
        CompDocError,
        struct.error,
        LookupError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        TypeError,
        ValueError,
    ) as problem:
        # xlrd believes what the records say and stumbles over them.
        raise Unreadable("file-damaged") from problem


def _document(source: Source, stream: str) -> Document:
    import io

    import xlrd

    book = xlrd.open_workbook(str(source.path), formatting_info=True, logfile=io.StringIO())
    waiting = _waiting(source.stream(stream))
    blocks = Blocks()
    unread: list[Notice] = []
    for index, sheet in enumerate(book.sheets()):
        if sheet.visibility:
            blocks.notice("hidden-sheet", sheet.name)
            continue
        cells, boxed, hidden = _cells(book, sheet, waiting.get(index, set()), unread)
        if hidden:
            blocks.notice("hidden-cells", sheet.name, hidden)
        lay_out(blocks, sheet.name, cells, boxed)
    done, notices = blocks.done()
    return Document(str(source.path), "xls", done, notices, tuple(unread))


def _cells(
    book: Book, sheet: Sheet, waiting: set[tuple[int, int]], unread: list[Notice]
) -> tuple[list[Printed], frozenset[int], int]:
    """The visible cells, the rows with borders and the number of hidden cells."""
    from xlrd.formatting import XF

    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0}
    hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0}
    zeros = bool(getattr(sheet, "show_zero_values", 1))
    made: list[Printed] = []
    boxed_rows = set(hidden_rows)
    hidden = 0
    uncached: list[str] = []
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            style: XF = book.xf_list[cell.xf_index or 0]
            boxed = _boxed(style)
            if boxed:
                boxed_rows.add(row)
            text = "=…" if (row, column) in waiting else _text(book, cell, style, zeros=zeros)
            if not text.strip():
                continue
            down, across = spans.get((row, column), (1, 1))
            first, left = visible(row, down, hidden_rows), visible(column, across, hidden_columns)
            if first is None or left is None:
                hidden += 1
                continue
            if (row, column) in waiting:
                uncached.append(f"{sheet.name}!{letters(column)}{row + 1}")
            made.append(Printed(first, left, text, row + down - first, column + across - left, boxed))
    if uncached:
        unread.append(Notice("uncached", len(uncached), uncached[0]))
    return sorted(made, key=lambda cell: (cell.row, cell.column)), frozenset(boxed_rows), hidden


def _text(book: Book, cell: Stored, style: Any, *, zeros: bool) -> str:
    import xlrd

    entry = book.format_map.get(style.format_key)
    code = entry.format_str if entry is not None else FORMATS.get(style.format_key, "General")
    if style.format_key in FORMATS:
        code = FORMATS[style.format_key]
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return print_text(str(cell.value), code)
    if cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        if not cell.value and not zeros:
            return ""
        return print_number(repr(cell.value), code, from_1904=bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return str(xlrd.error_text_from_code.get(int(cell.value), "#N/A")) if cell.ctype == xlrd.XL_CELL_ERROR else ""


def _boxed(style: Any) -> bool:
    border = style.border
    return bool(border.left_line_style or border.right_line_style) and bool(border.top_line_style or border.bottom_line_style)


def _waiting(stream: bytes) -> dict[int, set[tuple[int, int]]]:
    """By sheet the formulas that were written without a value, to be calculated when the file is opened (xlrd gives a nought
    or a blank that nobody ever saw): those that say so, and blank ones where no formula of the workbook has a value."""
    blank: dict[int, set[tuple[int, int]]] = {}
    nought: dict[int, set[tuple[int, int]]] = {}
    starts: dict[int, int] = {}
    sheet, valued = -1, False
    for at, kind, body in _records(stream):
        if kind == _SHEET and not body[5]:  # a worksheet, as xlrd counts them
            starts[struct.unpack_from("<I", body)[0]] = len(starts)
        elif kind == _BEGIN:
            sheet = starts.get(at, sheet)
        elif kind == _FORMULA and sheet >= 0 and len(body) >= 16:
            place = struct.unpack_from("<HH", body)
            if body[6:14] == _BLANK_RESULT:
                blank.setdefault(sheet, set()).add(place)
            elif body[14] & _CALCULATE_ON_LOAD and not any(body[6:14]):
                nought.setdefault(sheet, set()).add(place)
            else:
                valued = True
    if valued:
        return nought
    return {sheet: blank.get(sheet, set()) | nought.get(sheet, set()) for sheet in blank.keys() | nought.keys()}


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
