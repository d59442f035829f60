"""Audit one report: read, understand, check, diagnose. The only place where a rule's crash is caught."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from time import perf_counter
from types import MappingProxyType

from auditor import checks, diagnosis
from auditor.checks.doubt import withhold
from auditor.diagnosis.habits import settled
from auditor.diagnosis.misread import set_aside
from auditor.meaning import understand
from auditor.meaning.revised import Changes, revised
from auditor.model.document import Document, Location, Unreadable
from auditor.model.facts import Facts
from auditor.model.report import Gap, Outcome, Report, Verdict
from auditor.pairing import pair
from auditor.partners import Partners
from auditor.reading import read
from auditor.rulebook import Rulebook
from auditor.wording import known, say


def audit_file(
    path: str | Path, rulebook: Rulebook, *, profile: str | None = None, lang: str = "zh", partners: Partners | None = None
) -> Report:
    """The report on one file, compared with those of `partners` that belong beside it. What cannot be read gives an
    incomplete report with the reason, never an exception."""
    try:
        document = read(path)
    except Unreadable as problem:
        return Report(str(path), "incomplete", say(f"unreadable.{problem.key}", lang, **problem.slots))
    except Exception as problem:
        return Report(str(path), "incomplete", say("unreadable.crashed", lang, why=_brief(problem)))
    return audit_document(document, rulebook, profile=profile, lang=lang, partners=partners)


def audit_document(
    document: Document, rulebook: Rulebook, *, profile: str | None = None, lang: str = "zh", partners: Partners | None = None
) -> Report:
    """The report on a document that was read."""
    facts = understand(document, rulebook.vocabulary, profile)
    if partners is not None:
        facts.beside = pair(facts, partners.documents, rulebook.vocabulary.pairing)
    outcomes, crashed = run(rulebook, facts, lang)
    first = {outcome.rule.id: outcome.copy() for outcome in outcomes}
    withhold(outcomes, facts)
    outcomes = _alone(outcomes)
    cutting = settled(outcomes)
    misread = set_aside(outcomes)

    def again(changes: Changes) -> tuple[list[Outcome], Facts] | None:
        other = revised(facts, changes)
        if other is None:
            return None
        kept = {name: outcome.copy() for name, outcome in first.items() if not _concerned(outcome, changes)}
        results = _alone(run(rulebook, other, lang, kept)[0])
        settled(results)
        set_aside(results)
        return results, other

    found = diagnosis.findings(outcomes, facts, rulebook.rules, lang, again)
    verdicts = tuple(_verdict(outcome, lang) for outcome in outcomes)
    unread = [say(f"unread.{notice.kind}", lang, n=notice.times, detail=notice.detail) for notice in document.unread]
    reasons = [*unread, *crashed, *(partners.faults if partners else ())]
    figures = {fact.at for fact in (*facts.numbers, *facts.loose)}
    return Report(
        document.path, "incomplete" if reasons else "complete", "；".join(reasons) or None, facts.identity,
        tuple(found), verdicts, len(figures), _bound(outcomes, figures),
        tuple(_remarks(document, facts, verdicts, cutting, misread, lang)), document, facts,
        seconds={outcome.rule.id: outcome.seconds for outcome in outcomes},
    )  # fmt: skip


def _concerned(outcome: Outcome, changes: Changes) -> bool:
    """Whether other numbers in those places may change an outcome: it compared them, or it is not known what it looked at."""
    if outcome.notes:
        return True
    if not getattr(checks.module(outcome.rule.check), "NUMERIC", True):
        return False
    if not outcome.comparisons or outcome.looked:
        return outcome.absent is None or outcome.absent.key == "condition"
    return any(term.fact.at in changes for comparison in outcome.comparisons for term in comparison.terms)


def run(
    rulebook: Rulebook, facts: Facts, lang: str = "zh", known: Mapping[str, Outcome] = MappingProxyType({})
) -> tuple[list[Outcome], list[str]]:
    """The outcome of every rule, and what crashed. Rules that sum up the others come last; a `known` outcome stands."""
    outcomes: list[Outcome] = []
    crashed: list[str] = []
    later = []
    for rule in rulebook.rules.values():
        kind = checks.module(rule.check)
        wanted = rule.settings.get("reports")
        if wanted and facts.identity.kind not in wanted:
            outcomes.append(Outcome(rule, absent=Gap("other-kind", (("kinds", "、".join(wanted)),))))
            continue
        if getattr(kind, "LAST", False):
            later.append((rule, kind))
            continue
        if rule.id in known:
            outcomes.append(known[rule.id])
            continue
        start = perf_counter()
        try:
            outcomes.append(kind.check(rule, facts, rulebook.vocabulary))
        except Exception as problem:
            outcomes.append(_crash(rule, problem, crashed, lang))
        outcomes[-1].seconds = perf_counter() - start
    before = tuple(outcomes)
    for rule, kind in later:
        start = perf_counter()
        try:
            outcomes.append(kind.sum_up(rule, facts, before))  # type: ignore[attr-defined]
        except Exception as problem:
            outcomes.append(_crash(rule, problem, crashed, lang))
        outcomes[-1].seconds = perf_counter() - start
    return outcomes, crashed


def _alone(outcomes: list[Outcome]) -> list[Outcome]:
    """When one outcome stands for all others, the others say nothing but that."""
    sole = next((outcome for outcome in outcomes if outcome.sole and outcome.notes), None)
    if sole is None:
        return outcomes
    gap = Gap("sole", (("rule", sole.rule.id),))
    return [o if o is sole else Outcome(o.rule, absent=gap) for o in outcomes]


def _bound(outcomes: Sequence[Outcome], figures: Set[Location]) -> dict[Location, tuple[str, ...]]:
    """The rules that compared each printed number; judging the words beside a number does not bind its digits."""
    found: dict[Location, dict[str, None]] = {}
    for outcome in outcomes:
        for comparison in outcome.comparisons:
            for term in comparison.terms if comparison.relation != "word" else ():
                if term.fact.at in figures:
                    found.setdefault(term.fact.at, {})[comparison.rule] = None
    return {at: tuple(rules) for at, rules in found.items()}


def _crash(rule: object, problem: Exception, crashed: list[str], lang: str) -> Outcome:
    outcome = Outcome(rule)  # type: ignore[arg-type]
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


def _remarks(
    document: Document, facts: Facts, verdicts: Iterable[Verdict], cutting: Sequence[str], misread: Sequence[str], lang: str
) -> Iterable[str]:
    """What the reader should know besides findings."""
    for notice in document.notices:
        if known(f"remark.{notice.kind}"):
            yield say(f"remark.{notice.kind}", lang, n=notice.times, detail=notice.detail)
    if facts.identity.kind is None and not facts.sheets and not facts.statements:
        yield say("remark.no-kind", lang)
    unknown = sum(any(fact.state == "number" for fact in u.sheet.facts.values()) for u in facts.unknown)
    if unknown:
        yield say("remark.unknown-table", lang, n=unknown)
    if cutting:
        yield say("remark.cut-off", lang, tables="、".join(f"《{name}》" for name in cutting))
    if misread:
        yield say("remark.misread", lang, tables="、".join(f"《{name}》" for name in misread))
    for sheet in facts.sheets:
        if sheet.unplaced:
            yield say("remark.unplaced", lang, table=sheet.kind, n=len(sheet.unplaced))
