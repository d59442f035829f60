"""Open a PDF without trusting it, and fetch what is printed on its pages, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from auditor.model.document import Unreadable
from auditor.reading.blocks import MOST_TEXT
from auditor.reading.pdf.fonts import no_fonts_of_the_machine
from auditor.reading.pdf.geometry import Frame, Sheet, Skipped
from auditor.reading.pdf.glyphs import glyphs
from auditor.reading.pdf.layers import layered
from auditor.reading.pdf.native import Bounds
from auditor.reading.pdf.shapes import TooManyObjects, rules, shapes
from auditor.reading.pdf.unseen import count, lost, not_there, show_what_is_drawn, switch_off, unseen

LARGEST_FILE = 200 * 2**20
MOST_PAGES = 3000
MOST_CHARACTERS = 100_000
"""Of a page; a full one has some three thousand."""
_MARK = b"%%EOF"
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_FILLED_IN = frozenset(
    {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WATERMARK}
)


class Paper(NamedTuple):
    """An open PDF, and whether some of it may be on layers that are switched off."""

    document: Any
    layered: bool


@contextmanager
def opened(path: Path) -> Iterator[Paper]:
    """The PDF. Raises Unreadable for a file that is too large, encrypted, cut off or no PDF at all."""
    with no_fonts_of_the_machine():
        paper = _open(path)
        try:
            yield paper
        finally:
            paper.document.close()


def _open(path: Path) -> Paper:
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable("file-too-large", limit=LARGEST_FILE // 2**20)
    data = path.read_bytes()
    end = data.rfind(_MARK)
    # pdfium mends a file that was cut off and shows the pages that are left; an audit of them would miss the others.
    if end < 0 or _OBJECT.search(data, end):
        raise Unreadable("cut-off")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        code = pdfium.FPDF_GetLastError()
        locked = code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY} or "assword" in str(problem)
        raise Unreadable("encrypted" if locked else "pdf-damaged") from problem
    if not 0 < len(document) <= MOST_PAGES:
        raise Unreadable("too-many-pages" if len(document) else "pdf-damaged", limit=MOST_PAGES)
    return Paper(document, layered(data))


def sheets(paper: Paper) -> Iterator[Sheet | Skipped]:
    """What is printed on each page; only why for one that cannot be loaded or holds more than any page does. Raises
    Unreadable when all pages together hold more than any report."""
    characters = 0
    for number in range(1, len(paper.document) + 1):
        with _page(paper, number) as page:
            sheet = _sheet(paper, page, number) if page else Skipped(number, "broken")
        if isinstance(sheet, Sheet):
            characters += len(sheet.glyphs)
            if characters > MOST_TEXT:
                raise Unreadable("too-much-text", limit=MOST_TEXT)
        yield sheet


@contextmanager
def _page(paper: Paper, number: int) -> Iterator[Any]:
    """The page, or nothing. Straight from pdfium: the objects of pypdfium2 cost a tenth of what reading a page does."""
    page = pdfium.FPDF_LoadPage(paper.document.raw, number - 1)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _sheet(paper: Paper, page: Any, number: int) -> Sheet | Skipped:
    if not _has_fields(page):
        return _printed(page, number, paper.layered)
    # What was typed into a form or stamped on it lies over the page; printed, it is part of it.
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    with _page(paper, number) as flat:
        return _printed(flat, number, paper.layered) if flat else Skipped(number, "broken")


def _printed(page: Any, number: int, layers: bool) -> Sheet | Skipped:
    try:
        drawn = shapes(page)
    except TooManyObjects:
        return Skipped(number, "crowded")
    hidden, doubted, outside = unseen(drawn, layers)
    switch_off(hidden | outside)
    show_what_is_drawn(drawn)
    box = pdfium.FS_RECTF()
    text = pdfium.FPDFText_LoadPage(page)
    if not text or not pdfium.FPDF_GetPageBoundingBox(page, box):
        return Skipped(number, "broken")
    try:
        if pdfium.FPDFText_CountChars(text) > MOST_CHARACTERS:
            return Skipped(number, "crowded")
        order = drawn.painted()
        gone: set[int] = set()

        def unseen_of(places: list[tuple[int, Bounds]]) -> set[int]:
            gone.update(not_there(page, doubted, places))
            return gone

        seen = (box.left, box.bottom, box.right, box.top)
        frame, found, told = glyphs(text, seen, order, doubted, unseen_of)
    finally:
        pdfium.FPDFText_ClosePage(text)
    silent = set(order) - told - hidden - outside
    left_out = count(drawn, hidden) + sum(n - 1 not in gone for n in gone)
    across, down = rules(drawn.lines, frame)
    return Sheet(number, frame, found, across, down, _share(drawn.pictures, frame), drawn.others, lost(drawn, silent), left_out)


def _has_fields(page: Any) -> bool:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _FILLED_IN:
            return True
    return False


def _share(boxes: list[tuple[float, float, float, float]], frame: Frame) -> float:
    """The share of the page that pictures cover, each for itself."""
    covered = sum(
        max(0.0, min(right, frame.right) - max(left, frame.left)) * max(0.0, min(top, frame.top) - max(bottom, frame.bottom))
        for left, bottom, right, top in boxes
    )
    return covered / max(1.0, frame.width * frame.height)
