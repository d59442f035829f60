"""Paragraph styles: only what shows in print or structure, the outline level and the list a style belongs to.

styles.xml is often larger than the text, so a style is looked for only when a paragraph names it."""

from __future__ import annotations

import re
from typing import NamedTuple

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
        self._known: dict[str, Style] = {}

    def __getitem__(self, style_id: str) -> Style:
        known = self._known.get(style_id)
        if known is None:
            known = self._known[style_id] = self._resolve(style_id)
        return known

    def _resolve(self, style_id: str) -> Style:
        level: int | None = None
        num_id: str | None = None
        depth = 0
        seen: set[str] = set()
        while style_id not in seen and (body := self._body(style_id)):
            seen.add(style_id)
            if level is None:
                level = _outline(body)
            if num_id is None and (number := _NUM_ID.search(body)):
                num_id = number[1].decode()
                at = _DEPTH.search(body)
                depth = int(at[1]) if at else 0
            based = _BASED.search(body)
            style_id = based[1].decode() if based else ""
        return Style(level, num_id, depth)

    def _body(self, style_id: str) -> bytes:
        at = self._part.find(b'w:styleId="' + style_id.encode() + b'"') if style_id else -1
        return self._part[at : self._part.find(b"</w:style>", at)] if at >= 0 else b""


def _outline(body: bytes) -> int | None:
    outline = _OUTLINE.search(body)
    if outline:
        return int(outline[1]) if outline[1] != b"9" else None
    name = _NAME.search(body)
    heading = _HEADING.fullmatch(name[1].decode()) if name else None
    return int(heading[1]) - 1 if heading else None
