"""Totals of tables that the pack does not know: rules that say `subtotals:`.

A line labelled 合计, 小计 or 总计 should be the sum of the lines above it. Unknown tables may list parts of parts, so a
column is doubted only when the table is shown to add up by all its other columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from auditor.labels import bare
from auditor.model.facts import Fact, Facts, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Scalar, Shape

KEY: Final = "subtotals"
SETTINGS: Final[Mapping[str, Shape]] = {"subtotals": Scalar(pattern=r"\d+")}

ONE = Decimal(1)


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Add up every unknown table that has a total line and at least that many lines above it."""
    outcome = Outcome(rule, absent=Gap("no-tables"))
    fewest = int(rule.settings["subtotals"])
    for unknown in facts.unknown:
        for total, above in _blocks(unknown.sheet, vocabulary.totals):
            if len(above) < fewest:
                continue
            made = [c for column in total if (c := _column(rule.id, total[column], above, column)) is not None]
            failed = [c for c in made if not c.passed]
            if len(failed) <= 1 and len(made) - len(failed) >= 2:
                outcome.comparisons.extend(made)
    return outcome


Row = dict[str, Fact]


def _blocks(sheet: Sheet, totals: frozenset[str]) -> Iterator[tuple[Row, list[Row]]]:
    """Each total line with the lines above it, back to the total before."""
    rows: dict[str, Row] = {}
    for (line, column), fact in sheet.facts.items():
        rows.setdefault(line, {})[column] = fact
    above: list[Row] = []
    for row in rows.values():
        label = bare(next(iter(row.values())).row)
        if label in totals:
            yield row, above
            above = []
        else:
            above.append(row)


def _column(rule: str, total: Fact, above: list[Row], column: str) -> Comparison | None:
    parts = [row[column] for row in above if column in row]
    if total.state != "number" or any(part.state not in {"number", "blank"} for part in parts):
        return None
    numbers = [part for part in parts if part.state == "number"]
    if len(numbers) < 2:
        return None
    amount = sum((part.value for part in numbers), Decimal(0))
    difference = total.value - amount
    tolerance = total.half + sum((part.half for part in numbers), Decimal(0))
    passed = abs(difference) <= tolerance
    left = f"「{total.row}·{total.column}」{total.shown()}"
    right = "＋".join(f"「{part.row}」{part.shown()}" for part in numbers[:8]) + ("…" if len(numbers) > 8 else "")
    terms = (Term(total, ONE, True), *(Term(part, ONE, False) for part in numbers))
    return Comparison(rule, passed, "==", left, right, total.value, amount, difference, tolerance, terms)
