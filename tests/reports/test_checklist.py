"""The reviewer's checklist: every rule once, in the pack's groups, the same in all four forms; nothing in it runs or breaks."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml import etree

from auditor.engine import audit_file
from auditor.model.report import Report, Run
from auditor.reading import read
from auditor.reports import checklist, checklist_html, docx, is_output, xlsx
from auditor.reports.review import COLUMNS, review
from auditor.rulebook import Rulebook
from tests.conftest import ROOT

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def example(book: Rulebook) -> Report:
    return audit_file(ROOT / "examples/决算报告-有错.docx", book)


@pytest.fixture(scope="module")
def run(example: Report, book: Rulebook) -> Run:
    return Run((example,), "1.2.3", book.digest, book.rules, groups=book.groups)


def test_every_rule_of_the_pack_has_its_group(book: Rulebook) -> None:
    prefixes = [prefix for group in book.groups for prefix in group.prefixes]
    assert len(set(prefixes)) == len(prefixes)
    assert [rule for rule in book.rules if not rule.startswith(tuple(prefixes))] == []
    assert [group.name for group in book.groups][:5] == ["表内", "表间", "文表", "绩效", "结构"]


def test_one_line_per_rule(example: Report, run: Run) -> None:
    made = review(example, run)
    lines = {line.rule: line for line in made.lines}
    assert [line.number for line in made.lines] == list(range(1, len(lines) + 1))
    verdicts = {verdict.rule: verdict for verdict in example.verdicts}
    left_out = {rule for rule in verdicts if rule not in lines}
    assert all(verdicts[rule].state == "not_applicable" and "reports" in run.rules[rule].settings for rule in left_out)
    for rule, line in lines.items():
        assert (line.state, line.compared) == (verdicts[rule].state, verdicts[rule].compared)
        assert line.evidence or line.state == "passed", rule
    found = next(finding for finding in example.findings if finding.severity == "error")
    assert found.places[0].address in lines[found.rule].evidence[0] and str(found.expected) in lines[found.rule].evidence[0]
    for also in found.also:
        assert any(found.rule in part for part in lines[also].evidence)


def test_the_longest_prefix_decides(example: Report, run: Run) -> None:
    names = {line.rule: section.name for section in review(example, run).sections for line in section.lines}
    assert (names["SAN001"], names["SAN010"], names["BAL001"], names["PCT012"]) == ("表内", "文表", "表内", "绩效")
    bare = review(example, replace(run, groups=()))
    assert [section.name for section in bare.sections] == ["其他"]


def rows_of_xlsx(data: bytes, sheet: int) -> list[list[str]]:
    """The texts of a worksheet; fails when a cell holds a formula."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        shared = [
            "".join(t.text or "" for t in item.iter(f"{_S}t"))
            for item in etree.fromstring(package.read("xl/sharedStrings.xml"))
        ]
        tree = etree.fromstring(package.read(f"xl/worksheets/sheet{sheet}.xml"))
    assert not list(tree.iter(f"{_S}f"))

    def text(cell: Any) -> str:
        value = cell.findtext(f"{_S}v") or ""
        return shared[int(value)] if cell.get("t") == "s" else value

    return [[text(cell) for cell in row.iter(f"{_S}c")] for row in tree.iter(f"{_S}row")]


def test_all_forms_say_the_same(example: Report, run: Run, tmp_path: Path) -> None:
    expected = [list(line.texts) for line in review(example, run).lines]
    rows = rows_of_xlsx(xlsx.render(run), 2)
    assert [row for row in rows[1:] if row[0].isdigit()] == expected
    path = tmp_path / "清单.docx"
    path.write_bytes(docx.render(run))
    tables = [table for table in read(path).tables if table.width == len(COLUMNS)]
    found = [[cell.text for cell in row if cell] for table in tables for row in table.grid()[1:]]
    assert found == expected
    page = lxml.html.document_fromstring(checklist_html.render(run))
    assert [[td.text_content() for td in tr] for tr in page.xpath("//table[@class='lines']/tbody/tr")] == expected
    lines = [line for line in checklist.render(run).splitlines() if re.match(r"\| \d+ \|", line)]
    assert [line.split(" | ")[1] for line in lines] == [row[1] for row in expected]
    assert all(len(re.split(r"(?<!\\)\|", line)) == len(COLUMNS) + 2 for line in lines)


def test_the_same_run_gives_the_same_bytes(whole: Run) -> None:
    for form in (checklist, checklist_html, docx, xlsx):
        assert form.render(whole) == form.render(whole)


def test_nothing_runs(whole: Run, book: Rulebook, tmp_path: Path) -> None:
    """Formulas, markup and characters that no file can hold stay text; quotes stand before what looks like a formula."""
    run = replace(whole, groups=book.groups, lang="en")
    data = xlsx.render(run)
    rows = rows_of_xlsx(data, 1) + rows_of_xlsx(data, 3)
    assert any("=1+1 <b>" in cell for row in rows for cell in row)
    evil = replace(whole.reports[0], path='=cmd|"calc"!A1', remarks=("=1+1", "@SUM(1)", "\t=2"))
    data = xlsx.render(replace(run, reports=(evil,)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = etree.fromstring(package.read("xl/styles.xml"))
        quoted = [bool(xf.get("quotePrefix")) for xf in styles.find(f"{_S}cellXfs")]
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    texts = [cell for row in rows_of_xlsx(data, 1) for cell in row]
    marked = {text for text, cell in zip(texts, sheet.iter(f"{_S}c"), strict=True) if quoted[int(cell.get("s"))]}
    assert {"=1+1", "@SUM(1)", "\t=2"} <= marked and "auditor 1.2.3" not in marked
    page = lxml.html.document_fromstring(checklist_html.render(run))
    assert not page.xpath("//b | //script") and "=1+1 <b>" in page.text_content()
    with zipfile.ZipFile(io.BytesIO(docx.render(run))) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))


def test_a_folder_does_not_audit_its_own_checklists(whole: Run, tmp_path: Path) -> None:
    for form, name in ((docx, "a.docx"), (xlsx, "a.xlsx")):
        (tmp_path / name).write_bytes(form.render(whole))
        assert is_output(str(tmp_path / name))
    for text, name in ((checklist.render(whole), "清单.md"), (checklist_html.render(whole), "清单.html")):
        (tmp_path / name).write_text(text, encoding="utf-8", errors="replace")
        assert is_output(str(tmp_path / name))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_them(run: Run, tmp_path: Path) -> None:
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    for form, name in ((docx, "a.docx"), (xlsx, "b.xlsx")):
        (tmp_path / name).write_bytes(form.render(run))
        command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / name)]
        subprocess.run(command, check=True, capture_output=True)
        assert (tmp_path / name).with_suffix(".pdf").stat().st_size > 20_000
