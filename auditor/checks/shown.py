"""Relations that the report shows by itself: rules that say `shown: columns | rows | copies | ratios`.

Which relations there are, and how strongly the report bears them out, was found when its tables were understood
(`auditor.shown`); here they are tried on the numbers. From `sure` bits on a failure has the severity of the rule, below it is a
warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from auditor.checks.ratio import quotient
from auditor.model.document import Location
from auditor.model.facts import Fact, Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Scalar, Shape
from auditor.model.shown import Family, Relation
from auditor.numbers import PERCENT, ZERO
from auditor.shown.ratios import HUNDRED, percentage

KEY: Final = "shown"
SETTINGS: Final[Mapping[str, Shape]] = {
    "shown": Scalar(choices=("columns", "rows", "copies", "ratios")),
    "sure": Scalar(pattern=r"\d+"),
    "last_place": Scalar(choices=("allow",)),
}

ONE = Decimal(1)
_MOST_NAMED = 5


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Try every relation of the families of that shape."""
    outcome = Outcome(rule, absent=Gap("no-relations"))
    sure = float(rule.settings.get("sure", 0))
    for family in facts.shown:
        if family.shape == rule.settings["shown"]:
            outcome.comparisons.extend(_compared(rule, family, facts.cells, sure))
    return outcome


def _compared(rule: Rule, family: Family, amounts: Mapping[Location, Fact], sure: float) -> Iterator[Comparison]:
    """Each relation as a comparison. A line left out is missing by the same amount in several columns: that is told once, of
    the first, and the others stand beside it."""
    weak = family.strength < sure or not any(relation.holds for relation in family.relations)
    found = [_comparison(rule, family, relation, amounts, weak) for relation in family.relations]
    missing: list[Comparison] = []
    for made in filter(None, found):
        if made.passed:
            yield made
        elif abs(made.difference) > 2 * made.tolerance:
            alike = next((n for n, other in enumerate(missing) if _same_cause(made, other)), None)
            if alike is None:
                missing.append(made)
            else:
                beside = Term(made.terms[0].fact, ZERO, True)
                missing[alike] = missing[alike]._replace(terms=(*missing[alike].terms, beside))
    yield from missing


def _same_cause(one: Comparison, other: Comparison) -> bool:
    first, second = one.terms[0].fact.at, other.terms[0].fact.at
    same = abs(one.difference - other.difference) <= one.tolerance + other.tolerance
    return same and (first.block, first.row) == (second.block, second.row)


def _comparison(
    rule: Rule, family: Family, relation: Relation, amounts: Mapping[Location, Fact], weak: bool
) -> Comparison | None:  # fmt: skip
    total = amounts[relation.total.at]
    if family.shape == "ratios":
        return _ratio(rule, family, relation, amounts, weak)
    parts = [(amounts[fact.at], Decimal(sign)) for fact, sign in zip(relation.parts, relation.factors, strict=True)]
    amount = sum((fact.value * sign for fact, sign in parts), ZERO)
    tolerance = total.half + sum((fact.half for fact, _ in parts), ZERO)
    difference = total.value - amount
    told = [(fact, sign) for fact, sign in parts if fact.value] or parts[:1]
    borne = sum(each.holds for each in family.relations), len(family.relations)
    return Comparison(
        rule.id, abs(difference) <= tolerance, "==", _named(total, family.shape), _sum(told, family.shape, total.shown(amount)),
        total.value, amount, difference, tolerance,
        (Term(total, ONE, True), *(Term(fact, sign, False) for fact, sign in parts)),
        severity="warning" if weak else None, generic=True, proof=borne,
    )  # fmt: skip


def _ratio(rule: Rule, family: Family, relation: Relation, amounts: Mapping[Location, Fact], weak: bool) -> Comparison | None:
    part, whole = (amounts[fact.at] for fact in relation.parts)
    told = amounts[relation.total.at]
    low, high, middle = percentage(told)
    told = told._replace(value=middle, half=(high - low) / 2, unit=PERCENT)
    made = quotient(rule, told, part, whole, f"{_named(part, 'columns')}÷{_named(whole, 'columns')}×100", HUNDRED)
    if made is None:
        return None
    borne = sum(each.holds for each in family.relations), len(family.relations)
    return made._replace(severity="warning" if weak else None, generic=True, proof=borne)


def _named(fact: Fact, shape: str) -> str:
    """A number by what tells it from the others of its relation: its column in a sum of columns, its line in a sum of lines."""
    column = fact.column.split()[-1] if fact.column else ""
    name = column or fact.row if shape == "columns" else fact.row or column
    return f"「{name}」{fact.shown()}"


def _sum(told: list[tuple[Fact, Decimal]], shape: str, amount: str) -> str:
    shown = told if len(told) <= _MOST_NAMED else told[: _MOST_NAMED - 1]
    text = "".join(("＋" if sign > 0 else "－") + _named(fact, shape) for fact, sign in shown).removeprefix("＋")
    return text if len(shown) == len(told) else f"{text}＋…（{len(told)}）＝{amount}"
