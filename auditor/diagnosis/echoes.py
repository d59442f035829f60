"""Where else a number is printed: a value that is wanted somewhere, and stands elsewhere in so many words, was meant.

Only numbers outside the relations that fail count: those inside say nothing that the relations do not say already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from decimal import Decimal
from functools import cached_property

from auditor.model.document import Location
from auditor.model.facts import Fact

_TELLING = 4
"""So many figures are not alike by chance in one report;"""
_TELLING_OFTEN, _OFTEN = 3, 3
"""fewer when the number is printed several times,"""
_TELLING_BESIDE = 2
"""or in the same row (budget and outturn of one item)."""


class Echoes:
    """The printed numbers of a report by value; made when first asked."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._facts = facts

    @cached_property
    def _places(self) -> Mapping[tuple[str, Decimal], Set[Location]]:
        found: dict[tuple[str, Decimal], set[Location]] = defaultdict(set)
        for fact in self._facts:
            if fact.state == "number" and fact.value:
                found[fact.unit.measure, fact.value].add(fact.at)
        return found

    def of(self, fact: Fact, value: Decimal, apart: Set[Location]) -> bool:
        """Whether that value of a figure is printed at other places than those, so that it can hardly be chance."""
        telling = len(value.normalize().as_tuple().digits)
        places = self._places.get((fact.unit.measure, value), frozenset()) - apart
        if telling >= _TELLING or (telling >= _TELLING_OFTEN and len(places) >= _OFTEN):
            return bool(places)
        return telling >= _TELLING_BESIDE and self._beside(fact, places)

    def beside(self, fact: Fact, value: Decimal) -> bool:
        """Whether that value is printed in the row of the figure."""
        return self._beside(fact, self._places.get((fact.unit.measure, value), frozenset()))

    def _beside(self, fact: Fact, places: Set[Location]) -> bool:
        return fact.at.row >= 0 and any((at.block, at.row) == (fact.at.block, fact.at.row) for at in places)
