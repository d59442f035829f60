"""All rounding residues of a report in one line: rules that say `residue:`. Runs after the other rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Note, Outcome
from auditor.model.shape import Scalar, Shape
from auditor.numbers import show

NUMERIC: Final = False
KEY: Final = "residue"
SETTINGS: Final[Mapping[str, Shape]] = {"residue": Scalar(choices=("sum",))}
LAST: Final = True


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Nothing on its own."""
    return Outcome(rule, absent=Gap("nothing"))


def sum_up(rule: Rule, facts: Facts, outcomes: Sequence[Outcome]) -> Outcome:
    """One note for all equalities within the report that hold only within rounding: how many, the largest, in which tables."""
    outcome = Outcome(rule)
    exact = [c for o in outcomes for c in o.comparisons if c.relation == "==" and c.linear and c.passed and not c.beside]
    residues = [c for c in exact if c.difference]
    if not residues:
        # An exact report has nothing to tell; the rule looked at every equality all the same.
        outcome.comparisons = [c._replace(rule=rule.id) for c in exact]
        outcome.absent = Gap("nothing")
        return outcome
    largest = max(residues, key=lambda c: abs(c.difference))
    unit = largest.terms[0].fact.unit
    tables = list(dict.fromkeys(term.fact.sheet for c in residues for term in c.terms))
    slots = (
        ("条数", str(len(residues))),
        ("最大差", show(abs(largest.difference).scaleb(-unit.exponent))),
        ("单位", unit.name),
        ("表", "、".join(f"《{name}》" for name in tables)),
    )
    outcome.notes.append(Note(largest.terms[0].fact.at, slots, tuple(_places(residues))))
    return outcome


def _places(residues: Sequence[Comparison]) -> list[Any]:
    return list(dict.fromkeys(term.fact.at for c in residues for term in c.terms))[1:12]
