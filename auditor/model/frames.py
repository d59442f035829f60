"""Tables for analysis: pandas is imported when one is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas

    from auditor.model.facts import Fact
    from auditor.model.report import Finding, Report

_REPORT: Final = ("path", "kind", "entity", "year")
FINDING: Final = (
    "rule", "severity", "title", "message", "table", "row", "column", "address", "page", "quote", "expected", "actual",
    "difference", "suggestion", "also", "basis", "fix", "fingerprint",
)  # fmt: skip
COUNTS: Final = ("error", "warning", "info")
STATES: Final = ("passed", "failed", "not_applicable", "not_checked")
REPORT: Final = (*_REPORT, "unit", "profile", "status", "reason", *COUNTS, "accepted", *STATES, "printed", "figures", "checked")
FACT: Final = ("sheet", "row", "column", "meaning", "value", "unit", "text", "block", "table_row", "table_column")
_WHOLE: Final = (
    "year",
    "page",
    *COUNTS,
    "accepted",
    *STATES,
    "printed",
    "figures",
    "checked",
    "block",
    "table_row",
    "table_column",
)


def facts(of: Iterable[Fact]) -> pandas.DataFrame:
    """One row per number: what it is, its value (a Decimal, in `unit`), the text as printed and where it stands."""
    return _frame(FACT, [_fact(fact) for fact in of])


def findings(of: Sequence[Finding], owners: Sequence[Report] = ()) -> pandas.DataFrame:
    """One row per finding, its first place in words; with `owners` the report of each in front. Amounts are text as printed."""
    rows = [_finding(finding) for finding in of]
    if not owners:
        return _frame(FINDING, rows)
    return _frame((*_REPORT, *FINDING), [(*_head(report), *row) for report, row in zip(owners, rows, strict=True)])


def results(of: Iterable[Report]) -> pandas.DataFrame:
    """The findings of those reports; a report that was not audited to its end has a row of its own too, without a rule, its
    reason as the message, so that nobody takes it for clean."""
    rows: list[tuple[Any, ...]] = []
    for report in of:
        if report.status != "complete":
            rows.append((*_head(report), *(report.reason if name == "message" else None for name in FINDING)))
        rows += [(*_head(report), *_finding(finding)) for finding in report.findings]
    return _frame((*_REPORT, *FINDING), rows)


def reports(of: Iterable[Report]) -> pandas.DataFrame:
    """One row per report: what it is, how many findings, verdicts and figures."""
    return _frame(REPORT, [_report(report) for report in of])


def _frame(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> pandas.DataFrame:
    import pandas

    whole = [[_whole(value) if isinstance(value, str) else value for value in row] for row in rows]
    frame = pandas.DataFrame(whole, columns=list(columns))
    return frame.astype({name: "Int64" if name in _WHOLE else "string" for name in columns if name != "value"})


def _whole(text: str) -> str:
    """Halves of characters, of which names of files may consist, have no place in a table: each is replaced by a sign."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _fact(fact: Fact) -> tuple[Any, ...]:
    meaning = str(fact.meaning) if fact.meaning else None
    value = fact.value.scaleb(-fact.unit.exponent)
    return (fact.sheet, fact.row, fact.column, meaning, value, fact.unit.name, fact.text, *fact.at[:3])


def _head(report: Report) -> tuple[Any, ...]:
    identity = report.identity
    return report.path, identity.kind, identity.entity, identity.year


def _report(report: Report) -> tuple[Any, ...]:
    counts = (report.count("error"), report.count("warning"), report.count("info"), len(report.accepted))
    states = [verdict.state for verdict in report.verdicts]
    identity = report.identity
    return (
        *_head(report), identity.unit, identity.profile, report.status, report.reason, *counts,
        *(states.count(state) for state in STATES), report.printed, report.figures, report.checked,
    )  # fmt: skip


def _finding(finding: Finding) -> tuple[Any, ...]:
    place = finding.places[0] if finding.places else None
    where = (place.table, place.row, place.column, place.address, place.page, place.quote) if place else (None,) * 6
    suggestion = next((suspect.suggestion for suspect in finding.suspects if suspect.suggestion), None)
    return (
        finding.rule, finding.severity, finding.title, finding.message, *where, finding.expected, finding.actual,
        finding.difference, suggestion, " ".join(finding.also), finding.basis, finding.fix, finding.fingerprint,
    )  # fmt: skip
