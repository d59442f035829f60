"""Audit one report: read, understand, check, diagnose. The only place where a rule's crash is caught."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, partial
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import NamedTuple

from auditor import checks, diagnosis
from auditor.checks.doubt import withhold
from auditor.diagnosis.amending import better, failures, proposals
from auditor.diagnosis.habits import Habits, settled
from auditor.diagnosis.misread import set_aside
from auditor.diagnosis.places import address
from auditor.meaning import understand
from auditor.meaning.identify import is_fiscal, kind_of
from auditor.meaning.printed import unknown_amounts
from auditor.meaning.revised import Changes, revised
from auditor.model.amendment import Amendment
from auditor.model.document import Document, Location, Unreadable
from auditor.model.facts import TEXT, Fact, Facts
from auditor.model.pack import Rule
from auditor.model.report import Details, Findings, Gap, Number, Outcome, Report, Verdict
from auditor.pairing import pair
from auditor.partners import Partners
from auditor.reading import read
from auditor.rulebook import Rulebook
from auditor.wording import known, say


def audit_file(
    path: str | Path, rulebook: Rulebook, *, profile: str | None = None, lang: str = "zh", partners: Partners | None = None
) -> Report:
    """The report on one file, compared with those of `partners` that belong beside it. What cannot be read, or makes the
    program fail, gives an incomplete report with the reason, never an exception but MemoryError."""
    try:
        return audit_document(read(path), rulebook, profile=profile, lang=lang, partners=partners)
    except Unreadable as problem:
        return Report(str(path), "incomplete", say(f"unreadable.{problem.key}", lang, **problem.slots))
    except MemoryError:
        raise
    except Exception as problem:
        return Report(str(path), "incomplete", say("unreadable.crashed", lang, why=_brief(problem)))


def audit_document(
    document: Document, rulebook: Rulebook, *, profile: str | None = None, lang: str = "zh", partners: Partners | None = None
) -> Report:
    """The report on a document that was read."""

    def judged(amended: Amendment) -> _Judged:
        facts = understand(document, rulebook.vocabulary, profile, amended)
        if partners is not None:
            facts.beside = pair(facts, partners.documents, rulebook.vocabulary.pairing)
        return _judge(rulebook, facts, lang)

    made = judged(Amendment())
    before = failures(made.outcomes)
    others = [judged(amendment) for amendment in proposals(made.outcomes, made.facts)]
    if others:
        other = min(others, key=lambda each: failures(each.outcomes))
        made = other if better(before, failures(other.outcomes)) else made
    facts, first, outcomes, habits, crashed = made
    misread = set_aside(outcomes)

    def again(changes: Changes) -> tuple[list[Outcome], Facts] | None:
        other = revised(facts, changes)
        if other is None:
            return None
        known = {name: outcome for name, outcome in first.items() if not _concerned(outcome, changes)}
        results = _alone(_summed(rulebook, other, _each(rulebook, other, [], lang, known), [], lang)[0])
        set_aside(results)
        return results, other

    found = diagnosis.findings(outcomes, facts, rulebook.rules, lang, again)
    verdicts = tuple(_verdict(outcome, lang) for outcome in outcomes)
    unread = [say(f"unread.{notice.kind}", lang, n=notice.times, detail=notice.detail) for notice in document.unread]
    unread += [say("unread.table", lang, n=number, why=why) for number, why in facts.lost]
    doubted = [say("remark.misread", lang, tables="、".join(f"《{name}》" for name in misread))] if misread else []
    reasons = [*unread, *crashed, *doubted, *(partners.faults if partners else ())]
    figures = {fact.at for fact in (*facts.numbers, *facts.loose)}
    unknown = unknown_amounts(facts, rulebook.vocabulary)
    compared = _compared(outcomes, unknown)
    bound = _bound(outcomes, figures | unknown)
    report = kind_of(facts, rulebook.vocabulary)
    least = report.least if report else None
    said = figures or unknown or least == 0 or any(finding.severity == "error" for finding in found)
    details = cache(partial(_details, facts, compared, bound, unknown))
    return Report(
        document.path, "incomplete" if reasons else "complete", "；".join(reasons) or None, facts.identity,
        Findings(found), verdicts, len(figures | set(bound)), len(bound),
        tuple(_remarks(document, facts, verdicts, habits, lang)), details, facts,
        seconds={outcome.rule.id: outcome.seconds for outcome in outcomes}, printed=len(figures | unknown), least=least,
        audited=bool(said) and is_fiscal(facts, rulebook.vocabulary),
    )  # fmt: skip


class _Judged(NamedTuple):
    """What the rules say of facts: each by itself (by id), all of them, the habits of rounding, and what crashed."""

    facts: Facts
    first: dict[str, Outcome]
    outcomes: list[Outcome]
    habits: Habits
    crashed: list[str]


def _judge(rulebook: Rulebook, facts: Facts, lang: str) -> _Judged:
    crashed: list[str] = []
    first = {outcome.rule.id: outcome for outcome in _each(rulebook, facts, crashed, lang)}
    outcomes, habits = _summed(rulebook, facts, first.values(), crashed, lang)
    withhold(outcomes, facts)
    return _Judged(facts, first, _alone(outcomes), habits, crashed)


def _details(
    facts: Facts, compared: Mapping[Location, Fact], bound: Mapping[Location, tuple[str, ...]], unknown: Set[Location]
) -> Details:
    """What the outputs need that show the document itself."""
    first: dict[Location, Fact] = {**compared}
    for fact in (*facts.numbers, *facts.loose):
        first.setdefault(fact.at, fact)
    numbers = tuple(
        Number(at, None if fact.sheet == TEXT else fact.sheet, fact.row, fact.column, fact.text, bound.get(at, ()))
        for at, fact in sorted(first.items())
    )
    unread = tuple(sorted(unknown - set(first)))
    return Details(facts.document, numbers, unread, {sheet.at.block: sheet.title for sheet in facts.sheets})


def _concerned(outcome: Outcome, changes: Changes) -> bool:
    """Whether other numbers in those places may change an outcome: it compared them, or it is not known what it looked at."""
    if outcome.notes:
        return True
    if not getattr(checks.module(outcome.rule.check), "NUMERIC", True):
        return False
    if not outcome.comparisons or outcome.looked:
        return outcome.absent is None or outcome.absent.key == "condition"
    return any(term.fact.at in changes for comparison in outcome.comparisons for term in comparison.terms)


def run(rulebook: Rulebook, facts: Facts, lang: str = "zh") -> tuple[list[Outcome], list[str], Habits]:
    """The outcome of every rule, judged by the rounding habits of the report, what crashed, and those habits. Rules that sum
    up the others come last."""
    crashed: list[str] = []
    outcomes, habits = _summed(rulebook, facts, _each(rulebook, facts, crashed, lang), crashed, lang)
    return outcomes, crashed, habits


def _each(
    rulebook: Rulebook, facts: Facts, crashed: list[str], lang: str, known: Mapping[str, Outcome] = MappingProxyType({})
) -> Iterator[Outcome]:
    """The outcomes of the rules that do not sum up others, each by itself; a `known` one stands."""
    for rule in rulebook.rules.values():
        kind = checks.module(rule.check)
        wanted = rule.settings.get("reports")
        if wanted and facts.identity.kind not in wanted:
            yield Outcome(rule, absent=Gap("other-kind", (("kinds", "、".join(wanted)),)))
        elif rule.id in known:
            yield known[rule.id]
        elif not getattr(kind, "LAST", False):
            yield _timed(rule, partial(kind.check, rule, facts, rulebook.vocabulary), crashed, lang)


def _summed(
    rulebook: Rulebook, facts: Facts, each: Iterable[Outcome], crashed: list[str], lang: str
) -> tuple[list[Outcome], Habits]:
    """All outcomes, those of rules that sum up the others behind them; the ones given stay as they are."""
    outcomes = [outcome.copy() for outcome in each]
    habits = settled(outcomes)
    before, judged = tuple(outcomes), {outcome.rule.id for outcome in outcomes}
    for rule in rulebook.rules.values():
        if rule.id not in judged:
            kind = checks.module(rule.check)
            outcomes.append(_timed(rule, partial(kind.sum_up, rule, facts, before), crashed, lang))  # type: ignore[attr-defined]
    return outcomes, habits


def _timed(rule: Rule, check: Callable[[], Outcome], crashed: list[str], lang: str) -> Outcome:
    start = perf_counter()
    try:
        outcome = check()
    except Exception as problem:
        outcome = _crash(rule, problem, crashed, lang)
    outcome.seconds = perf_counter() - start
    return outcome


def _alone(outcomes: list[Outcome]) -> list[Outcome]:
    """When one outcome stands for all others, the others say nothing but that."""
    sole = next((outcome for outcome in outcomes if outcome.sole and outcome.notes), None)
    if sole is None:
        return outcomes
    gap = Gap("sole", (("rule", sole.rule.id),))
    return [o if o is sole else Outcome(o.rule, absent=gap) for o in outcomes]


def _compared(outcomes: Sequence[Outcome], unknown: Set[Location]) -> dict[Location, Fact]:
    """The numbers of tables and sentences without known meaning that were compared all the same."""
    terms = (term for outcome in outcomes for comparison in outcome.comparisons for term in comparison.terms)
    return {term.fact.at: term.fact for term in terms if term.fact.at in unknown}


def _bound(outcomes: Sequence[Outcome], figures: Set[Location]) -> dict[Location, tuple[str, ...]]:
    """The rules that compared each printed number; judging the words beside a number does not bind its digits."""
    found: dict[Location, dict[str, None]] = {}
    for outcome in outcomes:
        for comparison in outcome.comparisons:
            for term in comparison.terms if comparison.relation != "word" else ():
                if term.fact.at in figures:
                    found.setdefault(term.fact.at, {})[comparison.rule] = None
    return {at: tuple(rules) for at, rules in found.items()}


def _crash(rule: Rule, problem: Exception, crashed: list[str], lang: str) -> Outcome:
    if isinstance(problem, MemoryError):
        raise problem  # no fault of the rule
    outcome = Outcome(rule)
    why = _brief(problem)
    outcome.gaps.append(Gap("crashed", (("why", why),)))
    crashed.append(f"{outcome.rule.id}: " + say("gap.crashed", lang, why=why))
    return outcome


def _brief(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:200]


def _verdict(outcome: Outcome, lang: str) -> Verdict:
    """Failed before not checked before passed; nought compared is never a pass."""
    compared = len(outcome.comparisons) + outcome.looked
    if any(not c.passed for c in outcome.comparisons) or outcome.notes:
        return Verdict(outcome.rule.id, "failed", compared, _reason(outcome.gaps, lang))
    if outcome.gaps:
        return Verdict(outcome.rule.id, "not_checked", compared, _reason(outcome.gaps, lang))
    if compared:
        return Verdict(outcome.rule.id, "passed", compared)
    return Verdict(outcome.rule.id, "not_applicable", 0, _reason([outcome.absent or Gap("nothing")], lang))


def _reason(gaps: Sequence[Gap], lang: str) -> str | None:
    texts = list(dict.fromkeys(say(f"gap.{gap.key}", lang, **dict(gap.slots)) for gap in gaps))
    if not texts:
        return None
    shown = "；".join(texts[:3])
    return shown + say("gap.more", lang, n=len(texts) - 3) if len(texts) > 3 else shown


_MOST_TABLES = 12


def _remarks(document: Document, facts: Facts, verdicts: Iterable[Verdict], habits: Habits, lang: str) -> Iterable[str]:
    """What the reader should know besides findings."""
    for notice in document.notices:
        if known(f"remark.{notice.kind}"):
            yield say(f"remark.{notice.kind}", lang, n=notice.times, detail=notice.detail)
    if facts.identity.kind is None and not facts.sheets and not facts.statements:
        yield say("remark.no-kind", lang)
    unknown = [u for u in facts.unknown if any(fact.state == "number" for fact in u.sheet.facts.values())]
    if unknown:
        names = [f"“{u.title}”" if u.title else address(document, u.at, lang) for u in unknown]
        more = say("gap.more", lang, n=len(names) - _MOST_TABLES) if len(names) > _MOST_TABLES else ""
        yield say("remark.unknown-table", lang, n=len(names), names="、".join(names[:_MOST_TABLES]) + more)
    for key, tables in (("cut-off", habits.cutting), ("added-up", habits.adding)):
        if tables:
            yield say(f"remark.{key}", lang, tables="、".join(f"《{name}》" for name in tables))
    for sheet in facts.sheets:
        if sheet.unplaced:
            yield say("remark.unplaced", lang, table=sheet.kind, n=len(sheet.unplaced))
