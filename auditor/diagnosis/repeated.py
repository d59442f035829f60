"""Rules that say `once:`: one habit of a report is one finding, which names every place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.diagnosis.consequences import Diagnosed
from auditor.model.pack import Rule
from auditor.wording import say


def told_once(found: Sequence[Diagnosed], rules: Mapping[str, Rule], lang: str) -> list[Diagnosed]:
    """The findings, those of such a rule that no other rule shares told as the first of them."""
    kept: list[Diagnosed] = []
    first: dict[str, int] = {}
    for one in found:
        finding = one.finding
        rule = rules.get(finding.rule)
        if rule is None or not rule.settings.get("once") or finding.also:
            kept.append(one)
        elif finding.rule not in first:
            first[finding.rule] = len(kept)
            kept.append(one)
        else:
            home = kept[first[finding.rule]]
            more = tuple(place._replace(role="related") for place in finding.places)
            kept[first[finding.rule]] = home._replace(finding=replace(home.finding, places=(*home.finding.places, *more)))
    for name, index in first.items():
        places = sum(each.finding.rule == name for each in found) - 1
        if places:
            told = kept[index].finding
            message = told.message + say("finding.places", lang, n=places)
            kept[index] = kept[index]._replace(finding=replace(told, message=message))
    return kept
