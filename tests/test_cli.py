"""The command line as users see it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

import auditor
from auditor.cli import main
from tests.conftest import ROOT

FAULTY = """\
收入支出决算总表
金额单位：万元
收入 | 金额 | 支出 | 金额
本年收入合计 | 311.56 | 本年支出合计 | 316.83
年初结转和结余 | 14.89 | 年末结转和结余 | 9.63
总计 | 336.45 | 总计 | 326.45
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "报 告.md"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_findings_say_where_expected_actual_difference(faulty: Path) -> None:
    result = run(faulty)
    assert result.exit_code == 1
    for said in (
        "《收入支出决算总表》",
        "总计 × 金额",
        "第 1 张表 第 4 行第 2 列",
        "印为 336.45，应为 326.45，相差 10",
        "BAL001",
        "退出码 1",
    ):
        assert said in result.output


def test_exit_codes(faulty: Path) -> None:
    assert run(faulty, "--fail-on", "never").exit_code == 0
    assert run(faulty, "--select", "XTB").exit_code == 0
    assert run(faulty, "--ignore", "BAL").exit_code == 0
    assert run(faulty, "--select", "BAL001,BAL002").exit_code == 1
    assert run("check", faulty).exit_code == 1


def test_json_matches_its_schema(faulty: Path, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "auditor/reports/report.schema.json").read_text(encoding="utf-8"))
    result = run(faulty, tmp_path / "没有.docx", "--format", "json")
    data = json.loads(result.stdout)
    jsonschema.validate(data, schema)
    finding = next(f for f in data["reports"][0]["findings"] if f["severity"] == "error")
    assert (finding["rule"], finding["also"]) == ("BAL003", ["BAL001"])
    assert finding["places"][0]["quote"] == "336.45" and finding["places"][0]["role"] == "primary"
    assert finding["places"][0]["context"] == "总计 | 336.45 | 总计 | 326.45"
    assert data["reports"][1]["status"] == "incomplete" and data["reports"][1]["reason"]


def test_the_same_input_gives_the_same_bytes(faulty: Path) -> None:
    assert run(faulty, "--format", "json").stdout == run(faulty, "--format", "json", "--no-cache").stdout


def test_the_order_of_sets_does_not_matter(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "auditor.cli", "--format", "json", "--fail-on", "never"]
    reports = [str(ROOT / "examples/决算报告-有错.docx"), str(ROOT / "examples/决算报告-上海体例.docx")]
    told = {
        subprocess.run([*command, *reports], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


def test_output_files(faulty: Path, tmp_path: Path) -> None:
    target = tmp_path / "结果.json"
    result = run(faulty, "-o", target, "-o", tmp_path / "结果.txt")
    assert result.exit_code == 1
    assert json.loads(target.read_text(encoding="utf-8"))["reports"][0]["findings"]
    assert "BAL001" in (tmp_path / "结果.txt").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["报 告.md", "结果.json", "结果.txt"]


def test_a_fingerprint_survives_an_inserted_row(faulty: Path, tmp_path: Path) -> None:
    longer = tmp_path / "长.md"
    longer.write_text(FAULTY.replace("本年收入合计", "一、一般公共预算财政拨款收入 | 311.56 | 二、外交支出 |\n本年收入合计", 1))
    prints = [
        {f["fingerprint"] for f in json.loads(run(path, "--format", "json").stdout)["reports"][0]["findings"]}
        for path in (faulty, longer)
    ]
    assert prints[0] <= prints[1]


def test_quiet_and_verbose(faulty: Path) -> None:
    assert "BAL001" not in run(faulty, "-q").output
    assert "BAL002  通过  比较 1 次" in run(faulty, "-v").output


def test_english(faulty: Path) -> None:
    result = run(faulty, "--lang", "en")
    assert "printed 336.45, expected 326.45, off by 10" in result.output and "exit code 1" in result.output


def test_explain_rules_and_show(faulty: Path) -> None:
    page = run("explain", "bal001").output
    for said in (
        "# BAL001",
        "为什么",
        "依据",
        "「本年收入合计」 + 可缺(「使用非财政拨款结余」)",
        "（通过）",
        "（不符）",
    ):
        assert said in page
    assert "是不是「BAL001」" in run("explain", "BAL0001").output
    assert len(json.loads(run("rules", "--format", "json").output)) == len(run("rules").output.splitlines())
    shown = run("show", faulty).output
    assert "《收入支出决算总表》" in shown and "本年收入合计" in shown
    assert "没有规则核对" in run("show", faulty, "--coverage").output or "100%" in run("show", faulty, "--coverage").output


def test_audit_test_runs_the_examples() -> None:
    result = run("test", ROOT / "rules/final-accounts/BAL/BAL001.yaml")
    assert result.exit_code == 0 and "1 条规则" in result.output and "0 个问题" in result.output


def test_a_gbk_console_a_pipe_and_no_color(faulty: Path) -> None:
    command = [sys.executable, "-m", "auditor.cli", str(faulty)]
    gbk = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "gbk"}, cwd=ROOT)
    assert gbk.returncode == 1 and "错误" in gbk.stdout.decode("gbk") and b"?" not in gbk.stdout
    piped = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert "\x1b[" not in piped.stdout
    coloured = subprocess.run([*command, "--color", "always"], capture_output=True, text=True, cwd=ROOT)
    assert "\x1b[" in coloured.stdout


def test_markup_in_a_document_is_only_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(FAULTY.replace("收入支出决算总表", "[red]收入支出决算总表[/表]"), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "auditor.cli", str(path), "--color", "always"], capture_output=True, text=True, cwd=ROOT
    )
    assert "Traceback" not in result.stderr


def test_python_api(faulty: Path) -> None:
    report = auditor.audit(faulty)
    assert [finding.rule for finding in report.findings if finding.severity == "error"] == ["BAL003"]
    frame = report.facts.frame  # type: ignore[union-attr]
    assert set(frame["text"]) == {"311.56", "316.83", "14.89", "9.63", "336.45", "326.45"}
