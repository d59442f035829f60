"""Annotations of GitHub Actions. A step shows ten errors, ten warnings and ten notices and drops the rest, so that each level
ends with one that counts what is left; all findings stand in the log, folded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.model.report import Finding, Report, Run
from auditor.reports import sentences
from auditor.reports.neutral import clean
from auditor.reports.paths import relative
from auditor.wording import say

NAME: Final = "github"
SUFFIXES: Final = ()

MOST: Final = 10
_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}
_Note = tuple[str, str, str]
"""File, title and text of an annotation."""


def render(run: Run) -> str:
    """Errors first, then warnings, then notices, then the log of everything."""
    lines: list[str] = [sentences.whole_coverage(run)]
    for severity, command in _COMMANDS.items():
        notes = [note for report in run.reports for note in _notes(report, severity, run)]
        shown = notes if len(notes) <= MOST else notes[: MOST - 1]
        lines += [_annotation(command, note) for note in shown]
        if len(notes) > len(shown):
            text = say("github.more", run.lang, n=len(notes) - len(shown), severity=say(f"severity.{severity}", run.lang))
            lines.append(f"::{command}::{_data(text)}")
    lines += _log(run)
    return "".join(line + "\n" for line in lines)


def _notes(report: Report, severity: str, run: Run) -> Iterator[_Note]:
    path = relative(report.path)
    if report.state != "complete" and severity == ("error" if report.failing else "info"):
        yield path, say(f"state.{report.state}", run.lang), report.reason or ""
    for finding in report.findings:
        if finding.severity == severity:
            yield path, f"{finding.rule} {finding.title}", sentences.body(finding, run.lang)


def _annotation(command: str, note: _Note) -> str:
    path, title, text = note
    return f"::{command} file={_property(path)},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _log(run: Run) -> Iterator[str]:
    for report in run.reports:
        yield f"::group::{_data(relative(report.path))}"
        for finding in report.findings:
            yield _plain(_line(finding, run.lang))
        yield _plain(sentences.counts(report, run.lang))
        yield _plain(sentences.verdicts(report, run.lang))
        yield "::endgroup::"
    yield _plain(sentences.ending(run))


def _line(finding: Finding, lang: str) -> str:
    place = sentences.where(finding.places[0], lang) if finding.places else ""
    claim = sentences.claim(finding, lang) or finding.message
    return " · ".join(
        part
        for part in (
            say(f"severity.{finding.severity}", lang),
            finding.rule,
            finding.title,
            place,
            claim,
            *sentences.others(finding, lang),
        )
        if part
    )


def _plain(text: str) -> str:
    """A line of the log in which no text of a document can pass for a command of the runner."""
    line = " ".join(clean(text).split()).replace("##[", "## [")
    return "· " + line if line.startswith("::") else line
