"""Fields: of { instruction | result } only the result prints, also when fields stand inside the instruction."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from auditor.characters import UNKNOWN
from auditor.reading.docx import names as n
from auditor.reading.docx.looks import is_on
from auditor.reading.docx.symbols import drawn

_DRAWN = frozenset({"EQ", "SYMBOL", "MACROBUTTON"})
"""Fields that print what their instruction says and keep no result."""
_CIRCLED = re.compile(r"\\ac\s*\(\s*[○◯Ｏ]\s*[,;，]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_BUTTON = re.compile(r"MACROBUTTON\s+\S+\s*(.*)", re.IGNORECASE | re.DOTALL)
_SIGN = re.compile(r"SYMBOL\s+(0x[0-9a-f]{1,5}|\d{1,6})\b", re.IGNORECASE)
_FONT = re.compile(r"\\f\s*\"?([^\"\\]+)")
PAGE_NUMBERS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})


class Fields:
    """The fields that are open at a place of the text, the outermost first."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self.page_numbers = 0
        """How many fields with the number of a page have ended so far."""

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def silent(self) -> bool:
        """Whether the place lies in an instruction, which does not print."""
        return any(field.result is False for field in self._open)

    def mark(self, element: Element) -> str:
        """A w:fldChar was met. What the field prints that has no result of its own."""
        kind = element.get(n.FIELD_KIND)
        if kind == "begin":
            printed = "" if self.silent else form_field(element.find(n.FORM_FIELD))
            self._open.append(_Field())
            return printed
        if not self._open:
            return ""
        if kind == "separate":
            self._open[-1].result = True
        elif kind == "end":
            field = self._open.pop()
            self.page_numbers += field.name in PAGE_NUMBERS
            if not field.result and not self.silent and field.name in _DRAWN:
                return _drawn(field.instruction)
        return ""

    def instruct(self, text: str | None) -> None:
        """A piece of an instruction was met."""
        if self._open and not self._open[-1].result:
            self._open[-1].instruction += text or ""

    def paragraph_ended(self) -> None:
        """A result may run on over paragraphs. An instruction that does is broken, and must not hide all that follows."""
        if self._open:
            self._open = [field for field in self._open if field.result]


class _Field:
    def __init__(self) -> None:
        self.instruction = ""
        self.result = False

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


def form_field(data: Element | None) -> str:
    """What a form field of the old kind shows: the chosen entry of a list, a box."""
    if data is None:
        return ""
    choices = data.find(n.DROP_DOWN)
    if choices is not None:
        chosen = choices.find(n.RESULT)
        chosen = choices.find(n.DEFAULT) if chosen is None else chosen
        number = chosen.get(n.VAL, "0") if chosen is not None else "0"
        entries = [entry.get(n.VAL, "") for entry in choices.iterfind(n.ENTRY)]
        return entries[int(number)] if number.isdigit() and int(number) < len(entries) else ""
    box = data.find(n.CHECK_BOX)
    if box is not None:
        checked = box.find(n.CHECKED)
        checked = box.find(n.DEFAULT) if checked is None else checked
        return "☑" if checked is not None and is_on(checked) else "□"
    return ""


def _drawn(instruction: str) -> str:
    circled = _CIRCLED.search(instruction)
    if circled and 1 <= int(circled[1]) <= 20:
        return chr(0x2460 + int(circled[1]) - 1)
    sign = _SIGN.search(instruction)
    if sign:
        code, font = sign[1].lower(), _FONT.search(instruction)
        return drawn(int(code, 16) if code.startswith("0x") else int(code), font[1] if font else "")
    button = _BUTTON.search(instruction)
    if button:
        return button[1].strip()
    return UNKNOWN
