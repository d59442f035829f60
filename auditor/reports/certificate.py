"""What a clean result rests on: every printed number with the rules that bound it, and those that none did."""

from __future__ import annotations

from auditor.model.report import Number, Report


def clean(report: Report) -> bool:
    """Whether the audit is complete and found nothing of error or warning level."""
    return report.status == "complete" and not report.count("error") and not report.count("warning")


def certificate(report: Report) -> tuple[Number, ...]:
    """Every printed number that was understood, in reading order."""
    return report.details().numbers
