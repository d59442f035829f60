"""Findings about the same words are one finding: the gravest tells it and names the other rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.diagnosis.consequences import Diagnosed
from auditor.model.document import Location
from auditor.model.pack import SEVERITIES
from auditor.model.report import Finding


def of_words(diagnosed: Diagnosed) -> bool:
    """Whether a finding is about words: no number that it names is suspected."""
    cause = diagnosed.cause
    return cause is None or all(c.relation == "word" and c.at is not None for c in cause.failed)


def one_each(findings: Sequence[Diagnosed]) -> list[Diagnosed]:
    """The findings with those left out whose every place is words that a graver one is about.

    Only words count: two findings about a whole table or cell are two."""
    ranked = sorted(findings, key=lambda diagnosed: SEVERITIES.index(diagnosed.finding.severity))
    kept: list[Diagnosed] = []
    for one in ranked:
        finding, spans = one.finding, [place.at for place in one.finding.places]
        known = enumerate(other.finding for other in kept)
        home = next((i for i, other in known if other.rule != finding.rule and _within(spans, other)), None)
        if home is None:
            kept.append(one)
        else:
            told = kept[home].finding
            kept[home] = kept[home]._replace(finding=replace(told, also=tuple(sorted({*told.also, finding.rule}))))
    return kept


def _within(spans: Sequence[Location], finding: Finding) -> bool:
    others = [place.at for place in finding.places]
    return bool(spans) and all(any(_meet(span, other) for other in others) for span in spans)


def _meet(a: Location, b: Location) -> bool:
    """Whether one of them lies within the other."""
    if (a.block, a.row, a.column) != (b.block, b.row, b.column) or a.end <= 0 or b.end <= 0:
        return False
    return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)
