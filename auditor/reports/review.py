"""The reviewer's checklist as data: every rule that could apply, in the pack's groups, with verdict, evidence and basis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from auditor.model.document import Location, Paragraph
from auditor.model.pack import SEVERITIES, Rule
from auditor.model.report import Finding, Report, Run, Verdict, VerdictState
from auditor.reports import sentences
from auditor.reports.paths import relative
from auditor.wording import say

COLUMNS: Final = (
    "number", "rule", "title", "verdict", "compared", "evidence", "basis", "opinion", "remedy", "signature",
)  # fmt: skip
"""The columns; the last three are for people to write in."""
_MOST_PLACES: Final = 5
_MOST_TABLES: Final = 4


class Line(NamedTuple):
    """One rule: its number in the checklist, what it found (several lines) and what it rests on, in full and by the number
    under which the checklist lists it."""

    number: int
    rule: str
    title: str
    state: VerdictState
    verdict: str
    compared: int
    evidence: tuple[str, ...]
    basis: str
    source: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells of the line, as texts in the order of COLUMNS; the basis by its number."""
        evidence = "\n".join(self.evidence)
        source = f"[{self.source}]" if self.source else ""
        return (str(self.number), self.rule, self.title, self.verdict, str(self.compared), evidence, source, "", "", "")


class Section(NamedTuple):
    """The rules that are gone through together."""

    name: str
    lines: tuple[Line, ...]


class Review(NamedTuple):
    """The checklist of one report. `facts` are the labelled lines of its cover, `coverage` says how much was compared,
    `sources` what its rules rest on, numbered from 1."""

    name: str
    facts: tuple[tuple[str, str], ...]
    coverage: str
    sections: tuple[Section, ...]
    sources: tuple[str, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for section in self.sections for line in section.lines)


def heads(lang: str) -> list[str]:
    """The headings of the columns."""
    return [say("review.title-column" if name == "title" else f"review.{name}", lang) for name in COLUMNS]


def review(report: Report, run: Run) -> Review:
    """The checklist of a report. Rules for other kinds of reports are left out; the cover says how many."""
    verdicts = [(verdict, run.rules[verdict.rule]) for verdict in report.verdicts]
    applying = [(verdict, rule) for verdict, rule in verdicts if _may_apply(verdict, rule, report)]
    groups: dict[str, list[tuple[Verdict, Rule]]] = {name: [] for name in _names(run)}
    for verdict, rule in applying:
        groups[_group(rule.id, run)].append((verdict, rule))
    evidence = _Evidence(report, run)
    sections, number = [], 0
    sources: dict[str, int] = {}
    for name, inside in groups.items():
        lines = []
        for verdict, rule in sorted(inside, key=lambda pair: pair[1].id):
            number += 1
            lines.append(
                Line(
                    number, rule.id, rule.told("title", run.lang), verdict.state, say(f"state.{verdict.state}", run.lang),
                    verdict.compared, tuple(evidence.of(verdict)), rule.basis,
                    sources.setdefault(rule.basis, len(sources) + 1) if rule.basis else 0,
                )
            )  # fmt: skip
        if lines:
            sections.append(Section(name, tuple(lines)))
    facts = tuple(_cover(report, run, len(verdicts) - len(applying)))
    return Review(relative(report.path), facts, sentences.coverage(report, run.lang), tuple(sections), tuple(sources))


def _may_apply(verdict: Verdict, rule: Rule, report: Report) -> bool:
    wanted = rule.settings.get("reports")
    return verdict.state != "not_applicable" or not wanted or report.identity.kind in wanted


def _names(run: Run) -> list[str]:
    return [*(group.english if run.lang == "en" else group.name for group in run.groups), say("review.other", run.lang)]


def _group(rule: str, run: Run) -> str:
    found = max(
        ((len(prefix), group) for group in run.groups for prefix in group.prefixes if rule.startswith(prefix)),
        default=None,
        key=lambda pair: pair[0],
    )
    if found is None:
        return say("review.other", run.lang)
    return found[1].english if run.lang == "en" else found[1].name


def _cover(report: Report, run: Run, left_out: int) -> Iterator[tuple[str, str]]:
    lang, it = run.lang, report.identity
    yield say("review.file", lang), relative(report.path)
    share = f" ({100 * report.checked / report.printed:.0f}%)" if report.printed else ""
    yield say("review.figures", lang), sentences.coverage(report, lang) + share
    for key, value in (("entity", it.entity), ("kind", it.kind), ("year", it.year), ("unit", it.unit), ("profile", it.profile)):
        if value:
            yield say(f"review.{key}", lang), str(value)
    if report.state != "complete":
        yield say(f"state.{report.state}", lang), report.reason or ""
    states: tuple[VerdictState, ...] = ("passed", "failed", "not_checked", "not_applicable")
    sums = [f"{say(f'state.{state}', lang)} {report.verdict_count(state)}" for state in states]
    yield say("review.rules", lang), "　".join(sums)
    found = [f"{say(f'severity.{severity}', lang)} {report.count(severity)}" for severity in SEVERITIES]
    if report.accepted:
        found.append(say("text.accepted", lang, n=len(report.accepted)))
    yield say("review.findings", lang), "　".join(found)
    if left_out:
        yield say("review.left-out", lang), str(left_out)
    for remark in report.remarks:
        yield say("review.remark", lang), remark
    yield say("review.tool", lang), f"auditor {run.version}"
    yield say("review.pack", lang), run.pack


class _Evidence:
    """What there is to show for each verdict of a report."""

    def __init__(self, report: Report, run: Run) -> None:
        self._report, self._lang = report, run.lang
        self._compared: dict[str, list[Location]] = {}
        self._document, numbers, _, self._titles = report.details()
        for number in numbers:
            for rule in number.rules:
                self._compared.setdefault(rule, []).append(number.at)

    def of(self, verdict: Verdict) -> Iterator[str]:
        """Lines: the findings with their places, the reason of what was not compared, or where the comparisons were made."""
        lang = self._lang
        if verdict.state == "passed":
            where = self._where(verdict.rule)
            if where:
                yield say("review.compared-in", lang, places=where)
        elif verdict.state == "failed":
            yield from self._findings(verdict.rule)
        if verdict.reason:
            yield say("review.also-unchecked", lang, reason=verdict.reason) if verdict.state == "failed" else verdict.reason

    def _findings(self, rule: str) -> Iterator[str]:
        own = [(finding, "") for finding in self._report.findings if finding.rule == rule]
        own += [
            (a.finding, say("review.accepted", self._lang, reason=a.reason, author=a.author, date=a.date))
            for a in self._report.accepted if a.finding.rule == rule
        ]  # fmt: skip
        for finding, accepted in own[:_MOST_PLACES]:
            yield self._told(finding) + accepted
        if len(own) > _MOST_PLACES:
            yield say("gap.more", self._lang, n=len(own) - _MOST_PLACES).strip()
        findings = (*self._report.findings, *(accepted.finding for accepted in self._report.accepted))
        also = dict.fromkeys(finding.rule for finding in findings if rule in finding.also)
        if also:
            yield say("review.same-cause", self._lang, rules="、".join(also))

    def _told(self, finding: Finding) -> str:
        where = sentences.where(finding.places[0], self._lang) if finding.places else say("text.whole", self._lang)
        what = sentences.claim(finding, self._lang) or finding.message
        others = sentences.others(finding, self._lang)
        return say("review.found", self._lang, where=where, what="；".join([what, *others]))

    def _where(self, rule: str) -> str:
        """The tables and sections that the compared numbers stand in."""
        names: dict[str, None] = {}
        document = self._document
        for at in sorted(self._compared.get(rule, ())):
            block = document.blocks[at.block] if document else None
            if block is None:
                continue
            if isinstance(block, Paragraph):
                names[block.section[-1] if block.section else say("review.text", self._lang)] = None
            else:
                names[f"《{self._titles[at.block]}》" if at.block in self._titles else ""] = None
        shown = [name for name in names if name]
        more = say("gap.more", self._lang, n=len(shown) - _MOST_TABLES) if len(shown) > _MOST_TABLES else ""
        return "、".join(shown[:_MOST_TABLES]) + more
