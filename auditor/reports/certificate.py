"""What a clean result rests on: every printed number with the rules that bound it, and those that none did."""

from __future__ import annotations

from auditor.model.report import Number, Report


def clean(report: Report) -> bool:
    """Whether the audit is complete, rests on numbers that were compared, and found nothing of error or warning level."""
    grave = report.count("error") + report.count("warning")
    return report.status == "complete" and report.checked > 0 and not report.words_only and not grave


def certificate(report: Report) -> tuple[Number, ...]:
    """Every printed number that was understood, in reading order."""
    return report.details().numbers
