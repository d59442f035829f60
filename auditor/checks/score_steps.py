"""Points for a rate by a scale: rules that say `score_steps:`.

The weight times the rate, at most the weight, unless the profile of the report sets steps under the rule's `scale`: lowest
rate → share of the weight in per cent. Points that fit the quotient of `parts` are right even if the rate is misprinted. All
lines of a report that do not fit are one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.records import filled
from auditor.model.facts import Fact, Facts
from auditor.model.form import Row
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Note, Outcome, Term
from auditor.model.shape import Keys, Many, Scalar, Shape, TableName
from auditor.numbers import ZERO, half, rounded, show

KEY: Final = "score_steps"
SETTINGS: Final[Mapping[str, Shape]] = {
    "score_steps": Keys(
        {
            "in": TableName(),
            "line": Scalar(),
            "rate": Scalar(),
            "weight": Scalar(),
            "score": Scalar(),
            "scale": Scalar(),
            "parts": Many(Scalar()),
        },
        required=("in", "line", "rate", "weight", "score", "scale", "parts"),
    ),
}
_HUNDRED = Decimal(100)


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown tables, lines and columns."""
    said = data["score_steps"]
    kind = vocabulary.tables.get(said["in"].strip("《》"))
    if kind is None:
        yield Mistake(said["in"], 0, "unknown-table", (("name", said["in"].strip("《》")),))
        return
    for name in (said["line"], said["rate"], said["weight"], said["score"], *said["parts"]):
        if kind.find(name) is None:
            yield Mistake(name, 0, "unknown-label", (("table", kind.name), ("name", name)))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare every score with its rate."""
    made = Outcome(rule, absent=Gap("no-forms"))
    said = rule.settings["score_steps"]
    steps = _steps(said["scale"], facts, vocabulary)
    wrong: list[tuple[Fact, Fact, str]] = []
    for form in filled(facts):
        row = form.row(said["in"].strip("《》"), said["line"])
        entries = [row.entry(said[name]) for name in ("rate", "weight", "score")] if row else []
        facts_of = [entry.fact for entry in entries if entry is not None and entry.fact.state == "number"]
        if len(facts_of) < 3:
            continue
        rate, weight, score = facts_of
        due, passed = _judge(rate, weight, score, steps)
        made.comparisons.append(_compared(rule, rate, weight, score, due, in_proportion=passed and not steps))
        if not passed and not _fits_parts(row, said["parts"], weight, score, rate, steps):
            wrong.append((score, rate, show(rounded(due, 2))))
    if wrong:
        pairs = "、".join(f"{rate.text}→{score.text}（应为 {due}）" for score, rate, due in wrong)
        slots = (("名单", pairs), ("条数", str(len(wrong))), ("办法", "分段" if steps else "比例"), ("组", ""))
        found = tuple(fact for score, rate, _ in wrong for fact in (score, rate))
        made.notes.append(Note(found[0].at, slots, (), wrong[0][2], found[0].text, facts=found))
    return made


def _compared(rule: Rule, rate: Fact, weight: Fact, score: Fact, due: Decimal, *, in_proportion: bool) -> Comparison:
    """What binds the three numbers. Points in proportion hold each of them to the two others; what fails is told as a note."""
    if not in_proportion or rate.value > _HUNDRED:
        terms = (Term(score, ZERO, True), Term(rate, ZERO, False), Term(weight, ZERO, False))
        return Comparison(rule.id, True, "word", "", "", score.value, due, ZERO, ZERO, terms, False)
    terms = (Term(score, _HUNDRED, True), Term(rate, weight.value, False), Term(weight, rate.value, False))
    tolerance = half(score.places) + rate.half * weight.value / _HUNDRED
    return Comparison(
        rule.id, True, "==", "", "", score.value, due, score.value - due, tolerance, terms, False, scale=_HUNDRED
    )  # fmt: skip


def _fits_parts(
    row: Row | None, parts: Sequence[str], weight: Fact, score: Fact, rate: Fact, steps: list[tuple[Decimal, Decimal]]
) -> bool:
    """Whether the points are those of the rate as it should be."""
    entries = [row.entry(name) for name in parts] if row else []
    facts = [entry.fact for entry in entries if entry is not None and entry.fact.state == "number"]
    if len(facts) < 2 or not facts[1].value:
        return False
    true = rate._replace(value=facts[0].value / facts[1].value * _HUNDRED, half=half(2))
    return _judge(true, weight, score, steps)[1]


def _judge(rate: Fact, weight: Fact, score: Fact, steps: list[tuple[Decimal, Decimal]]) -> tuple[Decimal, bool]:
    """The points due, and whether the printed ones are those, rounded as they are printed."""
    slack = half(score.places)
    if steps:
        due = [weight.value * _share(edge, steps) / _HUNDRED for edge in (rate.interval.low, rate.value, rate.interval.high)]
        return due[1], any(abs(score.value - amount) <= slack for amount in due)
    low, high = (min(edge, _HUNDRED) * weight.value / _HUNDRED for edge in (rate.interval.low, rate.interval.high))
    due_now = min(rate.value, _HUNDRED) * weight.value / _HUNDRED
    return due_now, low - slack <= score.value <= high + slack


def _share(rate: Decimal, steps: list[tuple[Decimal, Decimal]]) -> Decimal:
    return next((share for lowest, share in steps if rate >= lowest), ZERO)


def _steps(scale: str, facts: Facts, vocabulary: Vocabulary) -> list[tuple[Decimal, Decimal]]:
    """The steps that the profile sets, highest first; empty for points in proportion."""
    said = vocabulary.setting(facts.identity.profile, "settings", scale)
    if not isinstance(said, Mapping):
        return []
    return sorted(((Decimal(lowest), Decimal(share)) for lowest, share in said.items()), reverse=True)
