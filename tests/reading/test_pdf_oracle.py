"""Every table cell against a second, independent engine (pdfplumber)."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest

from auditor.reading.pdf.cells import fill
from auditor.reading.pdf.geometry import Sheet
from auditor.reading.pdf.pages import opened, sheets
from auditor.reading.pdf.pieces import piece
from auditor.reading.pdf.rulings import grids
from tests.conftest import SHARED
from tests.reading.paper import Page, pdf

REPORTS = sorted(SHARED.glob("reports/*.pdf"))
Cells = dict[tuple[int, int], str]


def bare(text: str | None) -> str:
    return "".join((text or "").split())


def ours(path: Path) -> dict[int, list[Cells]]:
    found: dict[int, list[Cells]] = {}
    with opened(path) as paper:
        for sheet in sheets(paper):
            assert isinstance(sheet, Sheet)
            ruled = grids(sheet.across, sheet.down)
            fill(ruled, sheet.glyphs)
            pieces = [piece(grid, sheet.number) for grid in ruled]
            found[sheet.number] = [{(e.row, e.column): bare(e.text) for e in one.entries} for one in pieces]
    return found


def theirs(path: Path) -> dict[int, list[Cells]]:
    found: dict[int, list[Cells]] = {}
    with pdfplumber.open(path) as document:
        for page in document.pages:
            tables = sorted((t for t in page.find_tables() if len(t.cells) > 1), key=lambda table: table.bbox[1])
            found[page.page_number] = [
                {(r, c): bare(text) for r, row in enumerate(table.extract()) for c, text in enumerate(row) if text is not None}
                for table in tables
            ]
    return found


def differences(path: Path) -> tuple[int, list[tuple[int, Cells, Cells]]]:
    """How many cells were compared, and the pages with tables that differ."""
    mine, other = ours(path), theirs(path)
    compared = 0
    different: list[tuple[int, Cells, Cells]] = []
    for page, tables in mine.items():
        for n in range(max(len(tables), len(other[page]))):
            a = tables[n] if n < len(tables) else {}
            b = other[page][n] if n < len(other[page]) else {}
            compared += len(a)
            if a != b:
                different.append((page, a, b))
    return compared, different


def test_a_drawn_table(tmp_path: Path) -> None:
    page = Page().table((50, 150, 250, 350), 100, [("项目", "本年", "上年"), ("合计", "307.82", "1,234.50"), ("甲", "", "—")])
    page.grid((50, 150, 250), (300, 320, 340, 360), missing=[("-", 1, 0), ("|", 2, 1)]).text(53, 330, "合并").text(
        100, 352, "跨列"
    )
    compared, different = differences(pdf(tmp_path / "a.pdf", page))
    assert compared == 13 and not different


@pytest.mark.skipif(not REPORTS, reason="no real reports beside the project")
def test_real_reports() -> None:
    """The other engine takes the edges of white backgrounds for lines too: on such pages it finds caption rows above the
    table, or a table round a title. Apart from those the cells are equal."""
    total = 0
    other_lines = []
    for path in REPORTS:
        compared, different = differences(path)
        total += compared
        for page, a, b in different:
            filled = {text for text in a.values() if text}
            assert filled <= set(b.values()) and len(b) > len(a), (path.name, page)
            other_lines.append((path.name, page))
    assert total > 7000
    assert len(other_lines) <= 2, other_lines
