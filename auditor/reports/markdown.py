"""Markdown for the comment of a pull request: the sums of every report, its findings folded by severity, what was not checked.

A comment holds 65,536 characters: reports that no longer fit are cut, and it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.model.pack import SEVERITIES
from auditor.model.report import Finding, Report, Run
from auditor.reports import MARK, sentences
from auditor.reports.neutral import clean
from auditor.reports.paths import relative
from auditor.wording import say

NAME: Final = "markdown"
SUFFIXES: Final = (".md",)

LIMIT: Final = 65_536
_SPARE = 300
_OPEN = 10
"""Longer lists are folded."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$])")


def render(run: Run) -> str:
    """The comment, never longer than `LIMIT` characters."""
    head = f"**{sentences.whole_coverage(run)}** {MARK}"
    lines = [head, "", f"## {say('markdown.title', run.lang)}", "", *_table(run), ""]
    end = ["", f"**{escaped(sentences.ending(run))}**", ""]
    room = LIMIT - _SPARE - sum(len(line) + 1 for line in (*lines, *end))
    left = 0
    for report in run.reports:
        for block in _blocks(report, run):
            size = sum(len(line) + 1 for line in block)
            if left or size > room:
                left += 1
                continue
            room -= size
            lines += block
    if left:
        lines += ["", f"> {say('markdown.cut', run.lang)}"]
    return "\n".join(lines + end)


def _table(run: Run) -> Iterator[str]:
    """The sums; of very many reports those with findings come first, the others are counted."""
    head = [say(f"markdown.{name}", run.lang) for name in ("report", "findings", "rules")]
    yield "| " + " | ".join(head) + " |"
    yield "|---|---|---|"
    ordered = sorted(run.reports, key=lambda report: (report.status == "complete", -len(report.findings)))
    for report in ordered[:_MOST_ROWS]:
        name = escaped(relative(report.path))
        if report.state == "not_audited" or (report.state == "incomplete" and not report.verdicts):
            yield f"| {name} | **{say(f'state.{report.state}', run.lang)}** | {escaped(report.reason or '')[:_LONGEST]} |"
            continue
        yield f"| {name} | {sentences.counts(report, run.lang)} | {sentences.verdicts(report, run.lang)} |"
    if len(ordered) > _MOST_ROWS:
        yield f"| {say('markdown.more-reports', run.lang, n=len(ordered) - _MOST_ROWS)} | | |"


_MOST_ROWS = 100
_LONGEST = 200


def _blocks(report: Report, run: Run) -> Iterator[list[str]]:
    """What is said of a report, in pieces that are shown whole or not at all."""
    lang = run.lang
    unchecked = [verdict for verdict in report.verdicts if verdict.state == "not_checked"]
    if report.status == "complete" and not report.findings and not unchecked and not report.accepted:
        return
    head = ["", f"### {escaped(relative(report.path))}"]
    if report.status != "complete":
        head += ["", f"> **{escaped(sentences.ended(report, lang))}**"]
    yield head
    for severity in SEVERITIES:
        found = [line for f in report.findings if f.severity == severity for line in _finding(f, lang)]
        number = report.count(severity)
        if number:
            title = say("text.count", lang, severity=say(f"severity.{severity}", lang), n=number)
            yield from _folded(title, found, open=severity != "info" and number <= _OPEN)
    accepted = [
        f"- {a.finding.rule} {escaped(a.finding.title)}: {escaped(a.reason)} ({escaped(a.author)}, {a.date})"
        for a in report.accepted
    ]
    if accepted:
        yield from _folded(say("text.accepted", lang, n=len(accepted)), accepted, open=False)
    if unchecked:
        lines = [f"- {v.rule} {escaped(run.rules[v.rule].told('title', lang))}: {escaped(v.reason or '')}" for v in unchecked]
        yield from _folded(say("markdown.unchecked", lang, n=len(lines)), lines, open=False)


def _folded(title: str, lines: list[str], *, open: bool) -> Iterator[list[str]]:
    """A list under its title, folded or not, in pieces short enough that not much is lost where the comment ends."""
    for start in range(0, len(lines), _PIECE):
        some = lines[start : start + _PIECE]
        if open:
            yield [*(["", f"**{title}**", ""] if not start else []), *some]
        else:
            more = "…" if start else ""
            yield ["", f"<details><summary>{title}{more}</summary>", "", *some, "", "</details>"]


_PIECE = 40


def _finding(finding: Finding, lang: str) -> Iterator[str]:
    claim = sentences.claim(finding, lang)
    place = sentences.where(finding.places[0], lang) if finding.places else ""
    parts = [f"**{finding.rule} {escaped(finding.title)}**", escaped(place), f"**{escaped(claim)}**" if claim else ""]
    parts.append(escaped(finding.message))
    parts += [escaped(other) for other in sentences.others(finding, lang)]
    yield "- " + "<br>".join(part for part in parts if part)


def escaped(text: str) -> str:
    """Text of a document as text: no markup, no HTML, nobody mentioned."""
    line = " ".join(clean(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", line).replace("@", "@\u200b")
