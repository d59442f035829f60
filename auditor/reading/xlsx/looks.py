"""How the cells of a workbook look, as far as that decides what is seen: number format, borders, text in the colour of its
ground, a line through it, raised digits."""

from __future__ import annotations

from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from auditor.reading.spreadsheet.builtin import FORMATS
from auditor.reading.xlsx.conditions import Effect

X: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WHITE, _BLACK = "FFFFFF", "000000"
_INDEXED: Final = {0: _BLACK, 1: _WHITE, 8: _BLACK, 9: _WHITE, 64: _BLACK, 65: _WHITE}
"""Of the old palette, those that all workbooks share; the others are not black or white."""
_THEME: Final = {0: _WHITE, 1: _BLACK}
"""The ground and the ink of a theme, in the order in which styles count them."""
_OFF: Final = frozenset({"0", "false", "off"})


class Style(NamedTuple):
    """What a cell style says: the number format, whether borders meet at a corner, and what its font does to the text."""

    code: str
    boxed: bool
    effect: Effect = Effect()


def styles(root: Element) -> tuple[list[Style], list[Effect]]:
    """The cell styles of a workbook, and the formats that conditions give."""
    codes = {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in root.iterfind(f"{X}numFmts/{X}numFmt")}
    boxed = [_boxed(border) for border in root.iterfind(f"{X}borders/{X}border")]
    fonts = list(root.iterfind(f"{X}fonts/{X}font"))
    grounds = [_ground(fill) for fill in root.iterfind(f"{X}fills/{X}fill")]
    made = []
    for style in root.iterfind(f"{X}cellXfs/{X}xf"):
        number, border, font, fill = (int(style.get(name, "0")) for name in ("numFmtId", "borderId", "fontId", "fillId"))
        code = codes.get(number) or FORMATS.get(number, "General")
        ground = grounds[fill] if 0 <= fill < len(grounds) else _WHITE
        effect = _effect(fonts[font], ground) if 0 <= font < len(fonts) else Effect()
        made.append(Style(code, 0 <= border < len(boxed) and boxed[border], effect))
    return made, [_conditional(dxf, codes) for dxf in root.iterfind(f"{X}dxfs/{X}dxf")]


def struck(properties: Element | None) -> bool:
    """Whether the properties of a font or of a run of text draw a line through it."""
    line = properties.find(f"{X}strike") if properties is not None else None
    return line is not None and line.get("val", "1") not in _OFF


def shift(properties: Element | None) -> str:
    """superscript, subscript or nothing."""
    align = properties.find(f"{X}vertAlign") if properties is not None else None
    return align.get("val", "") if align is not None else ""


def _effect(font: Element, ground: str | None) -> Effect:
    ink = _colour(font.find(f"{X}color"), _BLACK)
    return Effect(None, ink is not None and ink == ground, struck(font))


def _conditional(dxf: Element, codes: dict[int, str]) -> Effect:
    number, font, fill = (dxf.find(f"{X}{name}") for name in ("numFmt", "font", "fill"))
    code = None
    if number is not None:
        own = int(number.get("numFmtId", "0"))
        code = number.get("formatCode") or codes.get(own) or FORMATS.get(own)
    unseen = False
    colour = font.find(f"{X}color") if font is not None else None
    if colour is not None:
        ground = _ground(fill, conditional=True) if fill is not None else _WHITE
        ink = _colour(colour, _BLACK)
        unseen = ink is not None and ink == ground
    return Effect(code, unseen, struck(font))


def _ground(fill: Element, *, conditional: bool = False) -> str | None:
    """The colour of a fill; None for patterns and gradients. In conditions the background is that of solid ones."""
    pattern = fill.find(f"{X}patternFill")
    if pattern is None:
        return None
    kind = pattern.get("patternType", "solid" if conditional else "none")
    if kind == "none":
        return _WHITE
    if kind != "solid":
        return None
    return _colour(pattern.find(f"{X}{'bgColor' if conditional else 'fgColor'}"), None)


def _colour(element: Element | None, usual: str | None) -> str | None:
    """The colour as six digits; None for one that is not known."""
    if element is None or element.get("auto") in {"1", "true"}:
        return usual
    if element.get("tint", "0").strip("0.-") and element.get("rgb") is None:
        return None
    if rgb := element.get("rgb"):
        return rgb[-6:].upper()
    if index := element.get("indexed"):
        return _INDEXED.get(int(index))
    theme = element.get("theme")
    return _THEME.get(int(theme)) if theme is not None else usual


def _boxed(border: Element) -> bool:
    """Whether a border is drawn on two sides that meet."""
    drawn = {side.tag.rpartition("}")[2] for side in border if side.get("style", "none") != "none"}
    return bool(drawn & {"left", "right", "start", "end"}) and bool(drawn & {"top", "bottom"})
