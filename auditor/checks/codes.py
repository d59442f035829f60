"""The codes of a table themselves: rules that say `codes:` (their names, parents, order, depth; one code twice)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final

from auditor.checks import Mistake
from auditor.labels import bare
from auditor.model.classification import Classification
from auditor.model.document import Location, Table
from auditor.model.facts import Facts, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Many, Scalar, Shape, TableName
from auditor.model.template import TOTAL

NUMERIC: Final = False
KEY: Final = "codes"
SETTINGS: Final[Mapping[str, Shape]] = {
    "codes": Scalar(choices=("name", "near_name", "parent", "depth", "repeated")),
    "tables": Many(TableName()),
}
_OTHER = 0.5
_LEAST = 4
_MOST_LACKING = 2


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown tables."""
    for name in data["tables"]:
        if name.strip("《》") not in vocabulary.tables:
            yield Mistake(name, 0, "unknown-table", (("name", name.strip("《》")),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Judge every code: `name` another name than its own, `near_name` its name misspelled, `parent` the code above it is
    not printed, `depth` no code of the lowest level below one of a higher level, `repeated` two lines that differ."""
    outcome = Outcome(rule, absent=Gap("no-tables"))
    judge = {"name": _name, "near_name": _name, "parent": _parent, "depth": _depth, "repeated": _repeated}[
        rule.settings["codes"]
    ]
    seen: set[tuple[str, str]] = set()
    for name in rule.settings["tables"]:
        for sheet in facts.of(name.strip("《》")):
            for axis in vocabulary.tables[sheet.kind].axes:
                if axis.classification is None or not sheet.active:
                    continue
                wrong = list(judge(sheet, axis.classification, rule.settings["codes"], outcome, facts.identity.year))
                if rule.settings["codes"] == "depth" and wrong:
                    outcome.notes.append(_together(sheet, wrong, facts))
                    continue
                for code, said in wrong:
                    if (code, said) not in seen:
                        seen.add((code, said))
                        outcome.notes.append(_note(sheet, code, said, facts))
    return outcome


def _note(sheet: Sheet, code: str, said: str, facts: Facts) -> Note:
    at = _label(sheet, code, facts)
    slots = (("表", sheet.kind), ("编码", code), ("名称", sheet.names.get(code, "")), ("应为", said), ("组", code))
    return Note(at, slots, expected=said or None, actual=sheet.names.get(code))


def _together(sheet: Sheet, wrong: list[tuple[str, str]], facts: Facts) -> Note:
    """One note for a table."""
    names = "、".join(f"{code} {sheet.names.get(code, '')}".strip() for code, _ in wrong)
    at, *related = (_label(sheet, code, facts) for code, _ in wrong)
    return Note(at, (("表", sheet.kind), ("名称", names), ("应为", wrong[0][1]), ("组", sheet.kind)), tuple(related))


def _label(sheet: Sheet, code: str, facts: Facts) -> Location:
    """The cell with the name of a code, else its first number, else the table."""
    at = next((fact.at for key, fact in sheet.facts.items() if code in key), sheet.at)
    block = facts.document.blocks[at.block]
    name = bare(sheet.names.get(code, ""))
    for cell in block.cells if isinstance(block, Table) else ():
        if cell.row == at.row and name and bare(cell.text) == name:
            return Location(at.block, cell.row, cell.column)
    return Location(at.block, at.row, at.column)


def _codes(sheet: Sheet) -> list[str]:
    return sorted({code for code in sheet.names if code.isdigit()})


def _name(sheet: Sheet, known: Classification, sort: str, outcome: Outcome, year: int | None) -> Iterator[tuple[str, str]]:
    if (year or 0) < known.details_since:
        return
    for code in _codes(sheet):
        names = known.details.get(code) or known.names.get(code)
        printed = bare(sheet.names[code])
        if not names or not printed:
            continue
        outcome.looked += 1
        if any(_same(name, printed) for name in names):
            continue
        likeness = max(SequenceMatcher(None, name, printed, autojunk=False).ratio() for name in names)
        if (likeness < _OTHER) == (sort == "name"):
            yield code, names[0]


def _same(name: str, printed: str) -> bool:
    """A name of which a line was cut off, or with words added, is the same name."""
    return name == printed or (len(printed) >= _LEAST and printed in name) or name in printed


def _parent(sheet: Sheet, known: Classification, sort: str, outcome: Outcome, year: int | None) -> Iterator[tuple[str, str]]:
    codes = set(_codes(sheet))
    digits = [level.digits for level in known.levels]
    lacking: list[tuple[str, str]] = []
    for code in sorted(codes):
        if len(code) not in digits or len(code) == digits[0]:
            continue
        outcome.looked += 1
        above = code[: digits[digits.index(len(code)) - 1]]
        if above not in codes:
            lacking.append((code, above))
    if len(lacking) <= _MOST_LACKING:
        # More of them: the table does not print that level at all.
        yield from lacking


def _depth(sheet: Sheet, known: Classification, sort: str, outcome: Outcome, year: int | None) -> Iterator[tuple[str, str]]:
    codes = _codes(sheet)
    lowest = known.levels[-1]
    for code in codes:
        if len(code) == known.levels[0].digits:
            outcome.looked += 1
            if not any(len(other) == lowest.digits and other.startswith(code) for other in codes):
                yield code, lowest.name


def _repeated(sheet: Sheet, known: Classification, sort: str, outcome: Outcome, year: int | None) -> Iterator[tuple[str, str]]:
    codes = set(_codes(sheet))
    outcome.looked += len(codes)
    # The total that each page prints again is one line, too.
    codes.add(TOTAL)
    for code in sorted({member for fact in sheet.clashes for member in fact.key[:1] if member in codes}):
        yield code, ""
