"""How a run looks, as far as that decides whether people see it: hidden, struck out, raised, or in the colour of what is
behind it. Formatting of the run goes before its styles, and these before the defaults."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from auditor.reading.docx import names as n
from auditor.reading.docx.styles import Styles

_OFF = frozenset({"0", "false", "off"})
PAPER: Final = "FFFFFF"
"""The colour of a page."""
ANYTHING: Final = "?"
"""A background that is not known: what stands on it counts as seen."""
_NEAR: Final = 8
"""Of 255: colours that differ by no more in red, green and blue are one colour to the eye; FEFEFE is white."""
_TINY: Final = 2
"""Half points of a letter that is a dot at most, and hundredths of its width."""
_LIFTED: Final = 4
"""Half points; less is for looks."""
HIGHLIGHTS: Final = {
    "white": "FFFFFF", "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF",
    "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080",
    "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "black": "000000",
    "none": "FFFFFF",
}  # fmt: skip


class Look(NamedTuple):
    """What a style or run says; None where it says nothing. `lift` is superscript or subscript, `fill` the colour behind."""

    vanish: bool | None = None
    strike: bool | None = None
    lift: str | None = None
    colour: str | None = None
    fill: str | None = None
    tiny: bool | None = None

    def over(self, under: Look) -> Look:
        """This look where it says something, else the one under it."""
        return under._replace(**{name: value for name, value in self._asdict().items() if value is not None})

    def hidden(self, ground: str) -> bool:
        """Whether nobody sees it on that background."""
        return bool(self.vanish or self.tiny) or (self.colour is not None and is_same(self.colour, self.fill or ground))


PLAIN: Final = Look()


def is_same(colour: str, other: str) -> bool:
    """Whether two colours cannot be told apart."""
    if ANYTHING in (colour, other):
        return False
    return all(abs(int(colour[i : i + 2], 16) - int(other[i : i + 2], 16)) <= _NEAR for i in (0, 2, 4))


class Looks:
    """The looks of the styles, made when they are first asked for."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._paragraphs: dict[str, Look] = {}
        self._characters: dict[str, Look] = {}
        self.special = styles.special
        """Whether some style of paragraphs hides, raises or colours text."""

    def paragraph(self, style_id: str) -> Look:
        """How a run without formatting looks in a paragraph of that style, "" for the usual style."""
        found = self._paragraphs.get(style_id)
        if found is None:
            if not self.special:
                return self._paragraphs.setdefault(style_id, PLAIN)
            made = self._style(style_id or self._styles.usual).over(look(self._styles.defaults))
            ordinary = not (made.vanish or made.strike or made.tiny or made.fill) and made.lift in {None, "baseline"}
            found = self._paragraphs[style_id] = PLAIN if ordinary and made.colour in {None, ANYTHING} else made
        return found

    def _style(self, style_id: str) -> Look:
        made = PLAIN
        for properties in self._styles.formatting(style_id):
            made = made.over(look(properties))
        return made

    def run(self, properties: Element, base: Look) -> Look:
        """How a run with these properties looks in a paragraph of that look."""
        said = look(properties)
        named = properties.find(n.RUN_STYLE)
        if named is None:
            return said.over(base) if said is not PLAIN else base
        style_id = named.get(n.VAL, "")
        styled = self._characters.get(style_id)
        if styled is None:
            styled = self._characters[style_id] = self._style(style_id)
        both = styled.over(base)
        # Two styles that both say "hidden" or "struck" turn each other off; formatting of the run itself is absolute.
        if styled.vanish is not None and base.vanish is not None:
            both = both._replace(vanish=styled.vanish != base.vanish)
        if styled.strike is not None and base.strike is not None:
            both = both._replace(strike=styled.strike != base.strike)
        return said.over(both)


def look(properties: Element | None) -> Look:
    """What these properties of a run say of its look; `PLAIN` itself when nothing."""
    if properties is None:
        return PLAIN
    said: dict[str, str | bool | None] = {}
    for child in properties:
        tag = child.tag
        if tag == n.VANISH:
            said["vanish"] = is_on(child)
        elif tag == n.STRIKE or tag == n.DOUBLE_STRIKE:
            said["strike"] = is_on(child) or said.get("strike") is True
        elif tag == n.VERT_ALIGN:
            said["lift"] = child.get(n.VAL, "baseline")
        elif tag == n.COLOUR:
            said["colour"] = _colour(child)
        elif tag == n.SHADE:
            said["fill"] = shade(child)
        elif tag == n.HIGHLIGHT:
            said["fill"] = HIGHLIGHTS.get(child.get(n.VAL, "none"), ANYTHING)
        elif tag == n.SIZE or tag == n.SCALE:
            said["tiny"] = child.get(n.VAL, "").isdigit() and int(child.get(n.VAL, "")) <= _TINY
        elif tag == n.POSITION:
            said.setdefault("lift", _lift(child.get(n.VAL, "0")))
    return Look(**said) if said else PLAIN  # type: ignore[arg-type]


def _lift(position: str) -> str | None:
    if not position.lstrip("-").isdigit() or abs(int(position)) < _LIFTED:
        return None
    return "subscript" if position.startswith("-") else "superscript"


def is_on(toggle: Element) -> bool:
    """Whether a property that is either on or off is on."""
    return toggle.get(n.VAL) not in _OFF


def shade(element: Element | None) -> str | None:
    """The colour of a w:shd; None when it lets through what is behind it."""
    if element is None:
        return None
    if element.get(n.VAL, "clear") not in {"clear", "nil"}:
        return ANYTHING
    fill = element.get(n.FILL, "auto")
    return fill if _HEX.fullmatch(fill) else None if fill == "auto" and element.get(n.THEME_FILL) is None else ANYTHING


_HEX = re.compile("[0-9A-Fa-f]{6}")


def _colour(element: Element) -> str:
    value = element.get(n.VAL, "auto")
    if _HEX.fullmatch(value):
        return value
    return PAPER if element.get(n.THEME_COLOUR) in {"background1", "light1"} else ANYTHING
