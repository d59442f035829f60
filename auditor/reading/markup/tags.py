"""What the tags of a page mean for reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DROPPED: Final = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "base", "nav", "button", "input", "iframe",
    "object", "embed", "applet", "audio", "video", "canvas", "map", "area", "datalist", "frameset", "frame", "noframes",
    "colgroup", "col", "caption",
})  # fmt: skip
"""What shows nothing, or no text of the report."""
INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "nobr", "rp", "rt", "ruby", "blink", "data", "output",
})  # fmt: skip
"""What stands inside a line."""

_SPACE = re.compile(r"[ \t\r\n\f]+")


def is_inline(tag: str) -> bool:
    """Whether an element stands inside a line; those of Office (o:p, st1:chsdate) do."""
    return tag in INLINE or ":" in tag


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element does not show; `shown.show` has marked those that style sheets hide."""
    return element.get("hidden") is not None


def squeezed(text: str) -> list[str]:
    """The lines as a browser shows them: line ends and spaces of the source run together, \\v is a line break."""
    lines = _SPACE.sub(" ", text).replace("\xa0", " ").split("\v")
    return [line.strip() for line in lines if line.strip()]


def whole_number(text: str | None, default: int, most: int) -> int:
    """The whole number that an attribute holds, at most `most`; anything but decimal digits is ignored, as browsers do."""
    text = (text or "").strip()
    if not text.isdecimal():
        return default
    return min(int(text), most) if len(text) < 10 else most
