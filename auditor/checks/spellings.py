"""Names that the report itself gives (of projects), spelled in more than one way: rules that say `spellings:`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.alike import slip
from auditor.checks import Mistake
from auditor.checks.words import WHERE, allowed, note
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Outcome
from auditor.model.shape import Keys, Many, Regex, Scalar, Shape
from auditor.model.text import Spot, pattern

NUMERIC: Final = False
KEY: Final = "spellings"
SETTINGS: Final[Mapping[str, Shape]] = {
    "spellings": Keys(
        {"names": Many(Regex()), "without": Regex(), "least": Scalar(pattern=r"\d+"), "other": Scalar()},
        required=("names", "least"),
    ),
    **WHERE,
}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Patterns that do not catch the name."""
    for text in data["spellings"]["names"]:
        if "(?P<at>" not in text:
            yield Mistake(text, 0, "regex", (("why", "(?P<at>…)"),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """One note for each group of names that differ in a single character, put in or left out. Groups of which one has
    names that end like those of another are one.

    The patterns see the words as printed, with quotation marks and spaces. What `without` matches (a year) is no part of a
    name; a character of `other` tells two names apart."""
    outcome = Outcome(rule, absent=Gap("no-names"))
    said = rule.settings["spellings"]
    names: dict[str, list[Spot]] = {}
    for match in said["names"]:
        for spot in _printed(facts, match, rule.settings):
            core = spot.passage.folded[spot.start : spot.end]
            core = pattern(said["without"]).sub("", core) if "without" in said else core
            taken = names.setdefault(core, [])
            if len(core) >= int(said["least"]) and all(spot.at != other.at for other in taken):
                taken.append(spot)
    names = {core: spots for core, spots in names.items() if spots}
    outcome.looked = sum(len(spots) for spots in names.values())
    for group in _groups(list(names), set(said.get("other", ""))):
        usual = max(group, key=lambda core: len(names[core]))
        spots = sorted((spot for core in group for spot in names[core]), key=lambda spot: spot.at)
        first = next(spot for core in group if core != usual for spot in names[core])
        counts = "、".join(f"“{core}”{len(names[core])} 处" for core in sorted(group, key=lambda c: -len(names[c])))
        made = note([first, *(spot for spot in spots if spot is not first)], 写法=counts, 名称=usual)
        outcome.notes.append(made._replace(expected=usual))
    return outcome


def _printed(facts: Facts, match: str, said: Mapping[str, Any]) -> Iterator[Spot]:
    """Where a pattern matches the words as printed."""
    for passage in facts.script.passages:
        if not allowed(passage, said):
            continue
        for found in pattern(match).finditer(passage.text):
            start, end = (bisect_left(passage.origin, index) for index in found.span("at"))
            if start < end:
                yield Spot(passage, start, end)


def _groups(names: list[str], other: set[str]) -> Iterator[list[str]]:
    """The names that hang together, two or more."""
    left = list(names)
    groups: list[list[str]] = []
    while left:
        group = [left.pop(0)]
        for name in group:
            near = [candidate for candidate in left if _same(name, candidate, other)]
            group += near
            left = [candidate for candidate in left if candidate not in near]
        if len(group) > 1:
            home = next((g for g in groups if any(_ends_alike(a, b) for a in g for b in group)), None)
            if home is None:
                groups.append(group)
            else:
                home += group
    yield from groups


def _ends_alike(first: str, second: str) -> bool:
    return first.endswith(second) or second.endswith(first)


def _same(first: str, second: str, other: set[str]) -> bool:
    difference = slip(first, second)
    changed = difference.left + difference.right
    return difference.one_sided and difference.size == 1 and changed.isalpha() and not set(changed) & other
