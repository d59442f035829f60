"""The characters of a page and their places, fetched from pdfium in batches.

Places come from origins, widths, sizes and matrices of the file, never from the shapes of glyphs: a font with tall or empty
glyphs, or one that is not in the file, stands on the same lines."""

from __future__ import annotations

import ctypes
import math
from collections import Counter, deque
from collections.abc import Callable, Iterable, Set
from itertools import repeat
from operator import mul
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from auditor.characters import INVISIBLE, UNKNOWN
from auditor.reading.pdf.geometry import Frame, Glyph
from auditor.reading.pdf.native import ADDRESS, INT, Bounds, batched
from auditor.reading.pdf.pitch import as_set, set_closely

_NOTHING = "\n"
_BROKEN_WORD = "\x02"
"""What pdfium makes of a hyphen at the end of a line."""
_SPECIAL = (
    dict.fromkeys("\xa0\u3000\u2002\u2003", " ")
    | dict.fromkeys(INVISIBLE, _NOTHING)
    | dict.fromkeys("\0\ufffe\uffff", UNKNOWN)
    | {_BROKEN_WORD: "-"}
)
"""Spaces of other widths, what is not printed, and what the font does not tell."""
_TINY = 1.5
"""Points; nobody can read what is so small. The smallest print of 23 published reports is 5 points high."""
_LARGE = 1.8
_STRAIGHT = 0.05
"""Of a quarter turn."""
_QUARTER = math.pi / 2

_unicode = batched(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ADDRESS, INT)
_origin = batched(pdfium.FPDFText_GetCharOrigin, INT, ADDRESS, INT, ADDRESS, ADDRESS)
_object = batched(pdfium.FPDFText_GetTextObject, ADDRESS, ADDRESS, INT)
_loose = batched(pdfium.FPDFText_GetLooseCharBox, INT, ADDRESS, INT, ADDRESS)
_matrix = batched(pdfium.FPDFText_GetMatrix, INT, ADDRESS, INT, ADDRESS)
_guessed = batched(pdfium.FPDFText_HasUnicodeMapError, INT, ADDRESS, INT)
_size = batched(pdfium.FPDFText_GetFontSize, ctypes.c_double, ADDRESS, INT)
_font = batched(pdfium.FPDFTextObj_GetFont, ADDRESS, ADDRESS)

Unseen = Callable[[list[tuple[int, Bounds]]], set[int]]
"""Tells which of some numbered boxes in user space show nothing."""


def glyphs(
    textpage: Any, box: tuple[float, float, float, float], order: Iterable[int], doubted: set[int], unseen: Unseen
) -> tuple[Frame, list[Glyph], Set[int | None]]:
    """The characters of a page, spaces too, and the frame in which they stand upright; of those of `doubted` text objects
    only what is seen; and the text objects that have characters. `order` are all as they are painted. Characters whose
    meaning the font does not tell come back as `UNKNOWN`."""
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return Frame(*box, 0), [], set()
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    text = _characters(textpage, handle, count)
    owners = list(map(_object, repeat(handle), range(count)))
    doubles = (ctypes.c_double * (2 * count))()
    floats = (ctypes.c_float * (4 * count))()
    d, f = ctypes.addressof(doubles), ctypes.addressof(floats)
    half = d + 8 * count
    deque(map(_origin, repeat(handle), range(count), range(d, half, 8), range(half, half + 8 * count, 8)), 0)
    deque(map(_loose, repeat(handle), range(count), range(f, f + 16 * count, 16)), 0)
    xs, ys, boxes = doubles[:count], doubles[count:], floats[:]
    members = dict(zip(owners, range(count), strict=True))
    members.pop(None, None)  # what pdfium adds: spaces, line ends
    sizes, matrices = _set(handle, list(members.values()))
    scales = map(math.hypot, matrices[2::6], matrices[3::6]) if any(matrices[2::6]) else map(abs, matrices[3::6])
    by_owner: dict[int | None, float] = dict(zip(members, map(mul, sizes, scales), strict=True))
    by_owner[None] = 0.0
    heights = list(map(by_owner.__getitem__, owners))
    if doubted:
        places = list(zip(boxes[0::4], boxes[3::4], boxes[2::4], boxes[1::4], strict=True))
        asked = [(n, places[n]) for n, owner in enumerate(owners) if owner in doubted and text[n] > " "]
        for n in unseen(asked):
            text[n] = _NOTHING
    if any(matrices[1::6]) or min(matrices[0::6], default=0.0) < 0:
        by_owner = dict(zip(members, map(math.atan2, matrices[1::6], matrices[0::6]), strict=True))
        by_owner[None] = 0.0
        angles = [by_owner[owner] for owner in owners]
        frame = Frame(*box, _turn(angles, text))
        large = median([height for height, char in zip(heights, text, strict=True) if char > " "] or [0.0]) * _LARGE
        for n, angle in enumerate(angles):
            quarters = angle / _QUARTER
            if abs(quarters - round(quarters)) > _STRAIGHT and heights[n] >= large:
                text[n] = _NOTHING
    else:
        frame = Frame(*box, 0)
    if frame.turn == 0:
        west, north = frame.left, frame.top
        baselines, lefts = [north - y for y in ys], [x - west for x in xs]
        rights = [x - west for x in boxes[2::4]]
    else:
        origins = [frame.reading(x, y) for x, y in zip(xs, ys, strict=True)]
        baselines, lefts = [y for _, y in origins], [x for x, _ in origins]
        across = map(mul, sizes, map(math.hypot, matrices[0::6], matrices[1::6]))
        rights = _ends(text, lefts, owners, dict(zip(members, across, strict=True)))
    placed = list(zip(baselines, lefts, rights, heights, text, strict=True))
    if set_closely(lefts, rights, heights, text):
        painted = {owner: number for number, owner in enumerate(order)}
        placed = as_set(placed, [painted.get(owner, -1) if owner else -1 for owner in owners])
    width, height = frame.width, frame.height
    found: list[Glyph] = [
        glyph
        for glyph in placed
        if glyph[3] > _TINY and glyph[4] >= " " and glyph[2] > 0 and glyph[1] < width and 0 < glyph[0] < height + glyph[3]
    ]
    if any(glyph[2] <= glyph[1] for glyph in found):
        # A few fonts do not tell the width of their characters.
        found = [
            glyph if glyph[2] > glyph[1] else (glyph[0], glyph[1], glyph[1] + glyph[3] / 2, glyph[3], glyph[4])
            for glyph in found
            if glyph[2] > glyph[1] or glyph[4] > " "
        ]
    return frame, found, members.keys()


def _characters(textpage: Any, handle: int | None, count: int) -> list[str]:
    """The character of each index. The text in one piece has one character each, unless some have no meaning or two."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * max(written, 0)].decode("utf-16-le", "replace")
    if len(text) == written == count and _SPECIAL.keys().isdisjoint(text):
        found = list(text)
    else:
        codes = map(_unicode, repeat(handle), range(count))
        found = [_SPECIAL.get(char, char) for char in map(chr, codes)]
    guessed = list(map(_guessed, repeat(handle), range(count)))
    if 1 in guessed:
        # Where a font does not tell, pdfium takes the number of the glyph for a character.
        found = [UNKNOWN if guess == 1 and char > " " else char for guess, char in zip(guessed, found, strict=True)]
    return found


def _turn(angles: list[float], text: list[str]) -> int:
    """How most text of a page runs: 0 to the right, 1 upwards, 2 to the left, 3 downwards."""
    turns = Counter(round(angle / _QUARTER) % 4 for angle, char in zip(angles, text, strict=True) if char > " ")
    return turns.most_common(1)[0][0] if turns else 0


def _set(handle: int | None, indexes: list[int]) -> tuple[list[float], list[float]]:
    """The font sizes and, in one list, the matrices of those characters."""
    matrices = (ctypes.c_float * (6 * len(indexes)))()
    start = ctypes.addressof(matrices)
    deque(map(_matrix, repeat(handle), indexes, range(start, start + 24 * len(indexes), 24)), 0)
    return list(map(_size, repeat(handle), indexes)), matrices[:]


def _ends(text: list[str], lefts: list[float], owners: list[int | None], ems: dict[int | None, float]) -> list[float]:
    """Where the characters of a turned page end, in reading space: their boxes are those of their glyphs there."""
    widths: dict[tuple[int, str], float] = {}
    ends = []
    width = ctypes.c_float()
    for owner, char, left in zip(owners, text, lefts, strict=True):
        if owner is None:
            ends.append(left)
            continue
        key = _font(owner), char
        if key not in widths:
            font = ctypes.cast(key[0], pdfium.FPDF_FONT)
            told = pdfium.FPDFFont_GetGlyphWidth(font, ord(char), 1.0, width)
            widths[key] = width.value if told else 0.0
        ends.append(left + widths[key] * ems[owner])
    return ends
