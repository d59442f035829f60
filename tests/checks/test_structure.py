"""What the checks of structure and wording must not say, and how their findings stand beside the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model.report import Finding, Report

Audit = Callable[[str], Report]


def of(report: Report, *rules: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule in rules]


def test_a_blank_form_is_one_finding_and_nothing_passes(drawn: Audit) -> None:
    line = "收入总计XX万元，比上年增加（减少）XX万元，增长（下降）XX%，主要原因：XXXXXXXX。（如持平作持平表述）\n"
    report = drawn("清河市XX局2024年度部门决算\n" + line * 6 + "支出XX（类）XX（款）XX（项）列明公务接待批次。\n")
    assert [finding.rule for finding in report.findings] == ["STR031"]
    assert report.status == "complete"
    assert report.verdict_count("passed") == 0


def test_lost_automatic_numbers_are_not_accused(drawn: Audit) -> None:
    report = drawn("一、基本情况\n内容一。\n二、支出情况\n内容二。\n项目支出情况\n无\n政府性基金情况\n无\n六、结论\n内容三。\n")
    assert of(report, "STR006", "NAR013") == []


def test_a_stray_item_needs_more_predecessors_than_lines(drawn: Audit) -> None:
    assert of(drawn("（一）效益\n第一点。\n第二点。\n3.第三点。\n"), "NAR013") == []
    assert [f.places[0].quote for f in of(drawn("（一）效益\n第一点。\n4.第四点。\n"), "NAR013")] == ["4."]


def test_the_same_words_are_told_once(drawn: Audit) -> None:
    report = drawn("一、依据\n按照要求，根据《根据清河市财政局关于评价的通知》（清财〔2024〕3号开展评价。\n")
    doubled = of(report, "FMT010")
    assert len(doubled) == 1
    assert len({(p.at.block, p.at.start) for f in report.findings for p in f.places}) == sum(
        len(f.places) for f in report.findings
    )


@pytest.mark.parametrize(
    "text",
    [
        "张××同志反映，该处××村道路已修好。",
        "对口支援和为民服务的的确有成效，是是非非自有公论，了了解解。",
        "项目支出绩效自评表（2023年结转项目）。",
        "增加（减少以“－”号填列）",
        "全年接待约4800人次，开会140余次，种树12.5万余棵。",
        "截止时间为12月，截至12月31日。",
        "完成率达100%以上，增长率为100%以上。",
        "根据《关于印发〈清河市部门预算绩效管理办法〉的通知》（清财绩〔2024〕3号）开展评价。",
        "按照“先审批、后开会”的原则（见下表），优的项目2个；(1)第一项；a)第二项。",
        "资金管理、资产管理、合同管理和采购管理等制度健全。",
    ],
)
def test_right_words_are_silent(text: str, drawn: Audit) -> None:
    report = drawn(f"一、情况\n{text}\n")
    assert [f"{f.rule} {f.message}" for f in report.findings] == []


def test_another_body_is_not_a_misspelled_one(drawn: Audit) -> None:
    table = "收入支出决算总表\n部门：清河市第一实验小学\n收入 | 金额 | 支出 | 金额\n本年收入合计 | 1.00 | 本年支出合计 | 1.00\n年末结转和结余 | 0.00 | |\n"
    assert of(drawn(table + "\n清河市第二实验小学与清河市第一实验小学共建。\n"), "FMT017") == []
    wrong = of(drawn(table + "\n清河市第一实验实小学开展活动。\n"), "FMT017")
    assert [f.places[0].quote for f in wrong] == ["清河市第一实验实小学"]


def test_quotes_are_the_offending_words_exactly(drawn: Audit) -> None:
    report = drawn("一、依据\n根据清财绩【2024】 3号文件，截止 2024 年 12 月 31 日，共开会 137 余次，收入 12.00 万元。\n")
    quotes = {finding.rule: finding.places[0].quote for finding in report.findings}
    assert quotes == {"FMT009": "【2024】 3号", "FMT024": "截止", "NAR007": "137 余"}


def test_tables_alone_are_not_asked_for_words(drawn: Audit) -> None:
    fund = "政府性基金预算财政拨款收入支出决算表\n科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出合计 | 年末结转和结余\n合计 | | | | |\n"
    assert of(drawn("2024年度部门决算\n" + fund), "STR004") == []
