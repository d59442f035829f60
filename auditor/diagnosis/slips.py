"""Slips of the hand: what a number may have been meant to be, one keystroke from what is printed.

Tried: one digit wrong, two neighbours swapped, the point moved, a digit dropped or doubled, 元 for 万元, a sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from auditor.diagnosis.causes import Cause, Suspicion
from auditor.model.facts import Fact
from auditor.numbers import parse

_WIDEST = 40
"""Bounds wider than this many last places tell too little to guess from."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def refined(cause: Cause) -> tuple[Cause, Decimal | None]:
    """Of tied suspects, the only one that a single slip explains, with the value meant when only one slip does.

    A cause whose suspects none or several slips explain stays as it is: a tie is said to be a tie."""
    explained = [(suspicion, values) for suspicion in cause.suspects if (values := meant(suspicion))]
    if len(explained) != 1:
        return cause, None
    suspicion, values = explained[0]
    return cause._replace(suspects=(suspicion,)), next(iter(values)) if len(values) == 1 else None


def meant(suspicion: Suspicion) -> set[Decimal]:
    """The values that satisfy all relations and are one slip away from the printed one, or are the only ones that do."""
    fact = suspicion.fact
    if suspicion.low == suspicion.high and suspicion.low != fact.value:
        return {suspicion.low}
    step = 2 * fact.half or Decimal(1).scaleb(fact.unit.exponent - fact.places)
    if suspicion.high - suspicion.low > _WIDEST * step:
        return set()
    return {v for v in _values(fact) if suspicion.low <= v <= suspicion.high and not v % step}


def _values(fact: Fact) -> Iterator[Decimal]:
    match = _NUMBER.search(fact.text)
    if match is None or fact.state != "number":
        return
    digits = match[0].replace(",", "")
    sign = -1 if fact.value < 0 else 1
    for text in _edits(digits):
        printed = parse(text)
        if printed.state == "number" and _plausible(text):
            yield (printed.value * sign).scaleb(fact.unit.exponent)
    if fact.unit.measure == "money":
        yield fact.value.scaleb(4)
        yield fact.value.scaleb(-4)
    yield -fact.value


def _plausible(text: str) -> bool:
    """No leading noughts: 06.17 is nothing that anybody meant."""
    return not (len(text) > 1 and text[0] == "0" and text[1] != ".")


def _edits(text: str) -> Iterator[str]:
    places = [i for i, c in enumerate(text) if c.isdigit()]
    for i in places:
        for digit in "0123456789":
            if digit != text[i]:
                yield text[:i] + digit + text[i + 1 :]
    for a, b in pairwise(places):
        if text[a] != text[b]:
            chars = list(text)
            chars[a], chars[b] = chars[b], chars[a]
            yield "".join(chars)
    if "." in text:
        bare, point = text.replace(".", ""), text.index(".")
        for at in range(1, len(bare) + 1):
            if at != point:
                yield (bare[:at] + "." + bare[at:]).rstrip(".")
        # The point moved and the places were kept: 29.53 for 295.30.
        yield from (f"{Decimal(text).scaleb(shift):f}" for shift in (-2, -1, 1, 2))
    for i in places:
        if len(places) > 1:
            yield text[:i] + text[i + 1 :]
        for digit in "0123456789":
            yield text[:i] + digit + text[i:]
    yield from (text + digit for digit in "0123456789")
