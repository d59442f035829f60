"""What a report would say if some of its numbers were printed otherwise: its facts again, without reading it again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from auditor.model.document import Location
from auditor.model.facts import Fact, Facts, Sheet
from auditor.model.form import Entry, Form, Row

_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")

Changes = Mapping[Location, tuple[str, str]]
"""By place: the number as printed, and the digits to print instead."""


def revised(facts: Facts, changes: Changes) -> Facts | None:
    """The facts with those numbers changed, of whatever they are read as; None when one of them cannot be changed."""
    made: dict[Location, Fact] = {}

    def fact(old: Fact) -> Fact:
        if old.at not in changes:
            return old
        new = _changed(old, changes[old.at][1])
        if new is not None:
            made[old.at] = new
        return new or old

    other = replace(
        facts,
        sheets=[_sheet(sheet, fact) for sheet in facts.sheets],
        statements=[
            s._replace(figures=_each(s.figures, fact), borrowed=_each(s.borrowed, fact)) for s in facts.statements
        ],
        loose=[fact(one) for one in facts.loose],
        tallies=[tally._replace(fact=fact(tally.fact)) for tally in facts.tallies],
        forms=[_form(form, fact) for form in facts.forms],
        mentions={name: [_row(row, fact) for row in rows] for name, rows in facts.mentions.items()},
        phrases={name: _sheet(sheet, fact) for name, sheet in facts.phrases.items()},
        grids=tuple(grid.changed(fact) for grid in facts.grids),
        kept={},
    )  # fmt: skip
    return other if made.keys() == changes.keys() else None


def _each(figures: dict[str, Fact], fact: Callable[[Fact], Fact]) -> dict[str, Fact]:
    return {name: fact(figure) for name, figure in figures.items()}


def _changed(old: Fact, printed: str) -> Fact | None:
    """The fact with other digits; what rounding hides goes by the decimals, and an exact amount stays exact."""
    new = _NUMBER.search(printed)
    if new is None or old.state != "number" or printed.lstrip().startswith(("-", "−")):
        return None
    _, _, decimals = (digits := new[0].replace(",", "").replace("，", "").replace("．", ".")).partition(".")
    value = Decimal(digits).scaleb(old.unit.exponent)
    half = old.half if _usual(old) > max(old.places, len(decimals) - 1) else old.half.scaleb(old.places - len(decimals))
    text = _NUMBER.sub(new[0], old.text, count=1)
    return old._replace(value=-value if old.value < 0 else value, places=len(decimals), half=half, text=text)


def _usual(fact: Fact) -> int:
    """The decimals that such numbers are printed with where this one stands: a mere 0 is as exact as they are."""
    return -(2 * fact.half).scaleb(-fact.unit.exponent).adjusted() if fact.half else fact.places


def _sheet(sheet: Sheet, fact: Callable[[Fact], Fact]) -> Sheet:
    found = {key: fact(one) for key, one in sheet.facts.items()}
    return replace(sheet, facts=found, kept={})


def _form(form: Form, fact: Callable[[Fact], Fact]) -> Form:
    made = replace(form)
    made.rows = {block: [_row(row, fact, made) for row in rows] for block, rows in form.rows.items()}
    return made


def _row(row: Row, fact: Callable[[Fact], Fact], form: Form | None = None) -> Row:
    return replace(row, cells={name: _entry(entry, fact) for name, entry in row.cells.items()}, form=form)


def _entry(entry: Entry, fact: Callable[[Fact], Fact]) -> Entry:
    new = fact(entry.fact)
    if new is entry.fact:
        return entry
    value = entry.value
    if value.sort == "number" and value.low == value.high:
        number = new.value.scaleb(-value.exponent)
        value = value._replace(low=number, high=number, places=new.places)
    return Entry(new, value)
