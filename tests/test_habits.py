"""How a report rounds is told from its balances, and what its habit promises is demanded."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from auditor.diagnosis.habits import settled
from auditor.engine import audit_file
from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.pack import Rule
from auditor.model.report import Comparison, Outcome, Report, Term
from auditor.numbers import UNITS
from auditor.rulebook import Rulebook
from examples.amounts import Habit
from examples.docx_writer import write
from examples.final_accounts import blocks
from examples.ledger import make

ONE = Decimal(1)


def _balances(book: Rulebook, habit: str, count: int, odd: int = 0) -> Outcome:
    """Balances of five parts each, as an office of that habit would print them; `odd` last places are added to the first."""
    rule: Rule = next(iter(book.rules.values()))
    rng = Random(f"{habit}/{count}")
    outcome = Outcome(rule)
    for row in range(count):
        parts = [rng.randint(100_000, 9_000_000) for _ in range(5)]
        if habit == "truncated":
            total, printed = sum(parts) // 100, [part // 100 for part in parts]
        else:
            total, printed = round(sum(parts) / 100), [round(part / 100) for part in parts]
        if habit == "summed":
            total = sum(printed)
        outcome.comparisons.append(_balance(rule.id, row, total + (odd if row == 0 else 0), printed))
    return outcome


def _balance(rule: str, row: int, total: int, parts: list[int]) -> Comparison:
    facts = [
        Fact("表", (str(row), str(column)), "number", Decimal(value) * 100, Decimal(50), 2, UNITS["万元"], f"{value / 100:.2f}",
             Location(0, row, column), "", "")
        for column, value in enumerate((total, *parts))
    ]  # fmt: skip
    terms = tuple(Term(fact, ONE, index == 0) for index, fact in enumerate(facts))
    left, right = facts[0].value, sum((fact.value for fact in facts[1:]), Decimal(0))
    slack = Decimal(50) * len(facts)
    return Comparison(rule, abs(left - right) <= slack, "==", "", "", left, right, left - right, slack, terms)


@pytest.mark.parametrize(
    ("habit", "count", "cutting", "adding"),
    [
        ("truncated", 12, ("表",), ()),
        ("truncated", 2, (), ()),
        ("summed", 20, (), ("表",)),
        ("summed", 5, (), ()),
        ("independent", 60, (), ()),
    ],
)
def test_habits_need_evidence(
    book: Rulebook, habit: str, count: int, cutting: tuple[str, ...], adding: tuple[str, ...]
) -> None:
    outcome = _balances(book, habit, count)
    assert settled([outcome]) == (cutting, adding)
    assert all(c.passed for c in outcome.comparisons)


@pytest.mark.parametrize(("habit", "odd", "fails"), [("summed", 1, True), ("independent", 1, False), ("truncated", -4, True)])
def test_what_a_habit_promises_is_demanded(book: Rulebook, habit: str, odd: int, fails: bool) -> None:
    outcome = _balances(book, habit, 30, odd)
    settled([outcome])
    failed = [c for c in outcome.comparisons if not c.passed]
    assert bool(failed) is fails
    assert all(c.severity == "warning" and abs(c.difference) > c.tolerance for c in failed)


@pytest.mark.parametrize("habit", ["independent", "truncated", "summed", "pushed"])
def test_clean_reports_of_every_habit_have_no_finding(tmp_path: Path, book: Rulebook, habit: Habit) -> None:
    for seed in range(6):
        report = _audited(tmp_path, book, seed, habit)
        assert [f.message for f in report.findings if f.severity != "info"] == []


def test_the_habit_is_told(tmp_path: Path, book: Rulebook) -> None:
    assert any("截尾" in remark for remark in _audited(tmp_path, book, 1, "truncated").remarks)
    assert any("分毫不差" in remark for remark in _audited(tmp_path, book, 1, "summed").remarks)
    assert not [r for r in _audited(tmp_path, book, 1, "independent").remarks if "截尾" in r or "分毫不差" in r]


def _audited(folder: Path, book: Rulebook, seed: int, habit: Habit) -> Report:
    path = folder / "report.docx"
    write(path, blocks(make(seed), "江西", habit))
    return audit_file(path, book)


def test_a_product_of_amounts_that_are_cut_off_is_no_violation(tmp_path: Path, book: Rulebook) -> None:
    """The share of purchases from small firms times what was bought: each amount is up to a whole last place too small."""
    assert [f.message for f in _audited(tmp_path, book, 61, "truncated").findings if f.severity != "info"] == []
