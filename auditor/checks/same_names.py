"""One code, one name: rules that say `same_names:` compare the names printed beside a code in several tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.labels import bare
from auditor.model.facts import Fact, Facts, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Note, Outcome
from auditor.model.shape import Many, Shape, TableName
from auditor.numbers import ZERO

NUMERIC: Final = False
KEY: Final = "same_names"
SETTINGS: Final[Mapping[str, Shape]] = {"same_names": Many(TableName())}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown tables."""
    for name in data["same_names"]:
        if name.strip("《》") not in vocabulary.tables:
            yield Mistake(name, 0, "unknown-table", (("name", name.strip("《》")),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare each code's names pairwise with the first table that prints it. A cut-off name is no difference."""
    outcome = Outcome(rule)
    wanted = [name.strip("《》") for name in rule.settings["same_names"]]
    for group in facts.groups:
        sheets = [sheet for name in wanted for sheet in facts.of(name, group)]
        if len(sheets) < 2:
            outcome.absent = outcome.absent or Gap("no-tables")
            continue
        first: dict[str, tuple[Sheet, str]] = {}
        for sheet in sheets:
            for code, name in sheet.names.items():
                if not name:
                    continue
                if code not in first:
                    first[code] = sheet, name
                    continue
                other, before = first[code]
                same = _same(bare(before), bare(name))
                outcome.comparisons.append(Comparison(rule.id, True, "≡", "", "", ZERO, ZERO, ZERO, ZERO, ()))
                if not same:
                    outcome.notes.append(_note(code, other, before, sheet, name))
    return outcome


def _same(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    return longer.startswith(shorter) and (shorter == longer or len(shorter) >= 6)


def _note(code: str, first: Sheet, before: str, second: Sheet, name: str) -> Note:
    at = [_fact(sheet, code).at for sheet in (second, first)]
    slots = (("编码", code), ("表一", first.kind), ("名称一", before), ("表二", second.kind), ("名称二", name))
    return Note(at[0], slots, (at[1],), before, name)


def _fact(sheet: Sheet, code: str) -> Fact:
    return next(fact for key, fact in sheet.facts.items() if code in key)
