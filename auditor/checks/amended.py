"""Tables that everything else contradicts in one way, told once: rules that say `amended: unit | columns`.

The report is read with the right unit, or with the headings in their right places, and judged so
(`diagnosis/amending.py`); here it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from auditor.model.document import Location
from auditor.model.facts import Facts, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Scalar, Shape

KEY: Final = "amended"
SETTINGS: Final[Mapping[str, Shape]] = {"amended": Scalar(choices=("unit", "columns"))}
NUMERIC: Final = False
LAST: Final = True


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Nothing on its own."""
    return Outcome(rule, absent=Gap("nothing"))


def sum_up(rule: Rule, facts: Facts, outcomes: Sequence[Outcome]) -> Outcome:
    """One note for all tables with a wrong unit, and one for each with exchanged columns."""
    made = Outcome(rule, absent=Gap("nothing"))
    made.looked = sum(len(outcome.comparisons) for outcome in outcomes)
    made.notes.extend(_units(facts) if rule.settings["amended"] == "unit" else _columns(facts))
    return made


def _units(facts: Facts) -> Iterator[Note]:
    sheets = [sheet for sheet in facts.sheets if sheet.at.block in facts.amended.units]
    if not sheets:
        return
    printed = facts.amended.printed[sheets[0].at.block]
    meant = facts.amended.units[sheets[0].at.block].name
    tables = "、".join(f"《{sheet.kind}》" for sheet in sheets)
    slots = (("表", tables), ("印为", printed), ("应为", meant))
    yield Note(sheets[0].at, slots, tuple(sheet.at for sheet in sheets[1:]), expected=meant, actual=printed)


def _columns(facts: Facts) -> Iterator[Note]:
    for sheet in facts.sheets:
        two = facts.amended.exchanged.get(sheet.at.block)
        if two is not None:
            names = [_heading(sheet, column) for column in two]
            slots = (("表", sheet.kind), ("一", names[0]), ("二", names[1]), ("组", sheet.kind))
            yield Note(Location(sheet.at.block), slots)


def _heading(sheet: Sheet, column: int) -> str:
    """What a column holds, now that its heading is put right."""
    printed = next((fact.column for fact in sheet.facts.values() if fact.at.column == column), "")
    return printed.split()[-1] if printed else ""
