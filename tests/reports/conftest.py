"""Runs to render: a faulty report, one with nothing wrong, one that could not be read, and hostile text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from auditor.engine import audit_document
from auditor.model.report import Accepted, Finding, Findings, Report, Run
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook

FAULTY = """\
收入支出决算总表
金额单位：万元
收入 | 金额 | 支出 | 金额
本年收入合计 | 311.56 | 本年支出合计 | 316.83
年初结转和结余 | 14.89 | 年末结转和结余 | 9.63
总计 | 336.45 | 总计 | 326.45
"""
HOSTILE = "=1+1 <b>\"&'|`*_[x](y)\x00\x1b\ud800\u2028\n::error::注入,%:##[error]注入 @某人 ]]>"

Make = Callable[..., Run]


@pytest.fixture
def faulty(book: Rulebook) -> Report:
    return replace(audit_document(read_text(FAULTY), book), path="甲 县/报告 1,100%.docx")


def error(report: Report) -> Finding:
    """Its one finding at error level."""
    (found,) = (finding for finding in report.findings if finding.severity == "error")
    return found


@pytest.fixture
def make(book: Rulebook) -> Make:
    """A run of reports with the shipped pack."""

    def run(*reports: Report, lang: str = "zh", fail_on: str = "error") -> Run:
        return Run(reports, "1.2.3", book.digest, book.rules, fail_on, lang)  # type: ignore[arg-type]

    return run


@pytest.fixture
def whole(faulty: Report, book: Rulebook, make: Make) -> Run:
    """Everything at once: open and accepted findings, rules not checked, a report not audited, text that means mischief."""
    bad = replace(error(faulty), message=HOSTILE, fix=HOSTILE, title=HOSTILE)
    place = bad.places[0]._replace(table=None, row=None, column=None, section=(HOSTILE, "a/b"), quote=HOSTILE)
    bad = replace(bad, places=(place, *bad.places[1:]))
    accepted = Accepted(replace(error(faulty), severity="warning"), "已核对", "张三", "2025-01-02", "2099-01-01")
    twice = replace(faulty, path="乙.docx", findings=Findings((bad, bad)), accepted=(accepted,), remarks=("备注",))
    clean = replace(audit_document(read_text(FAULTY.replace("336.45", "326.45")), book), path="丙.md")
    return make(faulty, twice, clean, Report("坏.docx", "incomplete", "文件已损坏"))
