"""Every rule of the pack on its own examples, and every passing example broken by one digit."""

from __future__ import annotations

import pytest

from auditor import checks, trial
from auditor.rulebook import Rulebook, load

RULES = load(cache=False).rules


@pytest.mark.parametrize("rule_id", RULES)
def test_examples(rule_id: str, book: Rulebook) -> None:
    assert list(trial.faults(book.rules[rule_id], book)) == []


@pytest.mark.parametrize(
    "rule_id", [name for name, rule in RULES.items() if getattr(checks.module(rule.check), "NUMERIC", True)]
)
def test_one_wrong_digit_is_caught(rule_id: str, book: Rulebook) -> None:
    tried, caught, missed = trial.bites(book.rules[rule_id], book)
    assert caught or not tried, f"{rule_id}: {tried} digits changed, {caught} caught"
    assert missed == []
