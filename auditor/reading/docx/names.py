"""Qualified names of WordprocessingML elements and attributes, spelled once."""

from __future__ import annotations

from typing import Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
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
TAB, POSITION_TAB, BR, CR, HARD_HYPHEN, SYM = w("tab"), w("ptab"), w("br"), w("cr"), w("noBreakHyphen"), w("sym")
PAGE_BREAK = w("lastRenderedPageBreak")
FOOTNOTE, ENDNOTE = w("footnoteReference"), w("endnoteReference")
DRAWING, PICT, OBJECT, TEXT_BOX = w("drawing"), w("pict"), w("object"), w("txbxContent")
RUBY, RUBY_BASE, VANISH = w("ruby"), w("rubyBase"), w("vanish")
STRIKE, DOUBLE_STRIKE, VERT_ALIGN, COLOUR, SHADE, HIGHLIGHT, SIZE, RUN_STYLE = (
    w("strike"), w("dstrike"), w("vertAlign"), w("color"), w("shd"), w("highlight"), w("sz"), w("rStyle"),
)  # fmt: skip
SCALE, POSITION = w("w"), w("position")
FILL, THEME_FILL, THEME_COLOUR = w("fill"), w("themeFill"), w("themeColor")
FIELD_CHAR, FIELD_KIND, INSTRUCTION, FIELD_CODE = w("fldChar"), w("fldCharType"), w("instrText"), w("instr")
FORM_FIELD, DROP_DOWN, ENTRY, RESULT, DEFAULT, CHECK_BOX, CHECKED = (
    w("ffData"), w("ddList"), w("listEntry"), w("result"), w("default"), w("checkBox"), w("checked"),
)  # fmt: skip
M_MATH, M_PARAGRAPH, M_RUN, M_TEXT = M + "oMath", M + "oMathPara", M + "r", M + "t"
INSERTED_FILE, SUB_DOCUMENT, SECTION = w("altChunk"), w("subDoc"), w("sectPr")
TABLE_PROPERTIES, TABLE_STYLE, BACKGROUND = w("tblPr"), w("tblStyle"), w("background")
OLE: Final = "{urn:schemas-microsoft-com:office:office}OLEObject"
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
TEXTS: Final = frozenset({T, M_TEXT})
MATH: Final = frozenset({M_MATH, M_PARAGRAPH})
SILENT: Final = frozenset({
    PPR, RPR, TRPR, TCPR, SECTION, TABLE_PROPERTIES, w("sdtPr"), w("sdtEndPr"), w("tblGrid"), w("tblPrEx"), w("customXmlPr"),
    w("smartTagPr"), w("delText"), w("delInstrText"), w("bookmarkStart"), w("bookmarkEnd"), w("proofErr"),
    w("commentReference"), w("fldData"),
})  # fmt: skip
"""What prints nothing, though there may be letters in it."""
PICTURES: Final = frozenset({DRAWING, PICT, OBJECT})
