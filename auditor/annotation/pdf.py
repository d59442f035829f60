"""Highlights with notes on a copy of a PDF: the file's own bytes stay as they are, what is new is appended to them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from auditor.annotation import CannotAnnotate, Signature
from auditor.annotation.marks import Mark, marks
from auditor.model.document import Location, Unreadable
from auditor.model.report import Report
from auditor.package import MARK

FORMATS = ("pdf",)

_COLOURS: Final = {"error": (1.0, 0.62, 0.58), "warning": (1.0, 0.86, 0.45), "info": (0.68, 0.84, 1.0)}
_ICON: Final = 20
"""Points that a note without a place of its own takes."""


def annotate(report: Report, signature: Signature, lang: str) -> bytes:
    """The copy. Raises CannotAnnotate for a protected file, or one that is not what was audited any more."""
    from pypdf import PdfWriter
    from pypdf.errors import PyPdfError

    from auditor.reading import pdf, read

    path = Path(report.path)
    try:
        data = path.read_bytes()
        if report.document is None or not read(path).prints_like(report.document):
            raise CannotAnnotate("changed")
        found = marks(report, lang)
        areas = iter(pdf.areas(path, [mark.at for mark in found if mark.at is not None]))
        places = [list(next(areas)) if mark.at is not None else [] for mark in found]
    except Unreadable as problem:
        raise CannotAnnotate("changed") from problem
    if not found:
        return _labelled(data)
    try:
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        for mark, rectangles in zip(found, places, strict=True):
            for number, annotation in _annotations(mark, rectangles, report, writer, signature):
                writer.add_annotation(number, annotation)
        out = io.BytesIO()
        writer.write(out)
    except (PyPdfError, NotImplementedError, ValueError, KeyError, AttributeError, TypeError) as problem:
        raise CannotAnnotate("protected") from problem
    if not out.getvalue().startswith(data):
        raise CannotAnnotate("protected")
    return _labelled(out.getvalue())


def _labelled(data: bytes) -> bytes:
    """With a last line that tells the program its own files; viewers pass over what stands behind the end of a PDF."""
    return data + (b"" if data.endswith(b"\n") else b"\n") + b"%" + MARK.encode() + b"\n"


def _annotations(
    mark: Mark, areas: list[Any], report: Report, writer: Any, signature: Signature
) -> Iterable[tuple[int, Any]]:  # fmt: skip
    """The annotations of a mark with their pages: one highlight per page, the first one bearing the note."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

    def numbers(values: Iterable[float]) -> Any:
        return ArrayObject(FloatObject(round(value, 2)) for value in values)

    def made(kind: str, rectangle: tuple[float, float, float, float], first: bool) -> Any:
        annotation = DictionaryObject({
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): numbers(rectangle), NameObject("/C"): numbers(_COLOURS[mark.severity]),
            NameObject("/F"): NumberObject(4),
        })  # fmt: skip
        if first:
            annotation[NameObject("/Contents")] = TextStringObject("\n".join(mark.lines))
            annotation[NameObject("/T")] = TextStringObject(signature.author)
            if signature.date:
                annotation[NameObject("/M")] = TextStringObject(f"D:{signature.date.replace('-', '')}000000Z")
        return annotation

    pages: dict[int, list[Any]] = {}
    for area in areas:
        pages.setdefault(area.page, []).append(area)
    for page, inside in pages.items():
        whole = (
            min(a.left for a in inside),
            min(a.bottom for a in inside),
            max(a.right for a in inside),
            max(a.top for a in inside),
        )
        highlight = made("/Highlight", whole, page == areas[0].page)
        corners = ((a.left, a.top, a.right, a.top, a.left, a.bottom, a.right, a.bottom) for a in inside)
        highlight[NameObject("/QuadPoints")] = numbers(value for corner in corners for value in corner)
        yield page - 1, highlight
    if not pages:
        page = _page(mark.at, report)
        x, _, _, y = (float(value) for value in writer.pages[page].cropbox)
        yield page, made("/Text", (x + _ICON, y - 2 * _ICON, x + 2 * _ICON, y - _ICON), True)


def _page(at: Location | None, report: Report) -> int:
    """The page, from nought, of a place that has no rectangle: a table as a whole, the report as a whole."""
    page = report.document.page(at) if at is not None and report.document else None
    return (page or 1) - 1
