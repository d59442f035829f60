"""Exact amounts in fen, and how a report prints them in 万元."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final, Literal, NamedTuple

FEN_IN_WAN: Final = 1_000_000
"""One 万元 is so many fen."""
_CENT = Decimal("0.01")

Habit = Literal["independent", "truncated", "summed", "pushed"]
"""independent: every amount is rounded by itself, half up. truncated: cut off after two decimals. summed: totals are
sums of rounded entries. pushed: summed, and the residue of each group of entries stands in its largest one."""


class Entry(NamedTuple):
    """One figure of the books that is no sum of others. Entries whose names agree up to the colon form a group."""

    name: str
    fen: int


class Amount:
    """A sum (or difference) of entries; knows its entries, so that it can be printed as the sum of rounded ones."""

    __slots__ = ("fen", "terms")

    def __init__(self, terms: Mapping[Entry, int]) -> None:
        self.terms = terms
        self.fen = sum(entry.fen * times for entry, times in terms.items())

    def __add__(self, other: Amount) -> Amount:
        return total((self, other))

    def __sub__(self, other: Amount) -> Amount:
        return total((self, Amount({entry: -times for entry, times in other.terms.items()})))

    def __bool__(self) -> bool:
        return self.fen != 0

    def __repr__(self) -> str:
        return f"Amount({self.fen / FEN_IN_WAN:.6f} 万元)"


NOUGHT: Final = Amount({})


def entry(name: str, fen: int) -> Amount:
    """The amount of one new entry; nought needs none."""
    return Amount({Entry(name, fen): 1}) if fen else NOUGHT


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts."""
    terms: dict[Entry, int] = defaultdict(int)
    for amount in amounts:
        for single, times in amount.terms.items():
            terms[single] += times
    return Amount(terms)


class Printer:
    """Prints amounts as one office would: 万元 with two decimals under one rounding habit. `amounts` must hold every
    entry of the books when the habit is pushed."""

    def __init__(self, habit: Habit = "independent", amounts: Iterable[Amount] = ()) -> None:
        self.habit = habit
        self._pushed = _push(amounts) if habit == "pushed" else {}

    def number(self, amount: Amount) -> Decimal:
        """The printed value of an amount in 万元."""
        if self.habit == "independent":
            return _wan(amount.fen)
        if self.habit == "truncated":
            return _wan(amount.fen, ROUND_DOWN)
        return sum((self._single(single) * times for single, times in amount.terms.items()), Decimal("0.00"))

    def text(self, amount: Amount, *, nought: str = "0.00") -> str:
        """The printed text of an amount; an amount that is exactly nothing prints as `nought`."""
        return f"{self.number(amount)}" if amount else nought

    def percent(self, part: Amount, whole: Amount) -> str:
        """part ÷ whole in percent with two decimals, rounded half up: from the exact amounts, or, where the office works with
        sums of rounded entries, from those."""
        if self.habit in {"independent", "truncated"} or not self.number(whole):
            exact = Decimal(part.fen) * 100 / Decimal(whole.fen)
        else:
            exact = self.number(part) * 100 / self.number(whole)
        return f"{exact.quantize(_CENT, ROUND_HALF_UP)}%"

    def _single(self, single: Entry) -> Decimal:
        return self._pushed.get(single) or _wan(single.fen)


def _wan(fen: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    return (Decimal(fen) / FEN_IN_WAN).quantize(_CENT, rounding)


def _push(amounts: Iterable[Amount]) -> dict[Entry, Decimal]:
    """The printed values of the entries that carry a residue: the largest of each group."""
    groups: dict[str, dict[Entry, None]] = defaultdict(dict)
    for amount in amounts:
        for single in amount.terms:
            groups[single.name.partition(":")[0]][single] = None
    found: dict[Entry, Decimal] = {}
    for group in groups.values():
        exact = _wan(sum(single.fen for single in group))
        residue = exact - sum(_wan(single.fen) for single in group)
        largest = max(group, key=lambda single: (single.fen, single.name))
        found[largest] = _wan(largest.fen) + residue
    return found
