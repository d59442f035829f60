"""The pages of a PDF → paragraphs and tables in reading order, as lines with their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.characters import UNKNOWN
from auditor.reading.pdf.cells import fill
from auditor.reading.pdf.columns import unruled
from auditor.reading.pdf.flow import Margins, Placed, paragraphs
from auditor.reading.pdf.geometry import Frame, Sheet, Skipped
from auditor.reading.pdf.lines import Line, lines
from auditor.reading.pdf.pieces import Piece, cut, joined, piece
from auditor.reading.pdf.rulings import TooManyLines, grids
from auditor.reading.pdf.running import Edges, running

Item = list[Placed] | Piece
"""A paragraph (its lines), or a table."""

_SCANNED = 0.3
_MANY_SHAPES = 200
_GIBBERISH = 0.02


@dataclass(slots=True, eq=False)
class Layout:
    """What was read. `headers` holds one of each running header and footer; `scanned`, `garbled`, `broken` and `crowded` are
    pages that cannot be read: pictures of text, text whose font does not tell the characters, damaged, or with more on them
    than any page holds. `lost` has the page of each text that is drawn there and of which nothing was read."""

    items: list[Item] = field(default_factory=list)
    headers: list[Placed] = field(default_factory=list)
    frames: dict[int, Frame] = field(default_factory=dict)
    scanned: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    pictures: int = 0
    hidden: int = 0

    def unread(self) -> tuple[tuple[list[int], str], ...]:
        """The pages that cannot be read, by why."""
        return (
            (self.scanned, "scanned"), (self.garbled, "garbled"), (self.broken, "broken"), (self.crowded, "crowded"),
        )  # fmt: skip


@dataclass(slots=True, eq=False)
class _Page:
    number: int
    frame: Frame
    lines: list[Line]
    pieces: list[Piece]
    pictures: float
    drawn: int

    @property
    def bottom(self) -> float:
        ends = [piece.bottom for piece in self.pieces]
        return max([*ends, *(line.baseline for line in self.lines)], default=0.0)


def lay_out(sheets: Iterable[Sheet | Skipped]) -> Layout:
    """The contents of the pages. Pages that cannot be read are named, never guessed."""
    made = Layout()
    pages: list[_Page] = []
    for sheet in sheets:
        if isinstance(sheet, Skipped):
            (made.crowded if sheet.why == "crowded" else made.broken).append(sheet.number)
            continue
        made.frames[sheet.number] = sheet.frame
        made.lost += [sheet.number] * sheet.lost
        made.hidden += sheet.hidden if sheet.glyphs else 0
        unknown = sum(glyph[4] == UNKNOWN for glyph in sheet.glyphs)
        if unknown > _GIBBERISH * len(sheet.glyphs):
            made.garbled.append(sheet.number)
            continue
        try:
            ruled = grids(sheet.across, sheet.down)
        except TooManyLines:
            made.crowded.append(sheet.number)
            continue
        rest = fill(ruled, sheet.glyphs)
        pieces = [piece(grid, sheet.number) for grid in ruled]
        pages.append(_Page(sheet.number, sheet.frame, lines(rest), pieces, sheet.pictures, sheet.drawn))
    made.headers = _drop_running(pages)
    for page in pages:
        if not page.lines and not any(entry.lines for piece in page.pieces for entry in piece.entries):
            if page.pictures > _SCANNED or page.drawn > _MANY_SHAPES:
                made.scanned.append(page.number)
        elif page.pictures:
            made.pictures += 1
    made.items = _in_order(pages)
    unread = {number for pages, _ in made.unread() for number in pages}
    lost = set(made.lost)
    for item in made.items:
        # A table may go on on a page beside it that cannot be read.
        if not isinstance(item, Piece):
            continue
        if not (unread.isdisjoint((item.pages[0] - 1, item.pages[-1] + 1)) and lost.isdisjoint(item.pages)):
            item.unsure = True
    return made


def _drop_running(pages: list[_Page]) -> list[Placed]:
    edges = [
        Edges(
            page.number, page.lines, page.frame.height,
            min((piece.top for piece in page.pieces), default=page.frame.height),
            max((piece.bottom for piece in page.pieces), default=0.0),
        )
        for page in pages
    ]  # fmt: skip
    dropped, kept = running(edges)
    if dropped:
        for page in pages:
            page.lines = [line for line in page.lines if id(line) not in dropped]
    return kept


def _in_order(pages: list[_Page]) -> list[Item]:
    for page in pages:
        for taken, table in unruled(page.lines, page.number):
            ids = {id(line) for line in taken}
            page.lines = [line for line in page.lines if id(line) not in ids]
            page.pieces.append(table)
    margins = _margins(pages)
    limits = _limits(pages)
    items: list[Item] = []
    held: list[Placed] = []

    def flush() -> None:
        items.extend(paragraphs(held, margins))
        held.clear()

    for page in pages:
        first = True
        tops = [(line.baseline, line) for line in page.lines] + [(piece.top, piece) for piece in page.pieces]
        for _, thing in sorted(tops, key=lambda pair: pair[0]):
            if isinstance(thing, Piece):
                before = items[-1] if items and not held else None
                if first and isinstance(before, Piece) and before.pages[-1] == page.number - 1:
                    if cut(before, thing, limits[_size(page)]):
                        items[-1] = joined(before, thing)
                        first = False
                        continue
                flush()
                items.append(thing)
            else:
                held.append((page.number, thing))
            first = False
    flush()
    return items


def _size(page: _Page) -> tuple[int, int]:
    return round(page.frame.width), round(page.frame.height)


def _limits(pages: list[_Page]) -> dict[tuple[int, int], float]:
    """How far down pages of a size are filled."""
    found: dict[tuple[int, int], float] = defaultdict(float)
    for page in pages:
        found[_size(page)] = max(found[_size(page)], page.bottom)
    return found


def _margins(pages: list[_Page]) -> dict[int, Margins]:
    together: dict[int, list[_Page]] = defaultdict(list)
    for page in pages:
        together[_size(page)[0]].append(page)
    found: dict[int, Margins] = {}
    for width, alike in together.items():
        margins = Margins([(page.number, line) for page in alike for line in page.lines], width)
        found.update((page.number, margins) for page in alike)
    return found
