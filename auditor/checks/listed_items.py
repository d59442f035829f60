"""The items that a sentence names (主要包括：办公费、差旅费) against a table: rules that say `listed_items:`.

An item that the table prints as nought is named in vain; where the list is closed (no 等) and every name is one of the
table's, an item that the table has and the list has not is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.labels import bare
from auditor.model.facts import Fact, Facts, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Note, Outcome, Term
from auditor.model.shape import Keys, Regex, Shape, TableName
from auditor.model.text import Passage, Statement
from auditor.numbers import ZERO

KEY: Final = "listed_items"
SETTINGS: Final[Mapping[str, Shape]] = {
    "listed_items": Keys({"table": TableName(), "open": Regex(), "lead": Regex()}, required=("table", "open")),
}
NUMERIC: Final = False
_ITEM = re.compile(r"[^、,，：:]+")


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """A table that the pack does not know."""
    name = data["listed_items"]["table"].strip("《》")
    if name not in vocabulary.tables:
        yield Mistake(data["listed_items"]["table"], 0, "unknown-table", (("name", name),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Look up every item named of a subject whose code the table has."""
    said = rule.settings["listed_items"]
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    sheet = next((s for s in facts.of(said["table"].strip("《》")) if s.active), None)
    if sheet is None:
        outcome.absent = Gap("no-table", (("table", said["table"].strip("《》")),))
        return outcome
    by_name = _named(sheet)
    for statement in facts.statements:
        if "listed" in statement.words:
            _look_up(outcome, facts, statement, by_name, said)
    return outcome


def _named(sheet: Sheet) -> dict[str, Fact]:
    """The table's codes of the finest level by name."""
    codes = {code: name for code, name in sheet.names.items() if code.isdigit()}
    deepest = max((len(code) for code in codes), default=0)
    found: dict[str, Fact] = {}
    for key, fact in sheet.facts.items():
        code = next((member for member in key if member in codes and len(member) == deepest), None)
        if code is not None and fact.state in {"number", "blank", "none", "dash"}:
            found[bare(codes[code])] = fact
    return found


def _look_up(
    outcome: Outcome, facts: Facts, statement: Statement, by_name: Mapping[str, Fact], said: Mapping[str, Any]
) -> None:
    number, start, end = map(int, statement.words["listed"].split(":"))
    passage = facts.passages[number]
    text = passage.folded[start:end]
    items = [(start + m.start(), start + m.end(), m[0]) for m in _ITEM.finditer(text)]
    known = [(a, b, by_name[bare(item)]) for a, b, item in items if bare(item) in by_name]
    if not known:
        return
    for a, b, fact in known:
        if fact.value:
            outcome.comparisons.append(_fits(outcome.rule.id, fact))
        else:
            outcome.notes.append(_note(passage, a, b, "列举而为零", fact))
    if len(known) < len(items) or re.search(said["open"], text):
        return
    listed = {fact.at for _, _, fact in known}
    heads = {_code(fact)[:3] for _, _, fact in known}
    for fact in by_name.values():
        if fact.value and fact.at not in listed and _code(fact)[:3] in heads:
            outcome.notes.append(_note(passage, start, end, "有数而未列举", fact))


def _code(fact: Fact) -> str:
    return next((member for member in fact.key if member.isdigit()), "")


def _fits(rule: str, fact: Fact) -> Comparison:
    return Comparison(rule, True, "word", "", "", fact.value, fact.value, ZERO, ZERO, (Term(fact, ZERO, True),), False)


def _note(passage: Passage, start: int, end: int, what: str, fact: Fact) -> Note:
    slots = (("项目", fact.row), ("表", fact.sheet), ("金额", fact.text or "0"), ("情形", what))
    return Note(passage.locate(start, end), slots, (fact.at,), actual=passage.printed(start, end))
