"""A table put together → the grid of its printed amounts, whether its kind is known or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from auditor.meaning.joined import Whole
from auditor.meaning.sheets import half_place, own_unit, usual_places
from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.pack import Vocabulary
from auditor.model.shown import Grid, Line
from auditor.numbers import ZERO, Unit, parse

_CODE = re.compile(r"\s*0\d")
"""Digits that begin with a nought and have no point are a code."""


def grid(whole: Whole, vocabulary: Vocabulary, unit: Unit) -> Grid:
    """The amounts of all pieces of a table, line by line."""
    title, shapes = whole.caption.title, whole.shaped(vocabulary)
    places = usual_places(shapes, unit)
    lines: list[Line] = []
    deepest = -unit.exponent
    exact = True
    for piece, shape in zip(whole.pieces, shapes, strict=True):
        for line in shape.lines:
            facts: dict[int, Fact] = {}
            rates: dict[int, Fact] = {}
            for column, cell in line.values:
                printed = parse(cell.text)
                own = own_unit(printed.suffix, "money", unit)
                if printed.state not in {"number", "dash", "blank", "none"} or _CODE.match(cell.text):
                    continue
                slack = half_place(printed, places, own) if printed.state == "number" else ZERO
                money = own.measure == "money"
                exact = exact and not (slack and money)
                value = printed.value.scaleb(own.exponent)
                if printed.state == "number" and money:
                    deepest = max(deepest, printed.places - own.exponent)
                (facts if money else rates)[column] = Fact(
                    title,
                    (f"{line.row}/{line.panel}", str(column)),
                    printed.state,
                    value,
                    slack,
                    printed.places,
                    own,
                    cell.text.strip(),
                    Location(piece.block, cell.row, cell.column),
                    line.label or line.code,
                    shape.columns[column].printed if column < len(shape.columns) else "",
                )
            if _numbering([fact for fact in facts.values() if fact.state == "number"]):
                continue
            lines.append(Line(line.row, line.panel, line.code, line.label, facts, rates))
    step = -max(deepest, places - unit.exponent)
    return Grid(title, tuple(lines), step, 0 if exact else 1)


def _numbering(facts: Sequence[Fact]) -> bool:
    """1 2 3 …: a line that numbers the columns."""
    values = [fact.value for fact in facts]
    return (
        len(values) > 2
        and not any(fact.places for fact in facts)
        and all((b - a).scaleb(-facts[0].unit.exponent) == 1 for a, b in pairwise(values))
    )
