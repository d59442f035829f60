"""Tables for the miner's tests: random ones, and ones that add up."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal

from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.shown import Grid, Line
from auditor.numbers import UNITS

WAN = UNITS["万元"]
TOTALS = frozenset({"合计", "小计", "总计"})


def fact(value: Decimal, row: int, column: int, block: int = 1, places: int = 2) -> Fact:
    half = Decimal(5).scaleb(-places - 1 + WAN.exponent)
    at = Location(block, row, column)
    return Fact(
        "", (str(row), str(column)), "number", value.scaleb(WAN.exponent), half, places, WAN, f"{value:.{places}f}", at, f"行{row}",
        f"列{column}",
    )  # fmt: skip


def grid(rows: Sequence[tuple[str, str, Sequence[Decimal]]], block: int = 1, places: int = 2) -> Grid:
    """A table of (code, label, amounts) lines."""
    lines = [
        Line(r, 0, code, label, {c: fact(value, r, c, block, places) for c, value in enumerate(values)})
        for r, (code, label, values) in enumerate(rows)
    ]
    return Grid("", tuple(lines), WAN.exponent - places, 1)


def noise(rnd: random.Random) -> Grid:
    """A table of numbers that have nothing to do with each other; some lines are called totals."""
    columns, digits = rnd.randint(2, 10), rnd.randint(4, 8)

    def value() -> Decimal:
        return Decimal(0) if rnd.random() < 0.25 else Decimal(rnd.randint(1, 10 ** rnd.randint(2, digits))).scaleb(-2)

    rows = []
    for r in range(rnd.randint(4, 40)):
        label = "合计" if rnd.random() < 0.08 else f"第{r}行"
        rows.append(("", label, [value() for _ in range(columns)]))
    return grid(rows)


def budget(rnd: random.Random) -> list[tuple[str, str, list[Decimal]]]:
    """Lines of (code, label, [whole, a, b]) that add up down and across: a total, classes, their parts."""

    def leaf() -> list[Decimal]:
        a, b = (Decimal(rnd.randint(1_00, 99999_99)).scaleb(-2) for _ in range(2))
        return [a + b, a, b]

    classes = []
    for one in range(rnd.randint(2, 5)):
        parts = [(f"{201 + one}{two:02d}", f"款{one}{two}", leaf()) for two in range(1, rnd.randint(3, 6))]
        whole = [sum((values[c] for _, _, values in parts), Decimal(0)) for c in range(3)]
        classes.append([(str(201 + one), f"类{one}", whole), *parts])
    total = [sum((group[0][2][c] for group in classes), Decimal(0)) for c in range(3)]
    return [("", "合计", total), *(line for group in classes for line in group)]


def changed(source: Grid, at: Location, change: Callable[[Decimal], Decimal]) -> Grid:
    """The table with one amount printed otherwise."""
    return source.changed(lambda one: one._replace(value=change(one.value)) if one.at == at else one)
