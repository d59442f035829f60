"""Classes of lines that a form should have and has not: rules that say `lacking:`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.records import filled
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Keys, Regex, Scalar, Shape, TableName

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "lacking"
_TOTALS = 1
SETTINGS: Final[Mapping[str, Shape]] = {
    "lacking": Keys(
        {"block": TableName(), "classes": Keys(others=Regex()), "least": Scalar(pattern=r"\d+")},
        required=("block", "classes", "least"),
    ),
}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """A block that the pack does not know."""
    name = data["lacking"]["block"].strip("《》")
    if name not in vocabulary.tables or not vocabulary.tables[name].block.shape:
        yield Mistake(data["lacking"]["block"], 0, "unknown-table", (("name", name),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """One note for each class that no line of a filled form stands in; forms of fewer than `least` lines are let pass, and
    so are those of which not every line but the total says its class."""
    said = rule.settings["lacking"]
    outcome = Outcome(rule, absent=Gap("no-forms"))
    for form in filled(facts):
        lines = form.of(said["block"].strip("《》"))
        rows = [row for row in lines if row.classes]
        if len(rows) < int(said["least"]) or len(lines) - len(rows) > _TOTALS:
            continue
        outcome.looked += 1
        classes = ["/".join(row.classes) for row in rows]
        for name, pattern in said["classes"].items():
            if not any(re.search(pattern, text) for text in classes):
                slots = (("类", name), ("表", form.title), ("名称", form.name), ("组", f"{form.title}{name}"))
                outcome.notes.append(Note(rows[0].at, slots))
    return outcome
