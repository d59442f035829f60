"""Digits that are no number (4,706,54.020 · 311..56): rules that say `misprinted:`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from auditor.misprints import by_fours, lettered, misprint, misprints
from auditor.model.document import Location, Table
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Note, Outcome
from auditor.model.shape import Scalar, Shape
from auditor.numbers import parse

NUMERIC: Final = False
KEY: Final = "misprinted"
SETTINGS: Final[Mapping[str, Shape]] = {"misprinted": Scalar(choices=("number",))}


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Note every misprinted number of any table or sentence."""
    outcome = Outcome(rule)
    for table in facts.document.tables:
        outcome.looked += 1
        for at, text in _cells(table):
            outcome.notes.append(Note(at, (("原文", text),), actual=text))
    for passage in facts.passages:
        outcome.looked += 1
        for start, end in misprints(passage.folded):
            text = passage.printed(start, end)
            outcome.notes.append(Note(passage.locate(start, end), (("原文", text),), actual=text))
    return outcome


def _cells(table: Table) -> Iterator[tuple[Location, str]]:
    """The misprinted cells of a table; where digits are grouped by four as a habit, such groups are none."""
    usual: Counter[int] = Counter()
    doubtful: list[tuple[Location, str]] = []
    for cell in table.cells:
        printed = parse(cell.text)
        if printed.state == "number" and printed.value:
            usual[printed.places] += 1
        elif printed.state == "unreadable" or (printed.state == "text" and lettered(cell.text)):
            doubtful.append((Location(table.block, cell.row, cell.column), cell.text))
    if not doubtful:
        return
    decimals = usual.most_common(1)[0][0] if usual else 0
    habit = sum(by_fours(text) for _, text in doubtful) > 1
    for at, text in doubtful:
        if misprint(text, decimals) and not (habit and by_fours(text)):
            yield at, text.strip()
