"""The unit of the amounts in the tables: as it is printed, or as the sentences that tell the same amounts show it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from auditor.labels import squeeze
from auditor.meaning.captions import Caption
from auditor.model.document import Document
from auditor.model.facts import Facts
from auditor.numbers import UNITS, Unit, unit_named

GUESS = UNITS["万元"]
"""What amounts are counted in as long as nothing tells."""
_IN_HEADS = 6
_BRACKETED = re.compile(r"[(:]([百千]?万?元|亿元)\)?$")
_NEAR = 0.5
"""Of a power of ten: two amounts that differ by less tell the same unit even where one of them is wrong. The units lie at least
ten times apart, those in use a thousand times and more."""


def printed_unit(captions: Iterable[Caption], document: Document) -> Unit | None:
    """The money unit of most tables, as their captions or else the heads of their columns print it; None when none does."""
    units = Counter(caption.unit for caption in captions if caption.unit and caption.unit.measure == "money")
    if not units:
        for table in document.tables:
            heads = (squeeze(cell.text) for cell in table.cells if cell.row < _IN_HEADS)
            units.update(unit for head in heads if (match := _BRACKETED.search(head)) and (unit := unit_named(match[1])))
    return units.most_common(1)[0][0] if units else None


def shown_unit(facts: Facts, quantity: str) -> Unit | None:
    """The unit in which the tables print what sentences tell with a unit, by their size; None when nothing shows it. `facts`
    were read as if it were the guess; `quantity` is what sentences tell of an amount that tables print."""
    votes: Counter[Unit] = Counter()
    for (meaning, name), told in facts.told.items():
        if name != quantity:
            continue
        for one in told:
            for other in facts.printed.get(meaning, ()):
                if one.unit.measure == "money" and other.unit == GUESS and one.value and other.value:
                    size = math.log10(abs(one.value / other.value.scaleb(-GUESS.exponent)))
                    votes.update(unit for unit in _MONEY if abs(size - unit.exponent) < _NEAR)
    return votes.most_common(1)[0][0] if votes else None


_MONEY = tuple(unit for unit in UNITS.values() if unit.measure == "money")
