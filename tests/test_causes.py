"""Wrong numbers of many kinds planted into clean reports: what the diagnosis makes of them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from auditor.engine import audit_file
from auditor.model.report import Finding, Report
from auditor.rulebook import Rulebook
from examples.docx_writer import Block, Cell, Paragraph, Table, write
from examples.final_accounts import blocks
from examples.ledger import make

Audit = Callable[[list[Block]], Report]


@pytest.fixture
def audit(tmp_path: Path, book: Rulebook) -> Audit:
    def audited(report: list[Block]) -> Report:
        path = tmp_path / "report.docx"
        write(path, report)
        return audit_file(path, book)

    return audited


@pytest.fixture
def report() -> list[Block]:
    return deepcopy(blocks(make(702), "江西"))


def _table(report: list[Block], title: str) -> list[list[str | Cell]]:
    at = next(i for i, b in enumerate(report) if isinstance(b, Paragraph) and b.text == title and b.align == "center")
    return next(b.rows for b in report[at:] if isinstance(b, Table))


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _put(row: list[str | Cell], column: int, text: str) -> None:
    cell = row[column]
    row[column] = text if isinstance(cell, str) else cell._replace(text=text)


def _lines(rows: list[list[str | Cell]], a: int, b: int) -> list[int]:
    """The lines whose amounts in two columns differ and are both something."""
    told = []
    for n, row in enumerate(rows):
        texts = [_text(cell) for cell in row]
        if len(texts) > max(a, b) and all("." in texts[c] and texts[c].strip("0.") for c in (a, b)) and texts[a] != texts[b]:
            told.append(n)
    return told


def _swap(row: list[str | Cell], a: int, b: int) -> None:
    first, second = _text(row[a]), _text(row[b])
    _put(row, a, second)
    _put(row, b, first)


def _grave(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.severity != "info"]


SPENDING = "支出决算表"


TOTAL, BASIC, PROJECTS = 2, 3, 4
"""The places of the amounts among the cells of a line of that table."""


def test_two_exchanged_numbers_are_one_finding_with_both_corrections(report: list[Block], audit: Audit) -> None:
    rows = _table(report, SPENDING)
    line = rows[_lines(rows, BASIC, PROJECTS)[-1]]
    right = {_text(line[BASIC]), _text(line[PROJECTS])}
    _swap(line, BASIC, PROJECTS)
    found = _grave(audit(report))
    assert len(found) == 1
    assert {s.suggestion for s in found[0].suspects} == right
    assert "互换" in found[0].message


def test_two_exchanged_columns_are_one_finding(report: list[Block], audit: Audit) -> None:
    rows = _table(report, SPENDING)
    lines = _lines(rows, BASIC, PROJECTS)
    assert len(lines) > 1
    for n in lines:
        _swap(rows[n], BASIC, PROJECTS)
    found = _grave(audit(report))
    assert [len(f.suspects) for f in found] == [2 * len(lines)]
    assert "两栏" in found[0].message


def test_amounts_in_another_unit_are_one_finding(report: list[Block], audit: Audit) -> None:
    rows = _table(report, SPENDING)
    items = [row for row in rows if len(_text(row[0])) == 7 and _text(row[BASIC]).strip("0.")]
    for row in items[:2]:
        _put(row, BASIC, _text(row[BASIC]).replace(".", "") + "00.00")
    found = _grave(audit(report))
    assert len(found) == 1
    assert "一万倍" in found[0].message


def test_a_table_read_askew_is_not_checked_instead_of_wrong(report: list[Block], audit: Audit) -> None:
    rows = _table(report, SPENDING)
    lines = [row for row in rows if len(row) > TOTAL and "." in _text(row[TOTAL])]
    texts = [_text(row[TOTAL]) for row in lines]
    for step, row in enumerate(lines):
        _put(row, TOTAL, texts[(step + 5) % len(lines)])
    done = audit(report)
    assert not [f for f in _grave(done) if f.places[0].table and f.places[0].table == SPENDING]
    assert done.status == "incomplete" and done.reason and "疑似读错" in done.reason
    assert any(v.state == "not_checked" and v.reason and "疑似读错" in v.reason for v in done.verdicts)
