"""Lines that say whose report this is, with another office's name: rules that say `office_lines:`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.checks.words import found, note
from auditor.labels import squeeze, without_brackets
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Outcome
from auditor.model.shape import Keys, Regex, Shape
from auditor.model.text import Spot, pattern

NUMERIC: Final = False
KEY: Final = "office_lines"
SETTINGS: Final[Mapping[str, Shape]] = {"office_lines": Keys({"says": Regex(), "place": Regex()}, required=("says", "place"))}

_ALIKE: Final = 2


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """One note for each other name. `says` tells in its group `at` whose report a line is about, and in its group `part`, where
    it has one, that the line is a main heading. A name that lacks one of the places within the office's own (`place`) is that
    of another office; so is, in a main heading, one that begins with the same place and is no shorter form, and anywhere one
    that goes on and ends like the office's own as well (its name before a reform)."""
    outcome = Outcome(rule, absent=Gap("no-entity"))
    said = rule.settings["office_lines"]
    own = without_brackets(squeeze(facts.identity.entity or ""))
    if not own:
        return outcome
    others: dict[str, list[Spot]] = {}
    for match, spot in found(facts, said["says"], {}):
        name, place = without_brackets(match["at"]), said["place"]
        outcome.looked += 1
        replaces = name != own and _replaces(name, own, place) and (match["part"] or _resembles(name, own, place))
        if name != own and (replaces or _lacks_a_place(name, own, place)):
            others.setdefault(name, []).append(spot)
    for spots in others.values():
        outcome.notes.append(note(spots, 名称=own)._replace(expected=own))
    return outcome


def _lacks_a_place(name: str, own: str, place: str) -> bool:
    """Whether the name is the office's own but for a place that is not its first."""
    places = list(pattern(place).finditer(own))
    return any(own[: one.start()] + own[one.end() :] == name for one in places[1:])


def _replaces(name: str, own: str, place: str) -> bool:
    first = pattern(place).match(own)
    rest = iter(own)
    return first is not None and name.startswith(first[0]) and not all(char in rest for char in name)


def _resembles(name: str, own: str, place: str) -> bool:
    """Whether a name goes on behind the place like the office's own, and ends like it."""
    at = 0
    while match := pattern(place).match(own, at):
        at = match.end()
    return at + _ALIKE < len(own) and name.startswith(own[: at + _ALIKE]) and name[-1] == own[-1] and own not in name
