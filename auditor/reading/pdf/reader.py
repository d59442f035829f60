"""The contents of a PDF as a Document, and where on its pages each place of it is printed."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.model.document import Document, Location, Notice, Unreadable
from auditor.reading.blocks import Blocks
from auditor.reading.pdf import flow
from auditor.reading.pdf.geometry import Box
from auditor.reading.pdf.layout import Layout, lay_out
from auditor.reading.pdf.pages import opened, sheets
from auditor.reading.pdf.pieces import Piece


class Area(NamedTuple):
    """A rectangle on a page in PDF user space: points, y upwards."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def document(path: Path) -> Document:
    """The document printed in that file. Raises Unreadable when none of its pages can be read."""
    layout = _layout(path)
    blocks = Blocks()
    for page, line in layout.headers:
        blocks.paragraph(line.text, page=page, part="header")
    for item in layout.items:
        if isinstance(item, Piece):
            blocks.table(item.cells(), height=len(item.heights), width=item.width, pages=item.pages, unsure=item.doubtful)
        else:
            blocks.paragraph(flow.text(item), page=item[0][0])
    if layout.pictures:
        blocks.notice("picture", count=layout.pictures)
    if layout.hidden:
        blocks.notice("hidden-text", count=layout.hidden)
    done, notices = blocks.done()
    return Document(str(path), "pdf", done, notices, tuple(_unread(layout)))


def areas(path: Path, places: Sequence[Location]) -> list[list[Area]]:
    """Where each of those places of the document of that file is printed: one rectangle per printed line, or that of the
    whole cell when the cell is blank. The file is read again, so that an audit need not keep the place of every
    character."""
    layout = _layout(path)
    parts: list[Piece | list[flow.Placed]] = [*([header] for header in layout.headers), *layout.items]
    return [list(_areas(layout, parts[place.block], place)) for place in places]


def _layout(path: Path) -> Layout:
    with opened(path) as paper:
        collecting = gc.isenabled()
        # Tens of thousands of characters, none in a cycle: the collector would go over them again and again in vain.
        gc.disable()
        try:
            layout = lay_out(sheets(paper))
            count = len(paper.document)
        finally:
            if collecting:
                gc.enable()
    if not layout.items:
        for pages, key in (
            (layout.scanned, "scanned"),
            (layout.garbled, "no-characters"),
            (layout.broken, "pdf-damaged"),
            (layout.crowded, "crowded"),
        ):
            if pages:
                raise Unreadable(key, n=count)
    return layout


def _unread(layout: Layout) -> Iterator[Notice]:
    for pages, kind in (
        (layout.scanned, "scanned"),
        (layout.garbled, "garbled"),
        (layout.broken, "broken"),
        (layout.crowded, "crowded"),
    ):
        if pages:
            yield Notice(kind, len(pages), _ranges(pages))
    if layout.lost:
        yield Notice("lost", len(layout.lost), _ranges(layout.lost))
    covered = [
        page for item in layout.items for page in (item.unread_pages() if isinstance(item, Piece) else flow.unread_pages(item))
    ]
    if covered:
        yield Notice("overprinted", len(covered), _ranges(covered))


def _ranges(pages: Iterable[int]) -> str:
    """Page numbers for people: 3、5–8."""
    found: list[list[int]] = []
    for page in sorted(set(pages)):
        if found and page == found[-1][1] + 1:
            found[-1][1] = page
        else:
            found.append([page, page])
    return "、".join(str(a) if a == b else f"{a}–{b}" for a, b in found)


def _areas(layout: Layout, item: Piece | list[flow.Placed], place: Location) -> Iterator[Area]:
    if isinstance(item, Piece):
        if place.row < 0:
            return
        entry = next(e for e in item.row(place.row) if e.column <= place.column < e.column + e.colspan)
        if not entry.lines:
            yield from (_area(layout, page, box) for page, box in entry.boxes)
            return
        whole, lines = entry.text, [(page, line) for page, _, line in entry.lines]
    else:
        whole, lines = flow.text(item), item
    end = len(whole) if place.end < 0 else place.end
    first, last = _printed(whole[: place.start]), _printed(whole[:end])
    seen = 0
    for page, line in lines:
        glyphs = line.glyphs[max(0, first - seen) : max(0, last - seen)]
        seen += len(line.glyphs)
        if glyphs:
            yield _area(layout, page, line._replace(glyphs=glyphs).box)


def _printed(text: str) -> int:
    """How many characters of a text are printed: spaces and line ends are not."""
    return len("".join(text.split()))


def _area(layout: Layout, page: int, box: Box) -> Area:
    frame = layout.frames[page]
    (ax, ay), (bx, by) = frame.user(box.left, box.top), frame.user(box.right, box.bottom)
    return Area(page, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
