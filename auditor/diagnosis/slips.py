"""Slips of the hand: what a number may have been meant to be, one keystroke from what is printed.

Tried: one digit wrong, two neighbours swapped, the point moved, a digit dropped or doubled, 元 for 万元, a sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from auditor.diagnosis.causes import Cause, Suspicion
from auditor.model.facts import Fact

_WIDEST = 40
"""Bounds wider than this many last places tell too little to guess from."""

_USUAL_PLACES = 2
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Meant(NamedTuple):
    """What a number was probably meant to be; `text` as it would have been typed, "" when that is not known."""

    value: Decimal
    text: str = ""


def refined(cause: Cause) -> tuple[Cause, Meant | None]:
    """Of tied suspects, those that a single slip explains, with the value meant when only one slip of one of them does.

    When none is explained so the cause stays as it is: a tie is said to be a tie."""
    explained = [(suspicion, values) for suspicion in cause.suspects if (values := meant(suspicion))]
    if len(explained) != 1:
        return cause._replace(suspects=tuple(s for s, _ in explained)) if explained else cause, None
    suspicion, values = explained[0]
    return cause._replace(suspects=(suspicion,)), Meant(*next(iter(values.items()))) if len(values) == 1 else None


def meant(suspicion: Suspicion) -> dict[Decimal, str]:
    """The values that satisfy all relations and are one slip away from the printed one, or are the only ones that do."""
    fact = suspicion.fact
    if suspicion.low == suspicion.high and suspicion.low != fact.value:
        return {suspicion.low: ""}
    step = 2 * fact.half or Decimal(1).scaleb(fact.unit.exponent - fact.places)
    if suspicion.high - suspicion.low > _WIDEST * step:
        return {}
    found: dict[Decimal, str] = {}
    for value, text in _values(fact):
        if suspicion.low <= value <= suspicion.high:
            found.setdefault(value, text)
    return found


def _values(fact: Fact) -> Iterator[tuple[Decimal, str]]:
    match = _NUMBER.search(fact.text)
    if match is None or fact.state != "number" or not fact.value:
        # Nobody mistypes a number into 0.00.
        return
    sign = -1 if fact.value < 0 else 1
    usual = _usual_places(fact)
    for text in _edits(match[0].replace(",", "")):
        amount = Decimal(text)
        if not _plausible(text) or amount != round(amount, usual) or len(text.partition(".")[2]) not in {fact.places, usual}:
            continue
        yield (amount * sign).scaleb(fact.unit.exponent), f"{amount:.{usual}f}" if fact.unit.measure == "money" else text
    if fact.unit.measure == "money":
        yield fact.value.scaleb(4), ""
        yield fact.value.scaleb(-4), ""
    yield -fact.value, ""


def _usual_places(fact: Fact) -> int:
    """The decimals that such numbers are printed with where this one stands; a moved point leaves too many or too few."""
    if fact.unit.measure != "money":
        return _USUAL_PLACES if fact.places else 0
    known = -(2 * fact.half).scaleb(-fact.unit.exponent).adjusted() if fact.half else fact.places
    return known if known > fact.places else min(fact.places, _USUAL_PLACES)


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
        for shift in (-2, -1, 1, 2):
            moved = Decimal(text).scaleb(shift)
            kept = len(text) - point - 1
            if moved == round(moved, kept):
                yield f"{moved:.{kept}f}"
    for i in places:
        if len(places) > 1:
            yield text[:i] + text[i + 1 :]
        for digit in "0123456789":
            yield text[:i] + digit + text[i:]
            yield text[: i + 1] + digit + text[i + 1 :]
