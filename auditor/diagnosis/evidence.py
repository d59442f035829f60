"""What a finding rests on, complete enough that another program can add it up: the relations that fail, number by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from auditor.diagnosis.suspicion import Cause, Spot, spot
from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.report import Comparison, Evidence, Operand, Place

_TELLING = {"==", "≡", "<=", ">=", "<", ">"}
_MOST = 12
_NOUGHTS_WITH_SLACK = 2
ZERO = Decimal(0)


def evidence(cause: Cause, lead: Comparison, places: Sequence[Place]) -> tuple[Evidence, ...]:
    """The failed relations of a cause, the leading one first; those that compare no amounts are left out."""
    at = {place.at: index for index, place in enumerate(places)}
    ordered = (lead, *(c for c in cause.failed if c is not lead))
    return tuple(_evidence(c, at) for c in ordered if c.relation in _TELLING and c.terms)[:_MOST]


def _evidence(comparison: Comparison, at: Mapping[Location, int]) -> Evidence:
    operands = _operands(comparison, at)
    total = sum((operand.factor * operand.value for operand in operands), ZERO)
    if comparison.linear:
        return Evidence(
            comparison.rule, comparison.relation, "sum", operands, comparison.difference - total,
            comparison.difference, comparison.tolerance,
        )  # fmt: skip
    return Evidence(
        comparison.rule, comparison.relation, _shape(comparison), operands, ZERO, comparison.difference, comparison.tolerance,
    )  # fmt: skip


def _shape(comparison: Comparison) -> str:
    """quotient: the first operand is the second ÷ the third × −(the factor of the second)."""
    if len(comparison.terms) != 3 or comparison.relation != "==":
        return "other"
    told, part, whole = comparison.terms
    if not whole.fact.value or comparison.scale != whole.fact.value or told.factor != comparison.scale:
        return "other"
    factor = part.factor if not part.left else -part.factor
    return "quotient" if comparison.right_value == part.fact.value / whole.fact.value * factor else "other"


def _operands(comparison: Comparison, at: Mapping[Location, int]) -> tuple[Operand, ...]:
    """The figures with what they count for. Of many noughts only the first two of a side may be rounded down."""
    factors: dict[tuple[Spot, bool], Decimal] = {}
    facts: dict[Spot, Fact] = {}
    for term in (*comparison.terms, *comparison.beside):
        key = spot(term.fact), term.left
        facts[key[0]] = term.fact
        factors[key] = factors.get(key, ZERO) + (term.factor if term.left else -term.factor)
    made = []
    noughts = {True: 0, False: 0}
    for (name, left), factor in factors.items():
        fact = facts[name]
        half = fact.half
        if not fact.value:
            noughts[left] += 1
            half = half if noughts[left] <= _NOUGHTS_WITH_SLACK else ZERO
        made.append(Operand(at.get(fact.at), fact.text, fact.value, half, factor))
    return tuple(made)
