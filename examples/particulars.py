"""The figures beside the books: staff, vehicles, procurement, self-evaluation of projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Final

from examples import subjects
from examples.amounts import FEN_IN_WAN, Amount, entry
from examples.books import GENERAL, Books

VEHICLES: Final = (
    "副部（省）级及以上领导用车", "主要负责人用车", "机要通信用车", "应急保障用车", "执法执勤用车", "特种专业技术用车",
    "离退休干部服务用车", "其他用车",
)  # fmt: skip
KINDS: Final = ("货物", "工程", "服务")
GRADES: Final = ("优", "良", "中", "差")


@dataclass(frozen=True, slots=True)
class Staff:
    """Heads at the end of the year; the retired are paid by the unit or by the pension fund."""

    employed: int
    others: int
    retired_unit: int
    retired_fund: int


@dataclass(frozen=True, slots=True)
class Procurement:
    """Contracts by 货物, 工程, 服务: all of them, those with small and medium firms, of these those with small ones."""

    spent: dict[str, Amount]
    medium: dict[str, Amount]
    small: dict[str, Amount]

    def entries(self) -> Iterator[Amount]:
        for part in (self.spent, self.medium, self.small):
            yield from part.values()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The projects evaluated: names by 项 with their scores."""

    scores: dict[str, Decimal]

    @property
    def average(self) -> Decimal:
        return (sum(self.scores.values(), Decimal(0)) / len(self.scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def graded(self, grade: str) -> int:
        """How many projects have that grade."""
        floors = (90, 80, 60, 0)
        return sum(next(g for g, floor in zip(GRADES, floors, strict=True) if score >= floor) == grade
                   for score in self.scores.values())  # fmt: skip


def staff(rng: Random, employed: int) -> Staff:
    return Staff(employed, rng.randint(0, 12), rng.choice((0, 0, 1, 2)), rng.randint(2, max(3, employed // 2)))


def vehicles(rng: Random, kept: int) -> dict[str, int]:
    """Vehicles by kind, at least as many as the department keeps for its own use."""
    found = dict.fromkeys(VEHICLES, 0)
    for _ in range(kept + rng.choice((0, 0, 1, 3))):
        found[rng.choice(("主要负责人用车", "机要通信用车", "应急保障用车", "执法执勤用车", "其他用车"))] += 1
    return found


def procurement(rng: Random, now: Books) -> Procurement:
    """Contracts of at most a third of the projects' expenditure."""
    limit = now.sum("spending", nature="项目支出").fen // 9
    spent, medium, small = {}, {}, {}
    for kind in KINDS:
        fen = rng.randint(FEN_IN_WAN // 50, max(limit, FEN_IN_WAN)) if rng.random() < 0.7 else 0
        medium_fen = fen if rng.random() < 0.5 else round(fen * rng.uniform(0.3, 0.95))
        small_fen = medium_fen if rng.random() < 0.4 else round(medium_fen * rng.uniform(0.2, 0.9))
        small[kind] = entry(f"small:{kind}", small_fen)
        medium[kind] = small[kind] + entry(f"medium:{kind}", medium_fen - small_fen)
        spent[kind] = medium[kind] + entry(f"contracts:{kind}", fen - medium_fen)
    return Procurement(spent, medium, small)


def evaluation(rng: Random, now: Books) -> Evaluation:
    """One project for each 项 of the general budget with project expenditure."""
    codes = sorted(line.code for line in now.lines if line.money == GENERAL and "项目支出" in line.spending)
    names = {code: subjects.SUBJECTS[code].purpose + "项目" for code in codes}
    return Evaluation({names[code]: Decimal(rng.randint(8200, 9950)) / 100 for code in codes})
