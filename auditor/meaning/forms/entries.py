"""One printed cell of a form → an entry: a fact with its number in base units, and what it says by the grammar of values."""

from __future__ import annotations

from decimal import Decimal

from auditor.meaning.forms.values import Reader
from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.form import Entry, Value
from auditor.numbers import COUNT, PERCENT, UNITS, ZERO, State, Unit, half, parse

SCORE = Unit("", "score", 0)
NUMBER = Unit("", "number", 0)


class Maker:
    """Makes entries of one block; `sheet` is its name, `money` the unit of amounts printed without one, `usual` the decimals
    that its amounts are printed with: 25 and 0 among 13.56 stand for 25.00 and 0.00."""

    def __init__(self, sheet: str, reader: Reader, money: Unit, usual: int = 0) -> None:
        self.sheet, self.reader, self.money, self.usual = sheet, reader, money, usual

    def entry(
        self,
        key: tuple[str, ...],
        measure: str,
        text: str,
        at: Location,
        row: str,
        column: str,
        front: str = "",
        behind: str = "",
    ) -> Entry:
        """The entry of a printed text in a column of that measure."""
        value = self.reader.read(text, front, behind)
        if measure in {"text", "target"}:
            return Entry(self._said(key, value, text, at, row, column), value)
        body = self.reader.points(text) if measure == "score" else text
        printed = parse(body)
        unit = self._unit(printed.suffix, measure)
        number = printed.state == "number"
        places = self.usual if unit.measure == "money" and not printed.places and not printed.coarse else printed.places
        fact = Fact(
            self.sheet, key, printed.state, printed.value.scaleb(unit.exponent) if number else ZERO,
            slack(places, unit) if number else ZERO, printed.places, unit, text.strip(), at, row, column,
        )  # fmt: skip
        return Entry(fact, value)

    def _said(self, key: tuple[str, ...], value: Value, text: str, at: Location, row: str, column: str) -> Fact:
        single = value.sort == "number" and value.low == value.high
        unit = Unit(value.unit, value.measure, value.exponent) if value.measure else NUMBER
        if value.measure == "percent":
            unit = PERCENT
        state: State = "number" if single else "blank" if value.sort == "blank" else "text"
        number = value.low.scaleb(unit.exponent) if single else ZERO
        return Fact(
            self.sheet, key, state, number, slack(value.places, unit) if single else ZERO, value.places, unit, text.strip(), at,
            row, column,
        )  # fmt: skip

    def _unit(self, suffix: str, measure: str) -> Unit:
        if measure == "score":
            return SCORE
        if measure == "percent" or suffix == "%":
            return PERCENT
        if measure == "count":
            return COUNT
        return UNITS.get(suffix + ("元" if suffix in {"万", "亿"} else ""), self.money) if suffix else self.money


def slack(places: int, unit: Unit) -> Decimal:
    """What rounding may hide on either side; nought for counts and for 元 with two decimals. Points are given as they are
    printed; only those with decimals may have been computed, and rounded behind the second."""
    if unit.measure == "score":
        return half(max(places, 2)) if places else ZERO
    if unit.measure in {"count", "time"} or (unit.measure == "money" and unit.exponent == 0 and places >= 2):
        return ZERO
    return half(places, unit.exponent)
