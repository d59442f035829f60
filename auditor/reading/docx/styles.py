"""Styles: only what shows in print or structure, the outline level, the list a style belongs to, and how its runs look.

styles.xml is often larger than the text, so a style is looked for only when a paragraph names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from auditor.reading.docx.names import W

_ID = re.compile(rb'w:styleId="([^"]*)"')
_LONGEST = 2**16
_NAME = re.compile(rb'<w:name w:val="([^"]*)"')
_BASED = re.compile(rb'<w:basedOn w:val="([^"]*)"')
_OUTLINE = re.compile(rb'<w:outlineLvl w:val="(\d)"')
_NUM_ID = re.compile(rb'<w:numId w:val="(\d+)"')
_DEPTH = re.compile(rb'<w:ilvl w:val="(\d)"')
_LINK = re.compile(rb'<w:link w:val="([^"]*)"')
_USUAL = re.compile(rb'<w:style (?=[^>]*w:type="paragraph")(?=[^>]*w:default="(?:1|true|on)")[^>]*w:styleId="([^"]*)"')
_LOOKS = re.compile(rb"<w:(?:vanish|strike|dstrike|vertAlign|position|color|shd|highlight|sz|w)(?: [^<>]*)?/>")
_LIGHT = re.compile(rb'<w:color (?=[^<>]*(?:w:val="[Ff][0-9A-Fa-f][Ff][0-9A-Fa-f][Ff]|"background1"|"light1"))')
_FILLED = re.compile(rb'<w:shd [^<>]*w:fill="[0-9A-Fa-f]{6}"')
_SPECIAL = re.compile(_LIGHT.pattern + rb'|<w:(?:vanish|d?strike|vertAlign|position|shd)(?: |/)|<w:sz w:val="[12]"')
_OF_OTHERS = re.compile(rb'[^>]*w:type="(?:table|character|numbering)"')
_TYPE = 200
"""So early in a style stands what it is for."""
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
        self._part = _usual_spelling(part)
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

    @property
    def usual(self) -> str:
        """The id of the style of paragraphs that name none."""
        found = _USUAL.search(self._part)
        return found[1].decode() if found else ""

    def formatting(self, style_id: str) -> Iterator[Element]:
        """What a style and those that it is based on say of the look of runs, the style itself first."""
        met = set[str]()
        while style_id and style_id not in met:
            met.add(style_id)
            body = self._body(style_id)
            said = _LOOKS.findall(body)
            link = _LINK.search(body)
            if not said and link:
                # A style for characters that says nothing may be one with a style for paragraphs.
                said = _LOOKS.findall(self._body(link[1].decode()))
            yield _run_properties(said)
            based = _BASED.search(body)
            style_id = based[1].decode() if based else ""

    @property
    def defaults(self) -> Element:
        """What all text looks like unless something else is said."""
        end = self._part.find(b"</w:docDefaults>")
        return _run_properties(_LOOKS.findall(self._part, 0, max(end, 0)))

    @property
    def light(self) -> bool:
        """Whether a style of paragraphs or characters prints in white or nearly so."""
        return any(_LIGHT.search(style) for style in self._all() if b'w:type="table"' not in style[:_TYPE])

    @property
    def special(self) -> bool:
        """Whether paragraphs of some style can look otherwise than plain text does."""
        return any(_SPECIAL.search(style) for style in self._all() if not _OF_OTHERS.match(style[:_TYPE]))

    def _all(self) -> list[bytes]:
        """Each style, without the first letters; the defaults come first."""
        return self._part.split(b"<w:style ")

    def shades(self, style_id: str) -> bool:
        """Whether a style of tables, or one that it is based on, gives cells a colour."""
        met = set[str]()
        while style_id and style_id not in met:
            met.add(style_id)
            body = self._body(style_id)
            if _FILLED.search(body):
                return True
            based = _BASED.search(body)
            style_id = based[1].decode() if based else ""
        return False

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


def _usual_spelling(part: bytes) -> bytes:
    """The part with the prefix w: and double quotes, as Word writes it."""
    if b'w:styleId="' in part or b"styleId" not in part:
        return part
    register_namespace("w", W.strip("{}"))
    return tostring(fromstring(part))


def _run_properties(said: list[bytes]) -> Element:
    return fromstring(b'<w:rPr xmlns:w="' + W.strip("{}").encode() + b'">' + b"".join(said) + b"</w:rPr>")


def _outline(body: bytes) -> int | None:
    outline = _OUTLINE.search(body)
    if outline:
        return int(outline[1]) if outline[1] != b"9" else None
    name = _NAME.search(body)
    heading = _HEADING.fullmatch(name[1].decode()) if name else None
    return int(heading[1]) - 1 if heading else None
