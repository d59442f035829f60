"""Ruling lines → grids: lines that touch form one grid; the walls between its squares say which squares are one cell."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.reading.pdf.geometry import Box, Glyph, Rule

_SNAP = 2.0
"""Lines this near, in points, are one line drawn twice or a border of two cells."""
_TOUCH = 3.0
_SHORTEST = 4.0
_OPEN = 15.0
"""A table without outer borders: its lines go on this far beyond the last crossing."""
_LEAST_OPEN = 3


@dataclass(slots=True, eq=False)
class Square:
    """A printed cell: its place in the grid, its box and what is printed in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    glyphs: list[Glyph] = field(default_factory=list)
    overprinted: bool = False


@dataclass(slots=True, eq=False)
class Grid:
    """A ruled table on one page. `xs` and `ys` are where its lines lie; `owners[row][column]` the cell that covers it."""

    xs: list[float]
    ys: list[float]
    squares: list[Square]
    owners: list[list[Square]]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def at(self, x: float, y: float) -> Square:
        """The cell at a point inside the grid."""
        column = bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1
        row = bisect_right(self.ys, y, 1, len(self.ys) - 1) - 1
        return self.owners[row][column]


Walls = dict[float, list[tuple[float, float]]]


def grids(across: list[Rule], down: list[Rule]) -> list[Grid]:
    """The tables that the lines of a page draw, from top to bottom. A single box is no table."""
    if len(across) < 2 or not down:
        return []
    found = []
    for horizontal, vertical in _connected(_joined(across), _joined(down)):
        grid = _grid(horizontal, vertical)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(rules: list[Rule]) -> list[Rule]:
    """The lines with their positions brought together, pieces that touch joined."""
    positions: dict[float, float] = {}
    cluster: list[float] = []
    for position in [*sorted({rule[0] for rule in rules}), float("inf")]:
        if cluster and position - cluster[-1] > _SNAP:
            middle = sum(cluster) / len(cluster)
            positions.update(dict.fromkeys(cluster, middle))
            cluster = []
        cluster.append(position)
    pieces: dict[float, list[tuple[float, float]]] = {}
    for position, start, end in rules:
        pieces.setdefault(positions[position], []).append((start, end))
    found: list[Rule] = []
    for position, spans in pieces.items():
        spans.sort()
        first, last = spans[0]
        for start, end in spans[1:]:
            if start <= last + _TOUCH:
                last = max(last, end)
            else:
                found.append((position, first, last))
                first, last = start, end
        found.append((position, first, last))
    return sorted(rule for rule in found if rule[2] - rule[1] > _SHORTEST)


def _connected(across: list[Rule], down: list[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that cross or touch."""
    heights = [rule[0] for rule in across]
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for number, (x, top, bottom) in enumerate(down, len(across)):
        for index in range(bisect_left(heights, top - _TOUCH), bisect_right(heights, bottom + _TOUCH)):
            _, left, right = across[index]
            if left - _TOUCH <= x <= right + _TOUCH:
                parent[root(index)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(index), ([], []))
        if index < len(across):
            group[0].append(across[index])
        else:
            group[1].append(down[index - len(across)])
    return groups.values()


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    ys, xs = sorted({rule[0] for rule in across}), sorted({rule[0] for rule in down})
    if not xs or len(ys) < 2:
        return None
    xs, open_sides = _with_open_sides(xs, across)
    if len(xs) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    columns = [(a + b) / 2 for a, b in itertools.pairwise(xs)]
    rows = [(a + b) / 2 for a, b in itertools.pairwise(ys)]
    upright, level = _walls(xs, down, rows), _walls(ys, across, columns)
    for index in open_sides:
        upright[index] = [True] * len(rows)
    return _cells(xs, ys, upright, level)


def _with_open_sides(xs: list[float], across: list[Rule]) -> tuple[list[float], list[int]]:
    """The columns of a table whose outer borders are not drawn, and which of them that makes."""
    starts = [left for _, left, _ in across if left < xs[0] - _OPEN]
    ends = [right for _, _, right in across if right > xs[-1] + _OPEN]
    made: list[int] = []
    if len(starts) >= _LEAST_OPEN:
        xs = [min(starts), *xs]
        made.append(0)
    if len(ends) >= _LEAST_OPEN:
        xs = [*xs, max(ends)]
        made.append(len(xs) - 1)
    return xs, made


def _walls(positions: list[float], rules: list[Rule], middles: list[float]) -> list[list[bool]]:
    """For each position whether a line stands there beside each square."""
    walls = []
    spans: Walls = {}
    for position, start, end in rules:
        spans.setdefault(position, []).append((start, end))
    for position in positions:
        row = [False] * len(middles)
        for start, end in spans.get(position, ()):
            first, last = bisect_left(middles, start), bisect_right(middles, end)
            row[first:last] = [True] * (last - first)
        walls.append(row)
    return walls


def _cells(xs: list[float], ys: list[float], upright: list[list[bool]], level: list[list[bool]]) -> Grid:
    height, width = len(ys) - 1, len(xs) - 1
    owners: list[list[Square | None]] = [[None] * width for _ in range(height)]
    squares: list[Square] = []
    for r in range(height):
        for c in range(width):
            if owners[r][c] is not None:
                continue
            right = c + 1
            while right < width and not upright[right][r] and owners[r][right] is None:
                right += 1
            below = r + 1
            while (
                below < height
                and not any(level[below][c:right])
                and not any(upright[between][below] for between in range(c + 1, right))
                and owners[below][c] is None
            ):
                below += 1
            square = Square(r, c, below - r, right - c, Box(xs[c], ys[r], xs[right], ys[below]))
            for row in owners[r:below]:
                row[c:right] = [square] * (right - c)
            squares.append(square)
    return Grid(xs, ys, squares, owners)  # type: ignore[arg-type]
