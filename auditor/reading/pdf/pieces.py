"""A table as it stands on the pages: its rows and cells with their lines. A table cut by a page break is put together."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace

from auditor.characters import UNKNOWN
from auditor.model.document import Cell
from auditor.numbers import parse
from auditor.reading.pdf.cells import content
from auditor.reading.pdf.geometry import Box
from auditor.reading.pdf.lines import Line
from auditor.reading.pdf.rulings import Grid
from auditor.reading.pdf.wrapping import full, in_box

_SAME_EDGE = 4.0
_ROOM = 1.15
_LONG = 3
_SENTENCE = re.compile("[，。；]|.{25}", re.DOTALL)


@dataclass(slots=True, eq=False)
class Entry:
    """A cell: `lines` hold page, box of the cell on that page, and line; `boxes` its page and box also when it is blank."""

    row: int
    column: int
    rowspan: int
    colspan: int
    lines: list[tuple[int, Box, Line]]
    boxes: list[tuple[int, Box]]

    @property
    def text(self) -> str:
        return in_box([(box, line) for _, box, line in self.lines]) if self.lines else ""


@dataclass(slots=True, eq=False)
class Piece:
    """A table, or its part on one page. `heights` are those of its rows, `pages` their pages; `top` and `bottom` are where
    it begins on its first page and ends on its last."""

    xs: list[float]
    entries: list[Entry]
    heights: list[float]
    pages: list[int]
    top: float
    bottom: float
    unsure: bool = False

    def cells(self) -> list[Cell]:
        made = [Cell(e.row, e.column, e.text, e.rowspan, e.colspan) for e in self.entries]
        return sorted(made, key=lambda cell: (cell.row, cell.column))

    @property
    def width(self) -> int:
        return len(self.xs) - 1

    def row(self, index: int) -> list[Entry]:
        """The cells that stand in a row, also those that reach into it."""
        return sorted((e for e in self.entries if e.row <= index < e.row + e.rowspan), key=lambda entry: entry.column)

    def unread_pages(self) -> list[int]:
        """The page of each line that cannot be read."""
        return [page for entry in self.entries for page, _, line in entry.lines if UNKNOWN in line.text]

    @property
    def doubtful(self) -> bool:
        """Whether its numbers may stand in other places than it seems, or some of them are missing."""
        return self.unsure or bool(self.unread_pages())


def piece(grid: Grid, page: int) -> Piece:
    """The table that a grid and the characters in it make."""
    entries = [
        Entry(s.row, s.column, s.rowspan, s.colspan, [(page, s.box, line) for line in content(s)], [(page, s.box)])
        for s in grid.squares
    ]  # fmt: skip
    ys = grid.ys
    heights = [b - a for a, b in itertools.pairwise(ys)]
    return Piece(grid.xs, entries, heights, [page] * len(heights), ys[0], ys[-1])


def cut(above: Piece, below: Piece, limit: float) -> bool:
    """Whether `below`, first on its page, is the rest of `above`, last on the page before: the columns are the same, and
    what comes next had no room above `limit`, where pages end."""
    if above.unsure or below.unsure or _columns(above, below) is None:
        return False
    first = _repeated(above, below)
    if first >= len(below.heights):
        return False
    return limit - above.bottom <= below.heights[first] * _ROOM


def joined(above: Piece, below: Piece) -> Piece:
    """The two pieces as one table: a header printed again is left out, a row and merged cells that were cut are mended."""
    xs = _columns(above, below)
    assert xs is not None
    above, below = _spread(above, xs), _spread(below, xs)
    skipped = _repeated(above, below)
    entries = list(above.entries)
    height = len(above.heights)
    last = {e.column: e for e in above.row(height - 1)}
    same_row = _row_goes_on(above, below, skipped)
    shift = height - skipped - same_row
    for entry in below.entries:
        if entry.row < skipped:
            continue
        if entry.row == skipped:
            before = last.get(entry.column)
            if before is not None and before.colspan == entry.colspan:
                if same_row or _merged_on(before, entry, above, below):
                    before.lines.extend(entry.lines)
                    before.boxes.extend(entry.boxes)
                    before.rowspan += entry.rowspan - same_row
                    continue
            if same_row:
                if entry.rowspan > 1:
                    entries.append(replace(entry, row=height, rowspan=entry.rowspan - 1))
                continue
        entries.append(replace(entry, row=entry.row + shift))
    heights, pages = below.heights[skipped + same_row :], below.pages[skipped + same_row :]
    return Piece(xs, entries, above.heights + heights, above.pages + pages, above.top, below.bottom)


def _columns(above: Piece, below: Piece) -> list[float] | None:
    """The column edges of both when the edges of one are among those of the other."""
    many, few = (above.xs, below.xs) if len(above.xs) >= len(below.xs) else (below.xs, above.xs)
    if abs(many[0] - few[0]) > _SAME_EDGE or abs(many[-1] - few[-1]) > _SAME_EDGE:
        return None
    return many if all(any(abs(x - y) <= _SAME_EDGE for y in many) for x in few) else None


def _spread(part: Piece, xs: list[float]) -> Piece:
    """The piece on a grid with more columns."""
    if len(part.xs) == len(xs):
        return part
    places = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in part.xs]
    entries = []
    for entry in part.entries:
        column = places[entry.column]
        entries.append(replace(entry, column=column, colspan=places[entry.column + entry.colspan] - column))
    return replace(part, xs=xs, entries=entries)


def _repeated(above: Piece, below: Piece) -> int:
    """How many rows at the top of `below` are the header of `above`, printed again."""
    count = 0
    for index in range(min(len(above.heights), len(below.heights) - 1)):
        ours, theirs = above.row(index), below.row(index)
        if [(e.column, e.colspan, e.text) for e in ours] != [(e.column, e.colspan, e.text) for e in theirs]:
            break
        texts = [e.text for e in ours if e.text]
        if not texts or any("." in text and parse(text).state == "number" for text in texts):
            break
        count = index + 1
    return 0 if any(e.row < count < e.row + e.rowspan for e in below.entries) else count


def _row_goes_on(above: Piece, below: Piece, first: int) -> bool:
    """Whether the first row of `below` is the rest of the last row of `above`: nothing in it could begin a row, and some
    cell above stopped in the middle of a line's sentence."""
    last = {e.column: e for e in above.row(len(above.heights) - 1)}
    row = below.row(first)
    filled = [e for e in row if e.lines and e.rowspan == 1]
    if not filled or any(e.lines for e in row if e.rowspan > 1):
        return False
    for entry in filled:
        before = last.get(entry.column)
        if before is None or not before.lines or before.colspan != entry.colspan:
            return False
        if parse(entry.text).state == "number" and not (_stopped_full(before, entry) and _one_number(above, before, entry)):
            return False
    merged = {e.column for e in row if e.rowspan > 1}
    own = [e for e in last.values() if e.lines and e.rowspan == 1 and e.column not in merged]
    if all(any(f.column == e.column for f in filled) for e in own):
        # Every cell goes on: two rows with nothing but a label would look the same, running text would not.
        return all(_SENTENCE.search(last[e.column].text) and _stopped_full(last[e.column], e) for e in filled)
    begins = min(e.column for e in own)
    long = filled[0].column > begins and any(len(last[e.column].lines) >= _LONG for e in filled)
    return long or all(_stopped_full(last[e.column], e) for e in filled)


def _one_number(above: Piece, before: Entry, entry: Entry) -> bool:
    """Whether a number goes on on the next page: it lacks decimals that others in its column have, and has them then."""
    upper, whole = parse(before.text), parse(before.text + entry.text)
    if upper.state != "number":
        return whole.state == "number"
    others = [parse(e.text) for e in above.entries if e.column == before.column and e is not before]
    usual = Counter(other.places for other in others if other.state == "number").most_common(1)
    return bool(usual) and whole.state == "number" and upper.places < usual[0][0] == whole.places


def _stopped_full(before: Entry, after: Entry) -> bool:
    _, box, line = before.lines[-1]
    _, _, next_line = after.lines[0]
    margin = min(line.left - box.left, box.right - line.right, 6.0)
    free = (box.right - box.left) - (line.right - line.left) - 2 * max(margin, 0.0)
    return full(line, next_line, free)


def _merged_on(before: Entry, entry: Entry, above: Piece, below: Piece) -> bool:
    """Whether a cell over several rows was cut: below, its rest is empty."""
    if entry.lines or not (before.rowspan > 1 or entry.rowspan > 1):
        return False
    return bool(before.lines) and entry.column < min(above.width, below.width) - 1
