"""Scores against what became of the targets: rules that say `attainment:`.

`missed`: a missed target with full marks; `reached`: a target reached with marks taken off and no reason given;
`proportion`: marks that are not the weight times the share reached; `words`: marks outside what the words of completion may
earn; `far`: an outcome far beyond its target, or a saving, with full marks and no word about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from auditor.checks import Mistake
from auditor.checks.outcome import Outcome as Result
from auditor.checks.outcome import outcome as result_of
from auditor.checks.records import filled
from auditor.model.facts import Fact, Facts
from auditor.model.form import Grammar, Row
from auditor.model.pack import Rule, TableKind, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Regex, Scalar, Shape, TableName
from auditor.numbers import ZERO, rounded, show

KEY: Final = "attainment"
SETTINGS: Final[Mapping[str, Shape]] = {
    "attainment": Scalar(choices=("missed", "reached", "proportion", "words", "far")),
    "of": TableName(),
    "beyond": Scalar(pattern=r"\d+(\.\d+)?"),
    "excused": Regex(),
}
_HUNDRED = Decimal(100)


class Marked(NamedTuple):
    """A record with weight and score."""

    row: Row
    weight: Fact
    score: Fact
    reason: str | None
    result: Result | None


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Blocks that have no targets."""
    name = str(data.get("of", "")).strip("《》")
    kind = vocabulary.tables.get(name)
    if kind is None or not kind.block.target:
        yield Mistake(data.get("of"), 0, "unknown-table", (("name", name),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Judge every record that the kind of question applies to."""
    made = Outcome(rule, absent=Gap("no-forms"))
    kind = vocabulary.tables[rule.settings["of"].strip("《》")]
    judge = {"missed": _missed, "reached": _reached, "proportion": _proportion, "far": _far}
    for form in filled(facts):
        for marked in _marked(form.of(kind.name), kind):
            if rule.settings["attainment"] == "words":
                compared = _words(rule, marked, kind, vocabulary.grammar)
            else:
                compared = judge[rule.settings["attainment"]](rule, marked)
            if compared is not None:
                made.comparisons.append(compared)
    return made


def _marked(rows: list[Row], kind: TableKind) -> Iterator[Marked]:
    block = kind.block
    for row in rows:
        weight, score = row.entry(block.weight), row.entry(block.score)
        if row.key == block.total or weight is None or score is None:
            continue
        if weight.fact.state == score.fact.state == "number" and weight.fact.value > 0:
            reason = row.entry(block.reason)
            told = None if reason is None else "" if reason.value.sort == "blank" else reason.fact.text
            yield Marked(row, weight.fact, score.fact, told, result_of(row, block))


def _missed(rule: Rule, marked: Marked) -> Comparison | None:
    result = marked.result
    if result is None or result.met is None:
        return None
    passed = result.met or marked.score.value < marked.weight.value
    return _made(rule, passed, marked, result, f"< {marked.weight.text}", None if result.explicit else "warning")


def _reached(rule: Rule, marked: Marked) -> Comparison | None:
    result = marked.result
    if result is None or not result.met:
        return None
    passed = marked.score.value >= marked.weight.value or bool(marked.reason) or _beyond(rule, result)
    return _made(rule, passed, marked, result, marked.weight.text)


def _proportion(rule: Rule, marked: Marked) -> Comparison | None:
    result = marked.result
    if result is None or result.met is not False or result.lower or result.ratio is None or not ZERO < result.ratio < 1:
        return None
    if marked.score.value >= marked.weight.value:
        return None
    due = marked.weight.value * result.ratio
    step = Decimal(1).scaleb(-max(marked.score.places, 1))
    return _made(rule, abs(due - marked.score.value) <= step, marked, result, show(rounded(due, 2), 2))


def _far(rule: Rule, marked: Marked) -> Comparison | None:
    result = marked.result
    if result is None or result.met is None or result.ratio is None or marked.score.value < marked.weight.value:
        return None
    passed = not _beyond(rule, result) or bool(marked.reason)
    return _made(rule, passed, marked, result, "")


def _beyond(rule: Rule, result: Result) -> bool:
    limit = Decimal(rule.settings.get("beyond", "1.3"))
    if result.ratio is None:
        return False
    return result.ratio < 2 - limit if result.lower else result.ratio > limit


def _words(rule: Rule, marked: Marked, kind: TableKind, grammar: Grammar | None) -> Comparison | None:
    actual = marked.row.entry(kind.block.actual)
    tier = next((t for t in grammar.tiers if actual and actual.value.tier == t.name), None) if grammar else None
    if actual is None or tier is None:
        return None
    share = marked.score.value / marked.weight.value * _HUNDRED
    excused = marked.reason is not None and tier.low <= share <= _HUNDRED
    passed = tier.low <= share <= tier.high or (excused and tier.high == _HUNDRED)
    low, high = (show(rounded(marked.weight.value * edge / _HUNDRED, 2)) for edge in (tier.low, tier.high))
    words = f"“{marked.row.name}”完成“{actual.fact.text}”"
    terms = (Term(marked.score, ZERO, True), Term(marked.weight, ZERO, False), Term(actual.fact, ZERO, False))
    return Comparison(
        rule.id, passed, "word", words, f"{low}～{high}", marked.score.value, marked.weight.value, ZERO, ZERO, terms, False,
        marked.row.key, expected=f"{low}～{high}", actual=marked.score.text,
    )  # fmt: skip


def _made(rule: Rule, passed: bool, marked: Marked, result: Result, expected: str, severity: Any = None) -> Comparison:
    facts = (marked.score, result.actual.fact, result.target.fact, marked.weight)
    left = f"“{marked.row.name}”目标 {result.target.fact.text}、完成 {result.actual.fact.text}"
    right = f"分值 {marked.weight.text}、得分 {marked.score.text}"
    return Comparison(
        rule.id, passed, "word", left, right, marked.score.value, marked.weight.value, ZERO, ZERO,
        tuple(Term(fact, ZERO, index == 0) for index, fact in enumerate(facts)), False, marked.row.key, severity,
        expected=expected or None, actual=marked.score.text,
    )  # fmt: skip
