"""What a report is: its kind, year, office and profile by all signs, none by the first word."""

from __future__ import annotations

import pytest

from auditor.meaning import survey
from auditor.model.facts import Facts
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook

ACCOUNTS = "2023年度“三公”经费支出决算为3.20万元，与2022年度决算数相比增加0.20万元。"
BUDGET = "2025年收入预算310.00万元，比上年预算增加10.00万元。"


def surveyed(text: str, book: Rulebook) -> Facts:
    return survey(read_text(text), book.vocabulary)


@pytest.mark.parametrize(
    "title",
    [
        "云岭县林业局2023年度部门决算公开", "云岭县林业局（本级）2023年度决算", "2023年度云岭县林业局单位决算说明",
        "云岭县林业局2023年决算批复信息公开", "关于云岭县林业局2023年度决算的说明", "云岭县林业局2023年“三公”经费决算情况说明",
        "云岭县林业局\n2023年度\n部门决算报告", "2023年度云岭县林业局部门决算暨绩效自评结果公开",
    ],
)  # fmt: skip
def test_titles_of_final_accounts(title: str, book: Rulebook) -> None:
    identity = surveyed(f"{title}\n\n一、“三公”经费支出决算情况\n{ACCOUNTS}", book).identity
    assert (identity.kind, identity.year) == ("部门决算", 2023)


@pytest.mark.parametrize(
    "title",
    [
        "云岭县林业局2025年部门综合预算", "2025年云岭县林业局部门预算公开说明", "云岭县第一中学2025年单位预算",
        "云岭县林业局2025年预算公开情况说明", "云岭县林业局2025年部门预算及“三公”经费预算",
    ],
)  # fmt: skip
def test_titles_of_budgets(title: str, book: Rulebook) -> None:
    text = f"{title}\n\n一、收支预算总体情况\n{BUDGET}\n二、“三公”经费\n比2024年决算减少1.00万元，因为2024年支出决算数较高。"
    identity = surveyed(text, book).identity
    assert (identity.kind, identity.year) == ("部门预算", 2025)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2023年度云岭县林业局项目支出绩效自评报告", "绩效自评"),
        ("项目支出绩效自评表", "绩效自评"),
        ("云岭县财政支出绩效评价结果反馈表", "绩效评价结果反馈表"),
        ("云岭县2025年部门预算项目绩效目标申报表", "绩效目标表"),
        ("部门整体支出绩效目标表", "绩效目标表"),
        ("云岭县造林补助项目绩效评价报告", "绩效评价报告"),
    ],
)
def test_papers_of_performance_are_kinds_of_their_own(title: str, kind: str, book: Rulebook) -> None:
    assert surveyed(f"{title}\n\n项目名称：造林补助\n预算安排 20.00 万元，支出决算为 20.00 万元。", book).identity.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "请柬\n\n定于2025年3月1日召开林业工作会议，敬请光临。会务费300元。",
        "价格表\n\n松木板每张 120.00 元，优惠 5%。",
        "云岭木业集团有限公司2023年度财务决算报告\n\n本年营业收入 5,200.00 万元，净利润 310.00 万元。",
        "政府工作报告\n\n2023年，一般公共预算收入完成 12.30 亿元，增长 4.5%。",
        "Annual report of the forestry bureau\n\nRevenue was 3.1 million.",
    ],
)
def test_what_is_no_such_report_has_no_kind(text: str, book: Rulebook) -> None:
    assert surveyed(text, book).identity.kind is None


@pytest.mark.parametrize(("said", "kind"), [(ACCOUNTS, "部门决算"), ("2025年“三公”经费预算为 3.20 万元。", "部门预算")])
def test_a_notice_of_the_three_public_costs_is_told_by_its_text(said: str, kind: str, book: Rulebook) -> None:
    assert surveyed(f"云岭县林业局“三公”经费公示\n\n{said}", book).identity.kind == kind


def test_signs_without_a_title_decide(book: Rulebook) -> None:
    tables = "预算02表 部门收入总体情况表\n单位：元\n科目名称 | 预算数\n行政运行 | 5200.00\n合计 | 5200.00\n"
    assert surveyed(tables, book).identity.kind == "部门预算"


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("云岭市卫生局2023年度部门决算\n\n负责本市卫生工作，组织本市公共卫生服务。", None),
        ("云岭大学2023年度部门决算\n\n与南昌、九江的企业合作办学。\n在上海设有办事处。", None),
        ("上饶市云岭区卫生局2023年度部门决算\n\n负责全区卫生工作。", "江西"),
        ("上海市云岭区卫生局2023年度部门决算\n\n负责全区卫生工作。", "上海"),
        (
            "云岭市卫生局2023年度部门决算\n\n（注：当此表数据为空时，即本部门没有此项收入，也没有使用此项收入安排的支出。）",
            "江西",
        ),
    ],
)
def test_a_place_named_in_passing_is_no_profile(text: str, profile: str | None, book: Rulebook) -> None:
    assert surveyed(text, book).identity.profile == profile


def test_one_caption_of_another_year_does_not_change_the_year(book: Rulebook) -> None:
    table = "{}年度收入决算表\n单位：万元\n科目名称 | 合计\n合计 | 5.00\n\n"
    text = "云岭县林业局2023年度部门决算\n\n" + table.format(2022) + table.format(2022) + table.format(2023)
    assert surveyed(text, book).identity.year == 2023


def test_the_title_of_the_report_silences_nothing(book: Rulebook) -> None:
    from auditor.engine import audit_document

    text = "# 云岭县林业局2023年度部门决算及绩效评价结果公开\n\n## 一、“三公”经费支出决算情况\n\n{}"
    said = "2023年“三公”经费支出决算为3.20万元，比上年增加0.20万元，增长16.67%。"
    assert [f.rule for f in audit_document(read_text(text.format(said)), book).findings if f.severity == "error"]
