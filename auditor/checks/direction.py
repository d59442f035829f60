"""Words of direction against the numbers beside them: rules that say `direction:`.

`change` 增加 with a falling rate, or a negative number after 减少; `same` 持平 beside a difference; `budget` 大于 beside a
smaller number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from auditor.model.facts import Fact, Facts
from auditor.model.pack import Prose, Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Scalar, Shape
from auditor.model.text import Statement
from auditor.numbers import ZERO

KEY: Final = "direction"
SETTINGS: Final[Mapping[str, Shape]] = {"direction": Scalar(choices=("change", "same", "budget"))}
ONE = Decimal(1)


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Judge every word of that sort."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    prose = vocabulary.prose
    if prose is None:
        return outcome
    judge = {"change": _change, "same": _same, "budget": _budget}[rule.settings["direction"]]
    for statement in facts.statements:
        for made in judge(rule.id, statement, prose, facts):
            outcome.comparisons.append(made)
    return outcome


def _made(
    rule: str, passed: bool, words: str, left: Fact, right: Fact | None, expected: str, relation: str = "word"
) -> Comparison:
    terms = [Term(left, ZERO, True)] + ([Term(right, ZERO, False)] if right else [])
    value = right.value if right else ZERO
    return Comparison(
        rule, passed, relation, words, expected, left.value, value, left.value - value, ZERO, tuple(terms), False,
        expected=expected,
    )  # fmt: skip


def _change(rule: str, statement: Statement, prose: Prose, facts: Facts) -> Iterator[Comparison]:
    change = statement.figures.get(prose.derived["change"])
    growth = statement.figures.get(prose.derived["growth"])
    for fact in (change, growth):
        if fact is not None:
            word = statement.words.get(fact.column, "")
            # A figure's value carries the sign of its word; the other sign means that a minus was printed after 减少.
            wrong = (word == "decrease" and fact.value > 0) or (word == "increase" and fact.value < 0)
            yield _made(rule, not wrong, f"“{fact.text}”前后正负重复", fact, None, "去掉负号")
    if change is not None and growth is not None and change.value and growth.value:
        agree = (change.value > 0) == (growth.value > 0)
        yield _made(rule, agree, f"{change.text}与{growth.text}方向相反", growth, change, "方向一致")


def _same(rule: str, statement: Statement, prose: Prose, facts: Facts) -> Iterator[Comparison]:
    if "same" not in statement.words:
        return
    for name in (prose.derived["change"], prose.derived["growth"]):
        fact = statement.figures.get(name)
        if fact is not None:
            yield _made(rule, not fact.value, f"既称持平，又写{fact.text}", fact, None, "0")
    final = statement.figures.get(prose.default.name)
    if final is not None and not any(n in statement.figures for n in (prose.derived["change"], prose.derived["growth"])):
        yield _made(rule, True, "", final, None, "")


def _budget(rule: str, statement: Statement, prose: Prose, facts: Facts) -> Iterator[Comparison]:
    said = statement.words.get("versus")
    final = statement.figures.get(prose.default.name)
    budgets = [
        statement.figures[q.name] for q in prose.quantities if q.dimensions and q.completion and q.name in statement.figures
    ]
    if said is None or final is None or not budgets:
        return
    role, *place = said.split(":")
    number, start, end = map(int, place)
    passage = facts.passages[number]
    passed = [budget for budget in budgets if _holds(role, final, budget)]
    chosen = passed[0] if passed else budgets[-1]
    word = passage.printed(start, end)
    right = "大于" if final.value > chosen.value else "小于" if final.value < chosen.value else "等于"
    made = _made(
        rule, bool(passed), f"{final.column}{final.text}写成“{word}”{chosen.column}{chosen.text}", final, chosen, right
    )
    yield made if passed else made._replace(at=passage.locate(start, end), actual=word)


def _holds(role: str, final: Fact, budget: Fact) -> bool:
    if role == "more":
        return final.value > budget.value
    if role == "less":
        return final.value < budget.value
    return final.value == budget.value
