"""No output obeys the text of a document: terminals, spreadsheets, pages, logs."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest
from click.testing import CliRunner

from auditor import reports
from auditor.model.report import Run
from auditor.reports import neutral
from auditor.reports.text import lines

OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("name", reports.names())
def test_nothing_that_a_terminal_obeys(name: str, whole: Run) -> None:
    output = reports.output(name)
    assert output is not None
    rendered = output.render(whole)
    texts = [rendered] if isinstance(rendered, str) else _parts(rendered)
    for text in texts:
        assert OBEYED.search(text) is None and not re.search("\r(?!\n)", text)
        assert "<script>alert" not in text or name in {"json", "jsonl", "sarif", "gitlab", "csv", "text", "github", "markdown"}


def _parts(package: bytes) -> list[str]:
    if not package.startswith(b"PK"):
        return []  # Parquet and other tables of bytes
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return [parts.read(part).decode("utf-8") for part in parts.namelist() if part.endswith((".xml", ".rels"))]


def test_no_text_passes_for_a_line_of_the_program(whole: Run) -> None:
    shown = ["".join(text for text, _ in line) for line in lines(whole, verbosity=1)]
    assert not any("\n" in line or "\r" in line for line in shown)
    assert [line for line in shown if line.startswith("退出码")] == [shown[-1]]


def test_json_is_the_same_when_it_is_read() -> None:
    said = {"a": "\x1b[2J\x9b\u202e\u2028\x7f中\n"}
    text = neutral.dumps(said)
    assert json.loads(text) == said and OBEYED.search(text) is None


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "=cmd|' /C calc'!A0", "-", "+", "--1"]
)
def test_formulas_are_text_in_spreadsheets(text: str) -> None:
    assert neutral.is_formula(text)


@pytest.mark.parametrize("text", ["-12.50", "+3.1%", "1,234.5", "", "收入", "0", "-0.5", "2024", " =1"])
def test_numbers_are_not_damaged(text: str) -> None:
    assert not neutral.is_formula(text)


def test_no_cell_of_the_table_runs(whole: Run) -> None:
    output = reports.output("csv")
    assert output is not None
    text = output.render(whole)
    assert isinstance(text, str)
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for cell in row]
    assert not any(neutral.is_formula(cell) for cell in cells) and any(cell.startswith("'=1+1") for cell in cells)


def test_messages_on_stderr_and_of_show_are_neutral(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("甲\x1b[2J")
    path = folder / "没有\x1b]0;x\x07.docx"
    from auditor.cli import main

    result = CliRunner().invoke(main, [str(path)])
    assert result.exit_code == 2 and OBEYED.search(result.output) is None
