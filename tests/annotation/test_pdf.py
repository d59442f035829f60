"""Highlighted copies of PDFs: on the very characters, appended to the untouched bytes of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.annotation import CannotAnnotate, Signature, annotated
from auditor.diagnosis.places import place
from auditor.engine import audit_file
from auditor.model.document import Location
from auditor.model.report import Details, Finding, Findings, Report
from auditor.reading import pdf as reader
from auditor.reading import read
from auditor.reports import is_output
from auditor.rulebook import Rulebook
from tests.reading.paper import Page, pdf

SIGNED = Signature("张三", "2025-03-01")
ROWS = [("收入", "金额", "支出", "金额"), ("本年收入合计", "311.56", "本年支出合计", "316.83"),
        ("年初结转和结余", "14.89", "年末结转和结余", "9.63"), ("总计", "336.45", "总计", "326.45")]  # fmt: skip


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A page with a table whose total is wrong."""
    page = Page().text(200, 60, "收入支出决算总表").text(380, 80, "金额单位：万元")
    page.table((50, 170, 290, 410, 530), 100, ROWS)
    return pdf(tmp_path / "报告.pdf", page)


def notes(data: bytes, tmp_path: Path) -> list[Any]:
    """The annotations of all pages."""
    from pypdf import PdfReader

    path = tmp_path / "notes.pdf"
    path.write_bytes(data)
    return [note.get_object() for page in PdfReader(path).pages for note in page.get("/Annots", [])]


def test_the_highlight_lies_on_the_number(book: Rulebook, faulty: Path, tmp_path: Path) -> None:
    report = audit_file(faulty, book)
    error = next(finding for finding in report.findings if finding.severity == "error")
    data = annotated(report, SIGNED)
    assert data.startswith(faulty.read_bytes()) and data == annotated(report, SIGNED)
    (note,) = [n for n in notes(data, tmp_path) if error.rule in n.get("/Contents", "") and "应为" in n["/Contents"]]
    ((area,),) = reader.areas(faulty, [error.places[0].at])
    assert [float(value) for value in note["/Rect"]] == pytest.approx([area.left, area.bottom, area.right, area.top], abs=0.01)
    assert (note["/Subtype"], note["/T"], note["/M"]) == ("/Highlight", "张三", "D:20250301000000Z")
    copy = tmp_path / "副本.pdf"
    copy.write_bytes(data)
    again = audit_file(copy, book)
    assert [(f.fingerprint, f.message, f.places) for f in again.findings] == [
        (f.fingerprint, f.message, f.places) for f in report.findings
    ]
    assert is_output(str(copy)) and not is_output(str(faulty))


def test_what_has_no_place_is_a_note_on_its_page(faulty: Path, tmp_path: Path) -> None:
    document = read(faulty)
    table = place(document, Location(document.tables[0].block), "primary")
    found = (Finding("R1", "warning", "题目", "说明", (table,)), Finding("R2", "info", "题目", "说明", ()))
    made = notes(
        annotated(Report(str(faulty), "complete", None, details=lambda: Details(document), findings=Findings(found)), SIGNED),
        tmp_path,
    )
    assert [note["/Subtype"] for note in made] == ["/Text", "/Text"]


def test_a_clean_copy_is_the_file(faulty: Path) -> None:
    details = Details(read(faulty))
    report = Report(str(faulty), "complete", None, details=lambda: details)
    assert annotated(report, SIGNED).startswith(faulty.read_bytes())


def test_what_cannot_be_marked_is_refused(faulty: Path, tmp_path: Path) -> None:
    from pypdf import PdfWriter

    locked = tmp_path / "locked.pdf"
    writer = PdfWriter(clone_from=faulty)
    writer.encrypt("", "secret", algorithm="RC4-128")
    writer.write(locked)
    document = read(locked)
    found = (Finding("R1", "error", "题目", "说明", (place(document, Location(0), "primary"),)),)
    with pytest.raises(CannotAnnotate, match="protected"):
        annotated(Report(str(locked), "complete", None, details=lambda: Details(document), findings=Findings(found)), SIGNED)
    pdf(faulty, Page().text(60, 60, "另一份"))
    with pytest.raises(CannotAnnotate, match="changed"):
        annotated(Report(str(faulty), "complete", None, details=lambda: Details(document), findings=Findings(found)), SIGNED)
