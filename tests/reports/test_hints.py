"""Hints never drown errors and warnings: one kind together on the terminal, all of them in files."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from auditor.cli import main

TEXT = (
    "一、情况\n"
    + "".join(f"（{n}）第{n}次开会1{n}7余次，截止2024年12月31日。\n" for n in range(1, 7))
    + "收入比上年增加（减少）3.00万元。\n"
)


def test_folded_on_the_terminal_complete_in_files(tmp_path: Path) -> None:
    report = tmp_path / "报告.md"
    report.write_text(TEXT, encoding="utf-8")
    runner = CliRunner()
    shown = runner.invoke(main, [str(report)]).output
    assert shown.index("STR009") < shown.index("提示（同类合并") < shown.index("FMT024")
    assert shown.count("FMT024") == 1
    told = json.loads(runner.invoke(main, [str(report), "--format", "json"]).output)
    places = [len(f["places"]) for f in told["reports"][0]["findings"] if f["rule"] == "FMT024"]
    assert places == [6]


def test_families_are_chosen_by_prefix(tmp_path: Path) -> None:
    report = tmp_path / "报告.md"
    report.write_text(TEXT, encoding="utf-8")
    told = json.loads(CliRunner().invoke(main, [str(report), "--select", "STR,FMT", "--format", "json"]).output)
    assert {f["rule"] for f in told["reports"][0]["findings"]} == {"STR009", "FMT024"}
