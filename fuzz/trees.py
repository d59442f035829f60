"""Bytes as well-formed XML: random changes of XML text seldom leave anything that a parser accepts, and nothing behind it
would be tried.

A byte opens an element, closes some, or says a word; the byte after an element that has a `?` chooses its value. Every row of
bytes means something, and small changes of the bytes are small changes of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_CLOSE: Final = 0xA0
"""From here to `_WORD` a byte closes elements, one to sixteen."""
_WORD: Final = 0xB0
_DEEPEST: Final = 100


def _listed(text: str) -> tuple[str, ...]:
    return tuple(entry.strip("\n ") for entry in text.split("|"))


VALUES: Final = _listed("""
    0 | 1 | 2 | 3 | 7 | 9 | -1 | 100 | 32767 | 99999999999 | 1.5 |  | x | true | off | restart | continue | none |
    page | heading 1 | chineseCounting | decimal | %1、 | %1.%2 | A1 | B2:C3 | XFD1048576 | A0 | s | str |
    inlineStr | e | b | n | thin | 2D | rect""")
WORDS: Final = _listed("""
    收入 | 支出 | 合计 | 一、 | （一） | 1.00 | 2,995.39 | 12.5% | —— | 万元 | 单位：万元 | 附件 | 0 | 1 | 311.555 |
    -0.5 | 1E+20 | &lt; | &#32; | 2024年度 | 《收入支出决算总表》 | 比上年增加 | ， | 。 | \u3000 | x""")
WORD: Final = _listed("""
    w:p | w:r | w:t | w:pPr | w:rPr | w:tbl | w:tr | w:tc | w:tcPr | w:trPr | w:gridSpan w:val="?" |
    w:vMerge w:val="?" | w:vMerge | w:hMerge w:val="?" | w:gridBefore w:val="?" | w:gridAfter w:val="?" | w:numPr |
    w:numId w:val="?" | w:ilvl w:val="?" | w:pStyle w:val="?" | w:outlineLvl w:val="?" | w:tab | w:br |
    w:br w:type="?" | w:cr | w:ins | w:del | w:moveFrom | w:moveTo | w:cellDel | w:vanish | w:vanish w:val="?" |
    w:hyperlink | w:sdt | w:sdtContent | w:smartTag | w:customXml | w:fldSimple | w:ruby | w:rubyBase | w:drawing |
    w:pict | w:object | w:txbxContent | w:lastRenderedPageBreak | w:footnoteReference w:id="?" |
    w:endnoteReference w:id="?" | w:sym w:char="?" | w:noBreakHyphen | w:softHyphen | w:dir | w:bdo |
    w:fldChar w:fldCharType="?" | w:instrText | w:delText | w:sectPr | mc:AlternateContent |
    mc:Choice Requires="?" | mc:Fallback | w:abstractNum w:abstractNumId="?" | w:lvl w:ilvl="?" |
    w:start w:val="?" | w:numFmt w:val="?" | w:lvlText w:val="?" | w:isLgl | w:num w:numId="?" |
    w:abstractNumId w:val="?" | w:lvlOverride w:ilvl="?" | w:startOverride w:val="?" | w:style w:styleId="?" |
    w:name w:val="?" | w:basedOn w:val="?" | w:footnote w:id="?" | w:tblPr | w:tblGrid | w:gridCol w:w="?" |
    w:unknown""")
SHEET: Final = _listed("""
    row | row r="?" | row r="?" hidden="1" | c | c r="?" | c t="?" | c s="?" | c r="?" t="s" | v | f | is | t | r |
    rPh | si | row ht="?" | c r="?" s="1" | xf numFmtId="?" | xf borderId="?" |
    numFmt numFmtId="?" formatCode="0.0" | border | left style="?" | top style="?" | bottom style="?" | numFmts |
    borders | cellXfs | col min="1" max="?" | col min="?" max="3" hidden="1" | cols | sheetViews |
    sheetView showZeros="?" | mergeCells | mergeCell ref="?" | mergeCell ref="A1:?" | unknown""")


def tree(data: bytes, tags: tuple[str, ...]) -> str:
    """The XML that the bytes mean."""
    out: list[str] = []
    opened: list[str] = []
    left = iter(data)
    for byte in left:
        if byte >= _WORD:
            out.append(WORDS[(byte - _WORD) % len(WORDS)])
        elif byte >= _CLOSE:
            out += _closed(opened, byte - _CLOSE + 1)
        elif len(opened) < _DEEPEST:
            tag = tags[byte % len(tags)]
            value = VALUES[next(left, 0) % len(VALUES)] if "?" in tag else ""
            out.append(f"<{tag.replace('?', value)}>")
            opened.append(tag.partition(" ")[0])
    return "".join([*out, *_closed(opened, len(opened))])


def _closed(opened: list[str], count: int) -> Iterator[str]:
    while opened and count:
        yield f"</{opened.pop()}>"
        count -= 1


def spell(text: str, tags: tuple[str, ...]) -> bytes:
    """The bytes of a tree written in words: an element, `=` and a value after it, `/` to close, or a word."""
    out = bytearray()
    for word in text.split():
        name, _, value = word.partition("=")
        if word == "/":
            out.append(_CLOSE)
        elif word in WORDS:
            out.append(_WORD + WORDS.index(word))
        else:
            index = next(i for i, tag in enumerate(tags) if tag.partition(" ")[0] == name and ("?" in tag) == bool(value))
            out += bytes([index, VALUES.index(value)] if value else [index])
    return bytes(out)
