"""Marks of notes: small digits printed higher or lower than the line they stand in. They are no digits of it."""

from __future__ import annotations

from operator import itemgetter

from auditor.characters import lowered, raised
from auditor.reading.pdf.geometry import Glyph

_SMALL = 0.8
_OFF = 0.12
"""Of the size of the line: what stands less than that above or below is only set untidily."""
_FARTHEST = 0.75
_BESIDE = 0.5
_LONGEST = 4


def marked(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """The rows with the raised and lowered characters in the lines that they belong to."""
    rows = [_within(row) for row in rows]
    n = 0
    while n + 1 < len(rows):
        above, below = rows[n], rows[n + 1]
        near = below[0][0] - above[0][0] < max(_largest(above), _largest(below)) * _FARTHEST
        if near and _joins(above, below):
            rows[n : n + 2] = [_with(below, above)]
        elif near and _joins(below, above):
            rows[n : n + 2] = [_with(above, below)]
        else:
            n += 1
    return rows


def _within(row: list[Glyph]) -> list[Glyph]:
    """The row with the marks told among its own characters."""
    sizes = [glyph[3] for glyph in row]
    largest = max(sizes)
    if min(sizes) > largest * _SMALL:
        return row
    line = max(row, key=itemgetter(3))
    own = [glyph for glyph in row if not _off(glyph, line)]
    marks = [glyph for glyph in row if _off(glyph, line)]
    return _with(own, marks) if marks and _joins(marks, own) else row


def _off(glyph: Glyph, line: Glyph) -> bool:
    return glyph[3] <= line[3] * _SMALL and abs(glyph[0] - line[0]) >= line[3] * _OFF and glyph[4] != " "


def _joins(marks: list[Glyph], row: list[Glyph]) -> bool:
    """Whether all of some characters are marks in that row: short, small and beside its own characters."""
    runs = _runs(marks)
    return bool(runs) and all(len(run) <= _LONGEST and any(_beside(run, glyph) for glyph in row) for run in runs)


def _runs(marks: list[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    for glyph in marks:
        if glyph[4] == " ":
            continue
        if runs and glyph[1] - runs[-1][-1][2] < glyph[3] * _BESIDE:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _beside(run: list[Glyph], glyph: Glyph) -> bool:
    gap = max(run[0][1] - glyph[2], glyph[1] - run[-1][2])
    return glyph[4] != " " and -glyph[3] * _BESIDE < gap < glyph[3] * _BESIDE and all(_off(one, glyph) for one in run)


def _with(row: list[Glyph], marks: list[Glyph]) -> list[Glyph]:
    made = list(row)
    for run in _runs(marks):
        text = "".join(glyph[4] for glyph in run)
        line = min((glyph for glyph in row if _beside(run, glyph)), key=lambda glyph: abs(glyph[1] - run[0][1]))
        text = raised(text) if run[0][0] < line[0] else lowered(text)
        made.extend((line[0], left, right, size, char) for (_, left, right, size, _), char in zip(run, text, strict=True))
    made.sort(key=itemgetter(1))
    return made


def _largest(row: list[Glyph]) -> float:
    return max(glyph[3] for glyph in row)


def uneven(rows: list[list[Glyph]]) -> bool:
    """Whether there may be marks: small characters beside large ones."""
    sizes = {glyph[3] for row in rows for glyph in row}
    return len(sizes) > 1 and min(sizes) <= max(sizes) * _SMALL
