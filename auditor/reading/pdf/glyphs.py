"""The characters of a page and their places, fetched from pdfium in batches.

Every character needs three calls into the library. Called from `map` over ready-made addresses they cost a third of
what a Python loop costs, and `PYFUNCTYPE` saves letting go of the interpreter lock for each."""

from __future__ import annotations

import ctypes
import math
from collections import Counter, deque
from collections.abc import Callable
from itertools import repeat
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from auditor.numbers import UNKNOWN
from auditor.reading.pdf.geometry import Frame, Glyph

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_NO_CHARACTER = frozenset({0, 0xFFFE, 0xFFFF, 0xFFFD})
_SPACE = 32
_SPACES = frozenset({_SPACE, 0xA0, 0x3000, 0x2002, 0x2003})
_LEFT_OUT = 0xAD
_SAMPLE = 24
_LARGE = 1.8


def batched(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that takes plain addresses, for use with `map`."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    made: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return made


_unicode = batched(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
_origin = batched(pdfium.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
_object = batched(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_loose = batched(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)


def glyphs(textpage: Any, box: tuple[float, float, float, float], hidden: set[int]) -> tuple[Frame, list[Glyph]]:
    """The characters of a page, spaces too, without those of `hidden` text objects, and the frame in which they
    stand upright. Characters whose meaning the font does not tell come back as `UNKNOWN`."""
    count = pdfium.FPDFText_CountChars(textpage)
    turn = _turn(textpage, count)
    frame = Frame(*box, turn)
    if count <= 0:
        return frame, []
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    codes = list(map(_unicode, repeat(handle), range(count)))
    if hidden:
        owners = map(_object, repeat(handle), range(count))
        codes = [_LEFT_OUT if owner in hidden else code for code, owner in zip(codes, owners, strict=True)]
    doubles = (ctypes.c_double * (2 * count))()
    floats = (ctypes.c_float * (4 * count))()
    d, f = ctypes.addressof(doubles), ctypes.addressof(floats)
    half = d + 8 * count
    deque(map(_origin, repeat(handle), range(count), range(d, half, 8), range(half, half + 8 * count, 8)), 0)
    deque(map(_loose, repeat(handle), range(count), range(f, f + 16 * count, 16)), 0)
    xs, ys, boxes = doubles[:count], doubles[count:], floats[:]
    # The loose box goes from the origin to where the next character stands, whatever the shape of the glyph.
    rows = zip(range(count), codes, xs, ys, boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4], strict=True)
    found: list[tuple[int, Glyph]] = []
    width, height = frame.width, frame.height
    base = frame.top if turn == 0 else 0.0
    for index, code, x, y, left, top, right, bottom in rows:
        if code in _SPACES:
            if left == right:
                continue  # pdfium adds spaces of its own, without width
            code = _SPACE
        elif (code < 32 and code) or code == _LEFT_OUT or 0x200B <= code <= 0x200F:
            continue
        if turn == 0:
            x0, x1, line, size = left - frame.left, right - frame.left, base - y, top - bottom
        else:
            x0, line = frame.reading(x, y)
            (ax, ay), (bx, by) = frame.reading(left, top), frame.reading(right, bottom)
            x0, x1, size = min(ax, bx), max(ax, bx), abs(by - ay)
        if x1 <= x0:
            if code < 32:
                continue
            x1 = x0 + size / 2
        if x1 < 0 or x0 > width or line < 0 or line - size > height:
            continue
        if code > 0xFFFF or code not in _NO_CHARACTER:
            found.append((index, (line, x0, x1, size, chr(code))))
        elif size:
            found.append((index, (line, x0, x1, size, UNKNOWN)))
    return frame, _upright(textpage, found)


def _quarter(angle: float) -> int:
    """pdfium counts angles clockwise."""
    return round(-angle / (math.pi / 2)) % 4


def _turn(textpage: Any, count: int) -> int:
    """How the text of a page runs, by a sample: 0 to the right, 1 upwards, 2 to the left, 3 downwards."""
    step = max(1, count // _SAMPLE)
    angles = Counter(
        _quarter(pdfium.FPDFText_GetCharAngle(textpage, index))
        for index in range(0, count, step)
        if pdfium.FPDFText_GetUnicode(textpage, index) > 32
    )
    return angles.most_common(1)[0][0] if angles else 0


def _upright(textpage: Any, found: list[tuple[int, Glyph]]) -> list[Glyph]:
    """Without what runs aslant over the page (a watermark)."""
    if not found:
        return []
    large = median(glyph[3] for _, glyph in found) * _LARGE
    return [glyph for index, glyph in found if glyph[3] < large or not _aslant(textpage, index)]


def _aslant(textpage: Any, index: int) -> bool:
    quarters = pdfium.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2)
    return bool(abs(quarters - round(quarters)) > 0.05)
