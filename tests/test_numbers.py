"""Printed numbers and intervals."""

from __future__ import annotations

from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.numbers import Interval, half, parse, rounded, show, unit_named


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("311.55", "311.55", 2), ("2,995.39", "2995.39", 2), ("　20", "20", 0), ("100 %", "100", 0),
        ("(204.61)", "-204.61", 2), ("－204.61", "-204.61", 2), ("−0.05", "-0.05", 2), ("１２．５０", "12.50", 2),
        ("1.2亿元", "1.2", 1), ("0", "0", 0), ("0.00", "0", 2), ("1,055.4%", "1055.4", 1), ("298.\n59", "298.59", 2),
        ("2,995\n.39", "2995.39", 2), ("+3.5", "3.5", 1), ("2 995 390.20", "2995390.20", 2),
        ("¥14.89", "14.89", 2), ("￥ -14.89", "-14.89", 2), ("-¥14.89", "-14.89", 2), ("(¥14.89)", "-14.89", 2),
        ("¥(14.89)", "-14.89", 2), ("RMB 2,995.39", "2995.39", 2), ("人民币 3元", "3", 0), ("△204.61", "-204.61", 2),
        ("▲204.61", "-204.61", 2), ("负204.61", "-204.61", 2), ("—204.61", "-204.61", 2), ("(1.2万元)", "-1.2", 1),
        ("3.1656E+02", "316.56", 2), ("4.6E-01", "0.46", 2), ("14.89*", "14.89", 2), ("14.89［注1］", "14.89", 2),
    ],
)  # fmt: skip
def test_numbers(text: str, value: str, places: int) -> None:
    printed = parse(text)
    assert (printed.state, printed.value, printed.places) == ("number", Decimal(value), places)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", "blank"), ("　", "blank"), ("---", "dash"), ("¥ -", "dash"), ("—", "dash"), ("－－", "dash"), ("无", "none"), ("/", "none"),
        ("已完成", "text"), ("≥98%", "text"), ("=154.4 万元", "text"), ("一、收入", "text"), ("2024年", "text"),
        ("311..55", "unreadable"), ("311.56 311.55", "unreadable"), ("12 34", "unreadable"), ("3,11.55", "unreadable"),
        ("-(14.89)", "unreadable"), ("▲5.06%", "unreadable"), ("▼5.06%", "unreadable"), ("14.89-", "unreadable"),
        ("#REF!", "unreadable"), ("#引用!", "unreadable"), ("约3万元", "text"), ("2E3", "text"),
    ],
)  # fmt: skip
def test_what_is_no_number(text: str, state: str) -> None:
    assert parse(text).state == state


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)


@given(amounts)
def test_printing_and_reading_give_the_number_back(value: Decimal) -> None:
    for text in (f"{value:.2f}", f"{value:,.2f}", f" {value:.2f}　"):
        assert parse(text).value == value
    wide = f"{value:.2f}".translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))
    assert parse(wide).value == value


@given(st.text(max_size=30))
def test_nothing_breaks_the_parser(text: str) -> None:
    assert parse(text).state in {"number", "blank", "dash", "none", "text", "unreadable"}


@given(amounts, amounts, st.integers(0, 3), st.integers(0, 3))
def test_true_values_stay_inside(a: Decimal, b: Decimal, places_a: int, places_b: int) -> None:
    """Whatever was rounded away, the interval of a sum, difference, product and quotient holds the true result."""
    x = Interval.around(round(a, places_a), half(places_a))
    y = Interval.around(round(b, places_b), half(places_b))
    assert x.plus(y).low <= a + b <= x.plus(y).high
    assert x.minus(y).low <= a - b <= x.minus(y).high
    assert x.times(y).low <= a * b <= x.times(y).high
    quotient = x.over(y)
    if quotient is not None:
        # The bounds are kept to 40 digits: the true quotient must not be rounded to fewer.
        assert quotient.low <= Context(prec=60).divide(a, b) <= quotient.high


def test_division_by_what_may_be_nought() -> None:
    assert Interval.exactly(Decimal(1)).over(Interval.around(Decimal("0.00"), half(2))) is None


def test_units() -> None:
    assert unit_named("万元").exponent == 4  # type: ignore[union-attr]
    assert unit_named(" 亿 ").name == "亿元"  # type: ignore[union-attr]
    assert unit_named("斤") is None
    assert half(2, 4) == Decimal(50)


@given(amounts)
def test_show_is_exact(value: Decimal) -> None:
    assert Decimal(show(value)) == value


@pytest.mark.parametrize(("value", "places", "wanted"), [("2.345", 2, "2.34"), ("7" * 24, 6, "7" * 24 + ".000000")])
def test_rounding_takes_as_many_digits_as_it_needs(value: str, places: int, wanted: str) -> None:
    """Found by fuzzing: a message about a huge amount could not be written, and the audit crashed."""
    assert str(rounded(Decimal(value), places)) == wanted


@pytest.mark.parametrize("text", ["3." + "7" * 150, "7" * 25, "0." + "0" * 30 + "1"])
def test_digits_that_are_no_amount_cannot_be_read(text: str) -> None:
    assert parse(text).state == "unreadable"
    assert parse("0" * 40 + "311.56").value == Decimal("311.56")


def test_a_number_with_an_exponent_is_as_coarse_as_it_is_printed() -> None:
    assert (parse("1.25E+04").places, parse("1.25E+04").coarse) == (-2, True)
    assert show(Decimal(12500), -2) == "12500"
