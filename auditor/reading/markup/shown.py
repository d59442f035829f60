"""A page as it shows: what nobody sees is taken out of it, controls become the text that they show."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from auditor.characters import lowered, raised
from auditor.reading.markup.colours import Colour, alike, colour
from auditor.reading.markup.controls import as_text
from auditor.reading.markup.css import Sheet

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOUGHT = re.compile(r"[-+]?0*\.?0*(?:px|pt|em|rem|%|cm|mm)?|0*1(?:\.0*)?px|0*\.\d+p[xt]")
_AWAY = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%)?")
_CLIPPED = re.compile(r"rect\(\s*0[a-z]*[\s,]+0[a-z]*[\s,]+0[a-z]*[\s,]+0[a-z]*\s*\)|inset\((?:50|100)%")
_TABLES: Final = {
    "table": "table", "inline-table": "table", "table-row": "tr", "table-cell": "td",
    "row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th",
}  # fmt: skip
"""What makes a table of other elements: the display that a style sheet gives them, or their role."""
_PLAIN: Final = frozenset({"div", "span", "p", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header"})
_STRUCK: Final = frozenset({"s", "strike", "del"})


@dataclass(frozen=True)
class Look:
    """How text right inside an element looks: its colour and that of its ground (None: not known, a picture perhaps), whether
    it is made invisible, without any size, struck out, raised (1) or lowered (-1), and whether its line ends show."""

    ink: Colour | None = (0, 0, 0)
    ground: Colour | None = (255, 255, 255)
    invisible: bool = False
    tiny: bool = False
    struck: bool = False
    shift: int = 0
    lines: bool = False

    @property
    def unseen(self) -> bool:
        return (
            self.invisible or self.tiny or (self.ink is not None and self.ground is not None and alike(self.ink, self.ground))
        )


def show(root: HtmlElement) -> Counter[str]:
    """Take out of a page what does not show, and write raised and lowered digits as such; how many pieces of text were left
    out, by the key of what is said of them. Elements that show nothing at all get the attribute `hidden`."""
    as_text(root)
    sheet = Sheet([style.text or "" for style in root.iter("style")])
    # The ground may be set by a style sheet that is not here.
    foreign = any("stylesheet" in link.get("rel", "").lower() for link in root.iter("link"))
    left_out: Counter[str] = Counter()
    waiting: list[tuple[HtmlElement, Look]] = [(root, Look(ground=None) if foreign else Look())]
    while waiting:
        element, outer = waiting.pop()
        look = _look(element, outer, sheet)
        if look is None:
            if element.tag not in _SILENT and element.text_content().strip():
                left_out["hidden-text"] += 1
            element.set("hidden", "")
            continue
        element.text = _said(element.text, look, left_out)
        for child in element:
            if isinstance(child.tag, str):
                waiting.append((child, look))
            child.tail = _said(child.tail, look, left_out)
        if look.lines:
            _break(element)
    return left_out


_SILENT: Final = frozenset({"script", "style", "noscript", "template", "title", "head"})


def _said(text: str | None, look: Look, left_out: Counter[str]) -> str | None:
    """The text as it shows with that look."""
    if not text or not text.strip():
        return text
    if look.unseen:
        left_out["hidden-text"] += 1
        return "" if look.tiny else " "
    if look.struck:
        left_out["struck-text"] += 1
        return " "
    return raised(text) if look.shift > 0 else lowered(text) if look.shift < 0 else text


def _look(element: HtmlElement, outer: Look, sheet: Sheet) -> Look | None:
    """How an element looks inside one that looks so; None when it shows nothing at all."""
    tag = element.tag
    if element.get("hidden") is not None or tag in _SILENT or (tag == "dialog" and element.get("open") is None):
        return None
    said = sheet.declared(element) if sheet or element.get("style") else {}
    if said and _removed(said):
        return None
    look = _coloured(element, outer, said)
    if said:
        look = _styled(look, said)
    if tag in _STRUCK:
        look = replace(look, struck=True)
    if tag in {"sup", "sub"}:
        look = replace(look, shift=1 if tag == "sup" else -1)
    if tag in {"pre", "textarea"}:
        look = replace(look, lines=True)
    made = _TABLES.get(said.get("display", "")) or _TABLES.get(element.get("role", ""))
    if made and tag in _PLAIN:
        element.tag = made
    return look


def _removed(said: dict[str, str]) -> bool:
    """Whether an element and all in it show nothing, whatever is said of what is in it."""
    if said.get("display") == "none" or said.get("mso-hide") == "all":
        return True
    if _nought(said.get("opacity", "1")) or _CLIPPED.search(said.get("clip", "") + said.get("clip-path", "")):
        return True
    if any(_AWAY.fullmatch(said.get(side, "")) for side in ("left", "top", "text-indent")):
        return True
    return said.get("overflow") in {"hidden", "clip"} and any(
        name in said and _NOUGHT.fullmatch(said[name]) is not None for name in ("height", "width", "max-height")
    )


def _nought(opacity: str) -> bool:
    return re.fullmatch(r"0*\.?0*%?", opacity) is not None


def _coloured(element: HtmlElement, look: Look, said: dict[str, str]) -> Look:
    """The look with the colours that an element gives its text and its ground."""
    ground = said.get("background-color") or said.get("background") or element.get("bgcolor", "").lower()
    picture = said.get("background-image", "none") != "none" or "url(" in ground or "gradient(" in ground
    if picture or element.get("background"):
        look = replace(look, ground=None)
    elif ground:
        look = replace(look, ground=colour(ground, look.ground))
    old = {"font": "color", "body": "text"}.get(element.tag)
    ink = said.get("color") or (element.get(old, "").lower() if old else "")
    if ink:
        behind = look.ink if ink in {"inherit", "currentcolor", "unset"} else look.ground
        look = replace(look, ink=colour(ink, behind))
    return look


def _styled(look: Look, said: dict[str, str]) -> Look:
    """The look with what style sheets say of visibility, size, lines through it, height and line ends."""
    if visibility := said.get("visibility"):
        look = replace(look, invisible=visibility in {"hidden", "collapse"})
    if size := said.get("font-size"):
        nought = _NOUGHT.fullmatch(size) is not None
        look = replace(look, tiny=nought or (look.tiny and size.endswith(("%", "em")) and not size.endswith("rem")))
    if "line-through" in said.get("text-decoration", "") + said.get("text-decoration-line", ""):
        look = replace(look, struck=True)
    if (shift := said.get("vertical-align")) in {"super", "sub"}:
        look = replace(look, shift=1 if shift == "super" else -1)
    if space := said.get("white-space"):
        look = replace(look, lines=space.startswith("pre"))
    return look


def _break(element: HtmlElement) -> None:
    """Line ends that show become breaks."""
    for child in list(element):
        if child.tail and "\n" in child.tail:
            first, *rest = child.tail.split("\n")
            child.tail = first
            at = element.index(child) + 1
            for line in reversed(rest):
                element.insert(at, _line(element, line))
    if element.text and "\n" in element.text:
        element.text, *rest = element.text.split("\n")
        for line in reversed(rest):
            element.insert(0, _line(element, line))


def _line(element: HtmlElement, text: str) -> HtmlElement:
    made: HtmlElement = element.makeelement("br")
    made.tail = text
    return made
