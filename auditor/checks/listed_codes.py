"""Items that a sentence says an amount consists of, against the table that prints them: rules that say `listed_codes:`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.words import WHERE, found, note
from auditor.labels import bare
from auditor.model.facts import Fact, Facts, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Outcome
from auditor.model.shape import Keys, Regex, Shape, TableName
from auditor.model.text import Spot

NUMERIC: Final = False
KEY: Final = "listed_codes"
SETTINGS: Final[Mapping[str, Shape]] = {
    "listed_codes": Keys({"table": TableName(), "match": Regex()}, required=("table", "match")),
    **WHERE,
}
_ITEM = re.compile(r"[^、,，和及]+")
_ENDING = "等"


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """An unknown table, a pattern that does not catch the list."""
    said = data["listed_codes"]
    if said["table"].strip("《》") not in vocabulary.tables:
        yield Mistake(said["table"], 0, "unknown-table", (("name", said["table"].strip("《》")),))
    if "(?P<list>" not in said["match"]:
        yield Mistake(said["match"], 0, "regex", (("why", "(?P<list>…)"),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """One note for each sentence, with every item of it for which the table prints nothing or nought."""
    outcome = Outcome(rule, absent=Gap("no-tables"))
    said = rule.settings["listed_codes"]
    sheet = next((s for s in facts.of(said["table"].strip("《》")) if s.active), None)
    if sheet is None:
        return outcome
    amounts = _amounts(sheet)
    for match, _ in found(facts, said["match"], rule.settings):
        start = match.start("list")
        empty: list[Spot] = []
        for item in _ITEM.finditer(match["list"]):
            facts_of = amounts.get(bare(item[0].rstrip(_ENDING)))
            if facts_of is None:
                continue
            outcome.looked += 1
            if all(fact.state in {"blank", "dash", "none"} or not fact.value for fact in facts_of) and all(
                fact.state not in {"text", "unreadable"} for fact in facts_of
            ):
                empty.append(facts.script.spot(start + item.start(), start + item.end()))
        if empty:
            names = "、".join(dict.fromkeys(spot.text for spot in empty))
            outcome.notes.append(note(empty, 名称=names, 表=sheet.kind))
    return outcome


def _amounts(sheet: Sheet) -> dict[str, list[Fact]]:
    """The facts of each item, by its bare name."""
    found: dict[str, list[Fact]] = {}
    for key, fact in sheet.facts.items():
        code = next((member for member in key if member in sheet.names), None)
        if code is not None:
            found.setdefault(bare(sheet.names[code]), []).append(fact)
    return found
