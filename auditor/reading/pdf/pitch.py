"""Characters that a file sets closer together than its fonts are wide: the widths it states are wrong, not its text.

Some programs state full width for every digit and put each where it belongs. What follows in the order of painting begins
where the character before it ends; what somebody printed over it later does not."""

from __future__ import annotations

import itertools

from auditor.reading.pdf.geometry import Glyph, half_empty

_OVER = 0.15
_CLOSEST = 0.15
"""In sizes, as all here: characters nearer to each other are one heap."""
_SAME_BASELINE = 0.3


def set_closely(glyphs: list[Glyph]) -> bool:
    """Whether some characters reach into the next ones."""
    near = [(a[4], b[4]) for a, b in itertools.pairwise(glyphs) if a[1] < b[1] and a[2] - b[1] > a[3] * _OVER and a[3]]
    return any(not half_empty(before) and not half_empty(char) and char > " " for before, char in near)


def as_set(glyphs: list[Glyph], painted: list[int]) -> list[Glyph]:
    """The characters as wide as they are set. `painted` is when each was painted."""
    order = sorted(range(len(glyphs)), key=lambda n: (painted[n], n))
    widths: dict[tuple[str, float], float] = {}
    made = list(glyphs)
    for n, following in itertools.pairwise(order):
        baseline, left, right, size, char = glyphs[n]
        pitch = glyphs[following][1] - left
        if half_empty(char) or half_empty(glyphs[following][4]) or abs(glyphs[following][0] - baseline) > size * _SAME_BASELINE:
            continue
        if not size * _CLOSEST < pitch < right - left - size * _OVER:
            continue
        made[n] = baseline, left, left + pitch, size, char
        if char.isascii():
            key = char, round(size, 1)
            widths[key] = max(widths.get(key, 0.0), pitch)
    for n, (baseline, left, right, size, char) in enumerate(made):
        width = widths.get((char, round(size, 1)))
        if width is not None and right - left > width:
            made[n] = baseline, left, left + width, size, char
    return made
