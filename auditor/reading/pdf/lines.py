"""Characters → lines: grouped by baseline, never by the shape of a glyph; a stop and a digit stand on one baseline."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from auditor.characters import UNKNOWN
from auditor.reading.pdf.geometry import Box, Glyph, half_empty
from auditor.reading.pdf.raised import marked, uneven

_SAME_LINE = 0.4
_SPACE = 0.22
"""A gap of this share of the size, over the gaps usual in the line, is a space."""
_WIDE = 0.5
_SMALLEST = 0.5
_ENOUGH = 4
_USUAL_IN_NUMBER = 0.3
_SUSPICIOUS = 0.15
_COVERED = 0.5
_SAME_PLACE = 0.3
_APART = 0.75
"""Lines nearer than this share of the lower one's size run into each other."""


class Line(NamedTuple):
    """Characters on one baseline, from left to right, without spaces; `text` has them. `size` is their mean height."""

    glyphs: list[Glyph]
    text: str
    size: float

    @property
    def baseline(self) -> float:
        return self.glyphs[0][0]

    @property
    def left(self) -> float:
        return self.glyphs[0][1]

    @property
    def right(self) -> float:
        return self.glyphs[-1][2]

    @property
    def box(self) -> Box:
        top = min(glyph[0] - glyph[3] for glyph in self.glyphs)
        return Box(self.left, top, self.right, max(glyph[0] for glyph in self.glyphs) + self.size * 0.2)


def rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters by baseline, from top to bottom, each row from left to right."""
    found: list[list[Glyph]] = []
    row: list[Glyph] = []
    limit = 0.0
    for glyph in sorted(glyphs):
        if row and glyph[0] > limit:
            found.append(row)
            row = []
        if not row:
            limit = glyph[0] + glyph[3] * _SAME_LINE
        row.append(glyph)
    if row:
        found.append(row)
    for row in found:
        row.sort(key=itemgetter(1))
    return marked(found) if found and uneven(found) else found


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The printed lines from top to bottom."""
    found = [line(row) for row in rows(glyphs) if any(glyph[4] != " " for glyph in row)]
    for n, (above, below) in enumerate(itertools.pairwise(found)):
        if below.baseline - above.baseline < below.size * _APART and _over(above, below):
            found[n], found[n + 1] = unreadable(above), unreadable(below)
    return found


def _over(above: Line, below: Line) -> bool:
    """Whether two lines that are too near stand over each other."""
    return any(a[1] < (b[1] + b[2]) / 2 < a[2] for a in above.glyphs for b in below.glyphs)


def unreadable(line: Line) -> Line:
    """The line as far as anybody can tell."""
    return line._replace(text=UNKNOWN * len(line.glyphs))


def line(row: list[Glyph]) -> Line:
    """One line of characters that are sorted from left to right. What is printed over other characters is `UNKNOWN`."""
    spaces = [glyph[1] for glyph in row if glyph[4] == " "]
    if spaces:
        row = [glyph for glyph in row if glyph[4] != " "]
    gaps = _gaps(row)
    if not gaps:
        return Line(row, row[0][4], row[0][3])
    size = sum([glyph[3] for glyph in row]) / len(row)
    if min(gaps) < -size * _SUSPICIOUS:
        row = _without_doubles(row)
        if _overprinted(row):
            return Line(row, UNKNOWN * len(row), size)
        gaps = _gaps(row)
    if not spaces and max(gaps, default=0.0) <= size * _SPACE:
        return Line(row, "".join([glyph[4] for glyph in row]), size)
    usual = max(0.0, median(gaps)) if len(gaps) >= _ENOUGH else 0.0
    parts = [row[0][4]]
    for before, glyph, gap in zip(row, row[1:], gaps, strict=False):
        if gap > _SMALLEST and _spaced(before, glyph, gap, usual, spaces):
            parts.append(" ")
        parts.append(glyph[4])
    return Line(row, "".join(parts), size)


def _gaps(row: list[Glyph]) -> list[float]:
    return [b[1] - a[2] for a, b in itertools.pairwise(row)]


def _spaced(before: Glyph, glyph: Glyph, gap: float, usual: float, spaces: list[float]) -> bool:
    """Whether a gap is a space. Between a Chinese character and a Latin one it may as well be what programs leave between
    scripts, so that only a wide gap or a typed space counts."""
    size = min(before[3], glyph[3])
    a, b = before[4], glyph[4]
    if a.isdigit() and b.isdigit():
        # Two numbers never become one because a line is widely spaced.
        usual = min(usual, size * _USUAL_IN_NUMBER)
    if gap > usual + size * (_SPACE if a.isascii() == b.isascii() else _WIDE):
        return True
    return any(before[1] < x < glyph[1] for x in spaces)


def _overprinted(row: list[Glyph]) -> bool:
    """Whether characters of a line are printed over each other, so that nobody can read them."""
    for a, b in itertools.pairwise(row):
        if a[2] - b[1] > _COVERED * min(a[2] - a[1], b[2] - b[1]) and not (half_empty(a[4]) or half_empty(b[4])):
            return True
    return False


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    """The line without characters printed twice in one place, which is how some programs make them bold."""
    kept = row[:1]
    for glyph in row[1:]:
        before = kept[-1]
        if before[4] != glyph[4] or glyph[1] - before[1] >= _SAME_PLACE * (before[2] - before[1]):
            kept.append(glyph)
    return kept
