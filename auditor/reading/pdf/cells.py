"""Characters → cells of ruled tables. Text that runs over its cell's border is put back where it belongs, or refused."""

from __future__ import annotations

from auditor.characters import UNKNOWN
from auditor.reading.pdf.geometry import Glyph
from auditor.reading.pdf.lines import Line, lines, unreadable
from auditor.reading.pdf.rulings import Grid, Square

_MIDDLE = 0.35
"""How far above the baseline the middle of a character lies, in shares of its size."""
_CROSSED = 0.2
_NEAR = 0.6
_HIDDEN_NUMBER = frozenset("#")
"""A spreadsheet prints ### when a number does not fit."""


def fill(grids: list[Grid], glyphs: list[Glyph]) -> list[Glyph]:
    """Put the characters into the cells that hold them; what stands outside all tables comes back."""
    if not grids:
        return glyphs
    boxes = sorted(((grid.box, grid) for grid in grids), key=lambda pair: pair[0].area)
    homes: list[tuple[Grid, Square] | None] = []
    crossing: list[int] = []
    for index, glyph in enumerate(glyphs):
        baseline, left, right, size, char = glyph
        x, y = (left + right) / 2, baseline - size * _MIDDLE
        for box, grid in boxes:
            if box.left <= x <= box.right and box.top <= y <= box.bottom:
                square = grid.at(x, y)
                square.glyphs.append(glyph)
                homes.append((grid, square))
                margin = (right - left) * _CROSSED
                if (left < square.box.left - margin or right > square.box.right + margin) and char != " ":
                    crossing.append(index)
                break
        else:
            homes.append(None)
    if crossing:
        _bring_home(glyphs, homes, crossing)
    return [glyph for glyph, home in zip(glyphs, homes, strict=True) if home is None]


def _bring_home(glyphs: list[Glyph], homes: list[tuple[Grid, Square] | None], crossing: list[int]) -> None:
    """Give each run of text that crosses a border to one cell; when others are printed under it, none can be read."""
    done = -1
    for index in crossing:
        if index <= done:
            continue
        first, last = _run(glyphs, index)
        done = last
        run = glyphs[first : last + 1]
        squares = list({id(home[1]): home[1] for home in homes[first : last + 1] if home is not None}.values())
        owner = _owner(run, squares)
        homes[first : last + 1] = [homes[index]] * len(run)
        left, right = run[0][1], run[-1][2]
        for square in squares:
            others = [g for g in square.glyphs if not any(g is own for own in run)]
            covered = any(
                abs(g[0] - run[0][0]) < g[3] * _NEAR and left < (g[1] + g[2]) / 2 < right and g[4] != " " for g in others
            )
            if covered:
                square.overprinted = owner.overprinted = True
            if square is not owner:
                square.glyphs = others
        owner.glyphs.extend(g for g in run if not any(g is own for own in owner.glyphs))


def _run(glyphs: list[Glyph], index: int) -> tuple[int, int]:
    """The characters before and after that were set in one go with that one."""
    first = last = index
    while first and _follows(glyphs[first - 1], glyphs[first]):
        first -= 1
    while last + 1 < len(glyphs) and _follows(glyphs[last], glyphs[last + 1]):
        last += 1
    return first, last


def _follows(before: Glyph, glyph: Glyph) -> bool:
    size = max(before[3], glyph[3])
    return abs(before[0] - glyph[0]) < 0.5 and abs(glyph[1] - before[2]) < size * _NEAR


def _owner(run: list[Glyph], squares: list[Square]) -> Square:
    """The cell of a run over several: where it begins or ends beside a border, else where its middle is."""
    size = run[0][3]
    first = min(squares, key=lambda square: square.box.left)
    last = max(squares, key=lambda square: square.box.right)
    if 0 <= run[0][1] - first.box.left < size * _NEAR:
        return first
    if 0 <= last.box.right - run[-1][2] < size * _NEAR:
        return last
    middle = (run[0][1] + run[-1][2]) / 2
    return min(squares, key=lambda square: abs((square.box.left + square.box.right) / 2 - middle))


def content(square: Square) -> list[Line]:
    """The lines printed in a cell; `UNKNOWN` for what cannot be read."""
    if not square.glyphs:
        return []
    found = lines(square.glyphs)
    if square.overprinted:
        return [unreadable(line) for line in found]
    if all(_HIDDEN_NUMBER.issuperset(line.text) for line in found):
        return [line._replace(text=UNKNOWN) for line in found]
    return found
