"""GitLab's code quality report. It wants a line, which a Word document has not: line 1 stands for the document."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from auditor.model.report import Report, Run
from auditor.reports import sentences
from auditor.reports.neutral import dumps
from auditor.reports.paths import relative

NAME: Final = "gitlab"
SUFFIXES: Final = (".gitlab.json",)

_LEVELS: Final = {"error": "critical", "warning": "minor", "info": "info"}


def render(run: Run) -> str:
    """All open findings, and a blocker for every report that could not be audited."""
    seen: Counter[str] = Counter()
    found = [issue for report in run.reports for issue in _issues(report, run, seen)]
    return dumps(found, indent=1) + "\n"


def _issues(report: Report, run: Run, seen: Counter[str]) -> Iterator[dict[str, Any]]:
    if report.state != "complete":
        level = "blocker" if report.failing else "info"
        yield _issue(report, sentences.ended(report, run.lang), report.state, level, report.state, seen, run.lang)
    for finding in report.findings:
        place = sentences.where(finding.places[0], run.lang) if finding.places else ""
        claim = sentences.claim(finding, run.lang) or finding.message
        text = " · ".join(part for part in (finding.title, place, claim, *sentences.others(finding, run.lang)) if part)
        yield _issue(report, text, finding.rule, _LEVELS[finding.severity], finding.fingerprint, seen, run.lang)


def _issue(
    report: Report, text: str, rule: str, level: str, identity: str, seen: Counter[str], lang: str
) -> dict[str, Any]:  # fmt: skip
    """GitLab drops issues of equal fingerprint: another document and a second finding of the same labels need their own."""
    path = relative(report.path)
    key = f"{path}\x1f{identity}"
    seen[key] += 1
    return {
        "description": text,
        "check_name": rule,
        "fingerprint": hashlib.sha256(f"{key}\x1f{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": level,
        "location": {"path": path, "lines": {"begin": 1}},
        "content": {"body": sentences.coverage(report, lang)},
    }
