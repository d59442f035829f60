"""audit.ledger.yaml: findings that people looked at and accepted, by rule and labels and the difference they accepted."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from auditor.model.report import Accepted, Finding, Findings, Report
from auditor.model.shape import Keys, Many, Scalar
from auditor.rulebook.problems import RulebookError
from auditor.wording import say

_TEXT: Final = Scalar()
_DATE: Final = Scalar(pattern=r"\d{4}-\d{2}-\d{2}")
ENTRY: Final = Keys(
    {
        "rule": _TEXT, "fingerprint": Scalar(pattern=r"[0-9a-f]{16}"), "difference": _TEXT, "report": _TEXT, "entity": _TEXT,
        "year": _TEXT, "place": _TEXT, "title": _TEXT, "reason": _TEXT, "author": _TEXT, "date": _DATE,
        "expires": _DATE,
    },
    required=("rule", "fingerprint", "difference", "report", "reason", "author", "date"),
)  # fmt: skip
SHAPE: Final = Keys({"accepted": Many(ENTRY)}, required=("accepted",))


class Entry(NamedTuple):
    """One accepted finding as written. `line` counts from 1; `report` is relative to the ledger's folder."""

    line: int
    rule: str
    fingerprint: str
    difference: str
    report: str
    entity: str | None
    year: str | None
    reason: str
    author: str
    date: str
    expires: str | None

    def expired(self, today: datetime.date) -> bool:
        return self.expires is not None and datetime.date.fromisoformat(self.expires) < today


class Ledger(NamedTuple):
    """The entries of a ledger, in its order."""

    path: Path
    entries: tuple[Entry, ...]

    def of(self, report: Report) -> list[Entry]:
        """The entries about that document: the same office and year, or the same file where either is not known."""
        return [entry for entry in self.entries if _about(entry, report, self.path)]


def read(path: Path) -> Ledger:
    """The ledger in that file. Raises RulebookError with file:line:column when it has mistakes."""
    from auditor.rulebook.checker import Checker
    from auditor.rulebook.yaml_strict import Text, load_file, mark_of

    data, source = load_file(path)
    checker = Checker(source)
    checker.check(data, SHAPE)
    for said in () if checker.problems else data["accepted"]:
        if not said["reason"].strip():
            checker.fault(said["reason"].mark, "no-reason")
        for key in ("date", "expires"):
            if isinstance(said.get(key), Text) and not _real(said[key]):
                checker.fault(said[key].mark, "no-date", value=said[key])
    if checker.problems:
        raise RulebookError(checker.problems)
    entries = tuple(Entry(mark_of(said).line + 1, *(said.get(name) for name in Entry._fields[1:])) for said in data["accepted"])
    return Ledger(path, entries)


def _real(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def relative(path: str, ledger: Path) -> str:
    """A document as a ledger names it: from the ledger's folder, with forward slashes."""
    return Path(os.path.relpath(os.path.abspath(path), os.path.abspath(ledger.parent))).as_posix()


def difference(finding: Finding) -> str:
    """What makes an acceptance void when it changes: the difference, else what is printed."""
    return finding.difference or finding.actual or ""


def _about(entry: Entry, report: Report, path: Path) -> bool:
    identity = report.identity
    if entry.entity and identity.entity:
        return entry.entity == identity.entity and entry.year == (str(identity.year) if identity.year else None)
    return entry.report == relative(report.path, path)


def apply(ledger: Ledger, report: Report, today: datetime.date, lang: str = "zh", *, all_rules: bool = True) -> Report:
    """The report with what the ledger accepts set apart; entries that expired or match nothing are remarked. Without
    `all_rules` an entry that matches nothing may be one of the rules left out, and is not judged."""
    entries = ledger.of(report)
    if not entries:
        return report
    valid = {(entry.fingerprint, entry.difference): entry for entry in entries if not entry.expired(today)}
    accepted = []
    for finding in report.findings:
        entry = valid.get((finding.fingerprint, difference(finding)))
        if entry:
            accepted.append(Accepted(finding, entry.reason, entry.author, entry.date, entry.expires))
    taken = {id(one.finding) for one in accepted}
    still = Findings(finding for finding in report.findings if id(finding) not in taken)
    remarks = (*report.remarks, *_remarks(ledger, entries, report, today, lang, all_rules=all_rules))
    return replace(report, findings=still, accepted=tuple(accepted), remarks=remarks)


def _remarks(
    ledger: Ledger, entries: Sequence[Entry], report: Report, today: datetime.date, lang: str, *, all_rules: bool
) -> Iterator[str]:
    """Entries that accept nothing. One whose rule did not run to its end is not called stale: nobody knows."""
    differences = {finding.fingerprint: difference(finding) for finding in report.findings}
    found = {(finding.fingerprint, difference(finding)) for finding in report.findings}
    judged = {verdict.rule for verdict in report.verdicts if verdict.state != "not_checked"}
    for entry in entries:
        where = f"{ledger.path.name}:{entry.line}"
        if (entry.fingerprint, entry.difference) in found:
            if entry.expired(today):
                yield say("ledger.expired", lang, where=where, rule=entry.rule, date=entry.expires)
        elif entry.fingerprint in differences:
            now = differences[entry.fingerprint]
            yield say("ledger.changed", lang, where=where, rule=entry.rule, was=entry.difference, now=now)
        elif all_rules and entry.rule in judged and report.status == "complete":
            yield say("ledger.stale", lang, where=where, rule=entry.rule)
