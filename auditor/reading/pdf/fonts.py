"""No font of the machine has a say in what is read: pdfium is given one of our own for every font that is not in the file."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from auditor.reading.pdf.lastresort import last_resort

_THE_FONT = 1
_WHOLE_FILE = 0
_types = dict(pdfium.FPDF_SYSFONTINFO._fields_)


def _data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
    font = last_resort()
    if table != _WHOLE_FILE:
        return 0
    if buffer and size >= len(font):
        ctypes.memmove(buffer, font, len(font))
    return len(font)


_fonts = pdfium.FPDF_SYSFONTINFO(
    version=1,
    Release=_types["Release"](lambda _info: None),
    EnumFonts=_types["EnumFonts"](lambda _info, _mapper: None),
    MapFont=_types["MapFont"](lambda *_wanted: _THE_FONT),
    GetFont=_types["GetFont"](lambda _info, _name: _THE_FONT),
    GetFontData=_types["GetFontData"](_data),
    GetFaceName=_types["GetFaceName"](lambda _info, _font, _buffer, _size: 0),
    GetFontCharset=_types["GetFontCharset"](lambda _info, _font: pdfium.FXFONT_DEFAULT_CHARSET),
    DeleteFont=_types["DeleteFont"](lambda _info, _font: None),
)


@contextmanager
def no_fonts_of_the_machine() -> Iterator[None]:
    """Inside, pdfium knows no font but those of the file and the one that stands in for all others. Afterwards it finds those
    of the machine again: a program that audits may also draw pages."""
    pdfium.FPDF_SetSystemFontInfo(_fonts)
    try:
        yield
    finally:
        pdfium.FPDF_SetSystemFontInfo(pdfium.FPDF_GetDefaultSystemFontInfo())
