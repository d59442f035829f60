"""Columns of percentages that are quotients of two others, or of a column and its total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from math import log2

from auditor.model.facts import Fact
from auditor.model.shown import Family, Line, Relation
from auditor.numbers import Interval
from auditor.shown.evidence import believed

HUNDRED = Decimal(100)
_WIDEST = 12
"""Columns among which quotients are looked for; of more, the choice outweighs what rows can show."""
_PROBES = 4
_FEWEST = 3
_HIGHEST = 10_000
_NEAR = 0.01
_GROWTH = 13.0
"""Bits for percentages beside a change and what it changes from, as for a line that is called a total."""
Row = tuple[Fact | None, Fact | None, Fact | None]
Column = Mapping[int, list[Fact | None]]


def ratios(lines: Sequence[Line]) -> Iterator[Family]:
    """The best quotient for every column that is one, of the lines of one panel."""
    columns = sorted({at for line in lines for at in line.facts})
    if not columns or len(columns) > _WIDEST or len(lines) < _FEWEST:
        return
    tried = len(columns) ** 2
    amounts = {at: [line.facts.get(at) for line in lines] for at in columns}
    for told, printed in _told(lines):
        best: Family | None = None
        fewest = _FEWEST
        for parts, wholes in _choices(amounts, told):
            rows = list(zip(printed, parts, wholes, strict=True))
            if _likely(rows):
                grows = any(told in line.rates for line in lines) and _is_change(parts, wholes, amounts)
                made = _family(rows, tried, _GROWTH if grows else 0.0)
                if best is None or made.strength > best.strength:
                    best, fewest = made, _FEWEST - grows
        if best is not None and best.shown >= fewest and believed(best):
            yield best


def _told(lines: Sequence[Line]) -> Iterator[tuple[int, list[Fact | None]]]:
    """The columns that may be percentages, by line: one printed without its sign stands for as many per cent."""
    for at in sorted({at for line in lines for at in (*line.rates, *line.facts)}):
        printed = [line.rates.get(at) or line.facts.get(at) for line in lines]
        if all(abs(percentage(fact).middle) <= _HIGHEST for fact in printed if fact is not None):
            yield at, printed


def _choices(amounts: Column, told: int) -> Iterator[tuple[list[Fact | None], list[Fact | None]]]:
    """What a column may be the quotient of: two others, or one and its first or last line."""
    others = [at for at in amounts if at != told]
    for part, whole in permutations(others, 2):
        yield amounts[part], amounts[whole]
    for part in others:
        for end in (0, -1):
            yield amounts[part], [amounts[part][end]] * len(amounts[part])


def _likely(rows: Sequence[Row]) -> bool:
    """Whether the quotient comes near in two of the first lines that have it; a look before anything is computed exactly."""
    seen = near = 0
    for told, part, whole in rows:
        if told is None or part is None or whole is None or not (told.value and part.value and whole.value):
            continue
        seen += 1
        rate = float(told.value.scaleb(-told.unit.exponent))
        near += abs(100 * float(part.value) / float(whole.value) - rate) <= max(abs(rate) * _NEAR, 2 * 0.1**told.places)
        if seen == _PROBES:
            break
    return near >= 2


def _is_change(parts: Sequence[Fact | None], wholes: Sequence[Fact | None], amounts: Column) -> bool:
    """Whether one column is by how much another differs from a third, in every line that has all of them."""
    for third in amounts.values():
        rows = [row for row in zip(parts, wholes, third, strict=True) if all(fact is not None for fact in row)]
        if len(rows) >= _FEWEST and all(
            part is not None and whole is not None and other is not None and part.value
            and (whole.value + part.value == other.value)
            for part, whole, other in rows
        ):  # fmt: skip
            return True
    return False


def _family(rows: Sequence[Row], tried: int, expected: float) -> Family:
    seen: set[Decimal] = set()
    found: list[Relation] = []
    for told, part, whole in rows:
        if told is None or part is None or whole is None or not (told.value and part.value and whole.value):
            continue
        made = _relation(told, part, whole)
        found.append(made._replace(bits=0.0) if told.value in seen else made)
        seen.add(told.value)
    return Family("ratios", tuple(found), sum(made.bits for made in found) - log2(tried) + expected)


def _relation(told: Fact, part: Fact, whole: Fact) -> Relation:
    printed = percentage(told)
    exact = part.interval.over(whole.interval)
    holds = exact is not None and exact.times(Interval.exactly(HUNDRED)).meets(printed)
    wide = 2 * (printed.high - printed.low)
    near = not holds and exact is not None and abs(exact.middle * HUNDRED - printed.middle) <= wide
    # 100 % of equal amounts shows nothing.
    shows = holds and part.value != whole.value
    bits = log2(max(abs(printed.middle) / max(printed.high - printed.low, Decimal("1e-9")), Decimal(1))) if shows else 0.0
    return Relation(told, (part, whole), holds, near, bits, int(printed.middle * HUNDRED))


def percentage(fact: Fact) -> Interval:
    """The per cent that a number stands for."""
    scale = -fact.unit.exponent
    return Interval(*(value.scaleb(scale) for value in fact.interval))
