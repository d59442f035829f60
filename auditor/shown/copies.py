"""Columns of two tables that print the same amounts under the same codes or labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from math import log2
from typing import NamedTuple

from auditor.labels import bare
from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.shown import Family, Grid, Relation
from auditor.shown.evidence import BELIEVED, surprise

Column = dict[str, Fact]
_FEWEST = 3
_MANY = 10
"""Lines that agree from which on one that does not is no matter of what the tables hold."""


class Standing(NamedTuple):
    """What the tables say of their own amounts: those that something bears out and nothing contradicts, those that something
    contradicts and nothing bears out, and the totals of lines: a total may differ because of a line that one table lacks."""

    proven: Set[Location]
    doubted: Set[Location]
    totals: Set[Location]


def copies(grids: Sequence[Grid], standing: Standing) -> list[Family]:
    """The pairs of columns that agree in more lines than chance allows, the best for each two tables and column.

    Two tables may hold different things in a line. That they differ there is a failure only when the table of one of the two
    contradicts it, or when two other tables repeat the one and nothing bears out the other."""
    found = list(_pairs(grids))
    repeated = Counter(
        at for made in found for each in made.relations if each.holds for at in (each.total.at, each.parts[0].at)
    )

    def told(made: Family, each: Relation) -> bool:
        both = each.total.at, each.parts[0].at
        if each.holds or each.near or any(at in standing.doubted for at in both):
            return True
        if any(at in standing.totals for at in both):
            return False
        lonely = [at for at in both if not repeated[at] and at not in standing.proven]
        if len(lonely) != 1 or any(abs(each.gap) == abs(gap) for gap in _of_totals(made, standing)):
            return False
        other = both[1] if lonely[0] == both[0] else both[0]
        return repeated[other] > 0 or (other in standing.proven and made.shown >= _MANY)

    judged = [made._replace(relations=tuple(each for each in made.relations if told(made, each))) for made in found]
    return [made for made in judged if len(made.failed) <= 1]


def _of_totals(made: Family, standing: Standing) -> Iterator[int]:
    """By how much totals differ; what a line differs by as well is what one of the tables does not hold."""
    for each in made.failed:
        if each.total.at in standing.totals or each.parts[0].at in standing.totals:
            yield each.gap


def _pairs(grids: Sequence[Grid]) -> Iterator[Family]:
    columns = [(number, column) for number, grid in enumerate(grids) for column in _columns(grid)]
    step = max((grid.step for grid in grids), default=0)
    where: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, (_, column) in enumerate(columns):
        for key, fact in column.items():
            if fact.value:
                where[key, round(fact.value.scaleb(-step))].append(index)
    agreeing: Counter[tuple[int, int]] = Counter()
    for together in where.values():
        for place, one in enumerate(together):
            for other in together[place + 1 :]:
                if columns[one][0] != columns[other][0]:
                    agreeing[one, other] += 1
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for (one, other), times in agreeing.most_common():
        if times < _FEWEST:
            break
        for mine, theirs in ((one, other), (other, one)):
            best.setdefault((mine, columns[theirs][0]), (one, other))
    for one, other in dict.fromkeys(best.values()):
        made = _family(columns[one][1], columns[other][1], len(columns), step)
        if made.shown >= _FEWEST and made.strength >= BELIEVED and len(made.failed) < made.shown:
            yield made


def _columns(grid: Grid) -> list[Column]:
    """The amounts of each column of each panel by code or label; a name that stands for two amounts is left out."""
    found: dict[tuple[int, int], Column] = defaultdict(dict)
    doubtful: set[tuple[int, int, str]] = set()
    for line in grid.lines:
        key = line.code or bare(line.label)
        if not key:
            continue
        for at, fact in line.facts.items():
            column = found[line.panel, at]
            if fact.state != "number" or fact.unit.measure != "money":
                continue
            before = column.setdefault(key, fact)
            if before is not fact and before.value != fact.value:
                doubtful.add((line.panel, at, key))
    return [
        {key: fact for key, fact in column.items() if (*place, key) not in doubtful} for place, column in found.items()
    ]  # fmt: skip


def _family(one: Column, other: Column, tried: int, step: int) -> Family:
    seen: set[int] = set()
    found: list[Relation] = []
    for key, fact in one.items():
        twin = other.get(key)
        if twin is None or not (fact.value or twin.value):
            continue
        gap, allowed = abs(fact.value - twin.value), fact.half + twin.half
        holds = gap <= allowed
        size = abs(int(fact.value.scaleb(-step)))
        bits = surprise(size, 0) if holds and size not in seen else 0.0
        seen.add(size)
        found.append(
            Relation(fact, (twin,), holds, not holds and gap <= 2 * allowed, bits, int(gap.scaleb(-step)), factors=(1,))
        )
    return Family("copies", tuple(found), sum(relation.bits for relation in found) - 2 * log2(max(tried, 1)))
