"""How strongly a report bears out a family of relations, and from when on it is believed."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from auditor.model.shown import Family


def surprise(amount: int, slack: int) -> float:
    """Bits of evidence in two amounts of that size agreeing within a slack, both in last printed places."""
    return log2(max(abs(amount), 1) / (2 * slack + 1)) if abs(amount) > 2 * slack + 1 else 0.0


def grain(amounts: Sequence[int]) -> int:
    """The power of ten that all amounts are whole multiples of: 160,000.00 shows no more than 16."""
    step = 10
    while all(not amount % step for amount in amounts):
        step *= 10
    return step // 10


def slipped(gap: int) -> bool:
    """Whether a difference is that of one digit set wrong (300) or of two neighbouring digits exchanged (270)."""
    digits = str(abs(gap)).rstrip("0")
    return len(digits) == 1 or (len(digits) == 2 and int(digits) % 9 == 0 and int(digits) <= 81)


def surprise_of_slip(amount: int, slack: int) -> float:
    """Bits of evidence in two amounts that differ by a slip: there are thirty-four of them for every digit of an amount
    (nine digits up or down, eight exchanges up or down)."""
    return max(0.0, surprise(amount, slack) - log2(34 * len(str(abs(amount)))))


BELIEVED = 20.0
"""Bits from which on a family is believed."""
_FEW = 10
"""One failure in so many that show something does not shake a family."""


def believed(made: Family) -> bool:
    """Whether a family is believed: nothing fails, or little of much, or it holds but for one slip."""
    if made.strength < BELIEVED:
        return False
    causes = made.causes
    if not causes:
        return True
    if made.shown >= 2 and causes <= max(1, made.shown // _FEW):
        return True
    return causes == 1 and all(relation.slip for relation in made.failed)
