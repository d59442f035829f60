"""The ruling lines and pictures of a page: strokes, thin filled rectangles and frames, also inside form objects."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from auditor.reading.pdf.geometry import Frame, Rule
from auditor.reading.pdf.native import ADDRESS, INT, Bounds, batched, bounds

THIN = 3.0
"""A filled rectangle up to this thick, in points, is a line: Word and WPS draw borders so."""
_MOST_SEGMENTS = 4000
_DEEPEST = 8
MOST_OBJECTS = 300_000
"""Of a page with all its forms; a full one has some three thousand."""


class TooManyObjects(Exception):
    """A page draws more than any page does."""


_page_object = batched(pdfium.FPDFPage_GetObject, ADDRESS, ADDRESS, INT)
_form_object = batched(pdfium.FPDFFormObj_GetObject, ADDRESS, ADDRESS, ctypes.c_ulong)
_kind = batched(pdfium.FPDFPageObj_GetType, INT, ADDRESS)
_OPAQUE = 255
Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Turn = tuple[int, ...]
"""When an object is painted: its number among those of the page, then among those of the form."""
Colour = tuple[int, int, int]


class Cover(NamedTuple):
    """Something that hides what was painted before it; a picture has no one colour."""

    turn: Turn
    box: Bounds
    colour: Colour | None


class Texts(NamedTuple):
    """The text objects of the page or of one form: their handles and turns, and the matrix from their space to user space."""

    handles: list[int]
    turns: list[Turn]
    matrix: Matrix

    def boxes(self) -> Iterator[tuple[int, Bounds]]:
        """Each text object with its bounds in user space."""
        found = bounds(self.handles)
        return zip(self.handles, found if self.matrix is _UNIT else [_bounded(self.matrix, *box) for box in found], strict=True)


class Shapes(NamedTuple):
    """Lines as (x0, y0, x1, y1) and the bounds of pictures, in user space; the text objects; what may cover those painted
    before it; how many shapes are no lines."""

    lines: list[Bounds]
    pictures: list[Bounds]
    texts: list[Texts]
    covers: list[Cover]
    others: int

    def painted(self) -> list[int]:
        """The text objects in the order in which they are painted."""
        if len(self.texts) == 1:
            return self.texts[0].handles
        turns = sorted((turn, handle) for texts in self.texts for turn, handle in zip(texts.turns, texts.handles, strict=True))
        return [handle for _, handle in turns]


def shapes(page: Any) -> Shapes:
    """All that is drawn on a page. Raises TooManyObjects."""
    count = pdfium.FPDFPage_CountObjects(page)
    handle = ctypes.cast(page, ctypes.c_void_p).value
    made = Shapes([], [], [], [], 0)
    if count > MOST_OBJECTS:
        raise TooManyObjects
    others = _gather(list(map(_page_object, repeat(handle), range(count))), _UNIT, made, (), [MOST_OBJECTS])
    return made._replace(others=others)


def rules(lines: list[Bounds], frame: Frame) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical lines in reading space."""
    across: list[Rule] = []
    down: list[Rule] = []
    for a, b, c, d in lines:
        (x0, y0), (x1, y1) = frame.reading(a, b), frame.reading(c, d)
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if high <= THIN < wide:
            across.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif wide <= THIN < high:
            down.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return across, down


def _gather(handles: list[int], matrix: Matrix, made: Shapes, within: Turn, left_over: list[int]) -> int:
    left_over[0] -= len(handles)
    kinds = list(map(_kind, handles))
    texts = [turn for turn, kind in enumerate(kinds) if kind == pdfium.FPDF_PAGEOBJ_TEXT]
    if texts:
        made.texts.append(Texts([handles[turn] for turn in texts], [(*within, turn) for turn in texts], matrix))
    drawn = [turn for turn, kind in enumerate(kinds) if kind != pdfium.FPDF_PAGEOBJ_TEXT]
    others = 0
    for turn, (left, bottom, right, top) in zip(drawn, bounds([handles[turn] for turn in drawn]), strict=True):
        handle, kind = handles[turn], kinds[turn]
        if matrix is not _UNIT:
            left, bottom, right, top = _bounded(matrix, left, bottom, right, top)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            if top - bottom <= THIN:
                middle = (top + bottom) / 2
                made.lines.append((left, middle, right, middle))
            elif right - left <= THIN:
                middle = (left + right) / 2
                made.lines.append((middle, bottom, middle, top))
            else:
                others += 1
                path = _pointer(handle)
                made.lines.extend(_outline(path, matrix))
                colour = _filling(path)
                if colour is not None:
                    made.covers.append(Cover((*within, turn), (left, bottom, right, top), colour))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            made.pictures.append((left, bottom, right, top))
            made.covers.append(Cover((*within, turn), (left, bottom, right, top), None))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(within) < _DEEPEST:
            form = _pointer(handle)
            inside = range(pdfium.FPDFFormObj_CountObjects(form))
            if len(inside) > left_over[0]:
                raise TooManyObjects
            parts = list(map(_form_object, repeat(handle), inside))
            others += _gather(parts, _times(_matrix(form), matrix), made, (*within, turn), left_over)
        else:
            others += 1
    return others


def _filling(path: Any) -> Colour | None:
    """The colour of a path that hides what lies under it."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value or pdfium.FPDFPageObj_HasTransparency(path):
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return (red.value, green.value, blue.value) if alpha.value == _OPAQUE else None


def _pointer(handle: int) -> Any:
    return ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)


def _matrix(thing: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return _UNIT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounded(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Bounds:
    corners = [_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _outline(path: Any, outer: Matrix) -> Iterator[Bounds]:
    """The straight edges of a stroked path or a frame; a plain filled rectangle is shading and has none."""
    count = pdfium.FPDFPath_CountSegments(path)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if count > _MOST_SEGMENTS or (count <= 6 and not stroke.value):
        return
    matrix = _times(_matrix(path), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        there = _moved(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*here, *there)
        here = there
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*here, *start)
