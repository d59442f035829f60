"""Words that should not stand in a report: rules that say `wording:` (placeholders, doubled words, wrong brackets …)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.checks.words import WHERE, allowed, found, looked, note
from auditor.model.document import Location
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Outcome
from auditor.model.shape import Either, Keys, Many, Regex, Scalar, Shape
from auditor.model.text import Spot, pattern

NUMERIC: Final = False
KEY: Final = "wording"
_MORE: Final[Mapping[str, Shape]] = {"instead": Scalar(), "not_printed": Regex()}
SETTINGS: Final[Mapping[str, Shape]] = {
    "wording": Many(Either((Regex(), Keys({"match": Regex(), **_MORE, **WHERE}, required=("match",))))),
    "one": Scalar(choices=("words", "rule")),
    **WHERE,
}


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Note every match: those of the same words together, or with `one: rule` all of them together.

    A match is the group `at` where the pattern has one. What is printed there, with its quotation marks, does not match
    `not_printed`. `instead` is what to write, with \\1 for a group."""
    outcome = Outcome(rule)
    said = rule.settings
    outcome.looked = looked(facts, said)
    groups: dict[str, dict[Location, tuple[Spot, str]]] = {}
    for item in said["wording"]:
        limits = {"match": item} if isinstance(item, str) else item
        for match, spot in found(facts, limits["match"], limits):
            if not allowed(spot.passage, said):
                continue
            if "not_printed" in limits and pattern(limits["not_printed"]).search(spot.text):
                continue
            instead = match.expand(limits["instead"]) if "instead" in limits else ""
            key = "" if said.get("one") == "rule" else spot.passage.folded[spot.start : spot.end]
            groups.setdefault(key, {}).setdefault(spot.at, (spot, instead))
    for taken in (list(group.values()) for group in groups.values()):
        better = [instead for _, instead in taken if instead]
        made = note([spot for spot, _ in taken], 改为="、".join(dict.fromkeys(better)))
        outcome.notes.append(made._replace(expected=better[0] if better else None))
    return outcome
