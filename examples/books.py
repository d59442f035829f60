"""A department's books of one year: lines that each balance, so that every sum of them balances too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from examples.amounts import NOUGHT, Amount, total

GENERAL: Final = "一般公共预算财政拨款"
FUND: Final = "政府性基金预算财政拨款"
CAPITAL: Final = "国有资本经营预算财政拨款"
OWN: Final = "非财政拨款"
FISCAL: Final = (GENERAL, FUND, CAPITAL)
MONEYS: Final = (*FISCAL, OWN)

APPROPRIATION: Final = "财政拨款收入"
SOURCES: Final = (APPROPRIATION, "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
NATURES: Final = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")

Quantity = Literal["opening", "revenue", "used", "spending", "distributed", "closing"]
"""年初结转和结余, 本年收入, 使用非财政拨款结余, 本年支出, 结余分配, 年末结转和结余."""

STAFF_ITEMS: Final = ("301", "303")
OFFICE_ITEMS: Final = ("302", "307", "310", "399")


@dataclass(frozen=True, slots=True)
class Line:
    """One 项, paid from one kind of money. opening + revenue + used = spending + distributed + closing."""

    code: str
    money: str
    source: str
    opening: Amount
    spending: Mapping[str, Amount]
    closing: Amount
    used: Amount = NOUGHT
    distributed: Amount = NOUGHT

    @property
    def revenue(self) -> Amount:
        """The year's revenue: what the other quantities leave for it."""
        return total((*self.spending.values(), self.distributed, self.closing)) - self.opening - self.used

    def quantity(self, which: Quantity, nature: str | None = None) -> Amount:
        """One quantity of the line; spending of one nature when it is named."""
        if which == "spending":
            return self.spending.get(nature, NOUGHT) if nature else total(self.spending.values())
        amount: Amount = getattr(self, which)
        return amount


@dataclass(frozen=True)
class Books:
    """One year. `economic` holds the general budget's basic expenditure by economic 款, `hosting` the 三公 outlays."""

    lines: tuple[Line, ...]
    economic: Mapping[str, Amount]
    hosting: Mapping[str, Amount]

    def sum(
        self,
        which: Quantity,
        code: str = "",
        *,
        money: Iterable[str] = MONEYS,
        source: str | None = None,
        nature: str | None = None,
    ) -> Amount:
        """The sum of a quantity over the lines below `code` that are paid from `money` (and come from `source`)."""
        return total(
            amount
            for line_code, line_money, line_source, amount in self._quantities[which, nature]
            if line_code.startswith(code) and line_money in money and source in (None, line_source)
        )

    @cached_property
    def _quantities(self) -> dict[tuple[Quantity, str | None], list[tuple[str, str, str, Amount]]]:
        """Every quantity of every line, as far as there is one, with its code, money and source."""
        wanted: list[tuple[Quantity, str | None]] = [
            ("opening", None), ("revenue", None), ("used", None), ("spending", None), ("distributed", None),
            ("closing", None), *(("spending", nature) for nature in NATURES),
        ]  # fmt: skip
        return {
            (which, nature): [
                (line.code, line.money, line.source, amount) for line in self.lines if (amount := line.quantity(which, nature))
            ]
            for which, nature in wanted
        }

    def codes(self, *quantities: Quantity, money: Iterable[str] = MONEYS) -> set[str]:
        """The 项 that have one of these quantities."""
        return {code for which in quantities for code, line_money, _, _ in self._quantities[which, None] if line_money in money}

    def items(self, *prefixes: str) -> Amount:
        """Basic expenditure of the general budget by economic subject: 301, 30101, or several together."""
        return total(amount for code, amount in self.economic.items() if code.startswith(prefixes))

    def grand_total(self, money: Iterable[str] = MONEYS) -> Amount:
        """收入总计 = 支出总计: opening + revenue + used."""
        return total(self.sum(which, money=money) for which in ("opening", "revenue", "used"))

    def entries(self) -> list[Amount]:
        """Every amount that holds an entry of these books."""
        return [
            *(line.quantity(which) for line in self.lines for which in ("opening", "spending", "closing")),
            *(line.used for line in self.lines), *(line.distributed for line in self.lines),
            *self.economic.values(), *self.hosting.values(),
        ]  # fmt: skip
