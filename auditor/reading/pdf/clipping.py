"""Text that is in the file but outside the window it is printed through: a text box cut off, the page before going on."""

from __future__ import annotations

import ctypes
from itertools import repeat
from math import inf

import pypdfium2.raw as pdfium

from auditor.reading.pdf.native import ADDRESS, INT, Bounds, batched, bounds

_LEAST_SEEN = 0.4

_window = batched(pdfium.FPDFPageObj_GetClipPath, ADDRESS, ADDRESS)
_paths = batched(pdfium.FPDFClipPath_CountPaths, INT, ADDRESS)
_segment = batched(pdfium.FPDFClipPath_GetPathSegment, ADDRESS, ADDRESS, INT, INT)


def cut_off(texts: list[int]) -> set[int]:
    """Which of those text objects nobody sees because of that."""
    windows = list(map(_window, texts))
    counts = list(map(_paths, windows))
    found: set[int] = set()
    if max(counts, default=0) <= 0:
        return found
    boxes = bounds(texts)
    for layer in range(max(counts)):
        some = [index for index, count in enumerate(counts) if count > layer]
        # Text set under one window shares its path, so the address of its first corner tells windows apart.
        firsts = list(map(_segment, [windows[index] for index in some], repeat(layer), repeat(0)))
        known = {first: _box(windows[index], layer) for first, index in dict(zip(firsts, some, strict=True)).items()}
        for index, first in zip(some, firsts, strict=True):
            left, bottom, right, top = boxes[index]
            west, south, east, north = known[first]
            if bottom >= south and top <= north and left < east and right > west:
                continue
            seen = min(top, north) - max(bottom, south)
            if seen < (top - bottom) * _LEAST_SEEN or right <= west or left >= east:
                found.add(texts[index])
    return found


def _box(window: int, layer: int) -> Bounds:
    pointer = ctypes.cast(window, pdfium.FPDF_CLIPPATH)
    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for index in range(pdfium.FPDFClipPath_CountPathSegments(pointer, layer)):
        segment = pdfium.FPDFClipPath_GetPathSegment(pointer, layer, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        xs.append(x.value)
        ys.append(y.value)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (-inf, -inf, inf, inf)
