"""Noted copies of workbooks: the right cells, values and formats as they were, notes that were there kept."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from auditor.annotation import CannotAnnotate, Signature, annotated
from auditor.diagnosis.places import place
from auditor.engine import audit_file
from auditor.model.document import Location
from auditor.model.report import Details, Finding, Findings, Report
from auditor.reading import read
from auditor.reports import is_output
from auditor.rulebook import Rulebook
from tests.annotation.stripping import parts

SIGNED = Signature("张三")
X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROWS: list[list[Any]] = [
    ["收入支出决算总表"], ["金额单位：万元"], ["收入", "金额", "支出", "金额"], ["本年收入合计", 311.56, "本年支出合计", 316.83],
    ["年初结转和结余", 14.89, "年末结转和结余", 9.63], ["总计", 336.45, "总计", "=326+0.45"], [], ["注：<以上>为合计。"],
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook with an older note, a merged title, a format, and a sheet without a table."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "收支 总表"
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet["B6"].number_format = "#,##0.00"
    sheet["D4"].comment = Comment("旧批注", "李四")
    other = book.create_sheet("说明")
    other["C3"] = "本年收入 311.56 万元。"
    book.save(tmp_path / "报告.xlsx")
    # what a program that calculates would have stored
    data = parts((tmp_path / "报告.xlsx").read_bytes())
    data["xl/worksheets/sheet1.xml"] = data["xl/worksheets/sheet1.xml"].replace(b"<v></v>", b"<v>326.45</v>")
    data["xl/worksheets/sheet1.xml"] = data["xl/worksheets/sheet1.xml"].replace(b"<v/>", b"<v>326.45</v>")
    with zipfile.ZipFile(tmp_path / "报告.xlsx", "w") as package:
        for name, content in data.items():
            package.writestr(name, content)
    return tmp_path / "报告.xlsx"


def noted(path: Path, places: Sequence[Location], folder: Path) -> Path:
    document = read(path)
    found = tuple(Finding("R1", "error", f"题 {n}", "说明", (place(document, at, "primary"),)) for n, at in enumerate(places))
    copy = folder / "副本.xlsx"
    copy.write_bytes(
        annotated(Report(str(path), "complete", None, details=lambda: Details(document), findings=Findings(found)), SIGNED)
    )
    return copy


def comments(path: Path) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_notes_and_fills_on_the_cells(book: Rulebook, path: Path, tmp_path: Path) -> None:
    report = audit_file(path, book)
    error = next(finding for finding in report.findings if finding.severity == "error")
    data = annotated(report, SIGNED)
    assert data == annotated(report, SIGNED)
    copy = tmp_path / "副本.xlsx"
    copy.write_bytes(data)
    found = comments(copy)
    assert error.rule in found["收支 总表!B6"] and "应为" in found["收支 总表!B6"]
    assert found["收支 总表!D4"].startswith("旧批注")
    sheet = load_workbook(copy)["收支 总表"]
    assert sheet["B6"].fill.fgColor.rgb == "FFFFC7CE" and sheet["B6"].number_format == "#,##0.00"
    again = audit_file(copy, book)
    assert [(f.fingerprint, f.message, f.places) for f in again.findings] == [
        (f.fingerprint, f.message, f.places) for f in report.findings
    ]
    assert is_output(str(copy))


def test_everywhere(path: Path, tmp_path: Path) -> None:
    """Text outside tables, merged and blank cells, a table and a report as a whole, one cell twice."""
    document = read(path)
    table = document.tables[0]
    prose = [Location(block.block) for block in document.paragraphs if "311.56" in block.text or "<以上>" in block.text]
    title = next(Location(block.block) for block in document.paragraphs if block.text == "收入支出决算总表")
    twice = Location(table.block, 1, 3)
    places = [*prose, title, Location(table.block), twice, twice, Location(0)]
    copy = noted(path, places, tmp_path)
    found = comments(copy)
    assert set(found) == {"收支 总表!A8", "说明!C3", "收支 总表!A1", "收支 总表!A3", "收支 总表!D4"}
    assert found["收支 总表!D4"].startswith("旧批注\n\n错误 R1 题 4") and "错误 R1 题 5" in found["收支 总表!D4"]
    assert document.blocks[prose[0].block].cell == ("收支 总表", 7, 0)  # type: ignore[union-attr]


def test_nothing_else_changes(path: Path, tmp_path: Path) -> None:
    document = read(path)
    table = document.tables[0]
    copy = noted(path, [Location(table.block, cell.row, cell.column) for cell in table.cells], tmp_path)
    before, after = parts(path.read_bytes()), parts(copy.read_bytes())
    for name in before:
        if name.startswith("xl/worksheets/sheet"):
            assert plain(after[name]) == plain(before[name])
        elif not name.startswith(("xl/comments", "xl/drawings", "xl/styles", "[Content", "xl/worksheets/_rels")):
            assert after[name] == before[name], name
    styles = [etree.fromstring(package["xl/styles.xml"]).find(f"{X}cellXfs") for package in (before, after)]
    assert [etree.tostring(xf) for xf in styles[1]][: len(styles[0])] == [etree.tostring(xf) for xf in styles[0]]
    for name, data in after.items():
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(data)
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for link in etree.fromstring(data):
                target = link.get("Target")
                whole = target.lstrip("/") if target.startswith("/") else str(Path("/", folder, target).resolve())[1:]
                assert whole in after, (name, target)


def plain(part: bytes) -> bytes:
    """A sheet without its notes' drawing, styles and blank cells."""
    root = etree.fromstring(part)
    for element in list(root.iter(f"{X}legacyDrawing", f"{X}c")):
        element.attrib.pop("s", None)
        if element.tag.endswith("legacyDrawing") or not len(element):
            element.getparent().remove(element)
    return bytes(etree.tostring(root, method="c14n"))


def test_a_workbook_that_changed_is_refused(path: Path) -> None:
    details = Details(read(path))
    report = Report(str(path), "complete", None, details=lambda: details)
    book = load_workbook(path)
    book["收支 总表"]["B4"] = 1
    book.save(path)
    with pytest.raises(CannotAnnotate):
        annotated(report, SIGNED)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy(path: Path, tmp_path: Path) -> None:
    document = read(path)
    copy = noted(path, [Location(document.tables[0].block, row, 1) for row in (1, 2, 3)], tmp_path)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(copy)]
    subprocess.run(command, check=True, capture_output=True)
    content = zipfile.ZipFile(tmp_path / "副本.ods").read("content.xml").decode()
    assert content.count("<office:annotation ") == 4
