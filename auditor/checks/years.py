"""Years in the words of a report against the year that it is about: rules that say `years:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.words import WHERE, allowed, found, note
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Outcome
from auditor.model.shape import Many, Regex, Scalar, Shape
from auditor.model.text import Spot

NUMERIC: Final = False
KEY: Final = "years"
SETTINGS: Final[Mapping[str, Shape]] = {
    "years": Many(Regex()),
    "wrong": Many(Scalar(pattern=r"-?\d|later|other")),
    **WHERE,
}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Patterns that do not catch the year."""
    for text in data["years"]:
        if "(?P<year>" not in text:
            yield Mistake(text, 0, "regex", (("why", "(?P<year>…)"),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """`wrong` names the years that must not stand there: as distance from the report's year, `later` for any after it,
    `other` for any but it. Places with the same wrong year are one note; the place is the year itself."""
    outcome = Outcome(rule, absent=Gap("no-names"))
    year = facts.identity.year
    if year is None:
        outcome.absent = Gap("no-year")
        return outcome
    groups: dict[int, list[Spot]] = {}
    for match in rule.settings["years"]:
        for matched, _ in found(facts, match, rule.settings):
            printed = int(matched["year"])
            outcome.looked += 1
            if _wrong(printed - year, rule.settings["wrong"]):
                spot = facts.script.spot(*matched.span("year"))
                if allowed(spot.passage, rule.settings) and all(spot.at != other.at for other in groups.get(printed, ())):
                    groups.setdefault(printed, []).append(spot)
    for printed, spots in groups.items():
        made = note(spots, 年度=str(year), 写作=str(printed), 上年=str(year - 1))
        outcome.notes.append(made)
    return outcome


def _wrong(distance: int, wrong: list[str]) -> bool:
    return any(
        (item == "later" and distance > 0) or (item == "other" and distance != 0) or item == str(distance) for item in wrong
    )
