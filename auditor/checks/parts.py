"""The parts that a sentence lists add up to what it says of the whole: rules that say `parts:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.absence import spoken, unknown
from auditor.model.facts import Fact, Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Many, Scalar, Shape
from auditor.model.text import Statement
from auditor.numbers import ZERO

WHOLE: Final = True
KEY: Final = "parts"
SETTINGS: Final[Mapping[str, Shape]] = {
    "parts": Keys(
        {
            "of": Many(Scalar(), single=True),
            "by": Scalar(),
            "quantity": Scalar(),
            "values": Many(Scalar()),
            "closed_by": Scalar(),
        },
        required=("of", "by", "quantity"),
    ),
}
ONE = Decimal(1)
_MOST_NAMED = 6


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Quantities that the pack does not know."""
    known = vocabulary.prose.table.axes[1].members if vocabulary.prose else {}
    for key in ("quantity", "closed_by"):
        name = data["parts"].get(key)
        if name is not None and name not in known:
            yield Mistake(name, 0, "unknown-label", (("table", "文字"), ("name", name)))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Add up the listed parts that differ from the whole in one dimension (`by`).

    `values` names all parts there can be. `closed_by` is a quantity whose sum must hold first, as proof that the list is
    complete; without it and without `values` every list is taken to be complete."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    said = rule.settings["parts"]
    concepts = {said["of"]} if isinstance(said["of"], str) else set(said["of"])
    name, by = said["quantity"], said["by"]
    parts: dict[int, list[Statement]] = {}
    for statement in facts.statements:
        if statement.parent >= 0 and statement.meanings and statement.meanings[0].concept in concepts:
            value = dict(statement.meanings[0].dimensions).get(by)
            if value is not None and ("values" not in said or value in said["values"]):
                parts.setdefault(statement.parent, []).append(statement)
    for whole in facts.statements:
        listed = _siblings(parts.get(whole.number, ()), by)
        total = whole.figures.get(name)
        if total is None or len(listed) < 2 or whole.words.get("year"):
            continue
        figures = [part.figures[name] for part in listed if name in part.figures]
        if len(figures) != len(listed):
            continue
        closed = said.get("closed_by")
        if closed and not _closes(whole, listed, closed):
            continue
        made = _compare(rule.id, total, figures)
        if not made.passed and (unread := spoken(facts, [total])):
            # A list that names what nobody knows is not known to be complete.
            both = _compare(rule.id, total, (*figures, *unread))
            if not both.passed:
                outcome.gaps.append(unknown(unread[0]))
                continue
            made = both
        if not made.passed and (missing := _unlisted(listed, by, facts)):
            # Not certain: the list may have been meant to name some only.
            names = "、".join(f"“{fact.row}”{fact.text}" for fact in missing[:_MOST_NAMED])
            made = made._replace(severity="warning", right=f"{made.right}（没有列 {names}）")
        outcome.comparisons.append(made)
    return outcome


def _unlisted(listed: Sequence[Statement], by: str, facts: Facts) -> list[Fact]:
    """What a table prints beside the parts, with codes of the same length and not nought, and the list leaves out."""
    codes = {dict(part.meanings[0].dimensions)[by] for part in listed}
    if not all(code.isdigit() for code in codes):
        return []
    length = len(next(iter(codes)))
    for meaning in listed[0].meanings:
        if meaning not in facts.printed:
            continue
        others = tuple(pair for pair in meaning.dimensions if pair[0] != by)
        return [
            found[0]
            for other, found in facts.printed.items()
            if other.concept == meaning.concept
            and tuple(pair for pair in other.dimensions if pair[0] != by) == others
            and (code := dict(other.dimensions).get(by, "")) not in codes
            and len(code) == length
            and code.isdigit()
            and found[0].value
        ]
    return []


def _siblings(parts: Sequence[Statement], by: str) -> list[Statement]:
    """The parts with codes of one length, each once: 类 beside 项 would count twice."""
    found: dict[str, Statement] = {}
    for part in parts:
        found.setdefault(dict(part.meanings[0].dimensions)[by], part)
    codes = [len(value) for value in found if value.isdigit()]
    return [p for value, p in found.items() if not value.isdigit() or len(value) == min(codes)]


def _closes(whole: Statement, parts: Sequence[Statement], name: str) -> bool:
    if name not in whole.figures or any(name not in part.figures for part in parts):
        return False
    figures = [part.figures[name] for part in parts]
    return _compare("", whole.figures[name], figures).passed


def _compare(rule: str, total: Fact, parts: Sequence[Fact]) -> Comparison:
    amount = sum((part.value for part in parts), ZERO)
    difference = total.value - amount
    tolerance = total.half + sum((part.half for part in parts), ZERO)
    passed = abs(difference) <= tolerance
    words = "＋".join(f"“{part.row}”{part.text}" for part in parts)
    terms = (Term(total, ONE, True), *(Term(part, ONE, False) for part in parts))
    left = f"“{total.row}”{total.column} {total.text}"
    return Comparison(rule, passed, "==", left, words, total.value, amount, difference, tolerance, terms)
