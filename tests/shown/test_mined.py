"""What tables show by themselves: found where it is, never where it is not, and one wrong number does not hide it."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from auditor.model.shown import Family, Grid
from auditor.shown import mined
from tests.shown.tables import TOTALS, budget, changed, grid, noise

RANDOM_TABLES = 400


def bound(families: list[Family]) -> set[object]:
    return {fact.at for family in families for each in family.relations if each.holds for fact in (each.total, *each.parts)}


def share(source: Grid, families: list[Family]) -> float:
    printed = {fact.at for fact in source.facts}
    return len(bound(families) & printed) / len(printed)


def test_random_tables_show_nothing() -> None:
    rnd = random.Random(20)
    assert [mined([noise(rnd)], TOTALS) for _ in range(RANDOM_TABLES)] == [[]] * RANDOM_TABLES


@pytest.mark.parametrize("seed", range(5))
def test_what_adds_up_is_bound(seed: int) -> None:
    source = grid(budget(random.Random(seed)))
    families = mined([source], TOTALS)
    assert share(source, families) > 0.95
    assert not [family for family in families if family.failed]


@pytest.mark.parametrize("seed", range(3))
def test_without_codes_and_words_and_in_another_order_the_same_is_bound(seed: int) -> None:
    rnd = random.Random(seed)
    rows = budget(rnd)
    starts = [n for n, (code, _, _) in enumerate(rows) if len(code) == 3]
    groups = [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    rnd.shuffle(groups)
    order = [2, 0, 1]
    names = iter(range(1000))
    moved = [
        ("", f"某{next(names)}", [values[c] for c in order])
        for _, _, values in [rows[0], *(line for head, *parts in groups for line in (head, *rnd.sample(parts, len(parts))))]
    ]
    source = grid(moved)
    assert share(source, mined([source], frozenset())) > 0.95


@pytest.mark.parametrize("seed", range(4))
def test_one_wrong_digit_is_seen(seed: int) -> None:
    rnd = random.Random(seed)
    source = grid(budget(rnd))
    seen = tried = 0
    for one in rnd.sample(list(source.facts), 12):
        wrong = changed(source, one.at, lambda value: value + Decimal(3_000_000))
        failed = [each for family in mined([wrong], TOTALS) for each in family.failed]
        tried += 1
        seen += any(one.at in {each.total.at, *(part.at for part in each.parts)} for each in failed)
    assert seen >= tried - 1


def test_a_line_left_out_is_one_cause() -> None:
    """Two columns of the total exceed their lines by the same amount, the others close: one line is missing."""
    rnd = random.Random(9)
    parts = [[Decimal(rnd.randint(100_00, 9999_99)).scaleb(-2) for _ in range(3)] for _ in range(6)]
    rows = [("", f"单位{n}", [sum(values, Decimal(0)), *values]) for n, values in enumerate(parts)]
    total = [sum((values[c] for _, _, values in rows), Decimal(0)) for c in range(4)]
    more = Decimal("417.38")
    source = grid([("", "合计", [total[0] + more, total[1] + more, *total[2:]]), *rows])
    failed = [family for family in mined([source], TOTALS) if family.failed]
    assert [family.causes for family in failed] == [1] and len(failed[0].failed) == 2


def test_both_tables_repeat_a_line() -> None:
    rows = budget(random.Random(3))
    first, second = grid(rows), grid([(code, label, values[:1]) for code, label, values in rows], block=2)
    leaf = next(line for line in second.lines if len(line.code) == 5)
    wrong = changed(second, leaf.facts[0].at, lambda value: value + Decimal(500_000))
    failed = [each for family in mined([first, wrong], TOTALS) if family.shape == "copies" for each in family.failed]
    assert [each for each in failed if leaf.facts[0].at in {each.total.at, each.parts[0].at}]


def test_a_table_that_holds_less_is_no_failure() -> None:
    """A second table lacks a class: its total is less, and both are right."""
    rows = budget(random.Random(4))
    last = max(code for code, _, _ in rows if len(code) == 3)
    kept = [row for row in rows[1:] if not row[0].startswith(last)]
    total = [sum((values[c] for code, _, values in kept if len(code) == 3), Decimal(0)) for c in range(3)]
    families = mined([grid(rows), grid([("", "合计", total), *kept], block=2)], TOTALS)
    assert not [each for family in families for each in family.failed]


def test_percentages_of_two_columns() -> None:
    rnd = random.Random(5)
    rows: list[tuple[str, str, list[Decimal]]] = []
    for n in range(8):
        plan = Decimal(rnd.randint(100_00, 9999_99)).scaleb(-2)
        done = (plan * Decimal(rnd.randint(40, 99)) / 100).quantize(Decimal("0.01"))
        rows.append(("", f"项{n}", [plan, done, (done / plan * 100).quantize(Decimal("0.01"))]))
    assert {family.shape for family in mined([grid(rows)], TOTALS)} == {"ratios"}


def test_round_amounts_show_less() -> None:
    """160,000.00 and 80,000.00 agree easily: they show as much as 16 and 8."""
    rows = [
        ("", f"项{n}", [Decimal(a + b), Decimal(a), Decimal(b)]) for n, (a, b) in enumerate([(10000, 20000), (30000, 10000)])
    ]
    assert mined([grid(rows)], frozenset()) == []
