"""Causes → findings: one defect, one finding, with places, expected, actual, difference and the words of its rule."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from auditor.diagnosis.causes import causes
from auditor.diagnosis.claims import claim, off, printed, slots, unit
from auditor.diagnosis.consequences import Changes, Diagnosed, Workshop, concluded
from auditor.diagnosis.evidence import evidence
from auditor.diagnosis.overlaps import of_words, one_each
from auditor.diagnosis.places import fact_place, place
from auditor.diagnosis.repeated import told_once
from auditor.diagnosis.suspicion import Cause, Suspicion, spot
from auditor.diagnosis.united import united
from auditor.labels import bare
from auditor.model.document import Location
from auditor.model.facts import TEXT, Fact, Facts
from auditor.model.pack import SEVERITIES, Rule
from auditor.model.report import Comparison, Finding, Note, Outcome, Place, Suspect
from auditor.wording import say

_MOST_PLACES = 40
_FINEST = 6
ZERO = Decimal(0)


Again = Callable[[Changes], tuple[Sequence[Outcome], Facts] | None]


def findings(
    outcomes: Sequence[Outcome], facts: Facts, rules: Mapping[str, Rule], lang: str = "zh", again: Again | None = None
) -> list[Finding]:
    """All findings of a report in reading order. `again` gives the outcomes with some numbers changed; with it, findings that
    follow from a number that can be put right join the finding of that number."""
    found = _diagnosed(outcomes, facts, rules, lang)
    if again is not None:
        check = again

        def changed(changes: Changes) -> list[Diagnosed] | None:
            results = check(changes)
            return _diagnosed(*results, rules, lang) if results else None

        def tell(cause: Cause) -> Finding:
            return _of_cause(cause, facts, rules, lang)

        found = concluded(found, Workshop(changed, tell, printed, lang))
    return sorted((finding for finding, _ in told_once(united(found, lang), rules, lang)), key=_order)


def _diagnosed(outcomes: Sequence[Outcome], facts: Facts, rules: Mapping[str, Rule], lang: str) -> list[Diagnosed]:
    comparisons = [comparison for outcome in outcomes for comparison in outcome.comparisons]
    hints = {name for name, rule in rules.items() if rule.severity == "info"}
    found = [Diagnosed(_of_cause(cause, facts, rules, lang), cause) for cause in causes(comparisons, facts.numbers, hints)]
    words = [diagnosed for diagnosed in found if of_words(diagnosed)]
    words += [Diagnosed(_of_note(o.rule, note, facts, lang)) for o in outcomes for note in o.notes]
    numbers = [diagnosed for diagnosed in found if not of_words(diagnosed)]
    return sorted([*numbers, *one_each(words)], key=lambda diagnosed: _order(diagnosed.finding))


def _order(finding: Finding) -> tuple[object, ...]:
    at = finding.places[0].at if finding.places else None
    return (at is None, at or (), SEVERITIES.index(finding.severity), finding.rule, finding.message)


def _of_cause(cause: Cause, facts: Facts, rules: Mapping[str, Rule], lang: str) -> Finding:
    claimed = cause.suspects[:1] if cause.slip else cause.suspects
    meant = cause.meant.get(spot(claimed[0].fact)) if len(claimed) == 1 else None
    lead = min(cause.failed, key=lambda c: (_severity(c, rules), _distance(c, cause), len(c.terms), c.rule))
    rule = rules[lead.rule]
    also = sorted({c.rule for c in cause.failed} - {lead.rule})
    primary, expected, actual = claim(lead, claimed, meant)
    difference = off(lead, primary, expected, actual)
    if lead.at is not None:
        expected, actual, difference = lead.expected, lead.actual, None
    places = _places(lead, cause, primary, facts, lang)
    if lead.at is not None:
        rest = tuple(p._replace(role="related") for p in places if p.at != lead.at)
        places = (place(facts.document, lead.at, "primary", lang), *rest)
    said = slots(lead, primary, expected, actual, lang)
    message = _message(rule, lead, said, lang)
    message += _told_of(cause, lang) + _alike(cause, facts, lang)
    if also:
        message += say("finding.also", lang, n=len(also), rules="、".join(also))
    severity = SEVERITIES[min(_severity(c, rules) for c in cause.failed)]
    return Finding(
        rule.id, severity, title(rule, lang), message, places, expected, actual, difference, said["容差"],
        _suspects(cause, places, lang), tuple(also), rule.basis, _text(rule, "fix", lang, said),
        fingerprint(rule.id, places[0], lead.group), evidence(cause, lead, places), unit(lead, primary, lang),
    )  # fmt: skip


def _distance(comparison: Comparison, cause: Cause) -> int:
    """How far a relation is from the suspect: within its own table, between tables, between table and sentence, any."""
    home = cause.suspects[0].fact.sheet if cause.suspects else TEXT
    sheets = {term.fact.sheet for term in comparison.terms}
    if comparison.generic:
        return 3
    if sheets == {home}:
        return 0
    return 1 if (TEXT in sheets) == (home == TEXT) else 2


def _severity(comparison: Comparison, rules: Mapping[str, Rule]) -> int:
    rule = rules[comparison.rule]
    return SEVERITIES.index(rule.severity if rule.settled else comparison.severity or rule.severity)


def _told_of(cause: Cause, lang: str) -> str:
    """What is known of the suspects: how several went wrong together; equals by name, for a tie is said to be a tie."""
    suspects = cause.suspects
    if cause.slip:
        return say(f"finding.{cause.slip}", lang, names=_names(suspects))
    return say("finding.tie", lang, names=_names(suspects)) if len(suspects) > 1 else ""


def _alike(cause: Cause, facts: Facts, lang: str) -> str:
    """Another number that the one suspect seems to be copied from; nothing when there are several such."""
    culprit = cause.culprit
    if culprit is None or cause.meant or len(culprit.fact.text.strip("0.,% ")) < _TELLING or culprit.fact.state != "number":
        return ""
    fact = culprit.fact
    names = {
        f"《{other.sheet}》「{other.row}」{other.column.split()[-1] if other.column else ''}"
        for other in facts.numbers
        if other.value == fact.value and other.unit == fact.unit and other.at != fact.at
        and (other.meaning is None or other.meaning != fact.meaning)
    }  # fmt: skip
    return say("finding.looks-like", lang, place=names.pop()) if len(names) == 1 else ""


_TELLING = 4


def _names(suspects: Sequence[Suspicion]) -> str:
    shown = [s.fact for s in suspects if s.fact.value] or [s.fact for s in suspects]
    names = "、".join(f"「{fact.row}」{fact.text}" for fact in shown[:_MOST_SUSPECTS])
    more = "…" if len(shown) > _MOST_SUSPECTS else ""
    return names + more


_MOST_SUSPECTS = 5


def _places(lead: Comparison, cause: Cause, primary: Fact | None, facts: Facts, lang: str) -> tuple[Place, ...]:
    ordered: dict[object, Fact] = {}
    if primary is not None:
        ordered[primary.at] = primary
    for suspicion in cause.suspects[: _MOST_PLACES if cause.slip else 6]:
        ordered.setdefault(suspicion.fact.at, suspicion.fact)
    for comparison in (lead, *(c for c in cause.failed if c is not lead)):
        for term in (*sorted(comparison.terms, key=lambda t: not t.fact.value), *comparison.beside):
            if len(ordered) < _MOST_PLACES:
                ordered.setdefault(term.fact.at, term.fact)
    made = tuple(
        fact_place(facts, fact, "related" if index else "primary", lang) for index, fact in enumerate(ordered.values())
    )
    subject = _subject(primary, facts)
    if subject is not None and subject not in ordered:
        made = (*made, place(facts.document, subject, "related", lang))
    return made


def _subject(fact: Fact | None, facts: Facts) -> Location | None:
    """The words that name what a number of a sentence is told of."""
    if fact is None or fact.sheet != TEXT or not fact.key[0].isdigit():
        return None
    statement = facts.numbered.get(int(fact.key[0]))
    if statement is None:
        return None
    return facts.passages[statement.passage].locate(statement.start, statement.end)


def _suspects(cause: Cause, places: Sequence[Place], lang: str) -> tuple[Suspect, ...]:
    found = []
    at = {p.at: index for index, p in enumerate(places)}
    for suspicion in cause.suspects:
        index = at.get(suspicion.fact.at)
        if index is None:
            continue
        meant = cause.meant.get(spot(suspicion.fact))
        text = printed(suspicion.fact, meant) if meant is not None else None
        mended = say("finding.if-then", lang, value=text, n=len(cause.failed)) if text and not cause.slip else ""
        reason = ("；" if lang == "zh" else "; ").join(filter(None, (mended, _if_right(cause, lang))))
        found.append(Suspect(index, text, reason))
    return tuple(found)


def _if_right(cause: Cause, lang: str) -> str:
    """What must be wrong if the one suspect is right: the only other numbers of its relation, or one in each of several."""
    if cause.culprit is None or cause.slip:
        return ""
    at = spot(cause.culprit.fact)
    broken = [
        {spot(t.fact): t.fact for t in c.terms if t.factor and t.fact.value} for c in cause.failed if c.relation != "word"
    ]
    broken = [facts for facts in broken if at in facts and len(facts) > 1]
    if len(broken) > 1:
        return say("finding.if-right-many", lang, n=len(broken))
    others = [Suspicion(fact, ZERO, ZERO) for facts in broken for name, fact in facts.items() if name != at]
    key = "finding.if-right" if len(others) > 1 else "finding.if-right-one"
    return say(key, lang, names=_names(others)) if others else ""


_OPERATORS = {"<=": "≤", ">=": "≥", "<": "＜", ">": "＞"}


def _message(rule: Rule, lead: Comparison, slots: Mapping[str, str], lang: str) -> str:
    own = _text(rule, "message", lang, slots)
    if own:
        return own
    named = {"left": slots["左式"], "right": slots["右式"], "difference": slots["差"], "tolerance": slots["容差"]}
    if lead.expected is not None and lead.relation == "==":
        return say("finding.ratio", lang, right=slots["右式"], expected=slots["应为"], actual=slots["印为"])
    if lead.relation in _OPERATORS:
        return say("finding.order", lang, operator=_OPERATORS[lead.relation], **named)
    if lead.relation == "<=>":
        return say("finding.presence", lang, **named)
    return say("finding.relation", lang, **named)


def _text(rule: Rule, part: str, lang: str, slots: Mapping[str, str]) -> str:
    """The rule's own words in that language, filled; empty when it has none."""
    text = rule.english.get(part, "") if lang == "en" else getattr(rule, part)
    return fill(text, slots)


def fill(text: str, slots: Mapping[str, str]) -> str:
    """A template with its slots filled; unknown slots stay as they are written."""
    for name, value in slots.items():
        text = text.replace("{" + name + "}", value)
    return text


def title(rule: Rule, lang: str) -> str:
    return rule.told("title", lang)


def _of_note(rule: Rule, note: Note, facts: Facts, lang: str) -> Finding:
    slots = dict(note.slots)
    places = tuple(fact_place(facts, f, "related" if i else "primary", lang) for i, f in enumerate(note.facts)) or (
        place(facts.document, note.at, "primary", lang),
        *(place(facts.document, at, "related", lang) for at in note.related),
    )
    return Finding(
        rule.id, note.severity or rule.severity, title(rule, lang),
        _text(rule, "message", lang, slots) or title(rule, lang), places,
        note.expected, note.actual, None, None, (), (), rule.basis, _text(rule, "fix", lang, slots),
        fingerprint(rule.id, places[0], slots.get("组", "")),
    )  # fmt: skip


def fingerprint(rule: str, at: Place, group: str) -> str:
    """The identity of a finding: rule and labels, never indexes, so that an inserted row keeps it."""
    labels = [rule, bare(at.table or ""), bare(at.row or ""), bare(at.column or ""), group]
    if at.table is None:
        labels += [bare(part) for part in at.section] + ([] if at.row else [bare(at.context)])
    return hashlib.sha256("\x1f".join(labels).encode("utf-8", "surrogatepass")).hexdigest()[:16]
