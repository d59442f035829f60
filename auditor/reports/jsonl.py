"""JSON Lines: one report per line, each as in the JSON document and with its heading, written as soon as it is there."""

from __future__ import annotations

import json
from typing import Any, Final

from auditor.model.report import Run
from auditor.reports.json import heading, report_object

NAME: Final = "jsonl"
SUFFIXES: Final = (".jsonl",)
STREAMS: Final = True

_ESCAPED: Final = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029, *range(0xD800, 0xE000))}


def render(run: Run) -> str:
    """One line per report."""
    return "".join(_line({**heading(run), **report_object(report)}) for report in run.reports)


def _line(data: dict[str, Any]) -> str:
    """What some programs take for a line's end is escaped, and what has no bytes in UTF-8 (names of files may be of it), so
    that reading it gives the same again."""
    return json.dumps(data, ensure_ascii=False).translate(_ESCAPED) + "\n"
