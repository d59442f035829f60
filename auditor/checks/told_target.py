"""Rates of indicators in the text against the form: rules that say `told_target:`.

Where a sentence holds the whole name of an indicator (so many characters at `least`) and a percentage soon after it, that is
the target or the outcome which the form prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.records import filled
from auditor.labels import squeeze
from auditor.model.document import Location
from auditor.model.facts import Facts
from auditor.model.form import Entry, Row
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Scalar, Shape, TableName
from auditor.model.text import Passage
from auditor.numbers import ZERO

KEY: Final = "told_target"
SETTINGS: Final[Mapping[str, Shape]] = {
    "told_target": Keys({"of": TableName(), "least": Scalar(pattern=r"\d+")}, required=("of", "least")),
}
_RATE = re.compile(r"[^。;,]{0,20}?(?P<rate>\d+(?:\.\d+)?)%")
_MARKS = re.compile(r"[^\w]")


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Blocks that have no targets."""
    name = data["told_target"]["of"].strip("《》")
    if name not in vocabulary.tables or not vocabulary.tables[name].block.target:
        yield Mistake(data["told_target"]["of"], 0, "unknown-table", (("name", name),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare each rate told of an indicator with what its form prints."""
    said = rule.settings["told_target"]
    block = vocabulary.tables[said["of"].strip("《》")]
    made = Outcome(rule, absent=Gap("no-forms"))
    sentences = [p for p in facts.passages if "%" in p.folded and not p.in_table and not p.heading]
    bare = [(passage, _MARKS.sub("", passage.folded)) for passage in sentences]
    for form in filled(facts):
        for row in form.of(block.name):
            entries = [row.entry(name) for name in (block.block.target, block.block.actual)]
            printed = [entry for entry in entries if entry is not None and entry.value.sort == "number"]
            name = _MARKS.sub("", squeeze(row.name))
            if len(name) >= int(said["least"]) and any(entry.value.measure == "percent" for entry in printed):
                for passage, text in bare:
                    found = _told(passage, name) if name in text else None
                    if found is not None:
                        made.comparisons.append(_compare(rule, row, printed, *found))
    return made


def _told(passage: Passage, name: str) -> tuple[Decimal, str, Location] | None:
    """The percentage that follows that name in a passage, with its place."""
    kept = [index for index, char in enumerate(passage.folded) if not _MARKS.match(char)]
    start = "".join(passage.folded[index] for index in kept).find(name)
    if start < 0:
        return None
    match = _RATE.match(passage.folded, kept[start + len(name) - 1] + 1)
    if match is None:
        return None
    begin, end = match.span("rate")
    return Decimal(match["rate"]), passage.printed(begin, end + 1), passage.locate(begin, end + 1)


def _compare(rule: Rule, row: Row, printed: list[Entry], told: Decimal, text: str, at: Location) -> Comparison:
    passed = any(entry.value.low <= told <= entry.value.high for entry in printed)
    shown = "、".join(entry.fact.text for entry in printed)
    terms = tuple(Term(entry.fact, ZERO, False) for entry in printed)
    return Comparison(
        rule.id, passed, "word", f"“{row.name}”文中写 {text}", f"表中为 {shown}", told, ZERO, ZERO, ZERO, terms, False, row.key,
        at=at, expected=printed[0].fact.text, actual=text,
    )  # fmt: skip
