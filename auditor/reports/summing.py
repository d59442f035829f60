"""Sums across reports: which rules fail most, in which years, at which units, what was not checked and what not audited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.model.report import Report, Run


class Counts(NamedTuple):
    """Reports, those audited to the end and without errors, findings by severity, numbers printed and numbers compared, and
    documents that were not audited."""

    reports: int
    clean: int
    errors: int
    warnings: int
    infos: int
    printed: int
    checked: int
    not_audited: int


class RuleLine(NamedTuple):
    """A rule: in how many reports it has findings, of those it applied to, how many findings, and reports by year."""

    rule: str
    title: str
    severity: str
    failing: int
    applying: int
    findings: int
    years: tuple[int, ...]


class Group(NamedTuple):
    """The reports of a unit or a year: its name (None when no report tells), the years, the sums and its commonest rules."""

    name: str | None
    years: tuple[int, ...]
    counts: Counts
    rules: tuple[tuple[str, int], ...]


class Gaps(NamedTuple):
    """A rule that could not be checked: in how many reports, and the reason given most often."""

    rule: str
    title: str
    reports: int
    reason: str


class Summary(NamedTuple):
    """The sums of a run. `incomplete` are the path and reason of each report that was not audited to its end."""

    total: Counts
    years: tuple[int, ...]
    rules: tuple[RuleLine, ...]
    by_year: tuple[Group, ...]
    by_unit: tuple[Group, ...]
    gaps: tuple[Gaps, ...]
    incomplete: tuple[tuple[str, str], ...]


_COMMONEST = 3


def summary(run: Run) -> Summary:
    """The sums; the same for any order of the reports."""
    reports = sorted(run.reports, key=lambda report: report.path)
    years = tuple(sorted({report.identity.year for report in reports if report.identity.year}))
    return Summary(
        _counts(reports), years, tuple(_rules(reports, run, years)), _groups(reports, "year"), _groups(reports, "entity"),
        tuple(_gaps(reports, run)), tuple((r.path, r.reason or "") for r in reports if r.state != "complete"),
    )  # fmt: skip


def _counts(reports: Sequence[Report]) -> Counts:
    errors, warnings, infos = (sum(r.count(severity) for r in reports) for severity in ("error", "warning", "info"))
    clean = sum(r.status == "complete" and not r.count("error") for r in reports)
    return Counts(
        len(reports), clean, errors, warnings, infos, sum(r.printed for r in reports), sum(r.checked for r in reports),
        sum(r.state == "not_audited" for r in reports),
    )  # fmt: skip


def _rules(reports: Iterable[Report], run: Run, years: Sequence[int]) -> Iterable[RuleLine]:
    """Rules with findings that are more than hints, the commonest first, then by id."""
    findings: Counter[str] = Counter()
    failing: Counter[str] = Counter()
    by_year: Counter[tuple[str, int]] = Counter()
    applying: Counter[str] = Counter()
    for report in reports:
        own = {finding.rule for finding in report.findings if finding.severity != "info"}
        findings.update(finding.rule for finding in report.findings if finding.severity != "info")
        failing.update(own)
        if report.identity.year:
            by_year.update((rule, report.identity.year) for rule in own)
        applying.update(verdict.rule for verdict in report.verdicts if verdict.state != "not_applicable")
    for rule in sorted(failing, key=lambda rule: (-failing[rule], -findings[rule], rule)):
        title, severity = _told(rule, run)
        counts = tuple(by_year[rule, year] for year in years)
        yield RuleLine(rule, title, severity, failing[rule], applying[rule], findings[rule], counts)


def _told(rule: str, run: Run) -> tuple[str, str]:
    known = run.rules.get(rule)
    return (known.told("title", run.lang), known.severity) if known else ("", "")


def _groups(reports: Iterable[Report], of: str) -> tuple[Group, ...]:
    """Years in their order; units with the most errors first. What no report tells comes last."""
    found: dict[int | str | None, list[Report]] = {}
    for report in reports:
        found.setdefault(getattr(report.identity, of), []).append(report)
    groups = []
    for name, own in found.items():
        rules = Counter(f.rule for report in own for f in report.findings if f.severity != "info")
        commonest = sorted(rules.items(), key=lambda item: (-item[1], item[0]))[:_COMMONEST]
        years = tuple(sorted({report.identity.year for report in own if report.identity.year}))
        groups.append(Group(None if name is None else str(name), years, _counts(own), tuple(commonest)))
    if of == "year":
        return tuple(sorted(groups, key=lambda g: (g.name is None, g.name)))
    return tuple(sorted(groups, key=lambda g: (g.name is None, -g.counts.errors, -g.counts.warnings, g.name or "")))


def _gaps(reports: Iterable[Report], run: Run) -> Iterable[Gaps]:
    reasons: dict[str, Counter[str]] = {}
    for report in reports:
        for verdict in report.verdicts:
            if verdict.state == "not_checked":
                reasons.setdefault(verdict.rule, Counter())[verdict.reason or ""] += 1
    for rule, told in sorted(reasons.items(), key=lambda item: (-item[1].total(), item[0])):
        commonest = min(told.items(), key=lambda item: (-item[1], item[0]))[0]
        yield Gaps(rule, _told(rule, run)[0], told.total(), commonest)
