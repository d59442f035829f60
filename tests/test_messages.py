"""What a clerk reads: where, printed, expected, the difference with its unit; nobody is blamed for what cannot be."""

from __future__ import annotations

import pytest

from auditor.engine import audit_document
from auditor.model.report import Finding
from auditor.reading.text import read_text
from auditor.reports.sentences import claim
from auditor.rulebook import load

BOOK = load(cache=False)
HEAD = "石桥镇人民政府2024年度部门决算\n\n第三部分 2024年度部门决算情况说明\n一、收入支出决算情况说明\n"


def told(text: str, head: str = HEAD, lang: str = "zh") -> list[Finding]:
    report = audit_document(read_text(head + text), BOOK, lang=lang)
    return [finding for finding in report.findings if finding.severity != "info" and not finding.rule.startswith("STR0")]


def test_the_difference_of_two_rates_is_in_percentage_points() -> None:
    (found,) = told("其他收入520.00万元，比上年增加20.00万元，增长9.00%。")
    assert (found.expected, found.difference, found.unit) == ("4.00%", "5", "个百分点")
    assert claim(found).endswith("相差 5 个百分点")


def test_a_fall_is_told_without_a_sign() -> None:
    (found,) = told("其他收入480.00万元，比上年减少20.00万元，下降9.00%。")
    assert (found.expected, found.difference) == ("4.00%", "5")


def test_what_a_finding_is_about_has_its_own_expected_value() -> None:
    head = "项目支出绩效自评报告\n一、基本情况\n"
    (found,) = told("项目预算支出50.00万元，实际支出40.00万元，预算支出完成率80.00%。本项目评价得分为100分。", head)
    assert found.actual == "100" and found.expected is None and found.difference is None


def test_two_rules_about_the_same_words_are_one_finding() -> None:
    found = told("群众满意率达100%以上。", "2024年度部门整体支出绩效自评报告\n一、绩效情况\n")
    assert len(found) == 1 and found[0].also


@pytest.mark.parametrize(
    "words", ["增加（减少）20.00万元，增长4.00%", "增加20.00万元，下降（增长）4.00%", "增加/减少20.00万元，增长4.00%"]
)
def test_a_choice_that_was_not_made_is_no_direction(words: str) -> None:
    assert not [finding.rule for finding in told(f"其他收入520.00万元，比上年{words}。") if finding.rule.startswith("CMP")]


TABLE = """石桥镇人民政府2024年度部门决算

一般公共预算财政拨款基本支出决算表
单位：万元
经济分类科目编码 | 科目名称 | 决算数 | 经济分类科目编码 | 科目名称 | 决算数
301 | 工资福利支出 | 210.00 | 302 | 商品和服务支出 | 51.00
30101 | 基本工资 | 210.00 | 30201 | 办公费 | 90.00
 | | | 30217 | 公务接待费 | {reception}
人员经费合计 | | 210.00 | 公用经费合计 | | 51.00

财政拨款“三公”经费支出决算表
单位：万元
预算数 | | | | | | 决算数 | | | | |
合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | | | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | | | 公务接待费
 | | 小计 | 公务用车购置费 | 公务用车运行维护费 | | | | 小计 | 公务用车购置费 | 公务用车运行维护费 |
2.00 | 0.00 | 0.00 | 0.00 | 0.00 | 2.00 | 2.00 | 0.00 | 0.00 | 0.00 | 0.00 | 2.00
"""


def test_no_amount_is_suspected_of_being_negative() -> None:
    found = told("", TABLE.format(reception="6.00"))
    assert len(found) == 2
    assert not any((finding.expected or "").startswith("-") for finding in found)


def test_a_total_of_nought_is_not_blamed_on_the_rate() -> None:
    table = """石桥镇人民政府2024年度部门决算

收入支出决算总表
单位：万元
收入 | 决算数 | 支出 | 决算数
一、一般公共预算财政拨款收入 | 4,120.50 | 一、一般公共服务支出 | 4,120.50
本年收入合计 | 4,120.50 | 本年支出合计 | 4,120.50
总计 | 4,120.50 | 总计 | 4,120.50

第三部分 2024年度部门决算情况说明
一、收入支出决算总体情况说明
"""
    (found,) = told("2024年度收入支出总计0万元。与2023年度相比，收入支出总计减少210.00万元，下降4.85%。", table)
    assert found.actual == "0万元" and found.expected == "4120.50"
