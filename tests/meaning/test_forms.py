"""Forms in the layouts of several provinces: what is read of them, and that the same numbers give the same verdicts."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from auditor.model.report import Report

Audit = Callable[[str], Report]

HEAD = """项目支出绩效自评表
（2023年度）
项目名称 | 河道清淤 | | | | | | |
主管部门 | 临溪县水利局 | | | 实施单位 | 临溪县河道所 | | |
"""
GOALS = """年度总体目标 | 预期目标 | | | | 实际完成情况 | | |
 | 完成三条河道清淤，改善行洪条件和沿岸环境。 | | | | 三条河道清淤全部完成，行洪断面恢复到设计标准。 | | |
"""
INDICATORS = """绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
 | 产出指标 | 数量指标 | 清淤河道条数 | ≥3条 | 3条 | 25 | 25 |
 | | 质量指标 | 验收合格率 | 100% | 100% | 25 | 25 |
 | 效益指标 | 社会效益指标 | 受益人口 | ≥2万人 | 2.1万人 | 30 | 30 |
 | 满意度指标 | 服务对象满意度 | 沿岸群众满意度 | ≥90% | 94% | 10 | 10 |
"""
FUNDS = {
    "万元": """项目资金（万元） | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
 | 年度资金总额： | 120.00 | 150.00 | 147.80 | 10 | 98.53 | 9.85 |
 | 其中：本年财政拨款 | 120.00 | 140.00 | 138.00 | － | 98.57 | － |
 | 上年结转资金 | 0 | 10 | 9.80 | － | 98.00 | － |
""",
    "百分号": """项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
 | 年度资金总额 | 120.00 | 150.00 | 147.80 | 10 | 98.53% | 9.85 |
 | 其中：当年财政拨款 | 120.00 | 140.00 | 138.00 | － | 98.57% | － |
 | 上年结转资金 | | 10.00 | 9.80 | － | | － |
 | 其他资金 | | | | － | | － |
""",
    "小数": """资金情况（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
 | 年度资金总额 | 120.00 | 150.00 | 147.80 | 10 | 0.9853 | 9.85 |
 | 其中：财政拨款 | 120.00 | 150.00 | 147.80 | | 0.9853 | |
""",
    "元": """项目资金（元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率(%) | 得分 |
 | 年度资金总额 | 1,200,000.00 | 1,500,000.00 | 1,477,951.36 | 10 | 98.53 | 9.85 |
 | 其中：财政拨款 | 1,200,000.00 | 1,400,000.00 | 1,380,000.00 | | 98.57 | |
 | 单位资金 | | 100,000.00 | 97,951.36 | | 97.95 | |
""",
    "五种来源": """预算执行情况（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
 | 年度资金总额 | 120.00 | 150.00 | 147.80 | 10 | 98.53% | 9.85 |
 | 1.一般公共预算资金 | 60.00 | 70.00 | 69.00 | — | 98.57% | — |
 | 2.政府性基金预算资金 | 30.00 | 40.00 | 39.80 | — | 99.50% | — |
 | 3.国有资本经营预算资金 | 10.00 | 10.00 | 10.00 | — | 100% | — |
 | 4.财政专户管理资金 | 5.00 | 10.00 | 9.00 | — | 90% | — |
 | 5.单位资金 | 15.00 | 20.00 | 20.00 | — | 100% | — |
""",
}
TOTAL = "总分 | | | | | | 100 | 99.85 |\n"


def form(funds: str = "万元", indicators: str = INDICATORS, total: str = TOTAL) -> str:
    return HEAD + FUNDS[funds] + GOALS + indicators + total


def told(report: Report) -> list[str]:
    return [f"{f.rule} {f.message}" for f in report.findings if f.severity != "info"]


def value(report: Report, block: str, *key: str) -> Decimal:
    assert report.facts is not None
    sheet = next(sheet for sheet in report.facts.sheets if sheet.kind == block)
    return sheet.facts[key].value


@pytest.mark.parametrize("funds", FUNDS)
def test_rates_in_all_prints_and_any_number_of_sources_are_right(drawn: Audit, funds: str) -> None:
    report = drawn(form(funds))
    assert told(report) == []
    verdicts = {verdict.rule: verdict for verdict in report.verdicts}
    assert all(verdicts[rule].state == "passed" for rule in ("SCR001", "SCR002", "SCR004", "SCR005", "SCR021"))
    rate = value(report, "绩效资金", "年度资金总额", "执行率")
    assert round(rate, 2) == Decimal("98.53")


@pytest.mark.parametrize("funds", FUNDS)
@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("98.53", "89.53", "SCR001"),
        ("0.9853", "0.8953", "SCR001"),
        ("| 9.85", "| 8.95", "SCR004"),
        ("| 10 | 98.53", "| 20 | 98.53", "SCR005"),
    ],
)
def test_a_wrong_figure_is_found_in_every_layout(drawn: Audit, funds: str, old: str, new: str, rule: str) -> None:
    text = form(funds)
    if old not in text:
        pytest.skip("not printed so in this layout")
    report = drawn(text.replace(old, new, 1))
    found = [f for f in report.findings if f.rule == rule or rule in f.also]
    assert found and any(new.split()[-1].strip("| ") in place.quote or "20" in place.quote for f in found for place in f.places)


@pytest.mark.parametrize("funds", FUNDS)
def test_a_source_that_does_not_add_up_is_found(drawn: Audit, funds: str) -> None:
    lines = form(funds).splitlines()
    row = next(i for i, line in enumerate(lines) if "年度资金总额" in line) + 1
    cells = lines[row].split("|")
    cells[4] = cells[4].replace("1", "7", 1).replace("6", "8", 1)
    lines[row] = "|".join(cells)
    assert any(f.rule == "SCR021" or "SCR021" in f.also for f in drawn("\n".join(lines)).findings)


def test_parts_that_nobody_filled_in_are_no_contradiction(drawn: Audit) -> None:
    text = (
        form("百分号")
        .replace("当年财政拨款 | 120.00 | 140.00 | 138.00 | － | 98.57%", "当年财政拨款 | | | | － |")
        .replace("上年结转资金 | | 10.00 | 9.80", "上年结转资金 | | |")
    )
    assert told(drawn(text)) == []


WIDE = """项目支出绩效自评表
项目名称 | 河道清淤
一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 指标性质 | 指标值 | 计量单位 | 实际完成值 | 分值 | 得分 | 备注
产出指标 | 60 | 数量指标 | 30 | 清淤河道条数 | ≥ | 3 | 条 | 3 | 30 | 30 |
 | | 质量指标 | 30 | 验收合格率 | = | 100 | % | 100 | 30 | 30 |
效益指标 | 30 | 社会效益指标 | 30 | 受益人口 | ≥ | 20000 | 人 | 21000 | 30 | 30 |
满意度指标 | 10 | 服务对象满意度 | 10 | 沿岸群众满意度 | ≥ | 90 | % | 94 | 10 | 10 |
合计 | | | | | | | | | 100 | 100 |
"""


def test_operator_unit_and_class_weights_in_columns_of_their_own(drawn: Audit) -> None:
    report = drawn(WIDE)
    assert told(report) == []
    assert report.facts is not None
    row = report.facts.forms[0].of("绩效指标")[1]
    entry = row.entry("指标值")
    assert entry is not None and (entry.value.operator, entry.value.measure, entry.value.low) == ("=", "percent", Decimal(100))
    assert {v.rule: v.compared for v in report.verdicts}["SCR006"] == 7
    wrong = drawn(WIDE.replace("质量指标 | 30 |", "质量指标 | 35 |"))
    assert [f.rule for f in wrong.findings if f.severity == "error"] == ["SCR006"]


def test_a_row_that_lost_its_first_cells_at_a_page_break(drawn: Audit) -> None:
    text = form().replace(" | | 质量指标 | 验收合格率 |", "质量指标 | 验收合格率 |")
    report = drawn(text)
    assert told(report) == []
    assert value(report, "绩效指标", "产出指标/质量指标/验收合格率", "得分") == 25


def test_a_row_that_lost_its_first_cell_and_got_a_blank_one_at_its_end(drawn: Audit) -> None:
    text = form().replace(
        " | 满意度指标 | 服务对象满意度 | 沿岸群众满意度 | ≥90% | 94% | 10 | 10 |",
        "满意度指标 | 服务对象满意度 | 沿岸群众满意度 | ≥90% | 94% | 10 | 10 | |",
    )
    report = drawn(text.replace("总分 | | | | | | 100 | 99.85 |", "总分 | | | | | 100 | 99.85 | |"))
    assert told(report) == []
    assert value(report, "绩效指标", "满意度指标/服务对象满意度/沿岸群众满意度", "得分") == 10
    assert value(report, "绩效指标", "总分", "得分") == Decimal("99.85")


def test_a_total_whose_numbers_were_moved_to_its_front(drawn: Audit) -> None:
    report = drawn(form().replace(TOTAL, "总分 | 100 | 99.85 | 等级：优 | | | | | |\n"))
    assert told(report) == []
    assert value(report, "绩效指标", "总分", "得分") == Decimal("99.85")
    assert {v.rule: v.state for v in report.verdicts}["SCR015"] == "passed"


def test_the_lower_ranks_of_funds_are_not_added_to_the_higher_ones(drawn: Audit) -> None:
    ranked = """项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
 | 年度资金总额 | 120.00 | 150.00 | 147.80 | 10 | 98.53 | 9.85 |
 | 其中：当年财政拨款 | 120.00 | 140.00 | 138.00 | | | |
 | 其中：省级资金 | 80.00 | 100.00 | 99.00 | | | |
 | 县级资金 | 40.00 | 40.00 | 39.00 | | | |
 | 其他资金 | 0.00 | 10.00 | 9.80 | | | |
"""
    text = HEAD + ranked + GOALS + INDICATORS + TOTAL
    assert told(drawn(text)) == []
    assert [f.rule for f in drawn(text.replace("140.00 | 138.00", "140.00 | 183.00")).findings] == ["SCR021"]


def test_a_source_that_is_not_known_leaves_the_sum_unchecked(drawn: Audit) -> None:
    report = drawn(form("百分号").replace("其他资金 | | | |", "村集体投劳折资 | 5 | 5 | 5 |"))
    assert told(report) == []
    verdict = next(v for v in report.verdicts if v.rule == "SCR021")
    assert verdict.state == "not_checked" and "村集体投劳折资" in (verdict.reason or "")


def test_a_form_that_cannot_be_laid_out_is_unknown_not_blank(drawn: Audit) -> None:
    torn = "\n".join(f" | {cell.strip()}" for line in form().splitlines()[2:] for cell in line.split("|") if cell.strip())
    report = drawn("项目支出绩效自评表\n" + torn)
    assert report.facts is not None
    assert (report.facts.forms, len(report.facts.unknown), told(report)) == ([], 1, [])


def test_a_class_heading_torn_from_its_weight(drawn: Audit) -> None:
    text = form().replace(" | 产出指标 | 数量指标", " | 产出指标 | 数量指标").replace(" | | 质量指标", " | （60分） | 质量指标")
    found = [f.message for f in drawn(text).findings if f.rule == "SCR006"]
    assert found == ["“产出指标”标注 60 分，其下各指标分值合计 50 分"]


def test_empty_numbered_lines_and_dots_are_no_records(drawn: Audit) -> None:
    text = form().replace(
        " | | 质量指标 | 验收合格率", " | | | 指标2： | | | | |\n | | | …… | | | | |\n | | 质量指标 | 指标1：验收合格率"
    )
    report = drawn(text)
    assert told(report) == []
    assert report.facts is not None
    assert [row.name for row in report.facts.forms[0].of("绩效指标")][1] == "验收合格率"


def test_two_forms_below_each_other_are_two_sets(drawn: Audit) -> None:
    second = form("五种来源").replace("河道清淤", "水库除险").removeprefix("项目支出绩效自评表\n（2023年度）\n")
    report = drawn(form() + second)
    assert told(report) == []
    assert report.facts is not None
    assert [f.name for f in report.facts.forms] == ["河道清淤", "水库除险"]
    assert {v.rule: v.compared for v in report.verdicts}["SCR004"] == 2


def test_blank_forms_are_one_finding_and_nothing_else_is_said_of_them(drawn: Audit) -> None:
    blank = re.sub(r"(?<=\|) [^|]*\d[^|]*(?=\|)", " ", form()).replace("河道清淤", "").replace("100 | 99.85", "100 |")
    blank = re.sub("(?:完成三条|三条河道)[^|]*", " ", blank)
    report = drawn(blank + "\n\n" + blank.replace("项目支出绩效自评表", "附件：项目支出绩效自评表"))
    assert [f.rule for f in report.findings if f.severity != "info"] == ["STR010"]
    assert report.findings[0].message.startswith("2 张表是空白模板")


def test_what_a_feedback_form_quotes_is_not_judged(drawn: Audit) -> None:
    text = """财政支出绩效评价结果反馈表
评价类型 | 项目支出 | 评价年度 | 2023年
评价分值 | 82.60 | 评价结论 | 良
主要问题与建议 | 一是绩效指标设置不规范，如“接办件数”的年度指标值为“≥140万元”；二是自评平均分为97分，与各表不符。 | |
"""
    report = drawn(text)
    assert told(report) == []
    assert {v.rule: v.state for v in report.verdicts}["SCR015"] == "passed"
    assert [f.rule for f in drawn(text.replace("| 良", "| 优")).findings] == ["SCR015"]


def test_cases_that_hold_together_are_told_once(drawn: Audit) -> None:
    text = form().replace("3条 | 25", "已完成 | 25").replace("100% | 25", "已完成 | 25").replace("94% | 10", "已完成 | 10")
    found = [f for f in drawn(text).findings if f.rule == "IND013"]
    assert len(found) == 1 and found[0].message.startswith("3 个定量指标") and len(found[0].places) == 9
