"""A table for spreadsheets: one line per finding, accepted finding, rule that was not checked and report not audited."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from auditor.model.report import Accepted, Finding, Report, Run
from auditor.reports import sentences
from auditor.reports.neutral import clean, is_formula
from auditor.wording import say

NAME: Final = "csv"
SUFFIXES: Final = (".csv",)

COLUMNS: Final = (
    "path", "entity", "year", "verdict", "severity", "rule", "title", "table", "row", "column", "address", "page", "quote",
    "expected", "actual", "difference", "message", "suggestion", "also", "basis", "fix", "reason", "fingerprint",
    "others", "coverage",
)  # fmt: skip


def render(run: Run) -> str:
    """The table with a byte order mark, without which Excel takes it for GBK. No cell can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(say(f"csv.{name}", run.lang) for name in COLUMNS)
    for report in run.reports:
        for row in _rows(report, run):
            writer.writerow(_harmless(str(row.get(name) or "")) for name in COLUMNS)
    return "\ufeff" + out.getvalue()


def _harmless(text: str) -> str:
    """Spreadsheets run what starts like a formula; a quote in front makes it text. Plain numbers stay numbers."""
    return "'" + clean(text) if is_formula(text) else clean(text)


def _rows(report: Report, run: Run) -> Iterator[dict[str, object]]:
    lang = run.lang
    head = {
        "path": report.path, "entity": report.identity.entity, "year": report.identity.year,
        "coverage": sentences.coverage(report, lang),
    }  # fmt: skip
    if report.state != "complete":
        yield {**head, "verdict": say(f"state.{report.state}", lang), "message": report.reason}
    for finding in report.findings:
        yield {**head, "verdict": say("state.failed", lang), **_finding(finding, lang)}
    for accepted in report.accepted:
        yield {**head, "verdict": say("state.accepted", lang), **_finding(accepted.finding, lang), "reason": _why(accepted)}
    for verdict in report.verdicts:
        if verdict.state == "not_checked":
            title = run.rules[verdict.rule].told("title", lang)
            state = say("state.not_checked", lang)
            yield {**head, "verdict": state, "rule": verdict.rule, "title": title, "reason": verdict.reason}


def _why(accepted: Accepted) -> str:
    return f"{accepted.reason} ({accepted.author} {accepted.date})"


def _finding(finding: Finding, lang: str) -> dict[str, object]:
    place = finding.places[0] if finding.places else None
    suggestions = [suspect.suggestion for suspect in finding.suspects if suspect.suggestion]
    found: dict[str, object] = {
        "severity": say(f"severity.{finding.severity}", lang), "rule": finding.rule, "title": finding.title,
        "expected": finding.expected, "actual": finding.actual, "difference": finding.difference, "message": finding.message,
        "suggestion": " / ".join(suggestions), "also": " ".join(finding.also), "basis": finding.basis, "fix": finding.fix,
        "fingerprint": finding.fingerprint,
    }  # fmt: skip
    if place:
        found |= {
            "table": place.table or " › ".join(place.section), "row": place.row, "column": place.column,
            "address": place.address, "page": place.page, "quote": place.quote,
            "others": " ; ".join(sentences.others(finding, lang)),
        }  # fmt: skip
    return found
