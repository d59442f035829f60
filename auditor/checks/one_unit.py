"""The money unit of the tables: rules that say `one_unit:` (all the same) or want one to be printed at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from auditor.checks.words import found
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Regex, Scalar, Shape

NUMERIC: Final = False
KEY: Final = "one_unit"
SETTINGS: Final[Mapping[str, Shape]] = {"one_unit": Scalar(choices=("same", "printed")), "printed": Regex()}


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """`same`: every table of amounts has the unit that most have. `printed`: the unit stands somewhere in the report."""
    outcome = Outcome(rule, absent=Gap("no-tables"))
    sheets = [sheet for sheet in facts.sheets if sheet.unit and sheet.unit.measure == "money" and sheet.active]
    if not sheets:
        return outcome
    if rule.settings["one_unit"] == "printed":
        outcome.looked = len(sheets)
        if not any(found(facts, rule.settings["printed"], {})):
            outcome.notes.append(Note(sheets[0].at, (("表", sheets[0].kind),)))
        return outcome
    units = Counter(sheet.unit.name for sheet in sheets if sheet.unit)
    usual = units.most_common(1)[0][0]
    outcome.looked = len(sheets)
    for sheet in sheets:
        if sheet.unit and sheet.unit.name != usual:
            slots = (("表", sheet.kind), ("单位", sheet.unit.name), ("多数", usual), ("组", sheet.kind))
            outcome.notes.append(Note(sheet.at, slots, expected=usual, actual=sheet.unit.name))
    return outcome
