"""Relations that a report shows by itself, and the grids of amounts in which they are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from auditor.model.document import Location
from auditor.model.facts import Fact

Shape = Literal["columns", "rows", "copies", "ratios"]
"""A column that is the sum of others, a row that is the sum of others, the same line in two tables, a column of percentages
that is the quotient of two others."""


class Line(NamedTuple):
    """A row of one panel of a table: its printed label and code, and its amounts and percentages by column."""

    row: int
    panel: int
    code: str
    label: str
    facts: Mapping[int, Fact]
    rates: Mapping[int, Fact] = MappingProxyType({})


class Grid(NamedTuple):
    """A table put together. `step` is the exponent of its last printed place in base units: an amount is a whole number of
    10**step. `slack` is what rounding may hide in one amount, in half steps: 1, or 0 where amounts are exact."""

    title: str
    lines: tuple[Line, ...]
    step: int
    slack: int

    def whole(self, fact: Fact) -> int:
        """The amount in last places."""
        return int(fact.value.scaleb(-self.step))

    def told(self, known: Mapping[Location, Fact]) -> Grid:
        """The same with the facts that are known of those places, as far as they are amounts in the same unit: what is counted
        in a table of money adds up as it is printed."""

        def meant(fact: Fact) -> Fact:
            other = known.get(fact.at, fact)
            return other if other.unit == fact.unit else fact

        return self.changed(meant)

    def changed(self, fact: Callable[[Fact], Fact]) -> Grid:
        """The same with every number put through a function."""
        lines = (
            line._replace(
                facts={at: fact(one) for at, one in line.facts.items()}, rates={at: fact(one) for at, one in line.rates.items()}
            )
            for line in self.lines
        )
        return self._replace(lines=tuple(lines))

    def panels(self) -> Iterator[list[Line]]:
        """The lines of each panel."""
        for panel in sorted({line.panel for line in self.lines}):
            yield [line for line in self.lines if line.panel == panel]

    @property
    def facts(self) -> Iterator[Fact]:
        """Its amounts and percentages, also those printed as a dash or left blank."""
        for line in self.lines:
            yield from line.facts.values()
            yield from line.rates.values()


class Relation(NamedTuple):
    """total = Σ factor × part, as printed. `bits` is how surprising it would be by chance; nought when it shows nothing (one
    part alone, amounts seen already). `gap` is total − sum in last places; it is a `slip` when one digit
    set wrong, or two neighbours exchanged, would mend it."""

    total: Fact
    parts: tuple[Fact, ...]
    holds: bool
    near: bool
    bits: float
    gap: int = 0
    slip: bool = False
    factors: tuple[int, ...] = ()


class Family(NamedTuple):
    """Relations of one shape, and how many bits of evidence stand behind it: those of what holds less those of the choice
    among all that was tried."""

    shape: Shape
    relations: tuple[Relation, ...]
    strength: float

    @property
    def failed(self) -> tuple[Relation, ...]:
        return tuple(relation for relation in self.relations if not relation.holds and not relation.near)

    @property
    def shown(self) -> int:
        """How many relations show something."""
        return sum(relation.bits > 0 for relation in self.relations)

    @property
    def causes(self) -> int:
        """How many different slips the failures need: a line left out is missing by the same amount in several columns."""
        gaps: list[int] = []
        for relation in self.failed:
            if all(abs(abs(relation.gap) - known) > _ALIKE for known in gaps):
                gaps.append(abs(relation.gap))
        return len(gaps)


_ALIKE = 3
"""Last places that rounding may set two differences of one cause apart."""
