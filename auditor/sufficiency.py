"""Whether enough of a report was compared for its audit to count: the last word on its status."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from auditor.model.report import Report, Verdict
from auditor.wording import say

LEAST: Final = 50
"""Per cent of what is printed that must be compared, unless settings or the kind of report say otherwise."""


def judged(report: Report, least: int, lang: str = "zh") -> Report:
    """The report, partial when less was compared than `least` per cent, or than its own kind asks for; nought asks for nothing.
    Where nothing was audited no rule has passed."""
    if report.status != "complete":
        return report
    if not report.audited:
        reason = say("coverage.nothing", lang)
        verdicts = tuple(Verdict(v.rule, "not_applicable", 0, reason) if v.state == "passed" else v for v in report.verdicts)
        return replace(report, status="partial", reason=reason, verdicts=verdicts)
    wanted = least if report.least is None else min(report.least, least)
    if 100 * report.checked >= wanted * report.printed:
        return report
    slots = {"printed": report.printed, "checked": report.checked, "least": wanted}
    return replace(report, status="partial", reason=say("coverage.little", lang, **slots))
