"""Every hostile file is audited like any other or refused with one clear sentence, in little time, and never looks like a pass."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import main
from auditor.engine import audit_file
from auditor.rulebook import Rulebook
from tests.hostile import cases

CASES = {name: case for name, case in cases().items() if not case.heavy}
_LONGEST = 12.0
"""Seconds of processor time; the slowest takes a third of it. What grows as the square or worse takes minutes."""


@pytest.mark.parametrize("name", CASES)
def test_nothing_falls_over(name: str, tmp_path: Path, book: Rulebook) -> None:
    case = CASES[name]
    path = tmp_path / f"报告{case.suffix}"
    case.make(path)
    start = time.process_time()
    report = audit_file(path, book)
    assert time.process_time() - start < _LONGEST
    assert "程序出错" not in (report.reason or "")
    if case.says is None:
        assert (report.status, report.reason) == ("complete", None)
    else:
        assert report.status == "incomplete" and case.says in (report.reason or "")


def test_the_exit_code_of_a_refusal_is_2(tmp_path: Path) -> None:
    name = "zip：一个部件膨胀一千倍"
    CASES[name].make(tmp_path / "报告.docx")
    result = CliRunner().invoke(main, [str(tmp_path / "报告.docx")])
    assert result.exit_code == 2 and "疑似压缩炸弹" in result.output and "通过 " not in result.output
