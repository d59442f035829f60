"""Names that no pack lists, amounts of other years and of the budget: told of themselves, and of nobody else."""

from __future__ import annotations

import pytest

from auditor.engine import audit_document
from auditor.model.report import Finding
from auditor.reading.text import read_text
from auditor.rulebook import load

BOOK = load(cache=False)
HEAD = "石桥镇人民政府2024年度部门决算\n\n第三部分 2024年度部门决算情况说明\n一、一般公共预算财政拨款支出决算情况说明\n"


def told(text: str) -> list[Finding]:
    report = audit_document(read_text(HEAD + text), BOOK)
    return [finding for finding in report.findings if finding.severity != "info" and not finding.rule.startswith("STR")]


CLEAN = {
    "items with unlisted names": """2024年度一般公共预算财政拨款支出900.00万元，比上年增加100.00万元，增长12.50%，具体情况如下：
1.渔港巡查维护400.00万元，较上年决算数减少20.00万元，下降4.76%。
2.河道清漂500.00万元，较上年决算数增加120.00万元，增长31.58%。
""",
    "items with codes": """2024年一般公共预算财政拨款支出900.00万元，比上年增加100.00万元，增长12.50%，具体情况如下：
（一）2130301行政运行400.00万元，较上年决算数减少20.00万元，下降4.76%。
（二）2130314防汛500.00万元，较上年决算数增加120.00万元，增长31.58%。
""",
    "an unlisted part": "“三公”经费支出8.80万元，比上年增加0.80万元，增长10.00%，其中外事活动较上年减少0.30万元，下降7.50%。",
    "an unlisted part that is level": "“三公”经费支出8.80万元，比上年增加0.80万元，增长10.00%。其中，外事活动支出决算与上年持平。",
    "a longer name": "2024年度农林水支出310.00万元，比上年增加10.00万元，增长3.33%。\n其他农林水支出150.00万元。",
    "names in quotation marks": """1.经营收入24.00万元，较2023年度决算数增加4.00万元，增长20.00%。
2.其他收入30.00万元，为在“财政拨款收入”“经营收入”之外取得的收入。较2023年度决算数增加6.00万元，增长25.00%。
""",
    "basic expenditure of an item": """2024年度一般公共预算财政拨款支出900.00万元，其中：基本支出500.00万元，项目支出400.00万元。具体如下：
1.渔港巡查维护400.00万元，其中：基本支出300.00万元，项目支出100.00万元。
2.河道清漂500.00万元，其中：基本支出200.00万元，项目支出300.00万元。
""",
    "last year's amount": "公务接待费支出3.10万元，较上年2.50万元增加0.60万元，增长24.00%。",
    "last year's amount, in full": "公务接待费支出3.10万元，比2023年度决算数2.50万元增加0.60万元，增长24.00%。",
    "from … to": "公务接待费支出由上年的2.50万元上升到3.10万元，增长24.00%。",
    "the budget's amount": "公务接待费支出3.10万元，完成年初预算4.00万元的77.50%，比上年增加0.60万元，增长24.00%。",
    "a share of the budget": "公务接待费支出4.40万元，占年初预算数4.00万元的110.00%。",
    "words of change": "公务接待费支出3.10万元，较上年增支0.60万元，增长24.00%。",
    "no budget": "公务接待费年初未安排预算，支出决算为3.10万元，比上年增加0.60万元，增长24.00%。",
}


@pytest.mark.parametrize("text", CLEAN.values(), ids=list(CLEAN))
def test_what_holds_is_not_reported(text: str) -> None:
    assert [finding.message for finding in told(text)] == []


WRONG = [
    ("items with unlisted names", "31.58%", "35.18%"),
    ("items with codes", "4.76%", "7.46%"),
    ("basic expenditure of an item", "500.00万元，项目支出400.00", "500.00万元，项目支出410.00"),
    ("last year's amount", "2.50", "2.80"),
    ("last year's amount, in full", "24.00%", "42.00%"),
    ("from … to", "24.00%", "42.00%"),
    ("the budget's amount", "77.50%", "75.70%"),
    ("a share of the budget", "110.00%", "101.00%"),
    ("words of change", "24.00%", "42.00%"),
    ("no budget", "支出决算为3.10万元", "支出决算为3.10万元，完成年初预算的96.00%"),
]


@pytest.mark.parametrize(("name", "right", "wrong"), WRONG, ids=[name for name, _, _ in WRONG])
def test_one_wrong_number_is_told(name: str, right: str, wrong: str) -> None:
    assert CLEAN[name].count(right) == 1
    assert told(CLEAN[name].replace(right, wrong))


def test_a_label_is_a_name() -> None:
    for name, right, wrong in WRONG:
        for finding in told(CLEAN[name].replace(right, wrong)):
            for place in finding.places:
                assert not any(char.isdigit() or char in "，。" for char in place.row or "")
