"""Shares told in sentences: what they are of."""

from __future__ import annotations

from collections.abc import Callable

from auditor.model.report import Report

TEXT = """
清河市文化局2024年度部门决算
第三部分 2024年度部门决算情况说明
五、一般公共预算财政拨款支出决算情况说明
（一）总体情况
一般公共预算财政拨款支出264.85万元，占本年支出合计的98.20%。
（二）结构情况
一般公共预算财政拨款支出264.85万元，主要用于以下方面：一般公共服务支出（类）221.90万元，占83.78%；\
社会保障和就业支出（类）42.95万元，占16.22%。
"""


def test_nothing_is_a_share_of_itself(drawn: Callable[[str], Report]) -> None:
    """Where the total is printed nowhere, the same amount told again is not taken for it: the share is not checked."""
    report = drawn(TEXT)
    assert not [finding for finding in report.findings if finding.rule.startswith("PCT")]
    verdict = next(v for v in report.verdicts if v.rule == "PCT014")
    assert verdict.state == "not_checked" and "98.20%" in (verdict.reason or "")
