"""Paragraph styles: only what shows in print or structure, the outline level and the list a style belongs to.

styles.xml is often larger than the text, so a style is looked for only when a paragraph names it."""

from __future__ import annotations

import re
from typing import NamedTuple

_ID = re.compile(rb'w:styleId="([^"]*)"')
_LONGEST = 2**16
_NAME = re.compile(rb'<w:name w:val="([^"]*)"')
_BASED = re.compile(rb'<w:basedOn w:val="([^"]*)"')
_OUTLINE = re.compile(rb'<w:outlineLvl w:val="(\d)"')
_NUM_ID = re.compile(rb'<w:numId w:val="(\d+)"')
_DEPTH = re.compile(rb'<w:ilvl w:val="(\d)"')
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)


class Style(NamedTuple):
    """`level` outline level from 0, `num_id` and `depth` of the automatic list; None where the style says nothing."""

    level: int | None = None
    num_id: str | None = None
    depth: int = 0


PLAIN = Style()


class Styles:
    """Looks styles up by id, following `based on`."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._places: dict[bytes, int] | None = None
        self._known: dict[str, Style] = {"": PLAIN}

    def __getitem__(self, style_id: str) -> Style:
        chain: dict[str, Style] = {}
        while style_id not in self._known and style_id not in chain:
            chain[style_id], style_id = self._own(style_id)
        made = self._known.get(style_id, PLAIN)
        for name, own in reversed(chain.items()):
            level = made.level if own.level is None else own.level
            made = Style(level, made.num_id, made.depth) if own.num_id is None else own._replace(level=level)
            self._known[name] = made
        return made

    def _own(self, style_id: str) -> tuple[Style, str]:
        """What a style says itself, and the one that it is based on."""
        body = self._body(style_id)
        number, at, based = _NUM_ID.search(body), _DEPTH.search(body), _BASED.search(body)
        own = Style(_outline(body), number[1].decode() if number else None, int(at[1]) if number and at else 0)
        return own, based[1].decode() if based else ""

    def _body(self, style_id: str) -> bytes:
        if self._places is None:
            self._places = {match[1]: match.start() for match in _ID.finditer(self._part)}
        at = self._places.get(style_id.encode(), -1)
        return self._part[at : self._part.find(b"</w:style>", at, at + _LONGEST)] if at >= 0 else b""


def _outline(body: bytes) -> int | None:
    outline = _OUTLINE.search(body)
    if outline:
        return int(outline[1]) if outline[1] != b"9" else None
    name = _NAME.search(body)
    heading = _HEADING.fullmatch(name[1].decode()) if name else None
    return int(heading[1]) - 1 if heading else None
