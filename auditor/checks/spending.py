"""Money in indicators against the money of the form: rules that say `spending:`.

`budget`: a cost target that is the budget of another column than the one in force; `outturn`: a cost outcome that is not
what was spent; `twice`: the same money in two indicators with two outcomes; `unit`: an outcome that is right only in another
unit than the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any, Final, NamedTuple

from auditor.checks import Mistake
from auditor.checks.records import filled
from auditor.labels import squeeze
from auditor.model.facts import Fact, Facts, Sheet
from auditor.model.form import Entry, Row
from auditor.model.pack import Rule, TableKind, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Many, Regex, Scalar, Shape, TableName
from auditor.numbers import UNITS, ZERO, Unit, half

KEY: Final = "spending"
ONE = Decimal(1)
SETTINGS: Final[Mapping[str, Shape]] = {
    "spending": Scalar(choices=("budget", "outturn", "twice", "unit")),
    "of": TableName(),
    "named": Regex(),
    "unless": Regex(),
    "funds": Keys(
        {"in": TableName(), "line": Scalar(), "budget": Scalar(), "budgets": Many(Scalar()), "spent": Scalar()},
        required=("in", "line", "budget", "budgets", "spent"),
    ),
}


class Money(NamedTuple):
    """A record about the money of the whole project: target and outcome in base units, None when they are none."""

    row: Row
    target: Fact | None
    actual: Fact | None


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown tables, lines and columns of the funds."""
    said = data["funds"]
    kind = vocabulary.tables.get(said["in"].strip("《》"))
    if kind is None:
        yield Mistake(said["in"], 0, "unknown-table", (("name", said["in"].strip("《》")),))
        return
    for name in (said["line"], said["budget"], said["spent"], *said["budgets"]):
        if kind.find(name) is None:
            yield Mistake(name, 0, "unknown-label", (("table", kind.name), ("name", name)))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Judge the records about money in every form that prints its funds."""
    made = Outcome(rule, absent=Gap("no-forms"))
    said = rule.settings["funds"]
    kind = vocabulary.tables[rule.settings["of"].strip("《》")]
    for form in filled(facts):
        sheet = facts.sets[form.group].get(said["in"].strip("《》")) if form.group in facts.sets else None
        if sheet is None:
            continue
        records = list(_records(rule, form.of(kind.name), kind, sheet.unit or UNITS["万元"]))
        judge = {"budget": _budget, "outturn": _outturn, "unit": _unit, "twice": _twice}[rule.settings["spending"]]
        made.comparisons.extend(judge(rule, records, sheet))
    return made


def _records(rule: Rule, rows: Sequence[Row], kind: TableKind, unit: Unit) -> Iterator[Money]:
    """The records whose names tell of money, and nothing of prices or shares."""
    named, unless = re.compile(rule.settings["named"]), re.compile(rule.settings["unless"])
    for row in rows:
        text = "/".join((*row.classes, squeeze(row.name)))
        if named.search(text) and not unless.search(squeeze(row.name)):
            target = _amount(row.entry(kind.block.target), unit)
            actual = _amount(row.entry(kind.block.actual), unit)
            if target is not None or actual is not None:
                yield Money(row, target, actual)


def _amount(entry: Entry | None, unit: Unit) -> Fact | None:
    """The printed number as an amount: in its own unit, else in that of the form."""
    if entry is None or entry.fact.state != "number" or entry.value.measure not in {"", "money"}:
        return None
    own = entry.fact.unit if entry.value.measure == "money" else unit
    return _in(entry.fact, entry.value.low, entry.value.places, own)


def _in(fact: Fact, printed: Decimal, places: int, unit: Unit) -> Fact:
    slack = ZERO if unit.exponent == 0 and places >= 2 else half(places, unit.exponent)
    return fact._replace(value=printed.scaleb(unit.exponent), half=slack, unit=unit)


def _fund(rule: Rule, sheet: Sheet, column: str) -> Fact | None:
    fact = sheet.facts.get((rule.settings["funds"]["line"], column))
    return fact if fact is not None and fact.state == "number" and fact.value else None


def _same(a: Fact | None, b: Fact | None) -> bool:
    return a is not None and b is not None and a.interval.meets(b.interval)


def _whole(rule: Rule, record: Money, sheet: Sheet) -> bool:
    """Whether the target is the money of the whole project: one of its budgets."""
    return any(_same(record.target, _fund(rule, sheet, column)) for column in rule.settings["funds"]["budgets"])


def _budget(rule: Rule, records: Sequence[Money], sheet: Sheet) -> Iterator[Comparison]:
    budget = _fund(rule, sheet, rule.settings["funds"]["budget"])
    for record in records:
        if record.target is not None and budget is not None and _whole(rule, record, sheet):
            # Another target would be no budget of the whole project, but a cost of something else.
            made = _compared(rule, record, record.target, budget)
            yield made._replace(relation="word", expected=budget.text, actual=record.target.text)


def _outturn(rule: Rule, records: Sequence[Money], sheet: Sheet) -> Iterator[Comparison]:
    spent = _fund(rule, sheet, rule.settings["funds"]["spent"])
    for record in records:
        if record.actual is None or spent is None or record.row.key in _doubled(records):
            continue
        if _whole(rule, record, sheet):
            yield _compared(rule, record, _fitting(record.actual, spent), spent)
        elif record.target is None and len(records) == 1:
            # Nothing was aimed at: what was spent is all that the outcome can mean, unless it means something else.
            yield _compared(rule, record, _fitting(record.actual, spent), spent)._replace(severity="warning")


def _doubled(records: Sequence[Money]) -> set[str]:
    """Records that another one contradicts: that is told once, by the rule on the same money in two places."""
    return {
        record.row.key for pair in combinations(records, 2) for record in pair
        if _same(pair[0].target, pair[1].target) and not _same(pair[0].actual, pair[1].actual)
    }  # fmt: skip


def _fitting(actual: Fact, spent: Fact) -> Fact:
    """The amount in another unit when only so it is what was spent, or of its size; that the unit is missing is told by its
    own rule."""
    if _near(actual, spent):
        return actual
    return next((other for other in _readings(actual) if _near(other, spent)), actual)


def _near(a: Fact, b: Fact) -> bool:
    """Whether the amounts are of one size: no other unit would bring them nearer."""
    return _same(a, b) or (b.value != 0 and 1 < 100 * abs(a.value / b.value) < 10_000)


def _readings(fact: Fact) -> Iterator[Fact]:
    printed = fact.value.scaleb(-fact.unit.exponent)
    for name in ("元", "万元"):
        if UNITS[name] != fact.unit:
            yield _in(fact, printed, fact.places, UNITS[name])


def _unit(rule: Rule, records: Sequence[Money], sheet: Sheet) -> Iterator[Comparison]:
    spent = _fund(rule, sheet, rule.settings["funds"]["spent"])
    for record in records:
        if record.actual is None or spent is None:
            continue
        other = _fitting(record.actual, spent)
        if _same(other, spent):
            made = _compared(rule, record, record.actual, spent)
            words = f"“{record.row.name}”{record.actual.text}（{other.unit.name}）"
            yield made._replace(relation="word", left=words, expected=spent.text, actual=record.actual.text)


def _twice(rule: Rule, records: Sequence[Money], sheet: Sheet) -> Iterator[Comparison]:
    spent = _fund(rule, sheet, rule.settings["funds"]["spent"])
    for first, second in combinations(records, 2):
        if first.actual is None or second.actual is None or not _same(first.target, second.target):
            continue
        wrong = first if _same(second.actual, spent) and not _same(first.actual, spent) else second
        right = second if wrong is first else first
        assert wrong.actual is not None and right.actual is not None
        made = _compared(rule, wrong, wrong.actual, right.actual)
        if made.passed:
            yield made
            continue
        yield made._replace(terms=made.terms + tuple(Term(f, ZERO, False) for f in (spent, wrong.target) if f is not None))
        if spent is not None and _same(right.actual, spent):
            yield _compared(rule, right, right.actual, spent)._replace(linear=False)


def _compared(rule: Rule, record: Money, fact: Fact, other: Fact) -> Comparison:
    difference, tolerance = fact.value - other.value, fact.half + other.half
    passed = abs(difference) <= tolerance
    column = f"·{other.column}" if other.column else ""
    left, right = f"“{record.row.name}”{fact.column} {fact.text}", f"「{other.row}{column}」{other.text}"
    terms = (Term(fact, ONE, True), Term(other, ONE, False))
    return Comparison(
        rule.id, passed, "==", left, right, fact.value, other.value, difference, tolerance, terms, group=record.row.key
    )
