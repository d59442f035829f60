"""What a named item is said to be spent on, against what it can be spent on: rules that say `purposes:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.words import WHERE, found, note
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Outcome
from auditor.model.shape import Keys, Many, Regex, Scalar, Shape
from auditor.model.text import pattern

NUMERIC: Final = False
KEY: Final = "purposes"
SETTINGS: Final[Mapping[str, Shape]] = {
    "purposes": Many(Keys({"name": Scalar(), "own": Regex(), "never": Regex()}, required=("name", "own", "never"))),
    "says": Regex(),
    **WHERE,
}
_SHOWN = 60


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """A pattern that does not catch the purpose."""
    if "(?P<at>" not in data["says"]:
        yield Mistake(data["says"], 0, "regex", (("why", "(?P<at>…)"),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """A purpose with a word of `never` and none of `own` belongs to another item. `says` follows the name."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    for said in rule.settings["purposes"]:
        for match, spot in found(facts, said["name"] + rule.settings["says"], rule.settings):
            outcome.looked += 1
            purpose = match["at"]
            if pattern(said["never"]).search(purpose) and not pattern(said["own"]).search(purpose):
                start = spot.start - (match.start("at") - match.start())
                whole = spot.passage.printed(start, min(start + _SHOWN, len(spot.passage.folded)))
                outcome.notes.append(note([spot], 名称=said["name"], 用途=purpose, 原句=whole))
    return outcome
