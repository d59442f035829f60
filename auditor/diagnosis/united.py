"""One slip beside the report makes many comparisons fail by the same amount: they are one finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from auditor.diagnosis.consequences import Diagnosed, with_others
from auditor.model.pack import SEVERITIES
from auditor.model.report import Comparison, Finding
from auditor.numbers import ZERO
from auditor.wording import say


class _Contradiction(NamedTuple):
    """By how much a finding contradicts other documents, what rounding explains of it, and which documents they are."""

    difference: Decimal
    tolerance: Decimal
    files: frozenset[int]


def united(found: Sequence[Diagnosed], lang: str) -> list[Diagnosed]:
    """The findings, those that contradict the same document by the same amount told as one: the gravest, or else the first."""
    kept: list[Diagnosed] = []
    groups: list[tuple[_Contradiction, list[Diagnosed]]] = []
    for one in found:
        own = _contradiction(one)
        if own is None:
            kept.append(one)
            continue
        for known, members in groups:
            if known.files & own.files and abs(known.difference - own.difference) <= known.tolerance + own.tolerance:
                members.append(one)
                break
        else:
            groups.append((own, [one]))
    return kept + [_told(members, lang) for _, members in groups]


def _contradiction(one: Diagnosed) -> _Contradiction | None:
    """What a finding has against other documents; None for one that has anything against its own."""
    failed: Sequence[Comparison] = one.cause.failed if one.cause else ()
    if not failed or not all(comparison.beside and comparison.linear for comparison in failed):
        return None
    lead = failed[0]
    files = frozenset(term.fact.at.file for comparison in failed for term in comparison.beside)
    difference = abs(lead.left_value - lead.right_value)
    return _Contradiction(difference, lead.tolerance, files) if difference > ZERO else None


def _told(members: Sequence[Diagnosed], lang: str) -> Diagnosed:
    lead = min(members, key=lambda one: (SEVERITIES.index(one.finding.severity), one.finding.rule))
    rest = [one.finding for one in members if one is not lead]
    if not rest:
        return lead
    whole = with_others(lead.finding, rest)
    message = whole.message + say("finding.united", lang, n=len(rest), names=_names(rest))
    return lead._replace(finding=replace(whole, message=message))


def _names(found: Sequence[Finding]) -> str:
    shown = [f"「{finding.places[0].row}」{finding.places[0].quote}" for finding in found if finding.places]
    return "、".join(list(dict.fromkeys(shown))[:_MOST_NAMED]) + ("…" if len(set(shown)) > _MOST_NAMED else "")


_MOST_NAMED = 4
