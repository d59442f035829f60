"""Simple blocks → a Word document. The same blocks give the same bytes.

>>> write("report.docx", [Heading("一、收入", 2), Paragraph("本年收入…"), Table([["项目", "金额"], ["合计", "1.00"]])])
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from examples import docx_parts as parts

_TEXT_WIDTH = 9026
_DATE = (2025, 1, 1, 0, 0, 0)
_NUMBER = re.compile(r"-?[\d,]+(\.\d+)?%?")
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="851" w:footer="992" w:gutter="0"/>'
    "</w:sectPr>"
)


class Run(NamedTuple):
    """A piece of a paragraph."""

    text: str
    bold: bool = False


class Cell(NamedTuple):
    """A table cell that may cover several grid columns and rows."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class Heading:
    """A heading in the style Heading 1–4. With `numbered` Word makes the number: 第一部分, 一、, （一）, 1."""

    text: str
    level: int
    numbered: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph. `align` is "", center or right; `number` (0–3) lets Word number it: 第一部分, 一、, （一）, 1."""

    content: str | Sequence[Run]
    align: str = ""
    number: int | None = None

    @property
    def text(self) -> str:
        """The words, without the automatic number."""
        return self.content if isinstance(self.content, str) else "".join(run.text for run in self.content)


@dataclass(slots=True)
class Table:
    """A ruled table. A row lists the cells that begin in it; the first `header` rows repeat on each page."""

    rows: list[list[str | Cell]]
    header: int = 1
    shares: Sequence[int] = field(default=())
    """Relative column widths; equal when empty."""


class PageBreak(NamedTuple):
    """The next block begins a page."""


class Raw(NamedTuple):
    """Block-level WordprocessingML as it stands: tracked changes, content controls, text boxes."""

    xml: str


Block = Heading | Paragraph | Table | PageBreak | Raw


def write(path: str | Path, blocks: Iterable[Block], *, title: str = "", extra: Mapping[str, str] | None = None) -> None:
    """Write the document to a file; see `package`."""
    Path(path).write_bytes(package(blocks, title=title, extra=extra))


def package(blocks: Iterable[Block], *, title: str = "", extra: Mapping[str, str] | None = None) -> bytes:
    """The document as bytes. `extra` adds parts to word/ by name: {"footnotes": "<w:footnotes …>"}."""
    extra = extra or {}
    # Word wants a paragraph after a table that ends the document.
    body = "".join(_block(block) for block in blocks) + "<w:p/>"
    files = {
        "[Content_Types].xml": parts.content_types(extra),
        "_rels/.rels": parts.package_relations(),
        "docProps/core.xml": parts.properties(escape(title)),
        "word/document.xml": parts.xml(f"<w:document {parts.NAMESPACES}><w:body>{body}{_A4}</w:body></w:document>"),
        "word/_rels/document.xml.rels": parts.document_relations(extra),
        "word/styles.xml": parts.styles(),
        "word/numbering.xml": parts.numbering(),
        **{f"word/{name}.xml": text for name, text in extra.items()},
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return _paragraph(block.text, f"Heading{block.level}", number=block.level - 1 if block.numbered else None)
    if isinstance(block, Paragraph):
        style = "" if block.align else "Body"
        return _paragraph(block.content, style, align=block.align, number=block.number)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, PageBreak):
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    return block.xml


def _paragraph(content: str | Sequence[Run], style: str = "", *, align: str = "", number: int | None = None) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="1"/></w:numPr>'
    if align:
        properties += f'<w:jc w:val="{align}"/>'
    runs = [Run(content)] if isinstance(content, str) else content
    texts = "".join(_run(run) for run in runs if run.text)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{texts}</w:p>"


def _run(run: Run) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if run.bold else ""
    text = escape(run.text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{bold}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _table(table: Table) -> str:
    width = sum(cell.colspan for cell in map(_cell, table.rows[0]))
    shares = table.shares or (1,) * width
    widths = [_TEXT_WIDTH * share // sum(shares) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    rows = "".join(_rows(table, widths))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Ruled"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def placed(table: Table) -> list[list[tuple[int, Cell]]]:
    """The cells of each row with the grid column where they begin. Raises ValueError when a row does not fit."""
    width = sum(_cell(cell).colspan for cell in table.rows[0])
    found: list[list[tuple[int, Cell]]] = []
    taken: dict[int, int] = {}
    for index, row in enumerate(table.rows):
        cells: list[tuple[int, Cell]] = []
        column = 0
        for cell in map(_cell, row):
            while taken.get(column, 0) > index:
                column += 1
            cells.append((column, cell))
            for covered in range(column, column + cell.colspan):
                taken[covered] = index + cell.rowspan
            column += cell.colspan
        if len(taken) != width or any(taken[covered] <= index for covered in range(width)):
            raise ValueError(f"row {index} does not fill {width} columns: {row}")
        found.append(cells)
    return found


def _rows(table: Table, widths: list[int]) -> Iterator[str]:
    """The rows with the continued halves of cells that reach down."""
    reaching: dict[int, tuple[int, int]] = {}
    for index, cells in enumerate(placed(table)):
        header = index < table.header
        made: dict[int, str] = {}
        for column, (span, end) in reaching.items():
            if end > index:
                made[column] = _tc("", widths[column : column + span], "continue", header=header)
        for column, (text, span, height) in cells:
            merge = "restart" if height > 1 else ""
            made[column] = _tc(text, widths[column : column + span], merge, header=header)
            reaching[column] = span, index + height
        repeated = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
        yield f"<w:tr>{repeated}{''.join(made[column] for column in sorted(made))}</w:tr>"


def _cell(cell: str | Cell) -> Cell:
    return Cell(cell) if isinstance(cell, str) else cell


def _tc(text: str, widths: Sequence[int], merge: str, *, header: bool) -> str:
    properties = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
    if len(widths) > 1:
        properties += f'<w:gridSpan w:val="{len(widths)}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    align = "center" if header else "right" if _NUMBER.fullmatch(text) else "left"
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{_paragraph(text, "Cell", align=align)}</w:tc>'
