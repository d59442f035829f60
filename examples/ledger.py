"""The ledger of an invented department: two years of books, budgets, and the figures beside them.

>>> ledger = make(7)
>>> ledger.now.sum("revenue") + ledger.now.sum("opening") - ledger.now.sum("spending")
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from examples import hosting as h
from examples import making
from examples.amounts import FEN_IN_WAN, NOUGHT, Amount, Habit, Printer, entry, total
from examples.books import FISCAL, GENERAL, OFFICE_ITEMS, Books
from examples.offices import OFFICES, PLACES, Office, office_of
from examples.particulars import Evaluation, Procurement, Staff, evaluation, procurement, staff, vehicles


class Budget(NamedTuple):
    """年初预算 and 全年预算 of one thing."""

    initial: Amount = NOUGHT
    full: Amount = NOUGHT


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that a report tells. `budgets` go by (项, money), `hosting` by 三公 item; the year `before` closes with the
    balances that `now` opens with."""

    name: str
    year: int
    seed: int
    office: Office
    now: Books
    before: Books
    budgets: Mapping[tuple[str, str], Budget]
    hosting: Mapping[str, Budget]
    counts: Mapping[str, int]
    vehicles: Mapping[str, int]
    equipment: int
    units: tuple[str, ...]
    staff: Staff
    procurement: Procurement
    evaluation: Evaluation

    def budget(self, code: str = "", *, money: tuple[str, ...] = FISCAL) -> Budget:
        """The budget of everything below a code that is paid from `money`."""
        chosen = [b for (own, paid), b in self.budgets.items() if own.startswith(code) and paid in money]
        return Budget(total(b.initial for b in chosen), total(b.full for b in chosen))

    @property
    def running(self) -> Amount:
        """机关运行经费: the office items of the basic expenditure."""
        return self.now.items(*OFFICE_ITEMS)

    @property
    def has_hosting(self) -> bool:
        """Whether there was any 三公 outlay or budget."""
        return bool(self.now.hosting[h.TOTAL] or self.hosting[h.TOTAL].initial or self.hosting[h.TOTAL].full)

    def printer(self, habit: Habit = "independent") -> Printer:
        """A printer of this ledger's amounts under a rounding habit."""
        return Printer(habit, self._entries())

    def _entries(self) -> Iterator[Amount]:
        yield from self.now.entries()
        yield from self.before.entries()
        for budget in (*self.budgets.values(), *self.hosting.values()):
            yield from budget
        yield from self.procurement.entries()


def make(seed: int, year: int = 2024, name: str | None = None, size: int | None = None) -> Ledger:
    """The department of a seed. `name` names it (its ending chooses the kind of office); `size` is the number of its
    projects. The same arguments give the same ledger."""
    rng = Random(seed)
    office = rng.choice(OFFICES)
    drawn = rng.choice(PLACES) + office.suffix
    if name:
        office = office_of(name) or office
    plan = making.plan(rng, office, size)
    habits = h.habits(rng)
    this, last = h.hosting(rng, habits), h.hosting(rng, habits)
    now = making.books(rng, plan, this, year)
    before = making.books(rng, plan, last, year - 1, making.openings(now))
    title = name or drawn
    units = (f"{title}（本级）", *(title.removesuffix(office.suffix) + unit for unit in _units(rng, plan)))
    return Ledger(
        title, year, seed, office, now, before, budgets(rng, now), hosting_budgets(rng, now, habits), this.counts,
        vehicles(rng, habits.vehicles), rng.choice((0, 0, 0, 1, 2)), units, staff(rng, plan.staff),
        procurement(rng, now), evaluation(rng, now),
    )  # fmt: skip


def _units(rng: Random, plan: making.Plan) -> list[str]:
    units = plan.office.units
    return rng.sample(units, rng.randint(1, len(units))) if plan.office.institution in plan.shares else []


def budgets(rng: Random, now: Books) -> dict[tuple[str, str], Budget]:
    """Budgets by 项 and fiscal money. The full-year budget covers the expenditure; the initial one may be anything."""
    found = {}
    for money in FISCAL:
        for code in sorted(now.codes("spending", money=(money,))):
            spent = now.sum("spending", code, money=(money,))
            slack = FEN_IN_WAN // 10 + round(spent.fen * rng.uniform(0.01, 0.25))
            full = spent + entry(f"slack:{code}{money}", rng.choice((0, 0, slack)))
            basic = money == GENERAL and bool(now.sum("spending", code, money=(money,), nature="基本支出"))
            roll = rng.random()
            if roll < 0.3:
                initial = spent
            elif roll < 0.4 and not basic:
                initial = NOUGHT
            else:
                initial = entry(f"initial:{code}{money}", round(full.fen * rng.uniform(0.6, 1.15)))
                # A difference must be large enough to be seen in print.
                initial = initial if abs(initial.fen - spent.fen) > FEN_IN_WAN // 20 else spent
            found[code, money] = Budget(initial, full)
    return found


def hosting_budgets(rng: Random, now: Books, habits: h.Habits) -> dict[str, Budget]:
    """Budgets of the 三公 items; what was spent is always covered."""
    found: dict[str, Budget] = {}
    occurs = {h.ABROAD: habits.abroad, h.PURCHASE: False, h.RUNNING: habits.vehicles, h.RECEPTION: habits.reception}
    for item, usual in occurs.items():
        final = now.hosting[item]
        slack = h.budget_slack(rng, final) if usual or final else 0
        full = final + entry(f"hosting-slack:{item}", slack)
        more = rng.choice((0, 0, 500_000 * rng.randint(1, 6))) if full else 0
        late = item == h.ABROAD and rng.random() < 0.3
        found[item] = Budget(NOUGHT if late else full + entry(f"hosting-more:{item}", more), full)
    found[h.VEHICLES] = _added(found[h.PURCHASE], found[h.RUNNING])
    found[h.TOTAL] = _added(found[h.ABROAD], found[h.VEHICLES], found[h.RECEPTION])
    return found


def _added(*budgets: Budget) -> Budget:
    return Budget(total(b.initial for b in budgets), total(b.full for b in budgets))
