"""The papers of a department of three units: two years of final accounts, the budget and the self-evaluation, one set of books.

python -m examples.department FOLDER writes them as they agree."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final, TypeVar

from examples import hosting as h
from examples import making
from examples.amounts import FEN_IN_WAN, NOUGHT, Amount, entry, total
from examples.books import OWN, Books, Line
from examples.budget import blocks as budget_blocks
from examples.docx_writer import Block, write
from examples.final_accounts import blocks
from examples.ledger import Budget, Ledger, budgets, hosting_budgets
from examples.offices import Office, office_of
from examples.particulars import KINDS, Procurement, Staff, evaluation, procurement, staff, vehicles
from examples.self_evaluation import blocks as evaluation_blocks

PLACE: Final = "清河市"
Key = TypeVar("Key")
NAME: Final = "清河市水利局"
YEAR: Final = 2024
SEED: Final = 11


@dataclass(frozen=True)
class Papers:
    """The ledgers behind a department's papers: its own of both years, and its units' of this year by name. What the budget
    and the self-evaluation tell comes from `budgeted` and `evaluated`."""

    last: Ledger
    this: Ledger
    units: Mapping[str, Ledger]
    budgeted: Ledger
    evaluated: Ledger

    def files(self) -> dict[str, list[Block]]:
        """The blocks of every paper by the name of its file."""
        found = {
            f"{NAME}{YEAR - 1}年度部门决算.docx": blocks(self.last),
            f"{NAME}{YEAR}年度部门决算.docx": blocks(self.this),
            f"{NAME}{YEAR}年度部门预算.docx": budget_blocks(self.budgeted),
            f"{NAME}{YEAR}年度整体支出绩效自评报告.docx": evaluation_blocks(self.evaluated),
        }
        for name, ledger in self.units.items():
            found[f"{name}{YEAR}年度单位决算.docx"] = blocks(ledger, level="单位")
        return found

    def write(self, folder: Path) -> list[Path]:
        """Write every paper; where."""
        folder.mkdir(parents=True, exist_ok=True)
        found = []
        for name, report in self.files().items():
            write(folder / name, report)
            found.append(folder / name)
        return found


def papers(seed: int = SEED) -> Papers:
    """The papers of a seed, all in agreement."""
    office = office_of(NAME)
    assert office is not None
    names = (f"{NAME}（本级）", *(PLACE + unit for unit in office.units[:2]))
    units = [_unit(Random(f"{seed}/{name}"), name, office) for name in names]
    granted = entry("granted", 17 * FEN_IN_WAN + 345_600)
    grant = Line(office.institution, OWN, "其他收入", NOUGHT, {"对附属单位补助支出": granted}, NOUGHT)
    use = Line(office.institution, OWN, "上级补助收入", NOUGHT, {"基本支出": granted}, NOUGHT)
    # What the head office grants its unit is spent once: the department's accounts show the unit's expenditure.
    both = replace(use, source="其他收入")
    this = [pair[1] for pair in units]
    own = [_with(this[0], grant), _with(this[1], use), *this[2:]]
    rng = Random(f"{seed}/department")
    return Papers(
        _sum(rng, [last for last, _ in units], names, YEAR - 1),
        whole := _with(_sum(rng, this, names, YEAR, before=[ledger.before for ledger in this]), both),
        dict(zip(names, own, strict=True)),
        whole,
        whole,
    )


def _unit(rng: Random, name: str, office: Office) -> tuple[Ledger, Ledger]:
    """A unit's ledgers of both years."""
    plan = making.plan(rng, office, rng.randint(3, 5))
    habits = h.habits(rng)
    hosts = [h.hosting(rng, habits) for _ in range(3)]
    books = [making.books(rng, plan, hosts[0], YEAR)]
    for back in (1, 2):
        books.append(making.books(rng, plan, hosts[back], YEAR - back, making.openings(books[-1])))

    def ledger(back: int) -> Ledger:
        now = books[back]
        return Ledger(
            name, YEAR - back, rng.randint(0, 10**6), office, now, books[back + 1], budgets(rng, now),
            hosting_budgets(rng, now, habits), hosts[back].counts, vehicles(rng, habits.vehicles), rng.choice((0, 1)), (name,),
            staff(rng, plan.staff), procurement(rng, now), evaluation(rng, now),
        )  # fmt: skip

    return ledger(1), ledger(0)


def _with(ledger: Ledger, line: Line) -> Ledger:
    return replace(ledger, now=replace(ledger.now, lines=(*ledger.now.lines, line)))


def _sum(rng: Random, units: list[Ledger], names: Iterable[str], year: int, before: list[Books] | None = None) -> Ledger:
    """The department's ledger: everything added up."""
    now = _books([unit.now for unit in units])
    staffs = zip(*((u.staff.employed, u.staff.others, u.staff.retired_unit, u.staff.retired_fund) for u in units), strict=True)
    bought = [unit.procurement for unit in units]
    return Ledger(
        NAME, year, rng.randint(0, 10**6), units[0].office, now, _books(before or [unit.before for unit in units]),
        _budgets([unit.budgets for unit in units]), _budgets([unit.hosting for unit in units]),
        _counts([unit.counts for unit in units]), _counts([unit.vehicles for unit in units]),
        sum(unit.equipment for unit in units), tuple(names), Staff(*map(sum, staffs)),
        Procurement(*({kind: total(getattr(p, part)[kind] for p in bought) for kind in KINDS} for part in _PARTS)),
        evaluation(rng, now),
    )  # fmt: skip


_PARTS: Final = ("spent", "medium", "small")


def _books(books: list[Books]) -> Books:
    lines = tuple(line for one in books for line in one.lines)
    return Books(lines, _amounts([one.economic for one in books]), _amounts([one.hosting for one in books]))


def _amounts(found: list[Mapping[str, Amount]]) -> dict[str, Amount]:
    return {key: total(one.get(key, NOUGHT) for one in found) for key in sorted({key for one in found for key in one})}


def _budgets(found: list[Mapping[Key, Budget]]) -> dict[Key, Budget]:
    keys = dict.fromkeys(key for one in found for key in one)
    return {
        key: Budget(*(total(getattr(one[key], part) for one in found if key in one) for part in Budget._fields)) for key in keys
    }


def _counts(found: list[Mapping[str, int]]) -> dict[str, int]:
    return {key: sum(one[key] for one in found) for key in found[0]}


if __name__ == "__main__":
    for path in papers().write(Path(sys.argv[1])):
        print(path)
