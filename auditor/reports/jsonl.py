"""JSON Lines: one report per line, each as in the JSON document and with its heading, written as soon as it is there."""

from __future__ import annotations

from typing import Any, Final

from auditor.model.report import Run
from auditor.reports.json import heading, report_object
from auditor.reports.neutral import dumps

NAME: Final = "jsonl"
SUFFIXES: Final = (".jsonl",)
STREAMS: Final = True


def render(run: Run) -> str:
    """One line per report."""
    return "".join(_line({**heading(run), **report_object(report)}) for report in run.reports)


def _line(data: dict[str, Any]) -> str:
    """Characters that some programs take for a line's end are escaped."""
    text = dumps(data)
    for end in ("\x85", "\u2028", "\u2029"):
        text = text.replace(end, f"\\u{ord(end):04x}")
    return text + "\n"
