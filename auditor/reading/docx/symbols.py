"""Characters of symbol fonts (w:sym): the ones that say something as characters of Unicode."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from auditor.reading.docx import names as n

_SYMBOL: Final = {0x2D: "−", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xB4: "×", 0xB8: "÷"}
_CIRCLES = dict(enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"))
_FONTS: Final = {
    "wingdings": {0x6F: "□", 0xA8: "□", 0x71: "□", 0xFC: "√", 0xFE: "☑", 0xFD: "☒", 0xFB: "×"}
    | {0x80 + value: sign for value, sign in _CIRCLES.items()},
    "wingdings 2": {0x30: "□", 0xA3: "□", 0x50: "√", 0x52: "☑", 0x51: "☒", 0x4F: "×"}
    | {0x69 + value: sign for value, sign in _CIRCLES.items()},
}
_PICTORIAL = re.compile(r"wingdings|webdings|dingbats|marlett", re.IGNORECASE)


def symbol(element: Element) -> str:
    """What a w:sym prints; Word keeps such characters in the private area F000–F0FF. A little picture is no text."""
    try:
        code = int(element.get(n.CHAR, ""), 16)
    except ValueError:
        return ""
    return drawn(code, element.get(n.FONT, ""))


def drawn(code: int, font: str) -> str:
    """The character with that code of a font."""
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    font = font.strip().lower()
    if _PICTORIAL.search(font):
        return _FONTS.get(font, {}).get(code, "")
    if "symbol" in font and code in _SYMBOL:
        return _SYMBOL[code]
    return chr(code) if 0x20 <= code <= 0x10FFFF else ""
