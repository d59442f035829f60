"""Text that is in the file but that nobody sees: not painted, transparent, outside its window, on a layer that is switched
off, covered, in the colour of what is behind it.

What the file says outright is believed. Whether a layer, a cover or a colour hides something, the page itself tells: it is
painted with and without the text in question, and what makes no difference is not there for people."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from auditor.reading.pdf.clipping import cut_off
from auditor.reading.pdf.native import ADDRESS, INT, Bounds, batched
from auditor.reading.pdf.shapes import Colour, Cover, Shapes, Texts

_NOT_PAINTED = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_PALE = 200
"""A colour all of whose parts are at least so light can only be seen on something darker."""
_DIFFERENCE = 16
"""Of 255 shades of grey; less cannot be told from the paper."""
_SCALE = 2.0
_LARGEST = 4000
_INNER = 0.15
_DOUBLE = 0.4
_BLANK = 1.0
_BAND = 20.0
_MOST_BANDS = 1000

_mode = batched(pdfium.FPDFTextObj_GetTextRenderMode, INT, ADDRESS)
_fill = batched(pdfium.FPDFPageObj_GetFillColor, INT, *[ADDRESS] * 5)
_marks = batched(pdfium.FPDFPageObj_CountMarks, INT, ADDRESS)
_mark = batched(pdfium.FPDFPageObj_GetMark, ADDRESS, ADDRESS, ctypes.c_ulong)
_parameter = batched(pdfium.FPDFPageObjMark_GetParamValueType, INT, ADDRESS, ctypes.c_char_p)
_remove = batched(pdfium.FPDFPageObj_RemoveMark, INT, ADDRESS, ADDRESS)
_active = batched(pdfium.FPDFPageObj_SetIsActive, INT, ADDRESS, INT)


class Unseen(NamedTuple):
    """The text objects that the file says are not seen, those that may not be, and those that lie outside their window."""

    hidden: set[int]
    doubted: set[int]
    outside: set[int]


def unseen(drawn: Shapes, layered: bool) -> Unseen:
    """The text objects of a page that are not painted, transparent or cut off; and those that are pale, under something painted
    later, on a ground of their colour, or on a layer, when the file has some."""
    found = Unseen(set(), set(), set())
    for texts in drawn.texts:
        handles = texts.handles
        modes = list(map(_mode, handles))
        if _NOT_PAINTED in modes:
            found.hidden.update(handle for handle, mode in zip(handles, modes, strict=True) if mode == _NOT_PAINTED)
        reds, alphas = _colours(handles)
        if 0 in alphas:
            for handle, mode, alpha in zip(handles, modes, alphas, strict=True):
                if not alpha:  # outlines may be painted all the same
                    (found.doubted if mode else found.hidden).add(handle)
        if max(reds) >= _PALE:
            some = [handle for handle, red in zip(handles, reds, strict=True) if red >= _PALE]
            found.doubted.update(handle for handle in some if min(_colour(handle)) >= _PALE)
        found.outside.update(cut_off(handles))
        if layered and len(texts.turns[0]) > 1:
            found.doubted.update(handles)  # a form may be on a layer as a whole
        elif layered:
            found.doubted.update(handle for handle, _ in _marked(handles, b"Type"))
        covers = _possible(texts, set(reds), drawn.covers)
        if covers:
            found.doubted.update(_covered(texts, covers))
    found.doubted.difference_update(found.hidden, found.outside)
    return found


def switch_off(texts: Iterable[int]) -> None:
    """Take those text objects off the page as it is in memory."""
    for handle in texts:
        _active(handle, 0)


def _colours(handles: list[int]) -> tuple[list[int], list[int]]:
    """How red and how opaque each text is painted; black when the file does not tell."""
    count = len(handles)
    buffer = (ctypes.c_uint * (2 * count + 2))()
    start = ctypes.addressof(buffer)
    end = start + 4 * count
    others = repeat(end + 4 * count), repeat(end + 4 * count + 4)
    told = list(map(_fill, handles, range(start, end, 4), *others, range(end, end + 4 * count, 4)))
    reds, alphas = buffer[:count], buffer[count : 2 * count]
    return (reds, alphas) if all(told) else (reds, [a if t else 255 for a, t in zip(alphas, told, strict=True)])


def _colour(handle: int) -> list[int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    _fill(handle, *map(ctypes.addressof, parts))
    return [part.value for part in parts[:3]]


def _possible(texts: Texts, reds: set[int], covers: list[Cover]) -> list[Cover]:
    """What may hide some of those texts: painted later, or a ground that is about as red."""
    near = {red for one in reds for red in range(one - _DIFFERENCE, one + _DIFFERENCE + 1)}
    first = texts.turns[0]
    return [cover for cover in covers if cover.turn > first or (cover.colour is not None and cover.colour[0] in near)]


def _marked(handles: list[int], key: bytes) -> Iterator[tuple[int, int]]:
    """The text objects and marks around them that have that parameter."""
    some = [(handle, count) for handle, count in zip(handles, map(_marks, handles), strict=True) if count > 0]
    for depth in range(max((count for _, count in some), default=0)):
        inside = [handle for handle, count in some if count > depth]
        found = list(map(_mark, inside, repeat(depth)))
        for handle, mark, kind in zip(inside, found, map(_parameter, found, repeat(key)), strict=True):
            if kind:
                yield handle, mark


def show_what_is_drawn(drawn: Shapes) -> None:
    """Forget what the file says its characters stand for (ActualText): people see those that are drawn."""
    for texts in drawn.texts:
        for handle, mark in list(_marked(texts.handles, b"ActualText")):
            _remove(handle, mark)


def _covered(texts: Texts, covers: list[Cover]) -> Iterator[int]:
    """The text objects that have something opaque painted over them, or stand on a ground of their own colour."""
    bands: dict[int, list[Cover]] = defaultdict(list)
    for cover in covers:
        for band in range(max(0, int(cover.box[1] // _BAND)), min(_MOST_BANDS, int(cover.box[3] // _BAND) + 1)):
            bands[band].append(cover)
    for turn, (handle, (left, bottom, right, top)) in zip(texts.turns, texts.boxes(), strict=True):
        y = (top + bottom) / 2
        x = (right - left) * _INNER
        for later, (west, south, east, north), colour in bands.get(int(y // _BAND), ()):
            if south < y < north and left + x < east and right - x > west and (later > turn or _like(handle, colour)):
                yield handle
                break


def _like(handle: int, colour: Colour | None) -> bool:
    return colour is not None and all(abs(a - b) <= _DIFFERENCE for a, b in zip(_colour(handle), colour, strict=True))


def count(drawn: Shapes, chosen: set[int]) -> int:
    """How many of those texts are drawn at all: spaces are not."""
    if not chosen:
        return 0
    return sum(handle in chosen and not _blank(box) for texts in drawn.texts for handle, box in texts.boxes())


def _blank(box: Bounds) -> bool:
    return box[2] - box[0] < _BLANK or box[3] - box[1] < _BLANK


def lost(drawn: Shapes, silent: set[int]) -> int:
    """How many of those texts without characters are drawn, and not twice in one place, which is how some programs make
    them bold."""
    if not silent:
        return 0
    boxes = [(handle in silent, box) for texts in drawn.texts for handle, box in texts.boxes()]
    told = sorted(box for untold, box in boxes if not untold)
    found = 0
    for left, bottom, _, top in (box for untold, box in boxes if untold and not _blank(box)):
        near = (top - bottom) * _DOUBLE
        some = told[bisect_left(told, (left - near,)) : bisect_left(told, (left + near,))]
        found += not any(abs(low - bottom) < near for _, low, _, _ in some)
    return found


def not_there(page: Any, suspects: set[int], boxes: Iterable[tuple[int, Bounds]]) -> set[int]:
    """Those of the numbered boxes in which the page looks the same without the suspected text objects."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(_SCALE, _LARGEST / max(width, height, 1.0))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    with_them = _painted(page, *size)
    switch_off(suspects)
    without = _painted(page, *size)
    return {number for number, box in boxes if _same(with_them, without, _pixels(page, size, box), size[0])}


def _painted(page: Any, width: int, height: int) -> bytes:
    """The page in shades of grey, a byte a point."""
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, width)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return data if stride == width else b"".join(data[stride * y : stride * y + width] for y in range(height))


def _pixels(page: Any, size: tuple[int, int], box: Bounds) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a box in the painted page."""
    x, y = ctypes.c_int(), ctypes.c_int()
    xs, ys = [], []
    side = (box[2] - box[0]) * _INNER  # what stands beside a character is not its own
    for a, b in ((box[0] + side, box[1]), (box[2] - side, box[3])):
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, a, b, x, y)
        xs.append(x.value)
        ys.append(y.value)
    return max(0, min(xs)), max(0, min(ys)), min(size[0], max(xs) + 1), min(size[1], max(ys) + 1)


def _same(one: bytes, other: bytes, pixels: tuple[int, int, int, int], width: int) -> bool:
    left, top, right, bottom = pixels
    for start in range(top * width, bottom * width, width):
        a, b = one[start + left : start + right], other[start + left : start + right]
        if a != b and any(abs(x - y) >= _DIFFERENCE for x, y in zip(a, b, strict=True)):
            return False
    return True
