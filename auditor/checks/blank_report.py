"""A form that nobody has filled in: rules that say `blank_report:`. It is one finding; no other rule has a say then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.checks.words import found
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Keys, Many, Regex, Scalar, Shape

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "blank_report"
SETTINGS: Final[Mapping[str, Shape]] = {
    "blank_report": Keys(
        {"gaps": Many(Regex()), "least": Scalar(pattern=r"\d+"), "each": Scalar(pattern=r"\d+")},
        required=("gaps", "least", "each"),
    )
}
_SHOWN = 6


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """`gaps` match what was left to fill in. At least `least` of them, and `each` or more for every amount other than
    nought in all tables and sentences, make a blank form."""
    outcome = Outcome(rule, absent=Gap("no-names"), sole=True)
    said = rule.settings["blank_report"]
    spots = [spot for match in said["gaps"] for _, spot in found(facts, match, {})]
    filled = sum(1 for fact in facts.numbers if fact.value and fact.unit.measure == "money")
    filled += sum(
        1
        for unknown in facts.unknown
        for fact in unknown.sheet.facts.values()
        # Codes and line numbers of a table that is not understood are no amounts.
        if fact.state == "number" and fact.value and fact.places
    )
    outcome.looked = len(facts.script.passages)
    if len(spots) >= int(said["least"]) and len(spots) >= int(said["each"]) * filled:
        spots.sort(key=lambda spot: spot.at)
        slots = (("次", str(len(spots))), ("原文", spots[0].text))
        outcome.notes.append(Note(spots[0].at, slots, tuple(spot.at for spot in spots[1:_SHOWN]), actual=spots[0].text))
    return outcome
