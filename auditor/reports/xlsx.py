"""The reviewer's checklist as a workbook: a cover and one sheet per report, ready to be filled in and filtered."""

from __future__ import annotations

import io
import re
from datetime import datetime
from math import ceil
from typing import Any, Final

from auditor.model.report import Run
from auditor.package import dateless
from auditor.reports.neutral import is_formula
from auditor.reports.review import COLUMNS, Line, Review, heads, review
from auditor.reports.templates import printable
from auditor.wording import say

NAME: Final = "xlsx"
SUFFIXES: Final = (".xlsx",)
DETAILS: Final = True

_WIDTHS: Final = (6, 10, 34, 10, 10, 66, 7, 22, 22, 12)
_COLOURS: Final = {"failed": "#A01810", "not_checked": "#7A4B00", "passed": "#17603A", "not_applicable": "#5B6675"}
_VERDICT, _COUNTS = COLUMNS.index("verdict"), (COLUMNS.index("number"), COLUMNS.index("compared"))
_LINE: Final = 14.2
_USED: Final = 0.92
"""Of the width of a column, less its margins."""
_MOST_CHARACTERS: Final = 32_000
"""A cell of Excel holds 32,767."""


def render(run: Run) -> bytes:
    """The workbook. Nothing in it is a formula, and the same run gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": say("review.title", run.lang), "created": datetime(1980, 1, 1)})
    formats = _Formats(book)
    reviews = [review(report, run) for report in run.reports]
    names = _names(reviews, run.lang)
    _cover(book, formats, reviews, names, run.lang)
    for made, name in zip(reviews, names, strict=True):
        _lines(book.add_worksheet(name), formats, made, run.lang)
    book.close()
    return dateless(out.getvalue())


class _Formats:
    """The formats of cells; every text may be one that looks like a formula, which then stays text even when it is edited."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, text: str = "", /, **properties: Any) -> Any:
        properties |= {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True} | properties
        if is_formula(text):
            properties["quote_prefix"] = True
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


def _put(sheet: Any, row: int, column: int, text: str, formats: _Formats, **properties: Any) -> None:
    text = printable(text)[:_MOST_CHARACTERS]
    sheet.write_string(row, column, text, formats(text, **properties))


def _names(reviews: list[Review], lang: str) -> list[str]:
    """Names for sheets: what Excel forbids replaced, each once."""
    names: list[str] = []
    taken = {say("review.cover", lang).lower()}
    for made in reviews:
        stem = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", "_", printable(made.name.rpartition("/")[2]))[:25] or "_"
        name, number = stem, 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}({number})"
        taken.add(name.lower())
        names.append(name)
    return names


def _cover(book: Any, formats: _Formats, reviews: list[Review], names: list[str], lang: str) -> None:
    sheet = book.add_worksheet(say("review.cover", lang))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    title = (
        f"{say('review.title', lang)}　{'　'.join(made.coverage for made in reviews[:1])}"
        if len(reviews) == 1
        else say("review.title", lang)
    )
    _put(sheet, 0, 0, title, formats, bold=True, font_size=18, text_wrap=False)
    row = 2
    for made, name in zip(reviews, names, strict=True):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", formats(bold=True, font_color="#1F5FA8", underline=1), name)
        row += 1
        for label, value in made.facts:
            _put(sheet, row, 0, label, formats, border=1, bg_color="#E8EDF3")
            _put(sheet, row, 1, value, formats, border=1)
            row += 1
        for key in ("reviewer", "chief", "date"):
            _put(sheet, row, 0, say(f"review.{key}", lang), formats, border=1, bg_color="#E8EDF3")
            _put(sheet, row, 1, "", formats, border=1)
            row += 1
        for number, source in enumerate(made.sources, start=1):
            _put(sheet, row, 0, f"{say('review.basis', lang)} [{number}]", formats, border=1, bg_color="#E8EDF3")
            _put(sheet, row, 1, source, formats, border=1)
            sheet.set_row(row, _LINE * _height(source, 90))
            row += 1
        row += 1


def _line(sheet: Any, formats: _Formats, row: int, line: Line) -> None:
    for column, text in enumerate(line.texts):
        marked = column == _VERDICT or line.state == "not_applicable"
        properties = {"border": 1, "bold": column == _VERDICT, "font_color": _COLOURS[line.state] if marked else "#000000"}
        if column in _COUNTS:
            sheet.write_number(row, column, int(text), formats(**properties))
        else:
            _put(sheet, row, column, text, formats, **properties)
    # Not every program makes rows as high as their text when it opens a file.
    sheet.set_row(row, _LINE * max(_height(text, width) for text, width in zip(line.texts, _WIDTHS, strict=True)))


def _height(text: str, width: int) -> int:
    """How many lines a text takes in a column so many half-width characters wide."""
    sizes = (sum(2 if ord(character) > 0x2E7F else 1 for character in line) for line in text.split("\n"))
    return sum(max(1, ceil(size / (width * _USED))) for size in sizes)


def _lines(sheet: Any, formats: _Formats, made: Review, lang: str) -> None:
    for column, (head, width) in enumerate(zip(heads(lang), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        _put(sheet, 0, column, head, formats, bold=True, border=1, bg_color="#E8EDF3", align="center")
    row = 1
    for section in made.sections:
        name = say("review.total", lang, name=section.name, n=len(section.lines))
        for column in range(len(COLUMNS)):
            _put(sheet, row, column, "" if column else name, formats, bold=True, bg_color="#F3F6FA", text_wrap=False)
        row += 1
        for line in section.lines:
            _line(sheet, formats, row, line)
            row += 1
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(row - 1, 1), len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")
