"""The unit that nobody prints: shown by the sentences, or not known."""

from __future__ import annotations

import pytest

from auditor.meaning.understand import understand
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook

TABLE = """云岭镇2024年度部门决算

收入支出决算总表
收入 | 金额{head} | 支出 | 金额{head}
本年收入合计 | {income} | 本年支出合计 | {spent}
年初结转和结余 | {before} | 年末结转和结余 | {after}
总计 | {total} | 总计 | {total}

第三部分 2024年度部门决算情况说明
一、收入支出决算总体情况说明
{text}
"""
YUAN = {"income": "3115600.00", "spent": "3168300.00", "before": "148900.00", "after": "96200.00", "total": "3264500.00"}
SAID = "2024年度收入总计326.45万元。"


@pytest.mark.parametrize(
    ("head", "text", "unit", "told"),
    [
        ("", SAID, "元", True),
        ("（元）", "无", "元", True),
        ("", "无", "万元", False),
        ("", SAID.replace("326", "356"), "元", True),
    ],
)
def test_the_unit_of_tables_that_print_none(book: Rulebook, head: str, text: str, unit: str, told: bool) -> None:
    facts = understand(read_text(TABLE.format(head=head, text=text, **YUAN)), book.vocabulary)
    assert (facts.identity.unit, facts.unit_told) == (unit, told)
