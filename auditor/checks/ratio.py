"""A printed percentage against the quotient of two printed numbers, by intervals; cut-off percentages told apart."""

from __future__ import annotations

from decimal import Decimal

from auditor.model.facts import Fact
from auditor.model.pack import Rule
from auditor.model.report import Comparison, Term
from auditor.numbers import Interval, show

def truncated(printed: Interval) -> Interval:
    """What a percentage cut off instead of rounded can stand for: 95.45 is 95.450 to 95.460."""
    slack = printed.high - printed.middle
    if printed.middle >= 0:
        return Interval(printed.middle, printed.middle + 2 * slack, printed.middle)
    return Interval(printed.middle - 2 * slack, printed.middle, printed.middle)


def quotient(rule: Rule, told: Fact, part: Fact, whole: Fact, words: str, factor: Decimal) -> Comparison | None:
    """told = part ÷ whole × factor. None when the whole may be nought, or when the rule leaves such a case to another:
    with `truncated: only` a rule looks at percentages that were cut off, with `truncated: allow` it forgives them."""
    computed = part.interval.over(whole.interval)
    if computed is None:
        return None
    computed = computed.times(Interval.exactly(factor))
    printed = told.interval
    passed = printed.meets(computed)
    mode = rule.settings.get("truncated")
    if mode and not passed:
        cut = truncated(printed).meets(computed)
        if mode == "only" and not cut:
            return None
        passed = cut and mode == "allow"
    scale = whole.interval.middle
    terms = (Term(told, scale, True), Term(part, factor, False), Term(whole, -printed.middle, False))
    return Comparison(
        rule.id, passed, "==", f"{told.text}", words, printed.middle, computed.middle,
        printed.middle - computed.middle, (printed.high - printed.low + computed.high - computed.low) / 2, terms, False,
        expected=f"{bounds(computed, told.places)}%", actual=told.text, scale=scale,
    )  # fmt: skip


def bounds(interval: Interval, places: int) -> str:
    """An interval for people: one number when both ends print alike, else low–high."""
    low, high = (
        show(round(interval.low, max(places, 2)), max(places, 2)),
        show(round(interval.high, max(places, 2)), max(places, 2)),
    )
    return low if low == high else f"{low}～{high}"
