"""Formatting that neither prints text nor builds structure: most of the bytes of a Word or WPS file."""

from __future__ import annotations

import re

from auditor.reading.docx.looks import HIGHLIGHTS
from auditor.reading.docx.styles import Styles

# What can change the text (vanish, strike, vertAlign, numPr, gridSpan, vMerge, ins, del …) is not in the list.
_FORMATS = (
    rb'rFonts|szCs|sz(?! w:val="[12]"/)'
    rb'|w(?! w:val="[12]"/)|position(?! w:val="-?(?:[4-9]|\d\d+)"/)'
    rb"|lang|kern|spacing|ind|jc|top|left|bottom|right|insideH|insideV|tcW|noWrap|vAlign"
    rb"|widowControl|keepNext|keepLines|suppressLineNumbers|textAlignment|snapToGrid|bCs|b|iCs|i|u"
    rb"|cantSplit|trHeight|adjustRightInd|autoSpaceDE|autoSpaceDN|overflowPunct|topLinePunct|kinsoku|wordWrap|bidi|rtl"
    rb"|cs|gridCol|proofErr|bookmarkStart|bookmarkEnd"
)
_COLOURS = rb"color|shd|highlight"
_EMPTY = re.compile(rb"<w:(rPr|tcPr|trPr|pPr|tcBorders|tblBorders|tblGrid)(?:></w:\1>|/>)")
_COLOUR = re.compile(rb'<w:color w:val="([0-9A-Fa-f]{6})"')
_FILL = re.compile(rb'w:fill="([0-9A-Fa-f]{6})"')


def stripped(data: bytes, *, coloured: bool) -> bytes:
    """The main part without its noise, with its colours only when asked for."""
    if b"<!--" in data or b"<![CDATA[" in data:
        return data
    names = _FORMATS
    if not coloured:
        names += b"|" + _COLOURS
    noise = re.compile(rb"<w:(?:" + names + rb")(?: [^<>]*)?/>")
    return _EMPTY.sub(b"", _EMPTY.sub(b"", noise.sub(b"", data)))


def is_coloured(data: bytes, styles: Styles) -> bool:
    """Whether colours can hide text: some text is as light as paper, or has a colour that also stands behind text."""
    if styles.light:
        return True
    colours = {colour.upper() for colour in set(_COLOUR.findall(data))}
    if any(colour[::2] == b"FFF" for colour in colours) or b'w:themeColor="background1"' in data:
        return True
    if b"<w:highlight " in data and not colours.isdisjoint(colour.encode() for colour in HIGHLIGHTS.values()):
        return True
    return bool(colours) and not colours.isdisjoint(fill.upper() for fill in set(_FILL.findall(data)))
