"""The machine-readable report; its schema is report.schema.json beside this module."""

from __future__ import annotations

from typing import Any, Final

from auditor.model.report import Accepted, Evidence, Finding, Place, Report, Run
from auditor.reports.certificate import certificate, clean
from auditor.reports.neutral import dumps

NAME: Final = "json"
SUFFIXES: Final = (".json",)


def render(run: Run) -> str:
    """The whole run as one JSON document. The same input gives the same bytes."""
    whole = {**heading(run), "reports": [report_object(report) for report in run.reports]}
    return dumps(whole, indent=1) + "\n"


def heading(run: Run) -> dict[str, Any]:
    """The version of the schema, and what made the reports."""
    return {"schema": "1", "tool": {"name": "auditor", "version": run.version, "pack": run.pack}}


def report_object(report: Report) -> dict[str, Any]:
    """One report as plain data."""
    identity = report.identity
    return {
        "path": report.path,
        "status": report.status,
        "reason": report.reason,
        "document": {
            "kind": identity.kind, "year": identity.year, "entity": identity.entity, "unit": identity.unit,
            "profile": identity.profile,
        },
        "summary": {
            "error": report.count("error"), "warning": report.count("warning"), "info": report.count("info"),
            "passed": report.verdict_count("passed"), "not_applicable": report.verdict_count("not_applicable"),
            "not_checked": report.verdict_count("not_checked"), "accepted": len(report.accepted),
        },
        "audited": report.audited,
        **({} if report.named or report.state != "not_audited" else {"named": False}),
        "coverage": {
            "printed": report.printed, "figures": report.figures, "checked": report.checked, "least": report.least,
            "certificate": _certificate(report),
        },
        "remarks": list(report.remarks),
        "findings": [finding_object(finding) for finding in report.findings],
        "accepted": [_accepted(accepted) for accepted in report.accepted],
        "verdicts": [
            {"rule": v.rule, "state": v.state, "compared": v.compared, "reason": v.reason} for v in report.verdicts
        ],
    }  # fmt: skip


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "title": finding.title,
        "message": finding.message,
        "places": [_place(place) for place in finding.places],
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": finding.difference,
        "unit": finding.unit,
        "tolerance": finding.tolerance,
        "suspects": [{"place": s.place, "suggestion": s.suggestion, "reason": s.reason} for s in finding.suspects],
        "also": list(finding.also),
        "basis": finding.basis,
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "evidence": [_evidence(each) for each in finding.evidence],
    }


def _certificate(report: Report) -> list[dict[str, Any]] | None:
    """Every number with what bound it, for a clean result; null for another one, whose findings speak for themselves."""
    if not clean(report):
        return None
    return [
        {"table": n.table, "row": n.row, "column": n.column, "text": n.text, "rules": list(n.rules)}
        for n in certificate(report)
    ]


def _evidence(evidence: Evidence) -> dict[str, Any]:
    """A relation with its operands; amounts as exact decimal text in base units."""
    return {
        "rule": evidence.rule,
        "relation": evidence.relation,
        "shape": evidence.shape,
        "operands": [
            {"place": o.place, "text": o.text, "value": f"{o.value:f}", "half": f"{o.half:f}", "factor": f"{o.factor:f}"}
            for o in evidence.operands
        ],
        "constant": f"{evidence.constant:f}",
        "difference": f"{evidence.difference:f}",
        "tolerance": f"{evidence.tolerance:f}",
    }


def _accepted(accepted: Accepted) -> dict[str, Any]:
    return {
        **finding_object(accepted.finding),
        "acceptance": {
            "reason": accepted.reason, "author": accepted.author, "date": accepted.date, "expires": accepted.expires,
        },
    }  # fmt: skip


def _place(place: Place) -> dict[str, Any]:
    return {
        "quote": place.quote, "context": place.context, "section": list(place.section), "table": place.table,
        "row": place.row, "column": place.column, "address": place.address, "page": place.page, "role": place.role,
        **({"path": place.path} if place.path else {}),
    }  # fmt: skip
