"""Texts of a workbook: plain ones, and those made of runs that look different."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from auditor.characters import lowered, raised
from auditor.reading.xlsx.looks import X, shift, struck

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def text_of(item: Element) -> str:
    """The text of a shared or inline string, its runs joined: struck-out ones leave a space, raised and lowered digits are
    written as such; phonetic guides are left out."""
    parts: list[str] = []
    for child in item:
        if child.tag == f"{X}t":
            parts.append(child.text or "")
        elif child.tag == f"{X}r":
            look = child.find(f"{X}rPr")
            text = unescape(child.findtext(f"{X}t") or "")
            align = shift(look)
            parts.append(
                " "
                if struck(look)
                else raised(text)
                if align == "superscript"
                else lowered(text)
                if align == "subscript"
                else text
            )
    return unescape("".join(parts))


def has_struck(item: Element) -> bool:
    """Whether a part of a text is struck out."""
    return any(struck(run.find(f"{X}rPr")) for run in item.iterfind(f"{X}r"))


def unescape(text: str) -> str:
    """Characters that XML cannot hold are written _x000D_; line ends become plain ones."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
