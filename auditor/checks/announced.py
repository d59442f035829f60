"""A table published empty must be said to be empty: rules that say `announced:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.model.document import Paragraph
from auditor.model.facts import Facts, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Keys, Regex, Shape
from auditor.model.text import pattern

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "announced"
SETTINGS: Final[Mapping[str, Shape]] = {"announced": Keys(others=Regex()), "said": Regex()}
_NEAR = 8
_SENTENCE = "。"


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown tables."""
    for name in data["announced"]:
        if name not in vocabulary.tables:
            yield Mistake(name, 0, "unknown-table", (("name", name),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """An empty table needs words like `said` near it, or the words given for it anywhere in the report."""
    outcome = Outcome(rule, absent=Gap("no-tables"))
    if not any(_SENTENCE in passage.text and not passage.in_table for passage in facts.script.passages):
        # Tables alone: what is said of them is said in another file.
        outcome.absent = Gap("no-sentences")
        return outcome
    for sheet in facts.sheets:
        if sheet.kind not in rule.settings["announced"] or sheet.active:
            continue
        outcome.looked += 1
        near = pattern(rule.settings["said"])
        anywhere = pattern(rule.settings["announced"][sheet.kind])
        if any(near.search(text) for text in _around(sheet, facts)):
            continue
        if any(anywhere.search(passage.folded) for passage in facts.script.passages):
            continue
        outcome.notes.append(Note(sheet.at, (("表", sheet.kind), ("组", sheet.kind))))
    return outcome


def _around(sheet: Sheet, facts: Facts) -> Iterator[str]:
    """What stands in the table and below it, down to the next table or heading."""
    for passage in facts.script.passages:
        if passage.pieces[0].at.block == sheet.at.block:
            yield passage.folded
    blocks = facts.document.blocks
    for note in sheet.notes:
        yield facts.document.text(note)
    for block in blocks[sheet.at.block + 1 : sheet.at.block + 1 + _NEAR]:
        if not isinstance(block, Paragraph) or block.level is not None:
            return
        yield "".join(block.text.split())
