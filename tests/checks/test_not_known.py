"""What is not understood is not known: never nought, never absent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.engine import audit_file
from auditor.model.report import Report
from auditor.rulebook import Rulebook

Audit = Callable[[str], Report]

HEAD = "柏树镇2024年度部门决算\n\n"
INCOME = """收入决算表
单位：万元
科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入
 | 合计 | 150.00 | 90.00 | 0.00 | 40.00 | 0.00 | 0.00 | 20.00
201 | 一般公共服务支出 | 110.00 | 60.00 | 0.00 | 35.00 | 0.00 | 0.00 | 15.00
20103 | 政府办公厅（室）及相关机构事务 | 110.00 | 60.00 | 0.00 | 35.00 | 0.00 | 0.00 | 15.00
2010301 | 行政运行 | 110.00 | 60.00 | 0.00 | 35.00 | 0.00 | 0.00 | 15.00
212 | 城乡社区支出 | 40.00 | 30.00 | 0.00 | 5.00 | 0.00 | 0.00 | 5.00
21201 | 城乡社区管理事务 | 40.00 | 30.00 | 0.00 | 5.00 | 0.00 | 0.00 | 5.00
2120101 | 行政运行 | 40.00 | 30.00 | 0.00 | 5.00 | 0.00 | 0.00 | 5.00
"""


@pytest.fixture
def audited(book: Rulebook, tmp_path: Path) -> Audit:
    """The audit of a text, without the rules on what a report must have."""

    def audit(text: str) -> Report:
        path = tmp_path / "report.txt"
        path.write_text(HEAD + text, encoding="utf-8")
        return audit_file(path, book.only(ignore=["STR"]))

    return audit


def wrong(report: Report) -> list[str]:
    return [f.rule for f in report.findings if f.severity != "info"]


def caught(report: Report) -> set[str]:
    return {rule for f in report.findings for rule in (f.rule, *f.also)}


def state(report: Report, rule: str) -> str:
    return next(verdict.state for verdict in report.verdicts if verdict.rule == rule)


def test_a_column_under_another_name_is_the_missing_operand(audited: Audit) -> None:
    renamed = INCOME.replace("事业收入 |", "学费收入 |")
    assert wrong(audited(renamed)) == []
    assert state(audited(renamed), "SUM021") != "failed"


def test_a_wrong_number_is_found_where_the_rest_shows_that_the_unknown_column_is_no_part(audited: Audit) -> None:
    more = "\n".join(
        f"{line} | {'3.00' if line[0] in ' 2' else '附注'}" if "|" in line else line for line in INCOME.splitlines()
    )
    assert wrong(audited(more)) == []
    assert "SUM021" in caught(audited(more.replace("2120101 | 行政运行 | 40.00 | 30.00", "2120101 | 行政运行 | 40.00 | 33.00")))


def test_a_dash_among_amounts_is_a_printed_nought(audited: Audit) -> None:
    dashed = INCOME.replace(" | 0.00", " | —")
    assert wrong(audited(dashed)) == []
    assert "SUM021" in caught(
        audited(dashed.replace("2010301 | 行政运行 | 110.00 | 60.00 | —", "2010301 | 行政运行 | 110.00 | — | —"))
    )


def test_a_list_that_names_what_nobody_knows_is_not_closed(audited: Audit) -> None:
    listed = "第三部分 2024年度部门决算情况说明\n九、国有资产占用情况说明\n本部门共有车辆9辆，其中：{}机要通信用车2辆、其他用车4辆。\n"
    assert wrong(audited(listed.format("消防洒水用车3辆、"))) == []
    assert wrong(audited(listed.format(""))) == ["TXT038"]


def test_a_misread_table_makes_the_audit_incomplete(audited: Audit) -> None:
    rows = "".join(f"20101{n:02} | 杂项{n} | {20 + n}.00 | {n}.00 | 2.00\n" for n in range(1, 9))
    text = (
        "支出决算表\n单位：万元\n科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出\n"
        f" | 合计 | 700.00 | 333.00 | 111.00\n201 | 一般公共服务支出 | 650.00 | 222.00 | 55.00\n20101 | 人大事务 | 500.00 | 99.00 | 12.00\n{rows}"
    )
    report = audited(text)
    assert report.status == "incomplete" and "支出决算表" in (report.reason or "")


def test_what_is_told_with_nought_need_not_stand_in_a_table(audited: Audit) -> None:
    told = "第三部分 2024年度部门决算情况说明\n二、收入决算情况说明\n1．国防支出（类）{}万元。\n"
    assert "TXT030" not in wrong(audited(INCOME + told.format("0.00")))
    assert "TXT030" in wrong(audited(INCOME + told.format("7.00")))
