"""What a clean result rests on: every printed number with the rules that bound it, and those that none did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.model.facts import TEXT, Fact
from auditor.model.report import Report


class Certified(NamedTuple):
    """A printed number, where it stands in words, and the rules that compared it."""

    table: str | None
    row: str
    column: str
    text: str
    rules: tuple[str, ...]


def clean(report: Report) -> bool:
    """Whether the audit is complete and found nothing of error or warning level."""
    return report.status == "complete" and not report.count("error") and not report.count("warning")


def certificate(report: Report) -> Iterator[Certified]:
    """Every printed number that was understood, in reading order."""
    if report.facts is None:
        return
    numbers: dict[object, Fact] = {}
    for fact in (*report.facts.numbers, *report.facts.loose):
        numbers.setdefault(fact.at, fact)
    for fact in sorted(numbers.values(), key=lambda fact: fact.at):
        table = None if fact.sheet == TEXT else fact.sheet
        yield Certified(table, fact.row, fact.column, fact.text, report.bound.get(fact.at, ()))
