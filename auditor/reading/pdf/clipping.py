"""Text that is in the file but outside the window it is printed through: a text box cut off, the page before going on."""

from __future__ import annotations

import ctypes
from itertools import repeat

import pypdfium2.raw as pdfium

from auditor.reading.pdf.glyphs import batched

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_LEAST_SEEN = 0.4

_window = batched(pdfium.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
_paths = batched(pdfium.FPDFClipPath_CountPaths, _INT, _ADDRESS)
_segment = batched(pdfium.FPDFClipPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT, _INT)


def hidden(texts: list[int], bounds: list[tuple[float, float, float, float]]) -> set[int]:
    """Which of those text objects nobody sees. `bounds` are left, bottom, right, top of each."""
    windows = list(map(_window, texts))
    counts = list(map(_paths, windows))
    found: set[int] = set()
    for layer in range(max(counts, default=0)):
        some = [index for index, count in enumerate(counts) if count > layer]
        # Text set under one window shares its path, so the address of its first corner tells windows apart.
        firsts = list(map(_segment, [windows[index] for index in some], repeat(layer), repeat(0)))
        known: dict[int, tuple[float, float, float, float]] = {}
        for index, first in zip(some, firsts, strict=True):
            if first not in known:
                known[first] = _bounds(windows[index], layer)
            west, south, east, north = known[first]
            left, bottom, right, top = bounds[index]
            seen = min(top, north) - max(bottom, south)
            if seen < (top - bottom) * _LEAST_SEEN or right <= west or left >= east:
                found.add(texts[index])
    return found


def _bounds(window: int, layer: int) -> tuple[float, float, float, float]:
    pointer = ctypes.cast(window, pdfium.FPDF_CLIPPATH)
    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for index in range(pdfium.FPDFClipPath_CountPathSegments(pointer, layer)):
        segment = pdfium.FPDFClipPath_GetPathSegment(pointer, layer, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        xs.append(x.value)
        ys.append(y.value)
    return min(xs), min(ys), max(xs), max(ys)
