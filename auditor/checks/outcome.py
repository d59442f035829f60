"""What became of a target: reached or missed, and by how much, as far as target and outcome can be compared."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from auditor.labels import squeeze
from auditor.model.form import BlockKind, Entry, Row, Value
from auditor.numbers import ZERO

_FRACTION = Decimal("1.5")
_HUNDRED = Decimal(100)
_FAR = Decimal(50)
_MANY = "千万亿"


class Outcome(NamedTuple):
    """`met` is None when nothing tells which way is good. `ratio` is outcome ÷ target, None when the target is nought.
    `lower`: less is better. `explicit`: the target prints its operator."""

    met: bool | None
    ratio: Decimal | None
    lower: bool
    explicit: bool
    target: Entry
    actual: Entry


def outcome(row: Row, block: BlockKind) -> Outcome | None:
    """The outcome of a record; None when target and outcome are not two numbers of one measure."""
    target, actual = row.entry(block.target), row.entry(block.actual)
    if target is None or actual is None:
        return None
    aim, got = target.value, actual.value
    if aim.sort != "number" or got.sort != "number" or got.low != got.high or got.operator:
        return None
    pair = _alike(aim, got)
    if pair is None:
        return None
    (low, high), value = pair
    named = "/".join((*row.classes, squeeze(row.name)))
    lower = bool(block.lower and block.lower.search(named))
    met = _met(aim.operator, low, high, value, lower, aim.measure == "time" or got.measure == "time")
    ratio = value / low if low else None
    return Outcome(met, ratio, lower, bool(aim.operator), target, actual)


def _met(operator: str, low: Decimal, high: Decimal, value: Decimal, lower: bool, time: bool) -> bool | None:
    match operator:
        case "≥":
            return value >= low
        case ">":
            return value > low
        case "≤":
            return value <= high
        case "<":
            return value < high
        case "≈":
            return True if low <= value <= high else None
        case "=":
            # More than exactly so much, or less of what should be little, is not clearly a failure.
            return True if low <= value <= high else (None if (value > high) != lower else False)
    if low != high:
        return True if low <= value <= high else (False if value < low and not lower else None)
    if value == low:
        return True
    if time:
        return None
    return (value <= high) if lower else (value >= low)


def _one_unit(aim: Value, got: Value) -> bool:
    """Whether two printed units are the same; 人 and 人次, 月 and 年 are not, 人 and 万人 are."""
    if aim.measure != got.measure:
        return False
    return aim.measure in {"money", "percent"} or aim.unit.lstrip(_MANY) == got.unit.lstrip(_MANY)


def _comparable(target: Decimal, value: Decimal) -> bool:
    """Whether a number without a unit can be in the unit of the other: one fifty times as large is in another."""
    return not target or not value or _FAR > value / target > 1 / _FAR


def _alike(aim: Value, got: Value) -> tuple[tuple[Decimal, Decimal], Decimal] | None:
    """Target (low, high) and outcome in one unit; None when they measure different things."""
    if aim.measure and got.measure and not _one_unit(aim, got):
        return None
    scale = aim.exponent if aim.measure else got.exponent
    other = got.exponent if got.measure else aim.exponent
    low, high, value = aim.low.scaleb(scale), aim.high.scaleb(scale), got.low.scaleb(other)
    if not (aim.measure and got.measure) and aim.measure != "percent" and not _comparable(low, value):
        return None
    if aim.measure == "percent" and not got.measure and ZERO < value <= _FRACTION < low:
        value *= _HUNDRED
    if got.measure == "percent" and not aim.measure and ZERO < high <= _FRACTION < value:
        low, high = low * _HUNDRED, high * _HUNDRED
    return (low, high), value
