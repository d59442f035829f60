"""Qualified names of WordprocessingML elements and attributes, spelled once."""

from __future__ import annotations

from typing import Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def w(name: str) -> str:
    return W + name


VAL: Final = w("val")
TYPE: Final = w("type")
ID: Final = w("id")
CHAR: Final = w("char")
FONT: Final = w("font")

BODY, P, R, T, TBL, TR, TC = w("body"), w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
PPR, RPR, TRPR, TCPR = w("pPr"), w("rPr"), w("trPr"), w("tcPr")
SDT, SDT_CONTENT, INS, DEL = w("sdt"), w("sdtContent"), w("ins"), w("del")
MOVE_TO, MOVE_FROM, CUSTOM_XML, SMART_TAG = w("moveTo"), w("moveFrom"), w("customXml"), w("smartTag")
HYPERLINK, FIELD, DIR, BDO = w("hyperlink"), w("fldSimple"), w("dir"), w("bdo")
TAB, BR, CR, SOFT_HYPHEN, HARD_HYPHEN, SYM = (
    w("tab"), w("br"), w("cr"), w("softHyphen"), w("noBreakHyphen"), w("sym"),
)  # fmt: skip
PAGE_BREAK = w("lastRenderedPageBreak")
FOOTNOTE, ENDNOTE = w("footnoteReference"), w("endnoteReference")
DRAWING, PICT, OBJECT, TEXT_BOX = w("drawing"), w("pict"), w("object"), w("txbxContent")
RUBY, RUBY_BASE, VANISH = w("ruby"), w("rubyBase"), w("vanish")
STYLE_REF, NUM_PR, NUM_ID, LEVEL, OUTLINE = w("pStyle"), w("numPr"), w("numId"), w("ilvl"), w("outlineLvl")
GRID_SPAN, V_MERGE, H_MERGE, GRID_BEFORE, CELL_DELETED = (
    w("gridSpan"), w("vMerge"), w("hMerge"), w("gridBefore"), w("cellDel"),
)  # fmt: skip
ALTERNATE, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"

THROUGH: Final = frozenset({INS, MOVE_TO, CUSTOM_XML, SMART_TAG})
"""Wrappers round blocks, rows and cells that are simply looked through."""
INLINE: Final = frozenset({INS, MOVE_TO, HYPERLINK, SMART_TAG, FIELD, CUSTOM_XML, DIR, BDO})
"""Wrappers round runs."""
REMOVED: Final = frozenset({DEL, MOVE_FROM})
PICTURES: Final = frozenset({DRAWING, PICT, OBJECT})
