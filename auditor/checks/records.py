"""Lines of forms that are filled in badly: rules that say `records:`.

A line of that block is judged when all conditions under `when` hold, and is wrong when those under `fails` hold too. With
`together` the wrong lines of a form, or of the whole report, are one finding that names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from auditor.checks import Mistake
from auditor.labels import squeeze
from auditor.model.facts import Facts
from auditor.model.form import Entry, Form, Row
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Keys, Many, Regex, Scalar, Shape, TableName
from auditor.numbers import ZERO

NUMERIC: Final = False
KEY: Final = "records"
CLASSES: Final = "类"
"""The name under which conditions speak of the classes that a line stands in."""
_SORTS = ("number", "words", "blank", "operator", "date", "printed")
_TEXTS = Many(Scalar(), single=True)
CONDITION: Final = Keys(
    {
        "is": Many(Scalar(choices=_SORTS), single=True), "measure": _TEXTS, "operator": _TEXTS, "tier": _TEXTS,
        "like": Regex(), "unlike": Regex(), "above": Scalar(), "below": Scalar(), "less_than": Scalar(), "equals": Scalar(),
        "same_text": Scalar(), "shorter": Scalar(pattern=r"\d+"), "longer": Scalar(pattern=r"\d+"),
    }
)  # fmt: skip
SETTINGS: Final[Mapping[str, Shape]] = {
    "records": TableName(),
    "when": Keys(others=CONDITION),
    "fails": Keys(others=CONDITION),
    "together": Scalar(choices=("form", "report")),
    "show": Many(Scalar()),
}
_MOST_NAMED = 8


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown blocks and columns."""
    name = data["records"].strip("《》")
    kind = vocabulary.tables.get(name)
    if kind is None or not kind.block.shape:
        yield Mistake(data["records"], 0, "unknown-table", (("name", name),))
        return
    known = {member for axis in kind.axes for member in axis.members} | {CLASSES}
    for column in (*data.get("when", ()), *data.get("fails", ()), *data.get("show", ())):
        if column not in known:
            yield Mistake(column, 0, "unknown-label", (("table", name), ("name", column)))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Judge every line of that block in every form that is filled in and tells of its own report."""
    outcome = Outcome(rule, absent=Gap("no-forms"))
    wrong: list[Row] = []
    for form in filled(facts):
        mine: list[Row] = []
        for row in form.of(rule.settings["records"].strip("《》")):
            if not all(_holds(row, column, said) for column, said in rule.settings.get("when", {}).items()):
                continue
            outcome.looked += 1
            if all(_holds(row, column, said) for column, said in rule.settings.get("fails", {}).items()):
                mine.append(row)
        if rule.settings.get("together") == "form" and mine:
            outcome.notes.append(_note(rule, mine))
        else:
            wrong.extend(mine)
    if rule.settings.get("together") == "report":
        outcome.notes.extend([_note(rule, wrong)] if wrong else [])
    else:
        outcome.notes.extend(_note(rule, [row]) for row in wrong)
    return outcome


def filled(facts: Facts) -> Iterator[Form]:
    """The forms that are no blank templates and do not quote others."""
    return (form for form in facts.forms if not form.blank and not form.quoted)


def _holds(row: Row, column: str, said: Mapping[str, Any]) -> bool:
    if column == CLASSES:
        text = "/".join(row.classes)
        return _like(said, text)
    entry = row.entry(column)
    return entry is not None and _like(said, squeeze(entry.fact.text)) and _says(row, entry, said)


def _like(said: Mapping[str, Any], text: str) -> bool:
    if "like" in said and not _pattern(said["like"]).search(text):
        return False
    return not ("unlike" in said and _pattern(said["unlike"]).search(text))


@lru_cache(maxsize=512)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _says(row: Row, entry: Entry, said: Mapping[str, Any]) -> bool:
    return all(key not in _CONDITIONS or _CONDITIONS[key](row, entry, wanted) for key, wanted in said.items())


def _sort(row: Row, entry: Entry, wanted: Any) -> bool:
    sort = "number" if entry.fact.state == "number" else entry.value.sort
    return sort in _listed(wanted) or ("printed" in _listed(wanted) and sort != "blank")


def _listed(wanted: Any) -> Sequence[str]:
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _length(entry: Entry) -> int:
    return len(squeeze(entry.fact.text))


def _difference(row: Row, entry: Entry, column: str) -> Decimal | None:
    """How much more this column prints than another; None when one of them prints no number."""
    other = row.entry(column)
    if other is None or not entry.fact.state == other.fact.state == "number":
        return None
    return entry.fact.value - other.fact.value


_CONDITIONS: Final[dict[str, Callable[[Row, Entry, Any], bool]]] = {
    "is": _sort,
    "measure": lambda _, entry, wanted: (entry.value.measure or "none") in _listed(wanted),
    "operator": lambda _, entry, wanted: (entry.value.operator or "none") in _listed(wanted),
    "tier": lambda _, entry, wanted: entry.value.tier in _listed(wanted),
    "above": lambda _, entry, wanted: entry.value.sort == "number" and entry.value.high > Decimal(wanted),
    "below": lambda _, entry, wanted: entry.value.sort == "number" and entry.value.low < Decimal(wanted),
    "less_than": lambda row, entry, wanted: (_difference(row, entry, wanted) or ZERO) < 0,
    "equals": lambda row, entry, wanted: _difference(row, entry, wanted) == ZERO,
    "same_text": lambda row, entry, wanted: squeeze(row.text(wanted)) == squeeze(entry.fact.text),
    "shorter": lambda _, entry, wanted: _length(entry) < int(wanted),
    "longer": lambda _, entry, wanted: _length(entry) > int(wanted),
}


def _note(rule: Rule, rows: Sequence[Row]) -> Note:
    """One finding for those lines: the columns asked for of each, the first one leading."""
    shown = rule.settings.get("show") or [*rule.settings.get("fails", ())]
    facts = [entry.fact for row in rows for column in shown if (entry := row.entry(column)) is not None]
    facts.sort(key=lambda fact: not fact.text)
    first = rows[0]
    names = "、".join(f"“{row.name}”" for row in rows[:_MOST_NAMED])
    slots = {column: "".join(entry.fact.text.split()) for column, entry in first.cells.items()}
    slots |= {
        "名称": first.name, "条数": str(len(rows)), "名单": names + ("等" if len(rows) > _MOST_NAMED else ""),
        "类": "/".join(part.rpartition("/")[2] for part in first.classes), "表": first.form.title if first.form else "",
        "组": first.key if len(rows) == 1 else "",
    }  # fmt: skip
    actual = slots[shown[0]] if shown and shown[0] in slots else None
    return Note(first.at, tuple(slots.items()), (), None, actual, facts=tuple(facts))
