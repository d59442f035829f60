"""Titles of regulations that are all but one that exists: rules that say `near_titles:` and list the real ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.alike import slip
from auditor.checks.words import found, note
from auditor.labels import squeeze
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Outcome
from auditor.model.shape import Keys, Many, Regex, Scalar, Shape

NUMERIC: Final = False
KEY: Final = "near_titles"
SETTINGS: Final[Mapping[str, Shape]] = {
    "near_titles": Keys({"match": Regex(), "known": Many(Scalar())}, required=("match", "known"))
}
_LEAST = 8
_LONG = 12


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """A title that differs from a known one inside, by a character left out or put in, or swapped, or in a long title
    replaced, is that one misspelled."""
    outcome = Outcome(rule, absent=Gap("no-names"))
    said = rule.settings["near_titles"]
    known = [squeeze(title) for title in said["known"]]
    for _, spot in found(facts, said["match"], {}):
        title = spot.passage.folded[spot.start : spot.end]
        outcome.looked += 1
        if title in known or len(title) < _LEAST:
            continue
        meant = next((real for real in known if _misspelled(real, title)), None)
        if meant is not None:
            outcome.notes.append(note([spot], 应为=meant)._replace(expected=meant))
    return outcome


def _misspelled(real: str, title: str) -> bool:
    difference = slip(real, title)
    if not difference.inside:
        return False
    swapped = difference.left == difference.right[::-1] and len(difference.left) == 2
    one = difference.size == 1 and (difference.one_sided or len(real) >= _LONG)
    return one or swapped
