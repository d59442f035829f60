"""Two columns that are equal line by line although they tell of different things: rules that say `same_columns:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.model.facts import Fact, Facts, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Note, Outcome, Term
from auditor.model.shape import Keys, Many, Scalar, Shape, TableName
from auditor.numbers import ZERO

NUMERIC: Final = False
KEY: Final = "same_columns"
SETTINGS: Final[Mapping[str, Shape]] = {
    "same_columns": Keys(
        {"in": TableName(), "columns": Many(Scalar()), "least": Scalar(pattern=r"\d+")}, required=("in", "columns", "least")
    ),
}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown tables and columns."""
    said = data["same_columns"]
    kind = vocabulary.tables.get(said["in"].strip("《》"))
    if kind is None:
        yield Mistake(said["in"], 0, "unknown-table", (("name", said["in"].strip("《》")),))
        return
    for name in said["columns"]:
        if kind.find(name) is None:
            yield Mistake(name, 0, "unknown-label", (("table", kind.name), ("name", name)))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """A note for each table whose columns agree in every line, at least so many of them different amounts."""
    said = rule.settings["same_columns"]
    made = Outcome(rule, absent=Gap("no-forms"))
    for sheet in facts.of(said["in"].strip("《》")):
        pairs = list(_pairs(sheet, *said["columns"]))
        for pair in pairs:
            terms = tuple(Term(fact, ZERO, index == 0) for index, fact in enumerate(pair))
            made.comparisons.append(Comparison(rule.id, True, "word", "", "", ZERO, ZERO, ZERO, ZERO, terms, False))
        amounts = {a.value for a, _ in pairs if a.value}
        if len(amounts) >= int(said["least"]) and all(a.value == b.value for a, b in pairs):
            found = tuple(fact for pair in pairs if pair[0].value for fact in pair)
            slots = (("条数", str(len(pairs))), ("一", found[0].column), ("二", found[1].column), ("组", ""))
            made.notes.append(Note(found[0].at, slots, (), None, None, facts=found))
    return made


def _pairs(sheet: Sheet, first: str, second: str) -> Iterator[tuple[Fact, Fact]]:
    for key, fact in sheet.facts.items():
        if key[-1] == first and fact.state == "number":
            other = sheet.facts.get((*key[:-1], second))
            if other is not None and other.state == "number":
                yield fact, other
