"""auditor: consistency linting for Chinese departmental final accounts and performance self-evaluations.

>>> import auditor
>>> report = auditor.audit("report.docx")
>>> report.findings, report.findings.frame, report.facts.frame
>>> reports = auditor.audit_many("reports/")
>>> reports.frame, reports.findings.frame

What is listed in `__all__` is stable: within a major version names and meanings stay, things are only added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Document",
    "Facts",
    "Finding",
    "Findings",
    "Report",
    "Reports",
    "Unreadable",
    "__version__",
    "audit",
    "audit_many",
    "read",
    "read_jsonl",
]

if TYPE_CHECKING:
    from auditor.api import audit, audit_many, read, read_jsonl
    from auditor.model.document import Document, Unreadable
    from auditor.model.facts import Facts
    from auditor.model.report import Finding, Findings, Report, Reports

_HOMES = {
    "audit": "api", "audit_many": "api", "read": "api", "read_jsonl": "api", "Document": "model.document",
    "Unreadable": "model.document", "Facts": "model.facts", "Finding": "model.report", "Findings": "model.report",
    "Report": "model.report", "Reports": "model.report",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """The names of the interface are loaded when they are used: `audit --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
