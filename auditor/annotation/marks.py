"""What is to be written where, whatever the format: one mark per finding, and a short one at each further suspect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from auditor.model.document import Location
from auditor.model.pack import Severity
from auditor.model.report import Finding, Report
from auditor.reports import sentences
from auditor.wording import say

_MOST_RELATED: Final = 6


class Mark(NamedTuple):
    """A note at a place, None for the report as a whole: its lines, the first of them its title."""

    at: Location | None
    severity: Severity
    lines: tuple[str, ...]


def marks(report: Report, lang: str = "zh") -> list[Mark]:
    """The marks of a report in the order of its findings."""
    return [mark for finding in report.findings for mark in _of(finding, lang)]


def _of(finding: Finding, lang: str) -> Iterator[Mark]:
    severity = say(f"severity.{finding.severity}", lang)
    head = say("mark.title", lang, severity=severity, rule=finding.rule, title=finding.title)
    first = finding.places[0] if finding.places else None
    yield Mark(first.at if first else None, finding.severity, (head, *_said(finding, lang)))
    if first is None:
        return
    for suspect in finding.suspects:
        place = finding.places[suspect.place]
        if place.at != first.at:
            see = say("mark.suspect", lang, quote=first.quote, where=sentences.where(first, lang))
            yield Mark(place.at, finding.severity, tuple(filter(None, (head, see, suspect.reason))))


def _said(finding: Finding, lang: str) -> Iterator[str]:
    claim = sentences.claim(finding, lang)
    if claim:
        yield claim
    yield finding.message
    yield from (s.reason for s in finding.suspects if s.place == 0 and s.reason)
    if finding.fix:
        yield say("mark.fix", lang, text=finding.fix)
    if finding.basis:
        yield say("mark.basis", lang, text=finding.basis)
    yield from sentences.others(finding, lang)
    here = [place for place in finding.places[1:] if place.path is None]
    related = [f"{place.quote}  {sentences.where(place, lang)}" for place in here[:_MOST_RELATED]]
    if related:
        more = say("gap.more", lang, n=len(here)) if len(here) > _MOST_RELATED else ""
        yield say("mark.related", lang, places="；".join(related) + more)
