"""Forms among the attachments that were left blank: rules that say `blank_table:`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.checks.titles import lines
from auditor.model.document import Location, Table
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Keys, Regex, Scalar, Shape
from auditor.model.text import pattern

NUMERIC: Final = False
KEY: Final = "blank_table"
SETTINGS: Final[Mapping[str, Shape]] = {
    "blank_table": Keys({"title": Regex(), "values": Scalar(pattern=r"\d+")}, required=("title", "values"))
}
_ROWS, _COLUMNS = 6, 4
_EMPTY = 0.5
_NEAR = 6


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Forms without any figure, and large unknown tables under such a title with most cells empty and at most `values`
    numbers (printed weights). All blank ones of a report are one finding."""
    outcome = Outcome(rule, absent=Gap("no-tables"))
    outcome.looked = len(facts.forms)
    blank = [(form.at, form.title) for form in facts.forms if form.blank]
    said = rule.settings["blank_table"]
    titles = [(at, text) for at, text in lines(facts) if pattern(said["title"]).search(text)]
    unknown = {table.at.block for table in facts.unknown}
    for table in facts.document.tables:
        if table.block not in unknown or table.height < _ROWS or table.width < _COLUMNS:
            continue
        title = next((pair for pair in reversed(titles) if table.block - _NEAR <= pair[0].block <= table.block), None)
        if title is None:
            continue
        outcome.looked += 1
        if _blank(table, int(said["values"])):
            blank.append((title[0] if title[0].block < table.block else Location(table.block), title[1]))
    if blank:
        names = "、".join(f"《{title}》" for _, title in blank)
        slots = (("条数", str(len(blank))), ("名单", names), ("组", blank[0][1]))
        outcome.notes.append(Note(blank[0][0], slots, tuple(at for at, _ in blank[1:])))
    return outcome


def _blank(table: Table, values: int) -> bool:
    texts = [cell.text.strip() for cell in table.cells]
    empty = sum(not text or not any(char.isalnum() for char in text) for text in texts)
    numbers = sum(text[:1].isdigit() or text.endswith("%") for text in texts)
    return empty >= _EMPTY * len(texts) and numbers <= values
