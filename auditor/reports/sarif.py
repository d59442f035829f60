"""SARIF 2.1.0: findings as failures, and every other verdict with its own kind (pass, notApplicable, review = not checked)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from auditor.model.pack import Rule
from auditor.model.report import Accepted, Finding, Place, Report, Run, Verdict
from auditor.pages import summary
from auditor.reports import sentences
from auditor.reports.neutral import dumps
from auditor.reports.paths import uri
from auditor.wording import say

NAME: Final = "sarif"
SUFFIXES: Final = (".sarif", ".sarif.json")

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_KINDS: Final = {"passed": "pass", "not_applicable": "notApplicable", "not_checked": "review"}


def render(run: Run) -> str:
    """One SARIF run with all reports. Nothing in it depends on time or machine."""
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run)]}
    return dumps(whole, indent=1) + "\n"


def _run(run: Run) -> dict[str, Any]:
    index = {rule: number for number, rule in enumerate(run.rules)}
    suppressing = any(report.accepted for report in run.reports)
    results = [result for number, report in enumerate(run.reports) for result in _results(report, number, run)]
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
        if suppressing:  # all results say whether they are suppressed, or none does
            result.setdefault("suppressions", [])
    return {
        "tool": {
            "driver": {
                "name": "auditor",
                "version": run.version,
                "language": _language(run),
                "rules": [_rule(rule, run.lang) for rule in run.rules.values()],
                "properties": {"pack": run.pack},
            }
        },
        "language": _language(run),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": say("sarif.root", run.lang)}}},
        "properties": {"coverage": sentences.whole_coverage(run)},
        "artifacts": [
            {
                "location": _artifact(report),
                "roles": ["analysisTarget"],
                "properties": {"coverage": sentences.coverage(report, run.lang), "status": report.state},
            }
            for report in run.reports
        ],
        "invocations": [_invocation(run)],
        "results": results,
    }


def _language(run: Run) -> str:
    return "en-US" if run.lang == "en" else "zh-CN"


def _rule(rule: Rule, lang: str) -> dict[str, Any]:
    page = summary(rule, lang)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.told("title", lang)},
        "fullDescription": {"text": rule.told("why", lang)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [tag for tag in (rule.tier, rule.check) if tag], "basis": rule.basis, "status": rule.status},
    }


def _invocation(run: Run) -> dict[str, Any]:
    """How the run ended. What could not be audited is an error of the tool, not a finding in a document."""
    notifications = []
    for number, report in enumerate(run.reports):
        at = [{"physicalLocation": {"artifactLocation": _artifact(report, number)}}]
        if report.state != "complete":
            text = sentences.ended(report, run.lang)
            level = "error" if report.failing else "note"
            notifications.append({"level": level, "message": {"text": text}, "locations": at})
        notifications += [{"level": "note", "message": {"text": remark}, "locations": at} for remark in report.remarks]
    return {
        "executionSuccessful": not any(report.failing for report in run.reports),
        "exitCode": run.exit_code,
        "exitCodeDescription": sentences.ending(run),
        "toolExecutionNotifications": notifications,
    }


def _artifact(report: Report, number: int | None = None) -> dict[str, Any]:
    name = uri(report.path)
    found: dict[str, Any] = {"uri": name} if name.startswith("file:") else {"uri": name, "uriBaseId": _ROOT}
    return found if number is None else {**found, "index": number}


def _results(report: Report, number: int, run: Run) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in report.findings:
        yield _finding(finding, report, number, run, seen)
    for accepted in report.accepted:
        yield {**_finding(accepted.finding, report, number, run, seen), "suppressions": [_suppression(accepted)]}
    for verdict in report.verdicts:
        if verdict.state in _KINDS:
            yield _verdict(verdict, report, number, run.lang)


def _finding(finding: Finding, report: Report, number: int, run: Run, seen: Counter[str]) -> dict[str, Any]:
    seen[finding.fingerprint] += 1
    claim = sentences.claim(finding, run.lang)
    text = "\n".join(part for part in (finding.title, claim, finding.message, finding.fix) if part)
    places = [_location(place, report, number, run.lang) for place in finding.places]
    identity = f"{finding.fingerprint}:{seen[finding.fingerprint]}"
    return {
        "ruleId": finding.rule,
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": places[:1] or [_whole(report, number)],
        "relatedLocations": [{"id": id, **place} for id, place in enumerate(places[1:], start=1)],
        # GitHub tells one alert from another by the second, which it would else compute from lines of text.
        "partialFingerprints": {"auditor/v1": finding.fingerprint, "primaryLocationLineHash": identity},
        "properties": {
            "expected": finding.expected, "actual": finding.actual, "difference": finding.difference,
            "tolerance": finding.tolerance, "also": list(finding.also), "basis": finding.basis,
            "suggestions": [suspect.suggestion for suspect in finding.suspects],
        },
    }  # fmt: skip


def _location(place: Place, report: Report, number: int, lang: str) -> dict[str, Any]:
    """Line 1 stands for the whole document, since SARIF viewers want a line and Word has none; the labels are the place."""
    names = [name for name in (*place.section, place.table, place.row, place.column) if name]
    found = _whole(report, number)
    if place.path:
        found = {"physicalLocation": {"artifactLocation": {"uri": uri(place.path)}, "region": {"startLine": 1}}}
    if names:
        path = "/".join(name.replace("/", "／") for name in names)
        found["logicalLocations"] = [
            {"name": names[-1], "fullyQualifiedName": path, "kind": "value" if place.table else "text"}
        ]
    found["message"] = {"text": f"{sentences.where(place, lang)} “{place.quote}”"}
    found["properties"] = {"address": place.address, "quote": place.quote, "context": place.context, "page": place.page}
    return found


def _whole(report: Report, number: int) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(report, number), "region": {"startLine": 1}}}


def _suppression(accepted: Accepted) -> dict[str, Any]:
    who = {"author": accepted.author, "date": accepted.date, "expires": accepted.expires}
    return {"kind": "external", "status": "accepted", "justification": accepted.reason, "properties": who}


def _verdict(verdict: Verdict, report: Report, number: int, lang: str) -> dict[str, Any]:
    state = say(f"state.{verdict.state}", lang)
    compared = say("text.compared", lang, n=verdict.compared)
    return {
        "ruleId": verdict.rule,
        "kind": _KINDS[verdict.state],
        "level": "none",
        "message": {"text": " · ".join(part for part in (state, compared, verdict.reason) if part)},
        "locations": [_whole(report, number)],
        "properties": {"compared": verdict.compared},
    }
