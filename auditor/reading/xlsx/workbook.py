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
from auditor.reading.spreadsheet.layout import lay_out
from auditor.reading.xlsx.conditions import Effect
from auditor.reading.xlsx.looks import Style, X, styles
from auditor.reading.xlsx.sheet import Sheet
from auditor.reading.xlsx.texts import has_struck, text_of

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
    texts = _texts(archive, links, blocks)
    looks, effects = _styles(archive, links)
    read: set[str] = set()
    properties = root.find(f"{X}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in _TRUE
    for entry in root.iterfind(f"{X}sheets/{X}sheet"):
        name = entry.get("name", "")
        link = links.get(entry.get(f"{_R}id", ""))
        if link is None or link.kind != "worksheet":
            if link is not None and link.kind == "chartsheet":
                blocks.notice("picture")
            continue
        if entry.get("state", "visible") != "visible":
            blocks.notice("hidden-sheet", name)
            continue
        part = archive.xml(link.target) if link.target not in read else b""
        read.add(link.target)
        if not part:
            raise Unreadable("part-damaged", part=link.target)
        sheet = Sheet(part, texts, looks, effects, name, from_1904=from_1904)
        if sheet.hidden:
            blocks.notice("hidden-cells", name, sheet.hidden)
        for kind, count in (("hidden-text", sheet.unseen), ("struck-text", sheet.struck)):
            if count:
                blocks.notice(kind, count=count)
        if sheet.doubtful:
            unread.append(Notice("conditional-format", len(sheet.doubtful), f"{name}!{sheet.doubtful[0]}"))
        if sheet.uncached:
            unread.append(Notice("uncached", len(sheet.uncached), f"{name}!{sheet.uncached[0]}"))
        lay_out(blocks, name, sheet.cells, sheet.boxed_rows, sheet.heads)
        _drawings(archive, link.target, blocks)


def _part(archive: Archive, links: dict[str, Link], kind: str) -> Iterator[Element]:
    for link in links.values():
        if link.kind == kind and link.target in archive:
            yield fromstring(archive.xml(link.target))


def _texts(archive: Archive, links: dict[str, Link], blocks: Blocks) -> list[str]:
    """The shared texts."""
    items = [item for root in _part(archive, links, "sharedStrings") for item in root.iterfind(f"{X}si")]
    if struck := sum(map(has_struck, items)):
        blocks.notice("struck-text", count=struck)
    return [text_of(item) for item in items]


def _styles(archive: Archive, links: dict[str, Link]) -> tuple[list[Style], list[Effect]]:
    """What cell styles and conditional formats make of cells."""
    return next(map(styles, _part(archive, links, "styles")), ([], []))


def _drawings(archive: Archive, part: str, blocks: Blocks) -> None:
    """Text boxes follow their sheet; pictures and charts are told."""
    for drawing in _part(archive, links_of(archive, part), "drawing"):
        for element in drawing.iter():
            kind = element.tag.rpartition("}")[2]
            if kind in {"pic", "graphicFrame"}:
                blocks.notice("picture")
            elif kind == "sp":
                for paragraph in element.iter(f"{_A}p"):
                    text = "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
                    if text.strip():
                        blocks.paragraph(text, part="textbox")
