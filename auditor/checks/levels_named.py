"""Names of codes in sentences, marked with their level (…（类）…（款）…（项）), that no table prints: rules that say
`levels_named:` with the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.words import WHERE, found, note
from auditor.labels import bare
from auditor.model.classification import Classification
from auditor.model.facts import Facts, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Outcome
from auditor.model.shape import Many, Scalar, Shape, TableName
from auditor.model.text import Spot

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "levels_named"
SETTINGS: Final[Mapping[str, Shape]] = {
    "levels_named": Many(TableName()),
    "levels": Many(Scalar()),
    "one": Scalar(choices=("words", "rule")),
    **WHERE,
}
_LEVEL = r"\((?P<level>%s)\)"
_NOUGHT = re.compile(r"[^\d。;]*0(?:\.0+)?(?![\d.])")
_STOPS = frozenset("\n ,。;:、.()《》!?")
_LONGEST = 40
_LEAST_CUT = 6


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown tables."""
    for name in data["levels_named"]:
        if name.strip("《》") not in vocabulary.tables:
            yield Mistake(name, 0, "unknown-table", (("name", name.strip("《》")),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare each marked name with all names of its level that the tables print. A name that begins or ends with one, or
    is the beginning or end of one, is that one: words before it and cut lines are no difference."""
    outcome = Outcome(rule, absent=Gap("no-tables"))
    sheets = [sheet for name in rule.settings["levels_named"] for sheet in facts.of(name.strip("《》")) if sheet.active]
    printed = _printed(sheets, vocabulary)
    levels = rule.settings.get("levels", list(printed))
    groups: dict[str, list[Spot]] = {}
    nearest: dict[str, str] = {}
    for level, spot in _named(facts, printed, rule.settings):
        name = bare(spot.passage.folded[spot.start : spot.end])
        known = printed[level]
        if not known or level not in levels:
            continue
        outcome.looked += 1
        if any(_same(name, k) for k in known):
            continue
        shown = f"{name}（{level}）"
        groups.setdefault(shown, []).append(spot)
        nearest[shown] = next(iter(get_close_matches(name, known, 1, 0.5)), "")
    if rule.settings.get("one") == "rule" and groups:
        names = "、".join(groups)
        outcome.notes.append(note([spot for spots in groups.values() for spot in spots], 名称=names))
        return outcome
    for shown, spots in groups.items():
        near = nearest[shown]
        hint = f"；表中相近的是“{near}”" if near else ""
        outcome.notes.append(note(spots, 名称=shown, 相近=hint)._replace(expected=near or None))
    return outcome


def _same(name: str, printed: str) -> bool:
    """Words before a name and lines cut at a cell's edge are no difference."""
    cut = len(printed) >= _LEAST_CUT and name.startswith(printed)
    return name.endswith(printed) or printed.endswith(name) or printed.startswith(name) or cut


def _named(facts: Facts, levels: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[tuple[str, Spot]]:
    """Every name before a level in brackets, with that level."""
    if not levels:
        return
    for match, mark in found(facts, _LEVEL % "|".join(levels), said):
        text = mark.passage.folded
        if _NOUGHT.match(text, mark.end):
            # Of what is told with nought there is no line in a table.
            continue
        start = mark.start
        while start and mark.start - start < _LONGEST and text[start - 1] not in _STOPS:
            start -= 1
        if mark.start - start > 1:
            yield match["level"], Spot(mark.passage, start, mark.start)


def _printed(sheets: list[Sheet], vocabulary: Vocabulary) -> dict[str, list[str]]:
    """The names that the tables print, by the name of their level."""
    found: dict[str, dict[str, None]] = {}
    for sheet in sheets:
        for classification in _classifications(sheet, vocabulary):
            for level in classification.levels:
                names = found.setdefault(level.name, {})
                for code, name in sheet.names.items():
                    if len(code) == level.digits and name:
                        names.update(dict.fromkeys((bare(name), *classification.names.get(code, ()))))
    return {level: list(names) for level, names in found.items()}


def _classifications(sheet: Sheet, vocabulary: Vocabulary) -> Iterator[Classification]:
    for axis in vocabulary.tables[sheet.kind].axes:
        if axis.classification is not None:
            yield axis.classification
