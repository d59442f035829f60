"""Open a PDF without trusting it, and fetch what is printed on its pages, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from auditor.model.document import Unreadable
from auditor.reading.pdf.geometry import Frame, Sheet
from auditor.reading.pdf.glyphs import glyphs
from auditor.reading.pdf.shapes import rules, shapes

LARGEST_FILE = 200 * 2**20
MOST_PAGES = 3000
_MARK = b"%%EOF"
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_FILLED_IN = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT})
_INVISIBLE = 3


def open_pdf(path: Path) -> Any:
    """The document. Raises Unreadable for a file that is too large, encrypted, cut off or no PDF at all."""
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
    return document


def sheets(document: Any) -> Iterator[Sheet | int]:
    """What is printed on each page; only its number for a page that cannot be loaded."""
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            yield number
            continue
        try:
            yield _sheet(page, number)
        finally:
            page.close()


def _sheet(page: Any, number: int) -> Sheet:
    if _has_fields(page):
        # What was typed into a form lies over the page; printed, it is part of it.
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        reloaded = page.pdf[number - 1]
        try:
            return _printed(reloaded, number)
        finally:
            reloaded.close()
    return _printed(page, number)


def _printed(page: Any, number: int) -> Sheet:
    textpage = page.get_textpage()
    try:
        drawn = shapes(page.raw)
        frame, found = glyphs(textpage.raw, page.get_bbox(), drawn.hidden)
        pictures = _share(drawn.pictures, frame)
        if found and pictures > 0.8 and _invisible(page):
            # A scan with the text that a machine thinks it shows: people see the picture.
            found = []
    finally:
        textpage.close()
    across, down = rules(drawn.lines, frame)
    return Sheet(number, frame, found, across, down, pictures, drawn.others)


def _has_fields(page: Any) -> bool:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
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


def _invisible(page: Any) -> bool:
    """Whether the text of a page is not painted."""
    modes = [
        pdfium.FPDFTextObj_GetTextRenderMode(thing.raw)
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=2)
    ]
    return bool(modes) and modes.count(_INVISIBLE) > len(modes) / 2
