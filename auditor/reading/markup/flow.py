"""A tagged page → paragraphs and tables, in the order in which a browser shows them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from auditor.model.document import Location, Notice, Unreadable
from auditor.reading.blocks import Blocks
from auditor.reading.grid import compact
from auditor.reading.markup.controls import attachments, frames, is_small
from auditor.reading.markup.grid import cell_text, is_data, laid_out, rows_of
from auditor.reading.markup.shown import show
from auditor.reading.markup.tags import DROPPED, is_hidden, is_inline, squeezed, whole_number

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONGEST: Final = 80
_DEEPEST: Final = 250
_MOST_ITEMS: Final = 99_999


def page(text: str, blocks: Blocks) -> list[Notice]:
    """Add a whole page; what in it could not be read comes back. Raises Unreadable when it is nested too deeply or shows frames
    only."""
    root = _parsed(text)
    for kind, count in show(root).items():
        blocks.notice(kind, count=count)
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        if root.find(".//frame") is not None:
            raise Unreadable("frames")
        return []
    flow = _Flow(blocks)
    flow.walk(body, 0)
    flow.end()
    if files := attachments(body):
        blocks.notice("attachment", files[0][:_LONGEST], len(files))
    inside = frames(body)
    return [Notice("frame", len(inside), inside[0][:_LONGEST])] if inside else []


def fragment(text: str, blocks: Blocks) -> None:
    """Add a piece of a page, such as one table amid Markdown."""
    page(f"<html><body>{text}</body></html>", blocks)


def line(text: str) -> tuple[str, Counter[str]]:
    """What a line with tags shows, and what is left out of it."""
    root = _parsed(f"<html><body><p>{text}</p></body></html>")
    left_out = show(root)
    body = root.find("body")
    return (cell_text(body) if body is not None else ""), left_out


def _parsed(text: str) -> HtmlElement:
    from lxml import etree, html

    # The text is decoded already; what it declares of its encoding would be believed.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as problem:
        raise Unreadable("no-text") from problem
    if any("depth" in entry.message for entry in parser.error_log):
        raise Unreadable("too-deep")
    return root


class _Flow:
    """The paragraph that is being put together, and where finished ones go."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._text: list[str] = []
        self._level: int | None = None
        self._label = ""

    def walk(self, element: HtmlElement, depth: int) -> None:
        """Everything inside the element."""
        if depth > _DEEPEST:
            raise Unreadable("too-deep")
        self._say(element.text)
        item = whole_number(element.get("start"), 1, _MOST_ITEMS)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in DROPPED:
                if tag == "frameset":
                    raise Unreadable("frames")
            elif is_hidden(child):
                pass
            elif tag == "br":
                self._text.append("\v")
            elif tag == "img":
                self._picture(child)
            elif tag == "table":
                self._table(child, depth + 1, None)
            elif is_inline(tag):
                self.walk(child, depth + 1)
            else:
                self.end()
                if tag == "li" and element.tag == "ol":
                    item = whole_number(child.get("value"), item, _MOST_ITEMS)
                    self._label, item = f"{item}. ", item + 1
                self._level = int(tag[1]) - 1 if re.fullmatch("h[1-6]", tag) else self._level
                self.walk(child, depth + 1)
                self.end()
            self._say(child.tail)

    def end(self) -> None:
        """The paragraph is whole. A line break begins another one, except in a heading."""
        text = "".join(self._text)
        lines = squeezed(text)
        if not lines and any(blank in text for blank in ("\v", "\xa0", "\u3000")):
            lines = [""]  # a blank line that shows
        if self._level is not None:
            lines = ["".join(lines)] if lines else []
        for line in lines:
            self._blocks.paragraph(self._label + line, label=self._label, style_level=self._level)
            self._label, self._level = "", None
        self._text = []

    def _say(self, text: str | None) -> None:
        if text:
            self._text.append(text.replace("\v", " "))

    def _picture(self, element: HtmlElement) -> None:
        """Pictures may show text; icons do not count."""
        if not is_small(element):
            self._blocks.notice("picture")

    def _table(self, element: HtmlElement, depth: int, parent: Location | None) -> None:
        self.end()
        if depth > _DEEPEST:
            raise Unreadable("too-deep")
        rows = rows_of(element)
        title = element.find("caption")
        if title is not None and not is_hidden(title) and (text := cell_text(title)):
            self._blocks.paragraph(text)
        if not is_data(rows):
            for row in rows:
                for cell in row:
                    if is_hidden(cell):
                        continue
                    self.walk(cell, depth)
                    self.end()
            return
        laid = laid_out(rows)
        grid = compact(laid.cells)
        height, width = grid.size
        made = self._blocks.table(grid.cells, height=height, width=width, rows=grid.rows, columns=grid.columns, parent=parent)
        for nested, r, c in laid.nested:
            at = Location(made.block, _index(grid.rows, r), _index(grid.columns, c))
            self._table(nested, depth + 1, at)


def _index(kept: list[int], number: int) -> int:
    """Where a row or column of the page came to stand, or the one before it."""
    return max(sum(other <= number for other in kept) - 1, 0)
