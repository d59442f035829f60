"""A printed percentage against the quotient of two printed numbers, by intervals; slips of the last place told apart."""

from __future__ import annotations

from decimal import Decimal

from auditor.model.facts import Fact
from auditor.model.pack import Rule
from auditor.model.report import Comparison, Term
from auditor.numbers import Interval, rounded, show


def forgiving(printed: Interval) -> Interval:
    """What a percentage wrong in its last place only can stand for. With two decimals or more the neighbours count too
    (95.45 for 95.457 cut off, or pushed so that a list adds up to 100); with fewer only one cut off: 95 is 95 to 96."""
    slack = printed.high - printed.middle
    if slack <= _FINE:
        return Interval.around(printed.middle, 2 * slack)
    if printed.middle >= 0:
        return Interval(printed.middle, printed.middle + 2 * slack, printed.middle)
    return Interval(printed.middle - 2 * slack, printed.middle, printed.middle)


def _nearly(printed: Interval, part: Fact, whole: Fact, factor: Decimal) -> bool:
    """Whether it fits if the amounts, too, may be off by their last place (totals of rounded lines, cut-off amounts)."""
    above, below = (Interval.around(fact.value, SLIP * fact.half) for fact in (part, whole))
    computed = above.over(below)
    return computed is not None and forgiving(printed).meets(computed.times(Interval.exactly(factor)))


SLIP = Decimal(2)
_FINE = Decimal("0.005")


def quotient(rule: Rule, told: Fact, part: Fact, whole: Fact, words: str, factor: Decimal) -> Comparison | None:
    """told = part ÷ whole × factor. None when the whole may be nought, or when the rule leaves such a case to another:
    with `last_place: only` a rule looks at percentages wrong in their last place, with `last_place: allow` it forgives them."""
    computed = part.interval.over(whole.interval)
    if computed is None:
        return None
    computed = computed.times(Interval.exactly(factor))
    printed = told.interval
    passed = printed.meets(computed)
    mode = rule.settings.get("last_place")
    if mode and not passed:
        near = _nearly(printed, part, whole, factor)
        if mode == "only" and not near:
            return None
        passed = near and mode == "allow"
    scale = whole.interval.middle
    terms = (Term(told, scale, True), Term(part, factor, False), Term(whole, -printed.middle, False))
    return Comparison(
        rule.id, passed, "==", f"{told.text}", words, printed.middle, computed.middle,
        printed.middle - computed.middle, (printed.high - printed.low + computed.high - computed.low) / 2, terms, False,
        expected=f"{bounds(computed, told.places)}%", actual=told.text, scale=scale,
    )  # fmt: skip


def asked(own: Fact, interval: Interval) -> str:
    """What a relation asks of a number, in its unit, as people would print it: a fall without its sign, and with a plus what
    goes the other way."""
    percent = own.unit.name if own.unit.measure == "percent" else ""
    if not own.directed:
        return bounds(interval, own.places) + percent
    return ("+" if interval.low > 0 else "") + bounds(interval if interval.low > 0 else -interval, own.places) + percent


def bounds(interval: Interval, places: int) -> str:
    """An interval for people: one number when both ends print alike, else low–high."""
    low, high = (
        show(rounded(interval.low, max(places, 2)), max(places, 2)),
        show(rounded(interval.high, max(places, 2)), max(places, 2)),
    )
    return low if low == high else f"{low}～{high}"
