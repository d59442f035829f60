"""The report for a terminal: findings in reading order under their table or section, then the sums and what was not
checked. Only signs that a GBK console can show; no colour unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.model.pack import SEVERITIES
from auditor.model.report import Finding, Place, Report, Run
from auditor.reports import neutral, sentences
from auditor.wording import say

NAME: Final = "text"
SUFFIXES: Final = (".txt",)

Span = tuple[str, str]
"""A piece of text and its style (a rich style name, "" for plain)."""
Line = list[Span]

MARKS: Final = {"error": ("×", "bold red"), "warning": ("▲", "yellow"), "info": ("·", "cyan")}
_MOST_NOT_CHECKED = 12
_NEAR = 28
_LONGEST = 40
_MOST_HINTS = 4


def render(run: Run) -> str:
    """The report without colour."""
    return "".join("".join(text for text, _ in line) + "\n" for line in lines(run))


def lines(run: Run, verbosity: int = 0) -> Iterator[Line]:
    """The report line by line. `verbosity` −1 shows sums only, 1 also every verdict."""
    for report in run.reports:
        for spans in _report(report, run, verbosity):
            yield [(neutral.line(text), style) for text, style in spans]
    if len(run.reports) > 1:
        from auditor.reports.summary import headline
        from auditor.reports.summing import summary

        yield [(headline(summary(run), run.lang), "bold")]
    yield [(sentences.ending(run), "bold")]


def _report(report: Report, run: Run, verbosity: int) -> Iterator[Line]:
    lang = run.lang
    read = report.status != "incomplete" or report.verdicts
    share = sentences.coverage(report, lang) if read else ""
    yield [(report.path, "bold"), ("  " + share, "bold"), ("  " + _identity(report, lang) if read else "", "dim")]
    if report.state != "complete":
        mark, style = ("  × ", "bold red") if report.failing else ("  ○ ", "dim")
        yield [(mark, style), (sentences.ended(report, lang), "")]
    for remark in report.remarks:
        yield [("  ○ ", "dim"), (remark, "dim")]
    if (report.state == "not_audited" and not report.findings) or (report.state == "incomplete" and not report.verdicts):
        yield []
        return
    if verbosity >= 0:
        heading = ""
        for finding in report.findings:
            if finding.severity == "info" and verbosity == 0:
                continue
            title = _heading(finding.places[0]) if finding.places else ""
            if title != heading:
                heading = title
                yield []
                yield [(heading or say("text.whole", lang), "bold underline")]
            yield from _finding(finding, lang)
        if verbosity == 0:
            yield from _hints(report, lang)
        if report.findings:
            yield []
    yield from _sums(report, lang)
    if verbosity >= 0:
        yield from _unchecked(report, run, everything=verbosity > 0)
    if verbosity > 0:
        for finding, reason, author, date, expires in report.accepted:
            until = say("text.until", lang, date=expires) if expires else ""
            said = say(
                "text.accepted-one", lang, rule=finding.rule, title=finding.title, reason=reason, author=author, date=date
            )
            yield [("  ○ " + said + until, "dim")]
        for verdict in report.verdicts:
            reason = say("text.why", lang, reason=verdict.reason) if verdict.reason else ""
            state = say(f"state.{verdict.state}", lang)
            compared = say("text.compared", lang, n=verdict.compared)
            yield [(f"    {verdict.rule}  {state}  {compared}{reason}", "dim")]
    yield []


def _identity(report: Report, lang: str) -> str:
    identity = report.identity
    year = say("text.year", lang, year=identity.year) if identity.year else None
    kind = identity.kind or say("coverage.no-kind", lang)
    return " · ".join(part for part in (kind, year, identity.entity, identity.unit, identity.profile) if part)


def _heading(place: Place) -> str:
    if place.table:
        return f"《{place.table.strip('《》')}》"
    return " › ".join(part if len(part) <= _LONGEST else part[:_LONGEST] + "…" for part in place.section)


def _finding(finding: Finding, lang: str) -> Iterator[Line]:
    mark, style = MARKS[finding.severity]
    first = finding.places[0] if finding.places else None
    where = sentences.cell(first) if first else ""
    head: Line = [(f"  {mark} ", style), (say(f"severity.{finding.severity}", lang), style), ("  ", "")]
    head.append((finding.title, "bold"))
    head.append((f"  {finding.rule}", "dim"))
    yield head
    if first:
        page = say("text.page", lang, page=first.page) if first.page else ""
        shown = where or f"“{first.quote[:60]}”"
        yield [("      ", ""), (shown, ""), (say("place.line", lang, head=" ", address=first.address + page), "dim")]
        if first.table is None and first.context:
            before, quote, after = _around(first.context, first.quote)
            yield [("      ", ""), (before, "dim"), (quote, "bold"), (after, "dim")]
    claim = sentences.claim(finding, lang)
    if claim:
        yield [("      ", ""), (claim, style)]
    yield [("      ", ""), (finding.message, "")]
    for other in sentences.others(finding, lang):
        yield [("      ", ""), (other, "dim")]
    for suspect in finding.suspects:
        if suspect.reason:
            yield [("      ■ ", "green"), (suspect.reason, "green")]
    if finding.fix:
        yield [("      → ", "dim"), (finding.fix, "dim")]


def _hints(report: Report, lang: str) -> Iterator[Line]:
    """The hints, those of one rule together on two lines, so that they never drown errors and warnings."""
    rules: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.severity == "info":
            rules.setdefault(finding.rule, []).append(finding)
    if not rules:
        return
    yield []
    yield [(say("text.hints", lang), "bold underline")]
    mark, style = MARKS["info"]
    for rule, findings in rules.items():
        yield [(f"  {mark} ", style), (findings[0].title, "bold"), (f"  {rule}", "dim")]
        where = say("text.comma", lang).join(f.places[0].address for f in findings[:_MOST_HINTS] if f.places)
        if len(findings) > 1:
            where = say("text.places", lang, n=len(findings), places=where + ("…" if len(findings) > _MOST_HINTS else ""))
        yield [("      ", ""), (findings[0].message, ""), (say("place.line", lang, head=" ", address=where), "dim")]


def _around(context: str, quote: str) -> tuple[str, str, str]:
    """The sentence cut to what stands near the quoted words: before, quoted, after."""
    before, found, after = context.partition(quote)
    if not found:
        before, after = "", context
    if len(before) > _NEAR:
        before = "…" + before[-_NEAR:]
    if len(after) > _NEAR:
        after = after[:_NEAR] + "…"
    return "“" + before, found, after + "”"


def _sums(report: Report, lang: str) -> Iterator[Line]:
    line: Line = [("  ", "")]
    for severity in SEVERITIES:
        text = say("text.count", lang, severity=say(f"severity.{severity}", lang), n=report.count(severity))
        line.append((text + "  ", MARKS[severity][1] if report.count(severity) else "dim"))
    if report.accepted:
        line.append((say("text.accepted", lang, n=len(report.accepted)), "dim"))
    yield line
    yield [("  " + sentences.verdicts(report, lang), "dim")]


def _unchecked(report: Report, run: Run, *, everything: bool) -> Iterator[Line]:
    unchecked = [verdict for verdict in report.verdicts if verdict.state == "not_checked"]
    shown = unchecked if everything else unchecked[:_MOST_NOT_CHECKED]
    for verdict in shown:
        rule = run.rules[verdict.rule]
        title = rule.told("title", run.lang)
        label = say("state.not_checked", run.lang)
        yield [(f"  ○ {label} {verdict.rule} {title}" + say("text.why", run.lang, reason=verdict.reason or ""), "dim")]
    if len(unchecked) > len(shown):
        yield [("  ○ " + say("text.more-unchecked", run.lang, n=len(unchecked) - len(shown)), "dim")]
