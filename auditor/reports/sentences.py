"""Sentences that several outputs say in the same words: where, what is wrong, the sums, how the run ended."""

from __future__ import annotations

from collections import Counter

from auditor.model.pack import SEVERITIES
from auditor.model.report import Finding, Place, Report, Run, State
from auditor.reports.paths import relative
from auditor.wording import say


def where(place: Place, lang: str = "zh") -> str:
    """A place on one line: table or section, row × column, address."""
    if place.table:
        labels = " × ".join(part for part in (place.row, _last(place.column)) if part)
        head = f"《{place.table.strip('《》')}》 {labels}".rstrip()
    else:
        head = " › ".join(place.section)
    page = say("text.page", lang, page=place.page) if place.page else ""
    return say("place.line", lang, head=head, address=place.address + page).strip()


def place(at: Place, lang: str = "zh") -> str:
    """Where a place is, with its file when it is in another document than the report."""
    return say("place.in", lang, path=relative(at.path), where=where(at, lang)) if at.path else where(at, lang)


def others(finding: Finding, lang: str = "zh") -> list[str]:
    """The places of a finding in other documents, a line each: the file, where in it, and what is printed there."""
    there = [place for place in finding.places if place.path]
    lines = [say("place.other", lang, place=place(p, lang), quote=p.quote) for p in there[:_MOST_OTHERS]]
    return [*lines, say("gap.more", lang, n=len(there) - _MOST_OTHERS).strip()] if len(there) > _MOST_OTHERS else lines


_MOST_OTHERS = 6


def cell(place: Place) -> str:
    """The row and the last header of the column, as far as there are any."""
    return " × ".join(part for part in (place.row, _last(place.column)) if part)


def _last(column: str | None) -> str | None:
    return column.split()[-1] if column and column.split() else None


def claim(finding: Finding, lang: str = "zh") -> str:
    """What is printed, what is expected and the difference; empty when there is no such claim."""
    if finding.severity == "info" or finding.actual is None or finding.expected is None:
        return ""
    text = say("text.claim", lang, actual=finding.actual, expected=finding.expected)
    if finding.difference in (None, "0"):
        return text
    return text + say("text.difference", lang, difference=f"{finding.difference} {finding.unit}".strip())


def body(finding: Finding, lang: str = "zh") -> str:
    """All that is said of a finding besides its title, several lines."""
    lines = [where(finding.places[0], lang)] if finding.places else []
    lines += [claim(finding, lang), finding.message]
    lines += others(finding, lang)
    lines += [suspect.reason for suspect in finding.suspects]
    lines.append(finding.fix)
    return "\n".join(line for line in lines if line)


def counts(report: Report, lang: str = "zh") -> str:
    """How many findings there are of each severity, and how many were accepted."""
    parts = [say("text.count", lang, severity=say(f"severity.{s}", lang), n=report.count(s)) for s in SEVERITIES]
    if report.accepted:
        parts.append(say("text.accepted", lang, n=len(report.accepted)))
    return "  ".join(parts)


def coverage(report: Report, lang: str = "zh") -> str:
    """How many of the printed amounts and percentages were compared; a kind of report that lives of words says so."""
    line = _coverage(report.checked, report.printed, lang)
    return line + say("coverage.words", lang) if report.words_only else line


def whole_coverage(run: Run) -> str:
    """The same of all reports together."""
    return _coverage(sum(report.checked for report in run.reports), sum(report.printed for report in run.reports), run.lang)


def _coverage(checked: int, printed: int, lang: str) -> str:
    return say("coverage.line", lang, checked=checked, printed=printed)


def ended(report: Report, lang: str = "zh") -> str:
    """Why an audit is not complete; empty when it is."""
    return say(f"ended.{report.state}", lang, reason=report.reason) if report.state != "complete" else ""


def verdicts(report: Report, lang: str = "zh") -> str:
    """How many rules passed, failed, did not apply and were not checked; how many figures were compared."""
    share = f"{100 * report.checked / report.printed:.0f}%" if report.printed else "—"
    return say(
        "text.verdicts", lang, passed=report.verdict_count("passed"), failed=report.verdict_count("failed"),
        absent=report.verdict_count("not_applicable"), unchecked=report.verdict_count("not_checked"),
        printed=report.printed, checked=report.checked, share=share,
    )  # fmt: skip


def ending(run: Run) -> str:
    """The exit code and why."""
    code, lang = run.exit_code, run.lang
    states = Counter(report.state for report in run.reports if report.failing)
    if code == 2:
        kinds: tuple[State, ...] = ("incomplete", "partial", "not_audited")
        why = "；".join(say(f"exit.{state}", lang, n=states[state]) for state in kinds if states[state])
    elif code == 1:
        audited = [report for report in run.reports if report.state != "not_audited"]
        failing = next(r for r in audited if any(run.fails(r, finding.severity) for finding in r.findings))
        why = say("exit.findings", lang, level=say(f"severity.{run.level(failing)}", lang))
    else:
        why = _clean(run)
    besides = sum(report.state == "not_audited" and not report.failing for report in run.reports)
    return say("exit.line", lang, code=code, why=why + (say("exit.besides", lang, n=besides) if besides else ""))


def _clean(run: Run) -> str:
    """Why nothing fails, with how much that rests on."""
    levels = {run.level(report) for report in run.reports} or {run.fail_on}
    worst = next((severity for severity in SEVERITIES if severity in levels), None)
    if run.reports and all(report.state == "not_audited" for report in run.reports):
        return say("exit.none", run.lang)
    if worst is None:
        return say("exit.never", run.lang, coverage=whole_coverage(run))
    return say("exit.clean", run.lang, coverage=whole_coverage(run), level=say(f"severity.{worst}", run.lang))
