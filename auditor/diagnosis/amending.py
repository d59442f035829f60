"""One cause of very many contradictions: a table headed with the wrong unit, or two columns under each other's headings.

What fails proposes the other reading; whether it is believed is decided by reading the report again that way."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from auditor.model.amendment import Amendment
from auditor.model.facts import TEXT, Facts
from auditor.model.report import Comparison, Outcome
from auditor.numbers import UNITS, ZERO, Unit

_FEWEST = 6
"""Failures of one table from which on a common cause is looked for: two wrong numbers fail at most five relations each in the
example reports, and mostly different ones."""
_TABLES = 3
"""Tables whose columns are tried: the one that is wrong fails with each of those that it is compared with."""
_NEAR = 0.01
"""Of a power of ten: amounts that differ by it and no more are the same amount in another unit."""
_LEFT = 0.25
"""What may still fail, of what failed before, when the other reading is right: what else is wrong in the report."""


def proposals(outcomes: Sequence[Outcome], facts: Facts) -> Iterator[Amendment]:
    """Readings that may explain what fails."""
    failed = [c for outcome in outcomes for c in outcome.comparisons if not c.passed and not c.beside]
    if len(failed) < _FEWEST:
        return
    held = [c for outcome in outcomes for c in outcome.comparisons if c.passed and c.left_value and c.right_value]
    units = _units(failed, held, facts)
    if units:
        printed = {sheet.at.block: sheet.unit.name for sheet in facts.sheets if sheet.unit and sheet.at.block in units}
        yield Amendment(units, printed)
    for block, two in _exchanged(failed, facts):
        yield Amendment(exchanged={block: two})


def failures(outcomes: Sequence[Outcome]) -> int:
    """How many relations fail."""
    return sum(not made.passed for outcome in outcomes for made in outcome.comparisons)


def better(before: int, after: int) -> bool:
    """Whether another reading explains what failed: little of it is left."""
    return before - after >= _FEWEST and after <= before * _LEFT


def _units(failed: Sequence[Comparison], held: Sequence[Comparison], facts: Facts) -> dict[int, Unit]:
    """The tables that differ from other places by a power of ten, and the units that would mend it."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for made in failed:
        left = {term.fact.at.block for term in made.terms if term.left and term.fact.value}
        right = {term.fact.at.block for term in made.terms if not term.left and term.fact.value}
        power = _power(made)
        if power is None or len(left) != 1 or len(right) != 1 or left == right:
            continue
        votes[left.pop()][-power] += 1
        votes[right.pop()][power] += 1
    found: dict[int, Unit] = {}
    for sheet in facts.sheets:
        block = sheet.at.block
        if sheet.unit is None or sheet.unit.measure != "money" or not votes[block]:
            continue
        power, times = votes[block].most_common(1)[0]
        unit = _money(sheet.unit.exponent + power)
        if unit is not None and times >= 2 and _told(failed, block):
            found[block] = unit
    # All tables that are headed alike, when none of them agrees with the sentences.
    headed = {(sheet.unit, found[sheet.at.block]) for sheet in facts.sheets if sheet.at.block in found}
    if len(headed) == 1:
        (printed, meant) = headed.pop()
        alike = {sheet.at.block for sheet in facts.sheets if sheet.unit == printed}
        if not any(_told(held, block) for block in alike):
            return dict.fromkeys(alike, meant)
    return found


def _told(compared: Sequence[Comparison], block: int) -> bool:
    """Whether an amount of a table is compared with one of a sentence there, which has its unit with it: of two tables alone
    nobody knows which is wrong."""
    for made in compared:
        if made.relation in {"==", "≡"} and len(made.terms) == 2:
            one, other = (term.fact for term in made.terms)
            money = one.unit.measure == other.unit.measure == "money"
            if money and block in {one.at.block, other.at.block} and (one.sheet == TEXT) != (other.sheet == TEXT):
                return True
    return False


def _power(made: Comparison) -> int | None:
    """The power of ten by which both sides differ."""
    if made.relation not in {"==", "≡"} or made.left_value <= ZERO or made.right_value <= ZERO:
        return None
    size = math.log10(made.left_value / made.right_value)
    power = round(size)
    return power if power and abs(size - power) < _NEAR else None


def _money(exponent: int) -> Unit | None:
    return next((unit for unit in UNITS.values() if unit.measure == "money" and unit.exponent == exponent), None)


def _exchanged(failed: Sequence[Comparison], facts: Facts) -> Iterator[tuple[int, tuple[int, int]]]:
    """The tables that most of what fails is about, and the two columns of each."""
    columns: dict[int, Counter[int]] = defaultdict(Counter)
    for made in failed:
        for block, column in {(t.fact.at.block, t.fact.at.column) for t in made.terms if t.fact.sheet != TEXT}:
            columns[block][column] += 1
    known = {sheet.at.block for sheet in facts.sheets}
    ranked = sorted(((sum(each.values()), block) for block, each in columns.items() if block in known), reverse=True)
    for _, block in ranked[:_TABLES]:
        two = columns[block].most_common(2)
        if len(two) == 2:
            yield block, (two[0][0], two[1][0])
