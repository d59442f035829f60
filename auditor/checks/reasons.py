"""Reasons given for a change or a deviation from the budget: rules that say `reasons:`. Hints only, for the reader's eye."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from auditor.model.facts import Fact, Facts
from auditor.model.pack import Prose, Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Note, Outcome, Term
from auditor.model.shape import Keys, Many, Regex, Scalar, Shape
from auditor.model.text import Statement
from auditor.numbers import ZERO

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "reasons"
SETTINGS: Final[Mapping[str, Shape]] = {
    "reasons": Keys(
        {
            "missing": Scalar(choices=("change", "budget")), "of": Many(Scalar()), "empty": Regex(),
            "contrary": Keys({"increase": Regex(), "decrease": Regex(), "unless": Regex()}),
            "repeated": Scalar(pattern=r"\d+"),
        }
    ),
}  # fmt: skip
_MOST_NAMED = 4


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Judge every statement that tells a change (or a deviation from the budget) by what the rule asks of its reason."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    prose = vocabulary.prose
    if prose is None:
        return outcome
    said = rule.settings["reasons"]
    wrong: list[tuple[Statement, Fact]] = []
    given: dict[str, list[tuple[Statement, Fact]]] = defaultdict(list)
    for statement in facts.statements:
        fact = _deviation(statement, prose, said.get("missing", "change"))
        if fact is None or ("of" in said and not any(m.concept in said["of"] for m in statement.meanings)):
            continue
        reason = statement.words.get("reason", "")
        given[reason].append((statement, fact))
        if _wrong(said, reason, fact, _explained(statement, facts)):
            wrong.append((statement, fact))
        else:
            terms = (Term(fact, ZERO, True),)
            outcome.comparisons.append(
                Comparison(rule.id, True, "word", "", "", fact.value, fact.value, ZERO, ZERO, terms, False)
            )
    for told in [wrong] if "missing" in said else [[one] for one in wrong]:
        if told:
            outcome.notes.append(_note(told))
    least = int(said.get("repeated", "0"))
    for reason, told in given.items():
        if least and reason and len({s.meanings for s, _ in told}) >= least:
            outcome.notes.append(_note(told))
    return outcome


def _note(told: Sequence[tuple[Statement, Fact]]) -> Note:
    """One note for what is wrong in the same way."""
    subjects = list(dict.fromkeys(statement.subject for statement, _ in told))
    named = "、".join(subjects[:_MOST_NAMED]) + ("…" if len(subjects) > _MOST_NAMED else "")
    slots = (("主体", named), ("原因", told[0][0].words.get("reason", "")))
    first, *others = [fact for _, fact in told]
    return Note(first.at, slots, tuple(fact.at for fact in others), actual=first.text)


def _deviation(statement: Statement, prose: Prose, kind: str) -> Fact | None:
    """The change told, or the amount that differs from its budget; None when there is nothing to explain."""
    if kind == "change":
        change = statement.figures.get(prose.derived["change"])
        return change if change is not None and change.value else None
    final = statement.figures.get(prose.default.name)
    budget = next(
        (statement.figures[q.name] for q in prose.quantities if q.dimensions and q.completion and q.name in statement.figures),
        None,
    )
    if final is None or budget is None or abs(final.value - budget.value) <= final.half + budget.half:
        return None
    return final


def _explained(statement: Statement, facts: Facts) -> bool:
    """Whether the parts of the statement, or another statement of its sentence, give the reason."""
    return any(
        "reason" in other.words
        for other in facts.statements
        if other.parent == statement.number or (other.passage == statement.passage and other.start >= statement.start)
    )


def _wrong(said: Mapping[str, Any], reason: str, fact: Fact, explained: bool) -> bool:
    if "missing" in said:
        return not reason and not explained
    if "empty" in said:
        return bool(reason) and re.fullmatch(said["empty"], reason) is not None
    if "contrary" in said and reason:
        pattern = said["contrary"]["increase" if fact.value > 0 else "decrease"]
        unless = said["contrary"].get("unless", "(?!)")
        return re.search(pattern, reason) is not None and not re.search(unless, reason)
    return False
