"""Tables for analysis: pandas is imported when one is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas

    from auditor.model.report import Finding, Report

_REPORT: Final = ("path", "kind", "entity", "year")
FINDING: Final = (
    "rule", "severity", "title", "message", "table", "row", "column", "address", "page", "quote", "expected", "actual",
    "difference", "suggestion", "also", "basis", "fix", "fingerprint",
)  # fmt: skip
COUNTS: Final = ("error", "warning", "info")
STATES: Final = ("passed", "failed", "not_applicable", "not_checked")
REPORT: Final = (*_REPORT, "unit", "profile", "status", "reason", *COUNTS, "accepted", *STATES, "figures", "checked")
_WHOLE: Final = ("year", "page", *COUNTS, "accepted", *STATES, "figures", "checked")


def findings(of: Sequence[Finding], owners: Sequence[Report] = ()) -> pandas.DataFrame:
    """One row per finding, its first place in words; with `owners` the report of each in front. Amounts are text as printed."""
    rows = [_finding(finding) for finding in of]
    if not owners:
        return _frame(FINDING, rows)
    return _frame((*_REPORT, *FINDING), [(*_head(report), *row) for report, row in zip(owners, rows, strict=True)])


def reports(of: Iterable[Report]) -> pandas.DataFrame:
    """One row per report: what it is, how many findings, verdicts and figures."""
    return _frame(REPORT, [_report(report) for report in of])


def _frame(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> pandas.DataFrame:
    import pandas

    frame = pandas.DataFrame(rows, columns=list(columns))
    return frame.astype({name: "Int64" if name in _WHOLE else "string" for name in columns})


def _head(report: Report) -> tuple[Any, ...]:
    identity = report.identity
    return report.path, identity.kind, identity.entity, identity.year


def _report(report: Report) -> tuple[Any, ...]:
    counts = (report.count("error"), report.count("warning"), report.count("info"), len(report.accepted))
    states = [verdict.state for verdict in report.verdicts]
    identity = report.identity
    return (
        *_head(report), identity.unit, identity.profile, report.status, report.reason, *counts,
        *(states.count(state) for state in STATES), report.figures, report.checked,
    )  # fmt: skip


def _finding(finding: Finding) -> tuple[Any, ...]:
    place = finding.places[0] if finding.places else None
    where = (place.table, place.row, place.column, place.address, place.page, place.quote) if place else (None,) * 6
    suggestion = next((suspect.suggestion for suspect in finding.suspects if suspect.suggestion), None)
    return (
        finding.rule, finding.severity, finding.title, finding.message, *where, finding.expected, finding.actual,
        finding.difference, suggestion, " ".join(finding.also), finding.basis, finding.fix, finding.fingerprint,
    )  # fmt: skip
