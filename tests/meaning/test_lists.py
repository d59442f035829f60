"""Lists of a sentence: numbers dealt out, amounts of several together, brackets, and what a list is of."""

from __future__ import annotations

import pytest

from auditor.engine import audit_document
from auditor.model.report import Finding
from auditor.reading.text import read_text
from auditor.rulebook import load

BOOK = load(cache=False)
HEAD = "石桥镇人民政府2024年度部门决算\n\n第三部分 2024年度部门决算情况说明\n三、支出决算情况说明\n"


def told(text: str) -> list[Finding]:
    report = audit_document(read_text(HEAD + text), BOOK)
    return [finding for finding in report.findings if finding.severity != "info" and not finding.rule.startswith("STR")]


SHARES = "本年支出合计640.00万元，基本支出480.00万元、项目支出160.00万元，{}75.00%、25.00%。"
CLEAN = {
    "shares behind both amounts": SHARES.format("依次占"),
    "shares of each": SHARES.format("各占"),
    "shares of a name": "本年支出640.00万元，基本支出480.00万元，项目支出160.00万元，分别占本年支出的75.00%和25.00%。",
    "parts in brackets": "本年支出合计640.00万元。基本支出480.00万元（人员经费400.00万元、公用经费80.00万元），占本年支出合计的75.00%。",
    "shares in brackets": "本年支出合计640.00万元，其中基本支出、项目支出分别为480.00万元（占75.00%）和160.00万元（占25.00%）。",
    "two rates of two": "本年收入合计660.00万元、本年支出合计630.00万元，比上年分别增长10.00%和5.00%，分别增加60.00万元和30.00万元。",
    "an amount of several": "因公出国（境）费、公务用车运行维护费和公务接待费预算数9.00万元、决算数8.00万元。\n其中，公务接待费2.00万元。",
    "per head": "公务接待费1.80万元，接待12批次、90人次，人均200.00元，批均1,500.00元。",
    "from last year's amount": "公务接待费由2.00万元减至1.80万元，下降10.00%。",
    "from last year's amount to this year's": "公务接待费由2023年度的2.00万元降至2024年度的1.80万元，降幅10.00%。",
    "last year's amount behind the name": "与2023年度公务接待费2.00万元相比，2024年度公务接待费1.80万元，减少0.20万元，下降10.00%。",
    "income and expenditure by the same word": """政府性基金预算财政拨款收入决算90.00万元，支出决算95.00万元。""",
    "what was left": "公务接待费年初预算2.00万元，实际支出1.80万元，预算完成率90.00%，节约0.20万元。",
}
WRONG = {
    "shares behind both amounts": (SHARES.format("依次占").replace("75.00%", "57.00%"), "57.00%"),
    "shares in brackets": (CLEAN["shares in brackets"].replace("占25.00%", "占52.00%"), "52.00%"),
    "two rates of two": (CLEAN["two rates of two"].replace("和5.00%", "和5.60%"), "5.60%"),
    "from last year's amount": (CLEAN["from last year's amount"].replace("10.00%", "16.00%"), "16.00%"),
    "saved against last year": ("公务接待费1.80万元，比上年节约0.20万元，降幅13.00%。", "13.00%"),
    "of the budget": ("本年支出合计1,140.00万元，为年初预算数1,200.00万元的59.00%。", "59.00%"),
}


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN.keys())
def test_what_adds_up_is_not_reported(text: str) -> None:
    assert [(finding.rule, finding.message) for finding in told(text)] == []


@pytest.mark.parametrize(("text", "quote"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_number_is_named(text: str, quote: str) -> None:
    assert any(quote in str(finding.message) for finding in told(text))
