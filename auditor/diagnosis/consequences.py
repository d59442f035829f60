"""What else follows from a wrong number: the report is audited again with the numbers put right.

A finding that is gone then was a consequence and joins the finding of its cause; a correction that brings a new finding
at its own place is no correction and is not suggested; of equal suspects the one whose correction makes other findings
go, too, is the one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from auditor.diagnosis.slips import guesses
from auditor.diagnosis.suspicion import Cause, Meant, spot
from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.pack import SEVERITIES
from auditor.model.report import Finding
from auditor.wording import say

_MOST_TRIALS = 3
_MOST_EQUALS = 12
_MOST_PLACES = 40
_MOST_REFUTED = 12
"""Of more, each is not audited again by itself: the report is full of errors, and its suggestions are let go."""

Cell = tuple[int, int, int]
Changes = dict[Location, tuple[str, str]]


class Diagnosed(NamedTuple):
    """A finding and the cause that it tells of; None for one that is no comparison of numbers."""

    finding: Finding
    cause: Cause | None = None


class Again(NamedTuple):
    """The findings after some changes: the rules that name each cell, and the grave findings about each cell."""

    named: Mapping[Cell, set[str]]
    grave: Mapping[Cell, list[Finding]]


class Workshop(NamedTuple):
    """What is needed to try corrections: the findings with some numbers changed (None when they cannot be), a cause told as
    a finding, and a correction as it would be printed."""

    again: Callable[[Changes], list[Diagnosed] | None]
    tell: Callable[[Cause], Finding]
    printed: Callable[[Fact, Meant], str]
    lang: str


def concluded(found: Sequence[Diagnosed], shop: Workshop) -> list[Diagnosed]:
    """The findings without the consequences of others, and without suggestions that do not hold."""
    found = list(found)
    changes = {i: _changes(d.cause, d.cause.meant, shop) for i, d in enumerate(found) if d.cause and d.cause.meant}
    after = _audited(changes.values(), shop)
    if after is not None:
        refuted = [i for i, change in changes.items() if _spoils(change, found, after)]
        if refuted and len(changes) > 1 and len(refuted) <= _MOST_REFUTED:
            # What another correction brings to light is not held against this one.
            refuted = [i for i in refuted if (own := _audited([changes[i]], shop)) is None or _spoils(changes[i], found, own)]
        for i in refuted:
            cause = found[i].cause
            assert cause is not None
            found[i] = _retold(cause._replace(meant={}), shop)
            del changes[i]
        if refuted:
            after = _audited(changes.values(), shop)
    for i in _needless(found, changes, shop):
        del changes[i]
        after = _audited(changes.values(), shop)
    if after is not None:
        gone = [i for i, d in enumerate(found) if i not in changes and not _stands(d.finding, after)]
        found, changes = _joined(found, changes, gone, shop)
    return _untied(found, changes, shop)


def _needless(found: Sequence[Diagnosed], changes: Mapping[int, Changes], shop: Workshop) -> list[int]:
    """Corrections whose findings are gone without them, once a number beside them that explains more is put right: a rate that
    only a wrong amount made look wrong."""
    left = dict(changes)
    needless: list[int] = []
    for i in sorted(changes, key=lambda i: _explained(found[i])):
        near = [j for j in left if j != i and _explained(found[j]) > _explained(found[i])]
        if not any(_distance(a, b) <= 1 for j in near for a in changes[i] for b in changes[j]) or len(needless) >= _MOST_TRIALS:
            continue
        others = [left[j] for j in left if j != i]
        after = _audited(others, shop)
        if after is not None and not _stands(found[i].finding, after):
            del left[i]
            needless.append(i)
    return needless


def _explained(diagnosed: Diagnosed) -> int:
    return len(diagnosed.cause.failed) if diagnosed.cause else 0


def _untied(found: list[Diagnosed], changes: Mapping[int, Changes], shop: Workshop) -> list[Diagnosed]:
    """Equal suspects are tried where another finding names one of them or stands in its row."""
    trials = 0
    for i, diagnosed in enumerate(found):
        cause = diagnosed.cause
        if cause is None or cause.slip or cause.meant or not 1 < len(cause.suspects) <= _MOST_EQUALS:
            continue
        values = guesses(cause)
        others = [d.finding for j, d in enumerate(found) if j not in changes and j != i]
        right: list[tuple[Diagnosed, Changes, list[int]]] = []
        for suspicion in cause.suspects:
            at = suspicion.fact.at
            meant = values.get(spot(suspicion.fact))
            if meant is None or at.row < 0 or trials >= _MOST_TRIALS or not any(_near(at, other) for other in others):
                continue
            trials += 1
            one = cause._replace(suspects=(suspicion,), meant={spot(suspicion.fact): meant})
            change = _changes(one, one.meant, shop)
            after = _audited([*changes.values(), change], shop)
            if after is None or _stands(diagnosed.finding, after) or _spoils(change, found, after):
                continue
            gone = [j for j, d in enumerate(found) if j != i and j not in changes and not _stands(d.finding, after)]
            if any(_near(at, found[j].finding) for j in gone):
                right.append((_retold(one, shop), change, gone))
        if len(right) == 1:
            retold, change, gone = right[0]
            found[i] = retold
            return _joined(found, {**changes, i: change}, gone, shop)[0]
    return found


def _near(at: Location, finding: Finding) -> bool:
    """Whether a finding names that cell, or stands in its row."""
    first = finding.places[0].at if finding.places else None
    return (first is not None and (first.block, first.row) == (at.block, at.row)) or any(
        _cell(place.at) == _cell(at) for place in finding.places
    )


def _retold(cause: Cause, shop: Workshop) -> Diagnosed:
    return Diagnosed(shop.tell(cause), cause)


def _changes(cause: Cause, meant: Mapping[tuple[Location, str], Meant], shop: Workshop) -> Changes:
    facts = {spot(s.fact): s.fact for s in cause.suspects}
    return {at[0]: (at[1], shop.printed(facts[at], value)) for at, value in meant.items() if at in facts}


def _audited(changes: Iterable[Changes], shop: Workshop) -> Again | None:
    """The findings after those changes; None when they cannot be made or there are none."""
    merged = {at: change for each in changes for at, change in each.items()}
    found = shop.again(merged) if merged else None
    if found is None:
        return None
    named: dict[Cell, set[str]] = defaultdict(set)
    grave: dict[Cell, list[Finding]] = defaultdict(list)
    for finding, cause in found:
        for place in finding.places:
            named[_cell(place.at)].update((finding.rule, *finding.also))
        if finding.severity == "error" or (cause is not None and finding.severity != "info"):
            about = {_cell(s.fact.at) for s in cause.suspects} if cause else set()
            for cell in about | {_cell(p.at) for p in finding.places[:1]}:
                grave[cell].append(finding)
    return Again(named, grave)


def _cell(at: Location) -> Cell:
    return at.block, at.row, at.column


def _stands(finding: Finding, after: Again) -> bool:
    """Whether a finding is still there: one of the same rule with its first place among the places."""
    if not finding.places:
        return True
    return not after.named.get(_cell(finding.places[0].at), set()).isdisjoint((finding.rule, *finding.also))


def _spoils(change: Changes, before: Sequence[Diagnosed], after: Again) -> bool:
    """Whether there is a grave finding about a changed number that was not there before. That two columns look copied is
    none: the wrong number may just have hidden it."""
    new = (finding for cell in {_cell(at) for at in change} for finding in after.grave.get(cell, ()))
    return any(not any(_same(finding, d.finding) for d in before) for finding in new)


def _same(finding: Finding, other: Finding) -> bool:
    return finding.rule in {other.rule, *other.also} and bool(
        {_cell(p.at) for p in finding.places[:1]} & {_cell(p.at) for p in other.places}
    )


def _joined(
    found: list[Diagnosed], changes: dict[int, Changes], gone: Sequence[int], shop: Workshop
) -> tuple[list[Diagnosed], dict[int, Changes]]:
    """What is gone joins the correction that is nearest to it: in its cell, its row, its table, or the only one."""
    followers: dict[int, list[int]] = {}
    for i in gone:
        places = found[i].finding.places
        near = {j: min(_distance(at, p.at) for at in change for p in places) for j, change in changes.items() if places}
        limit = 3 if len(changes) == 1 and found[i].finding.severity != "info" else 2
        home = min(near, key=lambda j: (near[j], j)) if near else None
        if home is not None and near[home] <= limit:
            followers.setdefault(home, []).append(i)
    lost = {i for group in followers.values() for i in group}
    for home, group in followers.items():
        finding = _with(found[home].finding, [found[i].finding for i in group], shop.lang)
        found[home] = found[home]._replace(finding=finding)
    kept = [i for i in range(len(found)) if i not in lost]
    return [found[i] for i in kept], {kept.index(i): change for i, change in changes.items()}


def _distance(at: Location, other: Location) -> int:
    if at.block != other.block:
        return 3
    return 0 if _cell(at) == _cell(other) else 1 if at.row == other.row else 2


def _with(finding: Finding, followers: Sequence[Finding], lang: str) -> Finding:
    """The finding of the cause with its consequences."""
    whole = with_others(finding, followers)
    rules = sorted({*whole.also} - {*finding.also})
    if not rules:
        return whole
    return replace(whole, message=whole.message + say("finding.follow", lang, rules="、".join(rules)))


def with_others(finding: Finding, followers: Sequence[Finding]) -> Finding:
    """The finding with what others tell: the gravest severity, their rules and places."""
    rules = sorted({r for f in followers for r in (f.rule, *f.also)} - {finding.rule, *finding.also})
    places = list(finding.places)
    known = {p.at for p in places}
    for place in (p for f in followers for p in f.places):
        if place.at not in known and len(places) < _MOST_PLACES:
            known.add(place.at)
            places.append(place._replace(role="related"))
    severity = min((finding.severity, *(f.severity for f in followers)), key=SEVERITIES.index)
    return replace(finding, severity=severity, places=tuple(places), also=tuple(sorted({*finding.also, *rules})))
