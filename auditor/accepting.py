"""Write findings into a ledger, keeping everything that people wrote in it."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from auditor import ledger
from auditor.model.report import Finding, Report
from auditor.reports import sentences
from auditor.wording import say


def accept(
    findings: Sequence[Finding], report: Report, path: Path, *, reason: str, author: str, today: date, expires: date | None,
    lang: str = "zh",
) -> None:  # fmt: skip
    """Add those findings of a report to the ledger at `path`, which is begun when it is not there. Entries about the same
    place whose difference has changed or whose time is over give way. Comments and order stay. Raises OSError."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    old = path.read_text(encoding="utf-8-sig") if path.exists() else say("ledger.head", lang) + "\naccepted: []\n"
    data = yaml.load(old)
    known = ledger.read(path).of(report) if path.exists() else []
    replaced = {finding.fingerprint for finding in findings}
    gone = {entry.line for entry in known if entry.fingerprint in replaced and not _still(entry, report, today)}
    kept = data["accepted"]
    for index in reversed(range(len(kept))):
        if kept[index].lc.line + 1 in gone:
            del kept[index]
    if not kept:
        kept.fa.set_block_style()
    for finding in findings:
        kept.append(_entry(finding, report, path, reason, author, today, expires, lang))
    out = io.StringIO()
    yaml.dump(data, out)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(out.getvalue(), encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _still(entry: ledger.Entry, report: Report, today: date) -> bool:
    """Whether an entry accepts something of the report as it is now."""
    accepted = {(one.finding.fingerprint, ledger.difference(one.finding)) for one in report.accepted}
    return (entry.fingerprint, entry.difference) in accepted and not entry.expired(today)


def _entry(
    finding: Finding, report: Report, path: Path, reason: str, author: str, today: date, expires: date | None, lang: str
) -> dict[str, Any]:
    entry = {
        "rule": finding.rule,
        "title": finding.title,
        "place": sentences.where(finding.places[0], lang) if finding.places else "",
        "difference": ledger.difference(finding),
        "fingerprint": finding.fingerprint,
        "report": ledger.relative(report.path, path),
        "entity": report.identity.entity or "",
        "year": str(report.identity.year or ""),
        "reason": reason,
        "author": author,
        "date": today.isoformat(),
        "expires": expires.isoformat() if expires else "",
    }
    optional = {"place", "entity", "year", "expires"}
    return {key: value for key, value in entry.items() if value or key not in optional}
