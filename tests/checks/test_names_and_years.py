"""The office's name and the years, in wordings that no rule file shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model.report import Report

Drawn = Callable[[str], Report]
HEAD = "溪口省云岭市柳塘区林业局2023年度部门决算\n\n"


def found(report: Report, *rules: str) -> set[str]:
    """Those of the rules that found something, alone or for the same words as another."""
    told = {rule for finding in report.findings for rule in (finding.rule, *finding.also)}
    return told & set(rules)


@pytest.mark.parametrize(
    "line",
    [
        "第一部分 溪口省云岭市林业局概况", "第二部分 溪口省云岭市林业局2023年度部门决算表", "一、溪口省云岭市林业局2023年度收入支出决算情况",
        "第三部分 溪口省云岭市林业局2023年度部门决算情况说明", "第一部分 溪口省云岭市柳塘区农林水务局概况",
    ],
)  # fmt: skip
def test_another_office_in_a_heading(line: str, drawn: Drawn) -> None:
    assert found(drawn(HEAD + line), "FMT030") == {"FMT030"}


@pytest.mark.parametrize(
    "line",
    [
        "第一部分 云岭市柳塘区林业局概况", "第一部分 柳塘区林业局概况", "第一部分 部门概况", "第二部分 林业局2023年度部门决算表",
        "第一部分 溪口省云岭市柳塘区林业局（汇总）概况", "经云岭市林业局批准，2023年度开展造林。",
    ],
)  # fmt: skip
def test_short_forms_are_no_other_office(line: str, drawn: Drawn) -> None:
    assert not found(drawn(HEAD + line), "FMT030")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("2023年度收入总计 5.00 万元，比2023年度增加 1.00 万元。", "DAT014"),
        ("2023年支出合计 5.00 万元。较2023年决算数增加 1.00 万元。", "DAT014"),
        ("2023年收入 5.00 万元，同2023年相比，增加 1.00 万元。", "DAT014"),
        ("203年度部门决算情况说明", "DAT013"),
        ("截至202年底，固定资产 3.00 万元。", "DAT013"),
    ],
)
def test_wrong_years(line: str, rule: str, drawn: Drawn) -> None:
    assert found(drawn(HEAD + line), "DAT013", "DAT014") == {rule}


@pytest.mark.parametrize(
    "line",
    [
        "2023年度收入总计 5.00 万元，比2022年度增加 1.00 万元。", "支出比2022年度减少 1.00 万元，其中接待费与2022年度持平。",
        "建成于201医院，共 203 人。", "2023年度支出 5.00 万元，与2023年初预算数相比增加 1.00 万元。", "公元2003年设立。",
    ],
)  # fmt: skip
def test_right_years(line: str, drawn: Drawn) -> None:
    assert not found(drawn(HEAD + line), "DAT013", "DAT014")
