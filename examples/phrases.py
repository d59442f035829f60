"""Phrases about amounts, all true of the ledger: changes against last year, completion of budgets, shares, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from random import Random

from examples.amounts import Amount
from examples.content import Content
from examples.reasons import Reasons


class Phrases:
    """What both forms of the report say about amounts."""

    def __init__(self, content: Content) -> None:
        self.content, self.ledger = content, content.ledger
        self.now, self.before = content.ledger.now, content.ledger.before
        self.reasons = Reasons(Random(f"{content.ledger.seed}/reasons"))

    def wan(self, amount: Amount) -> str:
        """An amount with its unit."""
        return f"{self.content.text(amount)}万元"

    def percent(self, part: Amount, whole: Amount) -> str:
        """part ÷ whole as this office computes it."""
        return self.content.printer.percent(part, whole)

    def moved(self, now: Amount, before: Amount) -> int:
        """1, 0 or −1: whether the change since the year before prints as more, nothing or less."""
        return _sign(self.content.printer.number(now - before))

    def exceeds(self, final: Amount, budget: Amount) -> int:
        """1, 0 or −1: whether the printed outlay is above, at or below the printed budget."""
        return _sign(self.content.printer.number(final) - self.content.printer.number(budget))

    def change(self, now: Amount, before: Amount, *, against: str = "比上年", same: str = "与上年持平") -> str:
        """比上年增加…万元，增长…%; without the rate when there was nothing the year before."""
        moved = self.moved(now, before)
        if not moved:
            return same
        if moved > 0:
            rate = f"，增长{self.percent(now - before, before)}" if before else ""
            return f"{against}增加{self.wan(now - before)}{rate}"
        return f"{against}减少{self.wan(before - now)}，下降{self.percent(before - now, before)}"

    def because(self, moved: int, topic: str, lead: str = "，主要原因：") -> str:
        """The reason of going up (1) or down (−1), or nothing when there is none."""
        return f"{lead}{self.reasons.take(topic, more=moved > 0)}" if moved else ""

    def changed(self, now: Amount, before: Amount, topic: str) -> str:
        """A change with its reason."""
        return self.change(now, before) + self.because(self.moved(now, before), topic)

    def completed(self, final: Amount, budget: Amount, of: str) -> str:
        """，完成年初预算的…%; nothing when there was no budget."""
        return f"，完成{of}的{self.percent(final, budget)}" if budget else ""

    def shares(self, parts: Iterable[tuple[str, Amount]], whole: Amount, *, all_of_them: bool) -> str:
        """A…万元，占…%；B…; parts that did not occur only with `all_of_them`."""
        return "；".join(
            f"{label}{self.wan(amount)}，占{self.percent(amount, whole)}" for label, amount in parts if amount or all_of_them
        )

    def names(self, *classes: str) -> str:
        """The economic items of these classes whose printed amount is not nought."""
        return "、".join(name for _, name, text in self._items(classes) if text.strip("0."))

    def _items(self, classes: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
        return ((code, name, text) for code, name, text in self.content.economic_lines(*classes) if len(code) == 5)


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def listed(parts: Iterable[tuple[str, int]], unit: str) -> str:
    """A 3辆、B 0辆."""
    return "、".join(f"{label}{number}{unit}" for label, number in parts)
