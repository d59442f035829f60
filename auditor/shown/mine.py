"""All families of relations that the tables of a report show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from math import log2

from auditor.labels import bare
from auditor.model.facts import Fact
from auditor.model.shown import Family, Grid, Line, Relation
from auditor.shown.copies import Standing, copies
from auditor.shown.evidence import believed, surprise
from auditor.shown.ratios import ratios
from auditor.shown.sums import Matrix, family, relations, scattered, stairs
from auditor.shown.trees import by_codes, by_numbering

_CALLED_TOTAL = 13.0
"""Bits for a line that is called a total, and for codes above codes."""


def mined(grids: Sequence[Grid], totals: Set[str]) -> list[Family]:
    """The families that are believed. `totals` are the words for a total."""
    found: list[Family] = []
    for grid in grids:
        for lines in grid.panels():
            found += (*_columns(grid, lines), *_rows(grid, lines, totals), *ratios(lines))
        found += _sides(grid, totals)
    return [*found, *copies(grids, _standing(found))]


def _standing(found: Sequence[Family]) -> Standing:
    doubted = {fact.at for made in found for each in made.failed for fact in (each.total, *each.parts)}
    shown = {fact.at for made in found for each in made.relations if each.holds for fact in (each.total, *each.parts)}
    totals = {each.total.at for made in found if made.shape == "rows" for each in made.relations if len(each.parts) > 1}
    return Standing(shown - doubted, doubted - shown, totals)


def _matrix(grid: Grid, lines: Sequence[Line], expected: Sequence[float]) -> Matrix:
    amounts = [{at: grid.whole(fact) for at, fact in line.facts.items() if fact.state == "number"} for line in lines]
    return Matrix(amounts, [line.facts for line in lines], grid.slack, expected)


def _rows(grid: Grid, lines: Sequence[Line], totals: Set[str]) -> Iterator[Family]:
    called = [_CALLED_TOTAL if _is_total(line, totals) else 0.0 for line in lines]
    matrix = _matrix(grid, lines, called)
    active = list(range(len(lines)))
    trees = by_codes([line.code for line in lines]), by_numbering(["" if line.code else line.label for line in lines])
    for above in trees:
        below: dict[int, list[int]] = {}
        for index, parent in enumerate(above):
            if parent is not None:
                below.setdefault(parent, []).append(index)
        sums = [each for total, parts in below.items() for each in relations(matrix, total, parts)]
        made = family("rows", matrix, sums, 1, _CALLED_TOTAL)
        if sums and believed(made):
            yield made
            active = [index for index in active if above[index] is None]
    for each, _ in stairs("rows", matrix, active):
        yield each


def _is_total(line: Line, totals: Set[str]) -> bool:
    label = bare(line.label)
    return any(label.endswith(word) for word in totals)


def _columns(grid: Grid, lines: Sequence[Line]) -> Iterator[Family]:
    order = sorted({at for line in lines for at in line.facts})
    if len(order) < 3:
        return
    facts = [{row: line.facts[at] for row, line in enumerate(lines) if at in line.facts} for at in order]
    amounts = [{row: grid.whole(fact) for row, fact in column.items() if fact.state == "number"} for column in facts]
    matrix = Matrix(amounts, facts, grid.slack, [0.0] * len(order))
    active = list(range(len(order)))
    for each, _ in stairs("columns", matrix, active):
        yield each
    yield from scattered("columns", matrix, active)


def _sides(grid: Grid, totals: Set[str]) -> Iterator[Family]:
    """Totals on one line of two panels that come to the same: both sides of an account. That they differ shows nothing, for
    income and expenditure of a year need not be equal."""
    lines: dict[int, list[Line]] = {}
    for line in grid.lines:
        if _is_total(line, totals):
            lines.setdefault(line.row, []).append(line)
    for row in lines.values():
        for one, other in pairwise(row):
            left, right = _first(one), _first(other)
            if left is None or right is None:
                continue
            gap = grid.whole(left) - grid.whole(right)
            bits = surprise(grid.whole(left), 0) + _CALLED_TOTAL - log2(len(grid.lines))
            made = Family("rows", (Relation(left, (right,), True, False, bits, gap, factors=(1,)),), bits)
            if abs(gap) <= grid.slack and believed(made):
                yield made


def _first(line: Line) -> Fact | None:
    return next((fact for _, fact in sorted(line.facts.items()) if fact.state == "number" and fact.value), None)
