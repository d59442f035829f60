"""Tables without ruling lines: lines of several pieces whose pieces stand under each other. Never certain."""

from __future__ import annotations

import itertools

from auditor.numbers import parse
from auditor.reading.pdf.geometry import Box, Glyph
from auditor.reading.pdf.lines import Line, line
from auditor.reading.pdf.pieces import Entry, Piece

_GUTTER = 1.2
_FARTHEST = 3.5
_LEAST_ROWS = 3
_LEAST_NUMBERS = 4
_LEADERS = ("…", "....", "····", "．．")


def unruled(lines: list[Line], page: int) -> list[tuple[list[Line], Piece]]:
    """The tables among the lines of a page, each with the lines it takes."""
    found = []
    block: list[tuple[Line, list[Line]]] = []
    for current in [*lines, None]:
        parts = _parts(current) if current is not None else []
        near = bool(block) and current is not None and current.baseline - block[-1][0].baseline < current.size * _FARTHEST
        if current is not None and len(parts) > 1 and (near or not block):
            block.append((current, parts))
            continue
        made = _table(block, page)
        if made is not None:
            found.append(([one for one, _ in block], made))
        block = [(current, parts)] if current is not None and len(parts) > 1 else []
    return found


def _parts(whole: Line) -> list[Line]:
    """The pieces of a line between wide gaps; a line with leaders (of a table of contents) is one piece."""
    if " " not in whole.text or any(leader in whole.text for leader in _LEADERS):
        return [whole]
    parts: list[list[Glyph]] = [whole.glyphs[:1]]
    for before, glyph in zip(whole.glyphs, whole.glyphs[1:], strict=False):
        if glyph[1] - before[2] > _GUTTER * glyph[3]:
            parts.append([])
        parts[-1].append(glyph)
    return [line(part) for part in parts]


def _table(block: list[tuple[Line, list[Line]]], page: int) -> Piece | None:
    numbers = sum(parse(part.text).state == "number" for _, parts in block for part in parts[1:])
    if len(block) < _LEAST_ROWS or numbers < _LEAST_NUMBERS:
        return None
    columns = _columns([parts for _, parts in block])
    if len(columns) < 2:
        return None
    entries: list[Entry] = []
    tops = [whole.baseline - whole.size * 1.2 for whole, _ in block]
    tops.append(block[-1][0].baseline + block[-1][0].size * 0.4)
    for row, (_, parts) in enumerate(block):
        taken = -1
        for part in parts:
            over = [i for i, (left, right) in enumerate(columns) if part.left < right and part.right > left]
            if not over or over[0] <= taken:
                return None
            taken = over[-1]
            box = Box(columns[over[0]][0], tops[row], columns[taken][1], tops[row + 1])
            entries.append(Entry(row, over[0], 1, len(over), [(page, box, part)], [(page, box)]))
        covered = {c for e in entries if e.row == row for c in range(e.column, e.column + e.colspan)}
        entries.extend(
            Entry(row, c, 1, 1, [], [(page, Box(columns[c][0], tops[row], columns[c][1], tops[row + 1]))])
            for c in range(len(columns))
            if c not in covered
        )
    xs = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)), columns[-1][1]]
    heights = [b - a for a, b in itertools.pairwise(tops)]
    return Piece(xs, entries, heights, [page] * len(block), tops[0], tops[-1], unsure=True)


def _columns(rows: list[list[Line]]) -> list[tuple[float, float]]:
    """Where columns run, by the rows that have most pieces."""
    most = max(len(parts) for parts in rows)
    spans = sorted((part.left, part.right) for parts in rows if len(parts) == most for part in parts)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns if len(columns) == most else []
