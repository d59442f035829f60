"""Accepted findings: by rule, labels and difference; reasons kept; changed, expired and stale entries told."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import ROOT
from tests.test_cli import FAULTY, run

HEAD = "# 我的注\naccepted:\n"


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "报 告.md"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def accept(report: Path, *more: object) -> str:
    result = run("accept", report, "--reason", "已核对", "--author", "张三", *more)
    assert result.exit_code == 0, result.output
    return (report.parent / "audit.ledger.yaml").read_text(encoding="utf-8")


def open_rules(report: Path, *more: object) -> list[str]:
    data = json.loads(run(report, "--format", "json", *more).stdout)
    jsonschema.validate(data, json.loads((ROOT / "auditor/reports/report.schema.json").read_text(encoding="utf-8")))
    return [finding["rule"] for finding in data["reports"][0]["findings"]]


def test_an_accepted_finding_counts_no_more(report: Path) -> None:
    assert run(report).exit_code == 1
    text = accept(report, "--rule", "BAL003", "--expires", "2099-12-31")
    for said in (
        "rule: BAL003",
        "difference: '10'",
        "reason: 已核对",
        "author: 张三",
        "expires: '2099-12-31'",
        "report: 报 告.md",
    ):
        assert said in text
    result = run(report)
    assert result.exit_code == 0 and "已接受 1 条" in result.output and "BAL003" not in open_rules(report)
    assert "已核对（张三，" in run(report, "-v").output
    sarif = json.loads(run(report, "--format", "sarif").stdout)
    suppressed = [r for r in sarif["runs"][0]["results"] if r.get("suppressions")]
    assert [r["suppressions"][0]["justification"] for r in suppressed] == ["已核对"]


def test_a_changed_number_opens_it_again(report: Path) -> None:
    accept(report, "--rule", "BAL003")
    report.write_text(FAULTY.replace("336.45", "337.45"), encoding="utf-8")
    result = run(report)
    assert result.exit_code == 1
    assert "audit.ledger.yaml:3：BAL003 接受时相差 10，现在相差 11" in result.output
    text = accept(report, "--rule", "BAL003")
    assert text.count("rule: BAL003") == 1 and "difference: '11'" in text, "the entry gives way to the new one"
    assert run(report).exit_code == 0


def test_an_inserted_row_or_another_name_does_not(report: Path) -> None:
    head = "2024年度部门决算\n单位名称：清河市示例局\n"
    report.write_text(head + FAULTY, encoding="utf-8")
    accept(report, "--rule", "BAL003")
    longer = FAULTY.replace("本年收入合计", "一、一般公共预算财政拨款收入 | 311.56 | 二、外交支出 |\n本年收入合计", 1)
    report.write_text(head + longer, encoding="utf-8")
    assert "BAL003" not in open_rules(report)


def test_stale_entries_are_told_and_ones_not_judged_are_not(report: Path) -> None:
    accept(report, "--rule", "BAL003")
    report.write_text(FAULTY.replace("336.45", "326.45"), encoding="utf-8")
    result = run(report)
    assert result.exit_code == 0 and "audit.ledger.yaml:3：报告中已没有 BAL003 的这处发现" in result.output
    assert "audit.ledger.yaml" not in run(report, "--select", "SAN").output
    report.write_text("会议通知", encoding="utf-8")
    assert "已没有" in run(report).output, "not applicable is judged"
    report.write_text("", encoding="utf-8")
    assert "已没有" not in run(report).output, "not audited is not"


def test_expired_entries_open_again_and_are_told(report: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "audit.ledger.yaml"
    ledger.write_text(accept(report, "--rule", "BAL003", "--expires", "2099-12-31").replace("2099-12-31", "2001-12-31"))
    result = run(report)
    assert result.exit_code == 1 and "于 2001-12-31 到期" in result.output
    assert accept(report, "--rule", "BAL003").count("rule: BAL003") == 1
    assert run(report).exit_code == 0
    past = run("accept", report, "--reason", "x", "--expires", "2001-01-01")
    assert past.exit_code == 2 and "已经过去" in past.output


def test_another_office_is_not_accepted_with_it(report: Path, tmp_path: Path) -> None:
    accept(report, "--rule", "BAL003")
    other = tmp_path / "另一份.md"
    other.write_text(FAULTY, encoding="utf-8")
    assert "BAL003" in open_rules(other)


def test_comments_and_other_entries_stay(report: Path, tmp_path: Path) -> None:
    accept(report, "--rule", "BAL003")
    ledger = tmp_path / "audit.ledger.yaml"
    kept = ledger.read_text(encoding="utf-8").replace("reason: 已核对", "reason: 已核对   # 电话 2 月 3 日")
    ledger.write_text("# 甲县台账\n" + kept, encoding="utf-8")
    other = tmp_path / "乙.md"
    other.write_text(FAULTY, encoding="utf-8")
    text = accept(other, "--rule", "BAL003")
    assert text.startswith("# 甲县台账\n") and "# 电话 2 月 3 日" in text and text.count("rule: BAL003") == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.ledger.yaml", "乙.md", "报 告.md"]


def test_what_accept_refuses(report: Path, tmp_path: Path) -> None:
    for more in (["--rule", "SAN001"], ["--fingerprint", "ffff"], ["--rule", ""], ["--fingerprint", ""]):
        result = run("accept", report, "--reason", "x", *more)
        assert result.exit_code == 2 and "什么也没有记" in result.output
    assert run("accept", report).exit_code == 2 and run("accept", report, "--reason", " ").exit_code == 2
    assert run("accept", report, "--reason", "x", "--expires", "明天").exit_code == 2
    assert run("accept", tmp_path / "没有.docx", "--reason", "x").exit_code == 2
    assert run("accept", report, "--reason", "x", "--ledger", tmp_path / "没有" / "l.yaml").exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["报 告.md"]


def test_one_finding_by_its_fingerprint(report: Path) -> None:
    data = json.loads(run(report, "--format", "json").stdout)
    chosen = data["reports"][0]["findings"][0]
    accept(report, "--fingerprint", chosen["fingerprint"][:10])
    after = json.loads(run(report, "--format", "json").stdout)["reports"][0]
    assert [finding["fingerprint"] for finding in after["accepted"]] == [chosen["fingerprint"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accepted: 无\n", ":1:11: 这里应是列表"),
        ("acepted: []\n", "是不是「accepted」"),
        (HEAD + "  - rule: BAL003\n", ":3:5: 缺少「fingerprint」"),
        (HEAD + "  - {rule: A, fingerprint: 0123456789abcdef, difference: 1, report: a, reason: x, author: y, date: 2025-02-30}\n",
         "「2025-02-30」不是日期"),
        (HEAD + "  - {rule: A, fingerprint: 0123456789abcdef, difference: 1, report: a, reason: ' ', author: y, date: 2025-02-03}\n",
         ":3:80: 没有写原因"),
        ("accepted: [\n", "YAML 语法错误"),
    ],
)  # fmt: skip
def test_mistakes_in_a_ledger_have_a_place(report: Path, tmp_path: Path, text: str, said: str) -> None:
    ledger = tmp_path / "audit.ledger.yaml"
    ledger.write_text(text, encoding="utf-8")
    for result in (run(report), run("accept", report, "--reason", "x")):
        assert result.exit_code == 2 and said in result.output and "audit.ledger.yaml" in result.output
    assert ledger.read_text(encoding="utf-8") == text


def test_a_ledger_named_on_the_command_line(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "台账.yaml"
    result = run("accept", report, "--reason", "x", "--rule", "BAL003", "--ledger", other)
    assert result.exit_code == 0 and "date: '" + datetime.date.today().isoformat() in other.read_text(encoding="utf-8")
    assert "BAL003" in open_rules(report) and "BAL003" not in open_rules(report, "--ledger", other)
