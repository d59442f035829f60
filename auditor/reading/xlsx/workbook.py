"""The parts of a workbook: which sheets there are, what their texts and formats are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

from auditor.model.document import Document, Notice, Unreadable
from auditor.reading.archive import Archive
from auditor.reading.blocks import Blocks
from auditor.reading.links import Link, links_of
from auditor.reading.spreadsheet.builtin import FORMATS
from auditor.reading.spreadsheet.layout import lay_out
from auditor.reading.xlsx.sheet import Sheet, Style, unescape

X: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TRUE: Final = frozenset({"1", "true", "on"})


def read(archive: Archive, main: str, path: Path) -> Document:
    """The workbook as it shows. Raises Unreadable when a part is damaged."""
    blocks = Blocks()
    unread: list[Notice] = []
    try:
        _read(archive, main, blocks, unread)
    except (ParseError, ValueError, ArithmeticError) as problem:
        raise Unreadable("file-damaged") from problem
    done, notices = blocks.done()
    return Document(str(path), "xlsx", done, notices, tuple(unread))


def _read(archive: Archive, main: str, blocks: Blocks, unread: list[Notice]) -> None:
    root = fromstring(archive.xml(main))
    links = links_of(archive, main)
    texts = _texts(archive, links)
    styles = _styles(archive, links)
    read: set[str] = set()
    properties = root.find(f"{X}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in _TRUE
    for entry in root.iterfind(f"{X}sheets/{X}sheet"):
        name = entry.get("name", "")
        link = links.get(entry.get(f"{_R}id", ""))
        if link is None or link.kind != "worksheet":
            continue
        if entry.get("state", "visible") != "visible":
            blocks.notice("hidden-sheet", name)
            continue
        part = archive.xml(link.target) if link.target not in read else b""
        read.add(link.target)
        if not part:
            raise Unreadable("part-damaged", part=link.target)
        sheet = Sheet(part, texts, styles, from_1904=from_1904)
        if sheet.hidden:
            blocks.notice("hidden-cells", name, sheet.hidden)
        if sheet.uncached:
            unread.append(Notice("uncached", len(sheet.uncached), f"{name}!{sheet.uncached[0]}"))
        lay_out(blocks, name, sheet.cells, sheet.boxed_rows)
        _drawings(archive, link.target, blocks)


def _part(archive: Archive, links: dict[str, Link], kind: str) -> Iterator[Element]:
    for link in links.values():
        if link.kind == kind and link.target in archive:
            yield fromstring(archive.xml(link.target))


def _texts(archive: Archive, links: dict[str, Link]) -> list[str]:
    """The shared texts; phonetic guides are left out."""
    return [text_of(item) for root in _part(archive, links, "sharedStrings") for item in root.iterfind(f"{X}si")]


def text_of(item: Element) -> str:
    """The text of a shared or inline string, its runs joined."""
    parts = [child if child.tag == f"{X}t" else child.find(f"{X}t") for child in item if child.tag in {f"{X}t", f"{X}r"}]
    return unescape("".join(part.text or "" for part in parts if part is not None))


def _styles(archive: Archive, links: dict[str, Link]) -> list[Style]:
    """What each cell style says of number format and borders."""
    for root in _part(archive, links, "styles"):
        codes = {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in root.iterfind(f"{X}numFmts/{X}numFmt")}
        boxed = [_boxed(border) for border in root.iterfind(f"{X}borders/{X}border")]
        made = []
        for style in root.iterfind(f"{X}cellXfs/{X}xf"):
            number, border = int(style.get("numFmtId", "0")), int(style.get("borderId", "0"))
            code = codes.get(number) or FORMATS.get(number, "General")
            made.append(Style(code, 0 <= border < len(boxed) and boxed[border]))
        return made
    return []


def _boxed(border: Element) -> bool:
    """Whether a border is drawn on two sides that meet."""
    drawn = {side.tag.rpartition("}")[2] for side in border if side.get("style", "none") != "none"}
    return bool(drawn & {"left", "right", "start", "end"}) and bool(drawn & {"top", "bottom"})


def _drawings(archive: Archive, part: str, blocks: Blocks) -> None:
    """Text boxes follow their sheet; pictures are told."""
    for drawing in _part(archive, links_of(archive, part), "drawing"):
        for element in drawing.iter():
            kind = element.tag.rpartition("}")[2]
            if kind == "pic":
                blocks.notice("picture")
            elif kind == "sp":
                for paragraph in element.iter(f"{_A}p"):
                    text = "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
                    if text.strip():
                        blocks.paragraph(text, part="textbox")
