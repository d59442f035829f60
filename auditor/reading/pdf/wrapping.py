"""Where a line ended because it was full, and where somebody ended it: only the first is undone."""

from __future__ import annotations

import itertools
from math import inf

from auditor.numbers import parse
from auditor.reading.pdf.geometry import Box, Glyph
from auditor.reading.pdf.lines import Line

_SLACK = 0.5
_WIDEST_PADDING = 6.0
_CENTRED = 0.6
_QUOTES = "“”‘’"  # some programs keep both sides of a quotation mark on one line
_NOT_FIRST = frozenset("，。、；：？！）》」』】〉〕％%,.;:?!)]}…—-/" + _QUOTES)
_NOT_LAST = frozenset("（《「『【〈〔([{" + _QUOTES)
_WORD_GAP = 0.2
_DIGITS = frozenset("0123456789.,%")


def full(line: Line, after: Line, free: float) -> bool:
    """Whether `line` was full: the first word of the line after it would not have fitted into the `free` width."""
    return free <= _first_word(line, after) + line.size * _SLACK


def _first_word(line: Line, after: Line) -> float:
    """The width of what cannot be broken at the start of a line."""
    glyphs = after.glyphs
    first = glyphs[0]
    if first[4] in _DIGITS and line.glyphs[-1][4] in _DIGITS:
        return first[2] - first[1]  # a number too long for its line is broken anywhere
    count = 1
    while count < len(glyphs) and _together(glyphs[count - 1], glyphs[count]):
        count += 1
    if count == len(glyphs) and glyphs[-1][4] in _NOT_LAST:
        return inf  # the word goes on in the line after next
    return glyphs[count - 1][2] - first[1]


def _together(a: Glyph, b: Glyph) -> bool:
    """Whether no program would break a line between two characters."""
    before, char = a[4], b[4]
    if char in _NOT_FIRST or before in _NOT_LAST:
        return True
    if not (char.isascii() and char.isalnum()):
        return False
    return before in _NOT_FIRST or (before.isascii() and b[1] - a[2] < b[3] * _WORD_GAP)


def glue(before: str, text: str) -> str:
    """What stands between two lines that are one: a space between Latin words, else nothing."""
    a, b = before[-1:], text[:1]
    return " " if a.isascii() and b.isascii() and a.isalpha() and b.isalpha() else ""


def in_box(lines: list[tuple[Box, Line]]) -> str:
    """The text of a cell whose lines stand in these boxes (several when a page break cut it). Lines that somebody ended
    stay apart."""
    if len(lines) == 1:
        return lines[0][1].text
    padding = min(min(line.left - box.left, box.right - line.right) for box, line in lines)
    padding = min(max(padding, 0.0), _WIDEST_PADDING)
    text = lines[0][1].text
    for (box, before), (_, line) in itertools.pairwise(lines):
        left, right = before.left - box.left, box.right - before.right
        free = right - padding
        numbers = parse(before.text).state == "number" and parse(line.text).state == "number"
        if numbers and parse(before.text + line.text).state != "number":
            free = inf
        elif numbers or abs(left - right) <= before.size * _CENTRED:
            free = left + right - 2 * padding
        text += (glue(before.text, line.text) if full(before, line, free) else "\n") + line.text
    return text
