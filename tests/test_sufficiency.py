"""How much was compared decides whether an audit counts; every output says it first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor import reports
from auditor.cli import main
from auditor.engine import audit_document
from auditor.model.report import Run
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook
from auditor.sufficiency import judged

KNOWN = """云岭镇2023年度部门决算

收入支出决算总表
单位：万元
收入 | 决算数 | 支出 | 决算数
本年收入合计 | 51.00 | 本年支出合计 | 51.00
总计 | 51.00 | 总计 | 51.00
"""
UNKNOWN = """
各村补助分配情况
单位：万元
序号 | 村 | 联系电话 | 人数 | 补助 | 备注金额
{}
"""
ROWS = "\n".join(f"{n} | 第{n}村 | 1380013800{n} | {n * 40} | {n * 7}.25 | {n * 3}00" for n in range(1, 8))


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def little(tmp_path: Path) -> Path:
    path = tmp_path / "云岭.md"
    path.write_text(KNOWN + UNKNOWN.format(ROWS), encoding="utf-8")
    return path


def test_amounts_of_unknown_tables_count_and_codes_do_not(book: Rulebook) -> None:
    report = audit_document(read_text(KNOWN + UNKNOWN.format(ROWS)), book)
    assert report.printed == 4 + 14, "neither ordinals, telephone numbers nor heads"
    assert "各村补助分配情况" in "".join(report.remarks), "an unknown table is named"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2023年收入 12.30 万元，增长 4.5%。", 2),
        ("各单位分别为 1.20、3.40、5.60 万元。", 3),
        ("2023年3月召开会议 12 次，1.5 公里道路，电话 0571-88886666。", 0),
        ("1.2 概况", 0),
        ("见〔2023〕15号文第3条，共 20 个项目。", 0),
        ("降低 1.2 个百分点，合 3 亿元。", 2),
    ],
)
def test_amounts_in_sentences(text: str, printed: int, book: Rulebook) -> None:
    assert audit_document(read_text(f"云岭镇关于资金的说明\n\n{text}"), book).printed == printed


def test_too_little_compared_is_partial(little: Path) -> None:
    result = run(little, "--ignore", "STR", "--format", "json")
    report = json.loads(result.stdout)["reports"][0]
    assert result.exit_code == 2 and report["status"] == "partial" and "18" in report["reason"]
    assert report["coverage"]["printed"] == 18 and report["coverage"]["certificate"] is None
    (little.parent / "audit.yaml").write_text("min-checked: 10\n", encoding="utf-8")
    assert json.loads(run(little, "--ignore", "STR", "--format", "json").stdout)["reports"][0]["status"] == "complete"
    assert run(little, "--ignore", "STR", "--min-checked", 90).exit_code == 2


def test_findings_stand_and_2_outranks_1(little: Path) -> None:
    little.write_text(
        little.read_text(encoding="utf-8").replace("总计 | 51.00 | 总计 | 51.00", "总计 | 51.00 | 总计 | 57.00"), "utf-8"
    )
    result = run(little, "--ignore", "STR")
    assert result.exit_code == 2 and "核对得太少" in result.output and "错误 1 条" in result.output


def test_every_output_says_it_first(little: Path, book: Rulebook) -> None:
    report = judged(audit_document(read_text(little.read_text(encoding="utf-8")), book), 50)
    made = Run((report,), "1", book.digest, book.rules)
    said = f"核对 {report.checked}/{report.printed}"
    for name in ("text", "markdown", "github", "checklist", "summary"):
        form = reports.output(name)
        assert form is not None
        assert said in str(form.render(made)).splitlines()[0], name
    for name in ("html", "checklist_html", "junit", "sarif", "gitlab", "csv"):
        form = reports.output(name)
        assert form is not None
        text = form.render(made)
        assert said in (text.decode() if isinstance(text, bytes) else text), name


def test_a_kind_that_lives_of_words_says_so(tmp_path: Path) -> None:
    path = tmp_path / "反馈.md"
    path.write_text(
        "云岭县财政支出绩效评价结果反馈表\n\n一、存在的问题\n预算执行率偏低，仅为 61.2%，项目管理不够规范。\n", encoding="utf-8"
    )
    result = run(path, "--ignore", "STR")
    assert result.exit_code == 0 and "只检查了文字" in result.output


def test_what_is_not_audited_passes_no_rule_and_fails_no_folder(tmp_path: Path, little: Path) -> None:
    (tmp_path / "邀请函.md").write_text("邀请函\n\n请带预算资料参加会议，会务费 500 元。\n", encoding="utf-8")
    (tmp_path / "价格表.md").write_text("价格表\n\n松木板每张 120.00 元，优惠 5%。\n", encoding="utf-8")
    result = run(tmp_path, "--ignore", "STR", "--min-checked", "0", "--format", "json")
    by_name = {Path(report["path"]).stem: report for report in json.loads(result.stdout)["reports"]}
    assert result.exit_code == 0
    assert by_name["价格表"]["summary"]["passed"] == 0 and by_name["价格表"]["audited"] is False
    assert "另有 2 份未审核" in run(tmp_path, "--ignore", "STR", "--min-checked", "0").output
    assert run(tmp_path / "价格表.md").exit_code == 2
