"""The 三公 outlays of a year: abroad, vehicles, receptions; partly basic expenditure, partly paid by projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from examples.amounts import FEN_IN_WAN, NOUGHT, Amount, entry

ABROAD: Final = "因公出国（境）费"
VEHICLES: Final = "公务用车购置及运行维护费"
PURCHASE: Final = "公务用车购置费"
RUNNING: Final = "公务用车运行维护费"
RECEPTION: Final = "公务接待费"
DOMESTIC: Final = "国内接待费"
FOREIGN: Final = "外事接待费"
OVERSEAS: Final = "国（境）外接待费"
TOTAL: Final = "三公合计"

ITEMS: Final = {ABROAD: "30212", PURCHASE: "31013", RUNNING: "30231", DOMESTIC: "30217"}
"""The economic item of each outlay."""

COUNTS: Final = (
    "因公出国（境）团组数", "因公出国（境）人次数", "公务用车购置数", "公务用车保有量", "国内公务接待批次",
    "外事接待批次", "国内公务接待人次", "外事接待人次", "国（境）外公务接待批次", "国（境）外公务接待人次",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hosting:
    """Fen by outlay: `basic` by economic item, `extra` what projects paid on top; and the `counts` behind them."""

    basic: Mapping[str, int]
    extra: Mapping[str, int]
    counts: Mapping[str, int]

    def outlays(self, items: Mapping[str, Amount], year: int) -> dict[str, Amount]:
        """The outlays as amounts, with their sums; they share the entries of the economic `items`."""
        paid = {outlay: items.get(item, NOUGHT) + self._extra(outlay, year) for outlay, item in ITEMS.items()}
        paid[OVERSEAS] = self._extra(OVERSEAS, year)
        # What was spent on foreign guests is a part of domestic reception, not one more entry.
        paid[FOREIGN] = entry(f"{year}.foreign:{FOREIGN}", self.extra.get(FOREIGN, 0))
        paid[RECEPTION] = paid[DOMESTIC] + paid[OVERSEAS]
        paid[VEHICLES] = paid[PURCHASE] + paid[RUNNING]
        paid[TOTAL] = paid[ABROAD] + paid[VEHICLES] + paid[RECEPTION]
        return paid

    def _extra(self, outlay: str, year: int) -> Amount:
        return entry(f"{year}.hosting:{outlay}", self.extra.get(outlay, 0))


@dataclass(frozen=True, slots=True)
class Habits:
    """Which outlays a department has at all."""

    abroad: bool
    vehicles: int
    reception: bool
    frugal: bool


def habits(rng: Random) -> Habits:
    """Most departments keep cars and receive guests; one in twelve has no 三公 outlays at all."""
    frugal = rng.random() < 0.08
    return Habits(
        not frugal and rng.random() < 0.35,
        0 if frugal or rng.random() < 0.15 else rng.randint(1, 9),
        not frugal and rng.random() < 0.9,
        frugal,
    )


def hosting(rng: Random, habits: Habits) -> Hosting:
    """The outlays of one year."""
    paid: dict[str, int] = {}
    counts = dict.fromkeys(COUNTS, 0)
    if habits.abroad and rng.random() < 0.6:
        groups = rng.randint(1, 2)
        people = groups * rng.randint(1, 4)
        counts["因公出国（境）团组数"], counts["因公出国（境）人次数"] = groups, people
        paid[ABROAD] = people * rng.randint(1_200_000, 6_000_000)
    counts["公务用车保有量"] = habits.vehicles
    if habits.vehicles:
        paid[RUNNING] = habits.vehicles * rng.randint(1_000_000, 4_500_000)
        if rng.random() < 0.15:
            counts["公务用车购置数"] = 1
            paid[PURCHASE] = rng.randint(9_000_000, 17_900_000)
    if habits.reception:
        paid[DOMESTIC] = _guests(rng, counts, "国内公务接待批次", "国内公务接待人次", rng.randint(2, 60))
    basic, extra = {}, {}
    for outlay, fen in paid.items():
        share = 1.0 if rng.random() < 0.4 and outlay != PURCHASE else rng.uniform(0.3, 0.9)
        basic[ITEMS[outlay]] = 0 if outlay == PURCHASE else round(fen * share)
        extra[outlay] = fen - basic[ITEMS[outlay]]
    if habits.reception and rng.random() < 0.15:
        # Foreign guests are among those counted above.
        batches, people = counts["国内公务接待批次"], counts["国内公务接待人次"]
        counts["外事接待批次"], counts["外事接待人次"] = max(1, batches // 5), max(1, people // 6)
        extra[FOREIGN] = paid[DOMESTIC] * counts["外事接待人次"] // people
    if habits.reception and rng.random() < 0.06:
        extra[OVERSEAS] = _guests(rng, counts, "国（境）外公务接待批次", "国（境）外公务接待人次", rng.randint(1, 3))
    return Hosting(basic, extra, counts)


def _guests(rng: Random, counts: dict[str, int], batches: str, people: str, number: int) -> int:
    """Fen spent on so many receptions, 60 to 200 元 a person."""
    counts[batches] = number
    counts[people] = number * rng.randint(4, 11)
    return counts[people] * rng.randint(6_000, 20_000)


def budget_slack(rng: Random, final: Amount) -> int:
    """Fen by which a budget exceeded the outlay; often nothing."""
    return 0 if rng.random() < 0.25 else round(max(final.fen, FEN_IN_WAN // 2) * rng.uniform(0.05, 0.8))
