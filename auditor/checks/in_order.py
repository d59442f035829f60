"""Ordinal words that count a list inside the text (一是…；二是…): rules that say `in_order:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.words import WHERE, found, note
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Outcome
from auditor.model.shape import Regex, Shape
from auditor.outline import chinese_value

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "in_order"
SETTINGS: Final[Mapping[str, Shape]] = {"in_order": Regex(), **WHERE}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """A pattern that does not catch the ordinal."""
    if "(?P<n>" not in data["in_order"]:
        yield Mistake(data["in_order"], 0, "regex", (("why", "(?P<n>…)"),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Each ordinal above the first must have the one before it somewhere earlier under the same heading."""
    outcome = Outcome(rule)
    seen: dict[tuple[str, ...], set[int]] = {}
    for match, spot in found(facts, rule.settings["in_order"], rule.settings):
        value = chinese_value(match["n"])
        if value is None:
            continue
        outcome.looked += 1
        known = seen.setdefault(spot.passage.section, set())
        if value > 1 and value - 1 not in known:
            outcome.notes.append(note([spot]))
        known.add(value)
    return outcome
