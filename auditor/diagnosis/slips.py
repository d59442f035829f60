"""Slips of the hand: what a number may have been meant to be, one keystroke from what is printed.

Tried: one digit wrong, two neighbours swapped, the point moved, a digit dropped or doubled, 元 for 万元, a sign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from auditor.diagnosis.echoes import Echoes
from auditor.diagnosis.suspicion import Cause, Meant, Spot, Suspicion, spot
from auditor.model.facts import TEXT, Fact
from auditor.numbers import ZERO, rounded

_WIDEST = 40
_NARROW = 2000
"""Bounds wider than this many last places, and than this part of the number, tell too little to guess from."""

_USUAL_PLACES = 2
_TELLING = Decimal(100)
"""An amount in another unit is told by three figures at least."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def refined(cause: Cause, echoes: Echoes) -> Cause:
    """Of tied suspects, those that a single slip explains, with the value meant when only one slip of one of them does,
    or when only one of the values is printed elsewhere.

    When none is explained so the cause stays as it is: a tie is said to be a tie."""
    usual = {s.fact.at: _usual_places(s.fact, cause) for s in cause.suspects}
    possible = [(s, values) for s in cause.suspects if (values := meant(s, usual[s.fact.at]))]
    explained = [(s, values) for s, values in possible if not _wide(s, usual[s.fact.at])]
    if possible and _stray(cause, possible):
        beside = any(echoes.beside(s.fact, value) for s, values in possible for value in values)
        if beside or not all(_exact(s) for s, _ in possible):
            # Reckoned with a neighbour, or with any number.
            return cause
    if len(explained) != 1 or len(explained[0][1]) > 1:
        echoed = _echoed(possible, cause, echoes)
        if echoed is not None:
            return cause._replace(suspects=(echoed[0],), meant={spot(echoed[0].fact): echoed[1]})
    odd = [(s, values) for s, values in explained if _odd(s.fact, usual[s.fact.at])]
    if len(odd) == 1:
        # Of all its neighbours this one alone has too many decimals: its point was moved.
        explained = odd
    if len(explained) > 1:
        # Edits before free values.
        explained = [(s, values) for s, values in explained if slipped(s)] or explained
    if len(explained) != 1:
        return cause._replace(suspects=tuple(s for s, _ in explained)) if explained else cause
    suspicion, values = explained[0]
    values = _equal(suspicion, values, cause) or values
    known = {spot(suspicion.fact): Meant(*next(iter(values.items())))} if len(values) == 1 else {}
    return cause._replace(suspects=(suspicion,), meant=known)


def _stray(cause: Cause, explained: Iterable[tuple[Suspicion, object]]) -> bool:
    """Whether a rate that fits nothing near it was computed from another number; its operands need not be wrong."""
    if len(cause.failed) > 1 or cause.failed[0].linear:
        return False
    told = cause.failed[0].terms[0].fact.at
    return any(s.fact.at == told for s in cause.suspects) and all(s.fact.at != told for s, _ in explained)


def _exact(suspicion: Suspicion) -> bool:
    """Whether a rate is printed so exactly that hardly any number gives it: it does not fit one slip by chance."""
    return (suspicion.high - suspicion.low) * _NARROW < abs(suspicion.fact.value)


def _echoed(
    explained: Sequence[tuple[Suspicion, Mapping[Decimal, str]]], cause: Cause, echoes: Echoes
) -> tuple[Suspicion, Meant] | None:
    """The one value of one suspect that is printed elsewhere; None when there are none or several. A coarse rate fits too many
    numbers for that to tell anything."""
    if len(cause.failed) == 1 and not cause.failed[0].linear:
        explained = [(s, values) for s, values in explained if _exact(s) or s.fact.at == cause.failed[0].terms[0].fact.at]
    apart = {term.fact.at for comparison in cause.failed for term in comparison.terms}
    told = [(s, Meant(v, text)) for s, values in explained for v, text in values.items() if echoes.of(s.fact, v, apart)]
    return told[0] if len(told) == 1 else None


def _equal(suspicion: Suspicion, values: Mapping[Decimal, str], cause: Cause) -> dict[Decimal, str]:
    """Those of the values that another number of a failing relation has so that it holds without any residue: the same amount
    printed twice, or a part that is 100% of its whole. Where only the point was moved, as that one is printed."""
    fact, found = suspicion.fact, {}
    for comparison in cause.failed:
        slope = sum((t.factor if t.left else -t.factor for t in comparison.terms if spot(t.fact) == spot(fact)), ZERO)
        others = {t.fact.value: t.fact for t in comparison.terms if t.fact.at != fact.at}
        for value, text in values.items():
            other = others.get(value)
            exact = not comparison.difference * comparison.scale + slope * (value - fact.value)
            if exact and slope and other is not None and other.unit.measure == fact.unit.measure:
                moved = other.unit == fact.unit and _digits(other) == _digits(fact)
                found[value] = _amount(other) if moved else text
    return found


def _amount(fact: Fact) -> str:
    match = _NUMBER.search(fact.text)
    return match[0].replace(",", "") if match else ""


def _digits(fact: Fact) -> str:
    return _amount(fact).replace(".", "")


def slipped(suspicion: Suspicion) -> bool:
    """Whether a value that would do is one slip of the hand from the printed one."""
    fact, low, high = suspicion
    places = {fact.places, -(2 * fact.half).scaleb(-fact.unit.exponent).adjusted() if fact.half else fact.places}
    return any(low <= value <= high for count in places for value, _ in _values(fact, max(places), count))


def guesses(cause: Cause) -> dict[Spot, Meant]:
    """For each of the suspects that only one slip (or value) explains, what it was meant to be then."""
    found = {}
    for suspicion in cause.suspects:
        usual = _usual_places(suspicion.fact, cause)
        values = meant(suspicion, usual)
        if len(values) == 1 and not _wide(suspicion, usual):
            found[spot(suspicion.fact)] = Meant(*next(iter(values.items())))
    return found


def _wide(suspicion: Suspicion, usual: int) -> bool:
    """Whether the bounds tell too little to guess from."""
    fact, low, high = suspicion
    step = (2 * fact.half or Decimal(1).scaleb(fact.unit.exponent - fact.places)) if fact.places <= usual else ZERO
    return high - low > max(_WIDEST * max(step, Decimal(1).scaleb(fact.unit.exponent - usual)), abs(fact.value) / _NARROW)


def meant(suspicion: Suspicion, usual: int) -> dict[Decimal, str]:
    """The values that satisfy all relations and are one slip away from the printed one, or are the only ones that do."""
    fact, low, high = suspicion
    if low == high and low != fact.value:
        if (low < 0) != (fact.value < 0) and low != -fact.value:
            # No slip of the hand makes a number negative, save the sign itself.
            return {}
        amount = low.scaleb(-fact.unit.exponent)
        if amount != round(amount, max(usual, fact.places)):
            # Nobody meant to print that many decimals: a rate that other numbers give.
            return {}
        return {low: _typed(low, fact, usual)}
    for places in dict.fromkeys((usual, fact.places)):
        found: dict[Decimal, str] = {}
        for value, text in _values(fact, usual, places):
            if low <= value <= high:
                found.setdefault(value, text)
        if found:
            # As printed round it; with the decimals that it has only when that explains nothing.
            return found
    return {}


def _typed(value: Decimal, fact: Fact, usual: int) -> str:
    """An amount with the decimals usual round it; "" when they do not hold it, or for another measure."""
    amount = abs(value).scaleb(-fact.unit.exponent)
    if fact.unit.measure != "money" or value < 0 or amount != rounded(amount, usual):
        return ""
    places = usual if usual <= _USUAL_PLACES or amount != rounded(amount, fact.places) else fact.places
    return f"{amount:.{places}f}"


def _values(fact: Fact, usual: int, places: int) -> Iterator[tuple[Decimal, str]]:
    """What is one slip away and has so many decimals, in base units and as it would be typed."""
    match = _NUMBER.search(fact.text)
    if match is None or fact.state != "number" or not fact.value:
        # Nobody mistypes a number into 0.00.
        return
    sign = -1 if fact.value < 0 else 1
    for text in _edits(match[0].replace(",", "")):
        amount = Decimal(text)
        if not _plausible(text) or len(text.partition(".")[2]) != places:
            continue
        yield (amount * sign).scaleb(fact.unit.exponent), text
    if fact.unit.measure == "money":
        for power in (4, -4):
            amount = fact.value.scaleb(power)
            if abs(amount) >= _TELLING.scaleb(fact.unit.exponent - usual):
                # Next to nought every amount looks like another one in another unit.
                yield amount, ""
    yield -fact.value, ""


def _odd(fact: Fact, usual: int) -> bool:
    """Whether an amount has more decimals than those round it, as one whose point was moved to the left has."""
    return fact.unit.measure == "money" and fact.places > usual


def _usual_places(fact: Fact, cause: Cause) -> int:
    """The decimals that such numbers are printed with where this one stands; a moved point leaves too many or too few."""
    if fact.unit.measure != "money":
        return _USUAL_PLACES if fact.places else 0
    beside = Counter(
        t.fact.places
        for c in cause.failed for t in c.terms
        if t.fact.unit == fact.unit and t.fact.at != fact.at and t.fact.state == "number" and t.fact.places
        and (t.fact.sheet == fact.sheet or fact.sheet == TEXT)
    )  # fmt: skip
    if beside:
        places, times = max(beside.items(), key=lambda item: (item[1], item[0]))
        if 2 * times > beside.total():
            return places if times > 1 else max(places, fact.places)
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
            if moved == rounded(moved, kept):
                yield f"{moved:.{kept}f}"
    for i in places:
        if len(places) > 1:
            yield text[:i] + text[i + 1 :]
        for digit in "0123456789":
            yield text[:i] + digit + text[i:]
            yield text[: i + 1] + digit + text[i + 1 :]
