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


def set_closely(lefts: list[float], rights: list[float], sizes: list[float], text: list[str]) -> bool:
    """Whether some characters reach into the next ones."""
    pairs = zip(lefts, rights, lefts[1:], sizes, strict=False)
    near = [n for n, (left, right, following, size) in enumerate(pairs) if left < following < right - size * _OVER]
    return any(text[n] > " " and not half_empty(text[n]) and not half_empty(text[n + 1]) for n in near)


def as_set(glyphs: list[Glyph], painted: list[int]) -> list[Glyph]:
    """The characters as wide as they are set. `painted` is when each was painted."""
    order = sorted(range(len(glyphs)), key=painted.__getitem__)
    widths: dict[tuple[str, float], float] = {}
    made = list(glyphs)
    for n, following in itertools.pairwise(order):
        baseline, left, right, size, char = glyphs[n]
        beside, begin, _, _, after = glyphs[following]
        pitch = begin - left
        if not size * _CLOSEST < pitch < right - left - size * _OVER or abs(beside - baseline) > size * _SAME_BASELINE:
            continue
        if half_empty(char) or half_empty(after):
            continue
        made[n] = baseline, left, left + pitch, size, char
        if char.isascii():
            key = char, round(size, 1)
            widths[key] = max(widths.get(key, 0.0), pitch)
    chars = {char for char, _ in widths}
    for n, (baseline, left, right, size, char) in enumerate(made):
        if char in chars:
            width = widths.get((char, round(size, 1)))
            if width is not None and right - left > width:
                made[n] = baseline, left, left + width, size, char
    return made
