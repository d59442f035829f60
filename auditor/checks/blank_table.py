"""Forms among the attachments that were left blank: rules that say `blank_table:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.titles import lines
from auditor.checks.words import pattern
from auditor.model.document import Location, Table
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Keys, Regex, Scalar, Shape

NUMERIC: Final = False
KEY: Final = "blank_table"
SETTINGS: Final[Mapping[str, Shape]] = {
    "blank_table": Keys({"title": Regex(), "values": Scalar(pattern=r"\d+")}, required=("title", "values"))
}
_ROWS, _COLUMNS = 6, 4
_EMPTY = 0.5
_NEAR = 6


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """The shapes tell everything."""
    yield from ()


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """A large table under such a title with most cells empty and at most `values` numbers (printed weights) is blank."""
    outcome = Outcome(rule, absent=Gap("no-tables"))
    said = rule.settings["blank_table"]
    titles = [(at, text) for at, text in lines(facts) if pattern(said["title"]).search(text)]
    for table in facts.document.tables:
        if table.height < _ROWS or table.width < _COLUMNS or table.parent is not None:
            continue
        title = next((pair for pair in reversed(titles) if table.block - _NEAR <= pair[0].block <= table.block), None)
        if title is None:
            continue
        outcome.looked += 1
        if _blank(table, int(said["values"])):
            at = title[0] if title[0].block < table.block else Location(table.block)
            outcome.notes.append(Note(at, (("表", title[1]), ("组", title[1])), (Location(table.block),)))
    return outcome


def _blank(table: Table, values: int) -> bool:
    texts = [cell.text.strip() for cell in table.cells]
    empty = sum(not text or not any(char.isalnum() for char in text) for text in texts)
    numbers = sum(text[:1].isdigit() or text.endswith("%") for text in texts)
    return empty >= _EMPTY * len(texts) and numbers <= values
