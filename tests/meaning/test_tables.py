"""Tables put together from pieces, recognised by title and header, read without losing a number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.engine import audit_document
from auditor.meaning import sheets
from auditor.model.report import Report
from auditor.reading import read
from auditor.rulebook import Rulebook

Reports = Callable[[str], Report]

TITLE = "支出决算表"
HEAD = "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出"
TOTAL = "合计 | | 64.30 | 41.30 | 23.00"
FIRST = "213 | 农林水支出 | 51.80 | 28.80 | 23.00"
SECOND = "221 | 住房保障支出 | 12.50 | 12.50 | 0.00"


@pytest.fixture
def audited(tmp_path: Path, book: Rulebook) -> Reports:
    def audited(text: str) -> Report:
        path = tmp_path / "report.txt"
        path.write_text("云岭县林业局2024年度部门决算\n\n" + text, encoding="utf-8")
        return audit_document(read(path), book)

    return audited


def lines(*parts: str) -> str:
    return "\n".join(parts) + "\n\n"


def told(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings if finding.severity != "info" and not finding.rule.startswith("STR")}


@pytest.mark.parametrize("second", [(TITLE, "单位：万元", HEAD, TOTAL, SECOND), (TITLE, HEAD, SECOND), ("续表", HEAD, SECOND)])
def test_a_page_that_prints_its_heading_again_goes_on(audited: Reports, second: tuple[str, ...]) -> None:
    report = audited(lines(TITLE, "单位：万元", HEAD, TOTAL, FIRST) + lines(*second))
    assert report.facts and len(report.facts.sheets) == 1
    assert not told(report)


def test_another_total_is_another_office(audited: Reports) -> None:
    other = lines(TITLE, HEAD, "合计 | | 30.00 | 20.00 | 10.00", "221 | 住房保障支出 | 30.00 | 20.00 | 10.00")
    report = audited(lines(TITLE, HEAD, TOTAL, FIRST, SECOND) + other)
    assert report.facts and [sheet.group for sheet in report.facts.sheets] == [0, 1]
    assert not told(report)


def test_a_wrong_total_on_the_second_page_is_found(audited: Reports) -> None:
    again = lines(TITLE, HEAD, TOTAL.replace("64.30", "63.40"), SECOND)
    assert "FMT015" in told(audited(lines(TITLE, HEAD, TOTAL, FIRST) + again))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云岭县林业局2024年度支出决算表", "支出决算表"),
        ("附表3：部门支出决算表（单位：万元）", "支出决算表"),
        ("信托业务支出决算表", None),
        ("扶持资金财政拨款支出决算表", None),
    ],
)
def test_a_title_counts_as_a_whole(audited: Reports, title: str, kind: str | None) -> None:
    facts = audited(lines(title, HEAD, TOTAL, FIRST, SECOND)).facts
    assert facts and [sheet.kind for sheet in facts.sheets] == ([kind] if kind else [])


def test_codes_in_two_columns_and_in_stairs(audited: Reports) -> None:
    two = lines(TITLE, "类款 | 项 | 科目名称 | 本年支出合计", "合计 | | | 9.00", "213 | | 农林水支出 | 9.00",
                "21302 | | 林业和草原 | 9.00", "21302 | 05 | 森林资源培育 | 4.00", " | 06 | 技术推广 | 5.00")  # fmt: skip
    facts = audited(two).facts
    assert facts and facts.sheets[0].members("科目") == ["合计", "213", "21302", "2130205", "2130206"]


def test_what_is_within_a_line_is_not_added_to_it(audited: Reports) -> None:
    table = lines("收入支出决算总表", "收入 | 金额 | 支出 | 金额", "一、财政拨款收入 | 80.00 | 一、农林水支出 | 92.00",
                  "其中：政府性基金预算财政拨款 | 7.00 | |", "二、其他收入 | 12.00 | |", "其中：利息收入 | 2.00 | |",
                  "本年收入合计 | 92.00 | 本年支出合计 | 92.00")  # fmt: skip
    report = audited(table)
    assert not told(report)
    assert report.facts and not report.facts.sheets[0].unplaced
    assert "SUM011" in told(audited(table.replace("12.00", "21.00")))


def test_no_number_of_a_known_table_is_lost(audited: Reports) -> None:
    facts = audited(
        lines(TITLE, HEAD + " | 本年支出 | 中央补助", TOTAL + " | 64.30 | 7.00", "乡村道路 | | 3.00 | 1.00 | 2.00 | |")
    ).facts
    assert facts and {one.text for one in facts.sheets[0].unplaced} >= {"3.00", "1.00", "2.00", "7.00"}


def test_a_table_that_fails_costs_no_report(audited: Reports, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(sheets._Reader, "read", failing)
    report = audited(lines(TITLE, HEAD, TOTAL, FIRST, SECOND))
    assert report.status == "incomplete"
    assert "第 1 张表" in (report.reason or "")


def test_the_right_half_of_a_table_stands_beside_its_lines(audited: Reports) -> None:
    left = lines(TITLE, "科目编码 | 科目名称 | 本年支出合计 | 基本支出", "合计 | | 64.30 | 41.30", "213 | 农林水支出 | 51.80 | 28.80",
                 "221 | 住房保障支出 | 12.50 | 12.50")  # fmt: skip
    right = lines("科目编码 | 科目名称 | 项目支出", "合计 | | 23.00", "213 | 农林水支出 | 23.00", "221 | 住房保障支出 | 0.00")
    report = audited(left + right)
    assert report.facts and len(report.facts.sheets) == 1
    assert not told(report)
    assert told(audited(left + right.replace("213 | 农林水支出 | 23.00", "213 | 农林水支出 | 32.00")))


@pytest.mark.parametrize("head", ["类款项合计", "合计"])
def test_codes_under_a_heading_of_names(tmp_path: Path, book: Rulebook, head: str) -> None:
    def row(*cells: str) -> str:
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"

    rows = (
        row("213", "", "", "农林水支出", "9.00")
        + row("213", "02", "", "林业和草原", "9.00")
        + row("213", "02", "05", "培育", "9.00")
    )
    table = f"<tr><td colspan=4>项目</td><td>本年支出合计</td></tr><tr><td colspan=4>{head}</td><td>9.00</td></tr>{rows}"
    path = tmp_path / "report.html"
    path.write_text(f"<h1>云岭县林业局2024年度部门决算</h1><p>支出决算表</p><table>{table}</table>", encoding="utf-8")
    facts = audit_document(read(path), book).facts
    assert facts and facts.sheets[0].members("科目") == ["合计", "213", "21302", "2130205"]


def test_lines_without_codes_are_known_by_name(audited: Reports) -> None:
    table = lines(
        TITLE,
        HEAD.replace("科目编码 | ", ""),
        *(line.partition(" | ")[2] for line in (FIRST, SECOND)),
        "合计 | 64.30 | 41.30 | 23.00",
    )
    assert not told(audited(table))
    assert "SUM032" in told(audited(table.replace("12.50 | 12.50", "15.20 | 15.20")))


def test_the_totals_of_a_university_are_those_of_the_year(audited: Reports) -> None:
    table = lines("高等学校收支决算总表", "单位：万元", "收入 | 金额 | 支出 | 金额", "一、财政拨款收入 | 80.00 | 一、教育支出 | 88.00",
                  "二、其他收入 | 12.00 | |", "本年收入合计 | 92.00 | 本年支出合计 | 88.00",
                  "上年结转和结余 | 6.00 | 年末结转和结余 | 10.00", "合计 | 98.00 | 合计 | 98.00")  # fmt: skip
    text = "第三部分 决算情况说明\n\n一、高等学校收支决算总表说明\n\n学校2024年度收入总计92.00万元，支出总计88.00万元。\n"
    assert not told(audited(table + text))
    assert told(audited(table + text.replace("收入总计92.00", "收入总计29.00")))
