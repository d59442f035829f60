"""Printed text ⇄ exact numbers: the decimal that is printed, how precisely, in which unit, what it can stand for."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from auditor.characters import UNKNOWN, seen, unmarked

ZERO: Final = Decimal(0)
_ENOUGH: Final = Context(prec=100, rounding=ROUND_HALF_EVEN)

State = Literal["number", "blank", "dash", "none", "text", "unreadable"]
"""What a printed cell is: a number, empty, a dash (does not apply), 无 or / (there is none), words, or digits that
cannot be read as one number. The last is never an error of the report: it makes a check *not checked*."""


class Printed(NamedTuple):
    """One printed value: `value` is exact, `places` the decimals printed (below nought with an exponent), `suffix` what stood
    behind it (% or a unit). `coarse`: it was printed with an exponent, so no decimals beyond `places` are meant."""

    state: State
    value: Decimal = ZERO
    places: int = 0
    suffix: str = ""
    coarse: bool = False


class Unit(NamedTuple):
    """A unit as printed: `name` 万元, `measure` money, `exponent` 4 (one is 10⁴ of the measure's base unit)."""

    name: str
    measure: str
    exponent: int


UNITS: Final[dict[str, Unit]] = {
    unit.name: unit
    for unit in (
        Unit("元", "money", 0),
        Unit("百元", "money", 2),
        Unit("千元", "money", 3),
        Unit("万元", "money", 4),
        Unit("百万元", "money", 6),
        Unit("千万元", "money", 7),
        Unit("亿元", "money", 8),
        Unit("%", "percent", 0),
        Unit("", "count", 0),
    )
}
COUNT: Final = UNITS[""]
PERCENT: Final = UNITS["%"]

MINUS = "-−－–‐‑﹣"
_DASH = re.compile(rf"¥?[{MINUS}—―─_]{{1,8}}")
_NONE = frozenset({"无", "/", "不适用", "\\", "N/A", "n/a"})
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_SIGN = rf"[+{re.escape(MINUS)}—―─△▲负]"
_CURRENCY = r"(?:¥|RMB|CNY|人民币)"
_UNIT = r"%|‰|[百千]?万?元|万|亿元?"
_NUMBER = re.compile(
    rf"(?P<open>\()?{_CURRENCY}?(?P<sign>{_SIGN})?{_CURRENCY}?(?P<inner>(?(open)(?!)|\())?(?P<digits>{_DIGITS})"
    rf"(?:[Ee](?P<exponent>[+-]\d{{1,2}}))?(?(open)(?P<suffix_in>{_UNIT})?\))(?(inner)\))(?P<suffix>{_UNIT})?(?:[*†‡※]+|\[注?\d{{1,2}}\]|[(【]注\d{{0,2}}[)】])?"
)
"""A sign or a currency first, in either order; brackets instead of a sign; an exponent; a unit; the mark of a note."""
_UNCALCULATED = re.compile(
    r"=(?![\d.,]+[\u4e00-\u9fff]).+|#(?:[A-Z_]+(?:/[A-Z0])?[!?]?|[\u4e00-\u9fff/0]{1,6}[!?]|#+)", re.DOTALL
)
_MOST_DIGITS: Final = 24
"""More than any amount has; sums of so many are exact still in 28 digits."""
_SPACE = re.compile(r"\s+")
_OF_NUMBERS: Final = frozenset(f".,%‰()·。，'’+△▲▼↑↓{MINUS}")
"""What stands in numbers, be they broken ones, besides digits."""
_MONEY = re.compile(rf"^[(]?[{re.escape(MINUS)}]?{_CURRENCY}|(?:[百千]?万?元|万|亿元?)$")

BLANK: Final = Printed("blank")
DASH: Final = Printed("dash")
NONE: Final = Printed("none")
TEXT: Final = Printed("text")
UNREADABLE: Final = Printed("unreadable")


@lru_cache(maxsize=65536)
def parse(text: str) -> Printed:
    """What a whole cell prints. Full-width digits, thousands separators, currency signs, (204.61), △204.61, 3.1E+03 and
    numbers broken over lines are understood; a cell with digits that do not make one number is `unreadable` only when it
    holds nothing but digits and number punctuation, or a formula or an error (=B2+B3, #DIV/0!) instead of its value, otherwise
    it is `text`. With a character that could not be read it is always unreadable."""
    if not text.isascii():
        if UNKNOWN in text:
            return UNREADABLE
        plain = unmarked(seen(text))
        if not plain.strip() and plain != text:
            return TEXT if seen(text).strip() else BLANK
        text = unicodedata.normalize("NFKC", plain)
    parts = text.split()
    if not parts:
        return BLANK
    body = parts[0] if len(parts) == 1 else "".join(parts)
    match = _NUMBER.fullmatch(body)
    if match:
        return UNREADABLE if len(parts) > 1 and _several(parts) else _number(match)
    if _DASH.fullmatch(body):
        return DASH
    if body in _NONE:
        return NONE
    return UNREADABLE if _only_digits(body) or _UNCALCULATED.fullmatch(body) else TEXT


def _number(match: re.Match[str]) -> Printed:
    """The number that a cell prints; unreadable with two signs, more digits than any amount has, or perhaps an arrow."""
    digits, sign = match["digits"].replace(",", ""), match["sign"] or ""
    bracketed = bool(match["open"] or match["inner"])
    suffix = match["suffix"] or match["suffix_in"] or ""
    # ▲5.06% may be an arrow upwards as well as a minus.
    if (
        not countable(digits)
        or (sign and bracketed)
        or (match["suffix"] and match["suffix_in"])
        or (sign == "▲" and suffix == "%")
    ):
        return UNREADABLE
    value = Decimal(digits)
    places = len(digits) - digits.find(".") - 1 if "." in digits else 0
    exponent = int(match["exponent"] or 0)
    if exponent:
        value, places = value.scaleb(exponent), places - exponent
        if not countable(f"{value:f}"):
            return UNREADABLE
    if bracketed or sign not in {"", "+"}:
        value = -value
    return Printed("number", value, places, suffix, match["exponent"] is not None)


def _several(parts: list[str]) -> bool:
    """Two whole numbers in one cell are not one number broken in two: 311.56 311.55."""
    complete = [part for part in parts if _NUMBER.fullmatch(part)]
    return len(complete) == len(parts) and (sum("." in part for part in parts) != 1 or "." in parts[0])


def countable(digits: str) -> bool:
    """Whether those digits, without commas, can be an amount: no amount has so many that sums of it are inexact."""
    return len(digits) <= _MOST_DIGITS or len(digits.lstrip("0").replace(".", "")) <= _MOST_DIGITS


def _only_digits(body: str) -> bool:
    return any(c.isdigit() for c in body) and all(c.isdigit() or c in _OF_NUMBERS for c in _MONEY.sub("", body))


def unit_named(name: str) -> Unit | None:
    """The unit of that printed name (万元, 万, 元 …) or None."""
    name = _SPACE.sub("", name)
    if name in {"万", "亿"}:
        name += "元"
    return UNITS.get(name)


def half(places: int, exponent: int = 0) -> Decimal:
    """Half of the last printed place, in base units: what rounding may hide on each side of the printed value."""
    return _half(places - exponent)


@lru_cache(maxsize=64)
def _half(places: int) -> Decimal:
    return Decimal(5).scaleb(-places - 1)


def rounded(value: Decimal, places: int, rounding: str | None = None) -> Decimal:
    """The value at that many decimals, however many digits that takes; `round` fails beyond 28."""
    return value.quantize(Decimal(1).scaleb(-places), rounding, _ENOUGH)


_NUMERALS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def numeral(text: str) -> Decimal:
    """Chinese numerals up to 99: 三, 十二, 二十; nought for anything else."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return Decimal(_NUMERALS.get(text, 0))
    return Decimal(_NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0))


def show(value: Decimal, places: int | None = None) -> str:
    """A number for people: no exponent, no needless zeros unless `places` asks for them."""
    if places is not None:
        return f"{value:.{max(places, 0)}f}"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_DOWN: Final = Context(prec=40, rounding=ROUND_FLOOR)
_UP: Final = Context(prec=40, rounding=ROUND_CEILING)


class Interval(NamedTuple):
    """All values that a printed number, or a sum or quotient of them, can stand for. Bounds are included.

    Arithmetic rounds outwards at 40 digits, so a true value never falls outside."""

    low: Decimal
    high: Decimal
    middle: Decimal

    @classmethod
    def exactly(cls, value: Decimal) -> Interval:
        return cls(value, value, value)

    @classmethod
    def around(cls, value: Decimal, slack: Decimal) -> Interval:
        return cls(value - slack, value + slack, value)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, -self.middle)

    def plus(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high, self.middle + other.middle)

    def minus(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low, self.middle - other.middle)

    def times(self, other: Interval) -> Interval:
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(
            min(_DOWN.multiply(a, b) for a, b in pairs),
            max(_UP.multiply(a, b) for a, b in pairs),
            self.middle * other.middle,
        )

    def over(self, other: Interval) -> Interval | None:
        """The quotient, or None when the divisor can be nought."""
        if other.low <= 0 <= other.high:
            return None
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(
            min(_DOWN.divide(a, b) for a, b in pairs),
            max(_UP.divide(a, b) for a, b in pairs),
            self.middle / other.middle,
        )

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high
