"""The command line as users see it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

import auditor
from auditor.cli import main
from tests.conftest import ROOT
from tests.test_house import strings

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
    assert run(faulty, "--ignore", "BAL,SHW").exit_code == 2, "too little is compared then"
    assert run(faulty, "--ignore", "BAL,SHW", "--min-checked", "0").exit_code == 0
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


def test_outputs_are_refused_before_the_audit(faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fault in one go, exit code 2, nothing audited and nothing written."""
    monkeypatch.chdir(tmp_path)
    before = faulty.read_bytes()
    (tmp_path / "夹.json").mkdir()
    names = {
        "a.zzz": "不认识的扩展名",
        "没有/a.json": "没有文件夹",
        "./a.json": "两个结果写同一个文件",
        faulty: "这是被审核的文件",
        "夹.json": "这是文件夹",
    }
    result = run(faulty, "-o", "a.json", *[part for name in names for part in ("-o", name)])
    assert result.exit_code == 2 and "退出码" not in result.output
    for name, said in names.items():
        assert any(line.startswith(f"{name}：") and said in line for line in result.output.splitlines()), name
    assert faulty.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["夹.json", "报 告.md"]
    (tmp_path / "link.md").symlink_to(faulty)
    assert "这是被审核的文件" in run(faulty, "-o", "link.md").output and faulty.read_bytes() == before


def test_a_folder_that_cannot_be_written(faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    result = run(faulty, "-o", tmp_path / "a.json")
    assert result.exit_code == 2 and "不可写" in result.output


def test_all_outputs_or_none(faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at the second file: the first keeps what it held, and nothing half-written is left."""
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "b.csv" in path.name:
            real(path, data[:10])
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run(faulty, "-o", tmp_path / "a.json", "-o", tmp_path / "b.csv")
    assert result.exit_code == 2 and "b.csv：写不进去（No space left on device）" in result.output
    assert "BAL003" in result.output, "the findings are printed all the same"
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "报 告.md"]


def test_an_output_in_the_audited_folder_is_not_audited(faulty: Path, tmp_path: Path) -> None:
    for _ in range(2):
        result = run(tmp_path, "-o", tmp_path / "评论.md", "--format", "json")
        assert result.exit_code == 1 and len(json.loads(result.stdout)["reports"]) == 1


def test_lines_are_printed_as_soon_as_they_are_there(
    faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from auditor import records

    (tmp_path / "b.md").write_text(FAULTY, encoding="utf-8")
    seen: list[int] = []
    real = records.decode

    def decode(data: bytes, path: str) -> object:
        sys.stdout.flush()
        seen.append(capsys.readouterr().out.count("\n"))
        return real(data, path)

    monkeypatch.setattr(records, "decode", decode)
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path), "--format", "jsonl"])
    assert ended.value.code == 1 and seen == [0, 1] and capsys.readouterr().out.count("\n") == 1


def test_statistics_stay_off_stdout(faulty: Path) -> None:
    result = run(faulty, "--format", "json", "--statistics")
    json.loads(result.stdout)
    lines = result.stderr.splitlines()
    assert any(line.startswith("BAL003") and "不符    1" in line and " ms" in line for line in lines)
    assert lines[-1].startswith("合计")


def test_a_crash_is_no_finding(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python ends with 1 when it crashes, which would mean: complete, with findings."""
    from auditor.reports import json as output

    def crash(_: object) -> str:
        raise ZeroDivisionError("ouch")

    monkeypatch.setattr(output, "render", crash)
    result = run(faulty, "--format", "json")
    assert result.exit_code == 2 and "程序出错" in result.output and "ouch" in result.output


def test_the_programs_own_words_are_in_one_place() -> None:
    """Chinese sentences stand in wording*.py with their English; --help is written in both."""
    here = ROOT / "auditor"
    found = []
    for path in [*here.glob("*.py"), *(here / "reports").glob("*.py"), *(here / "diagnosis").glob("*.py")]:
        if path.name.startswith("wording") or path.name == "cli.py":
            continue
        found += [f"{path.name}:{line}: {text}" for text, line in strings(path) if re.search("[\u4e00-\u9fff]{2}", text)]
    endings = (
        "checklist.py",
        "checklist_html.py",
        "summary_html.py",
        "parquet_reports.py",
        "xlsx.py",
    )  # of file names, and the name of a font
    allowed = (
        "numbers.py",
        "misprints.py",
        "characters.py",
        "outline.py",
        "labels.py",
        "formula.py",
        "findings.py",
        "claims.py",
        *endings,
    )
    assert [place for place in found if not place.startswith(allowed)] == []
