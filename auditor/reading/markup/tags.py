"""What the tags of a page mean for reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DROPPED: Final = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "base", "nav", "select", "option",
    "button", "input", "textarea", "svg", "math", "iframe", "object", "embed", "applet", "audio", "video", "canvas",
    "map", "area", "datalist", "dialog", "frameset", "frame", "noframes", "colgroup", "col", "caption",
})  # fmt: skip
"""What shows nothing, or no text of the report."""
INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "nobr", "rp", "rt", "ruby", "blink", "data", "output",
})  # fmt: skip
"""What stands inside a line."""

_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


def is_inline(tag: str) -> bool:
    """Whether an element stands inside a line; those of Office (o:p, st1:chsdate) do."""
    return tag in INLINE or ":" in tag


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element does not show, as far as it says itself."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def squeezed(text: str) -> list[str]:
    """The lines as a browser shows them: line ends and spaces of the source run together, \\v is a line break."""
    lines = _SPACE.sub(" ", text).replace("\xa0", " ").split("\v")
    return [line.strip() for line in lines if line.strip()]
