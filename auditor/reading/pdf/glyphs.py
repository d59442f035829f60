"""The characters of a page and their places, fetched from pdfium in batches."""

from __future__ import annotations

import ctypes
import math
from collections import Counter, deque
from itertools import repeat
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from auditor.characters import INVISIBLE, UNKNOWN
from auditor.reading.pdf.geometry import Frame, Glyph
from auditor.reading.pdf.native import ADDRESS, INT, batched

_NOTHING = "\n"
_SPECIAL = (
    dict.fromkeys("\xa0\u3000\u2002\u2003", " ") | dict.fromkeys(INVISIBLE, _NOTHING) | dict.fromkeys("\0\ufffe\uffff", UNKNOWN)
)
"""Spaces of other widths, what is not printed, and what the font does not tell."""
_SAMPLE = 24
_LARGE = 1.8


_unicode = batched(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ADDRESS, INT)
_origin = batched(pdfium.FPDFText_GetCharOrigin, INT, ADDRESS, INT, ADDRESS, ADDRESS)
_object = batched(pdfium.FPDFText_GetTextObject, ADDRESS, ADDRESS, INT)
_loose = batched(pdfium.FPDFText_GetLooseCharBox, INT, ADDRESS, INT, ADDRESS)


def glyphs(textpage: Any, box: tuple[float, float, float, float], hidden: set[int]) -> tuple[Frame, list[Glyph]]:
    """The characters of a page, spaces too, without those of `hidden` text objects, and the frame in which they
    stand upright. Characters whose meaning the font does not tell come back as `UNKNOWN`."""
    count = pdfium.FPDFText_CountChars(textpage)
    turn = _turn(textpage, count)
    frame = Frame(*box, turn)
    if count <= 0:
        return frame, []
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    text = _characters(textpage, handle, count)
    if hidden:
        owners = map(_object, repeat(handle), range(count))
        text = [_NOTHING if owner in hidden else char for char, owner in zip(text, owners, strict=True)]
    doubles = (ctypes.c_double * (2 * count))()
    floats = (ctypes.c_float * (4 * count))()
    d, f = ctypes.addressof(doubles), ctypes.addressof(floats)
    half = d + 8 * count
    deque(map(_origin, repeat(handle), range(count), range(d, half, 8), range(half, half + 8 * count, 8)), 0)
    deque(map(_loose, repeat(handle), range(count), range(f, f + 16 * count, 16)), 0)
    # The loose box goes from the origin to where the next character stands, whatever the shape of the glyph.
    boxes = floats[:]
    placed = _placed(frame, doubles[:count], doubles[count:], boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4])
    found: list[Glyph] = list(zip(*placed, text, strict=True))
    large = median(placed[3]) * _LARGE
    if max(placed[3]) >= large:
        found = [glyph for n, glyph in enumerate(found) if glyph[3] < large or not _aslant(textpage, n)]
    # What has no width are line ends and spaces that pdfium adds; a few fonts do not tell the width of their characters.
    found = [
        glyph if glyph[2] > glyph[1] else (glyph[0], glyph[1], glyph[1] + glyph[3] / 2, glyph[3], glyph[4])
        for glyph in found
        if (glyph[2] > glyph[1] and glyph[4] >= " ") or (glyph[4] > " " and glyph[3])
    ]
    width, height = frame.width, frame.height
    return frame, [glyph for glyph in found if glyph[2] > 0 and glyph[1] < width and 0 < glyph[0] < height + glyph[3]]


def _placed(
    frame: Frame, xs: list[float], ys: list[float], lefts: list[float], tops: list[float], rights: list[float],
    bottoms: list[float],
) -> tuple[list[float], list[float], list[float], list[float]]:  # fmt: skip
    """The baselines, lefts, rights and sizes in reading space."""
    if frame.turn == 0:
        west, north = frame.left, frame.top
        return (
            [north - y for y in ys], [x - west for x in lefts], [x - west for x in rights],
            [top - bottom for top, bottom in zip(tops, bottoms, strict=True)],
        )  # fmt: skip
    baselines = [frame.reading(x, y)[1] for x, y in zip(xs, ys, strict=True)]
    first = [frame.reading(x, y) for x, y in zip(lefts, tops, strict=True)]
    last = [frame.reading(x, y) for x, y in zip(rights, bottoms, strict=True)]
    pairs = list(zip(first, last, strict=True))
    return (
        baselines, [min(a[0], b[0]) for a, b in pairs], [max(a[0], b[0]) for a, b in pairs],
        [abs(a[1] - b[1]) for a, b in pairs],
    )  # fmt: skip


def _characters(textpage: Any, handle: int | None, count: int) -> list[str]:
    """The character of each index. The text in one piece has one character each, unless some have no meaning or two."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * max(written, 0)].decode("utf-16-le", "replace")
    if len(text) == written == count and _SPECIAL.keys().isdisjoint(text):
        return list(text)
    codes = map(_unicode, repeat(handle), range(count))
    return [_SPECIAL.get(char, char) for char in map(chr, codes)]


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


def _aslant(textpage: Any, index: int) -> bool:
    quarters = pdfium.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2)
    return bool(abs(quarters - round(quarters)) > 0.05)
