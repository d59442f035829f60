"""A number of a workbook is read as Excel prints it."""

from __future__ import annotations

import pytest

from auditor.numbers import parse
from auditor.reading.spreadsheet.builtin import FORMATS
from auditor.reading.spreadsheet.printed import print_number, print_text

ACCOUNTS = FORMATS[43]


@pytest.mark.parametrize(
    ("stored", "code", "printed"),
    [
        ("311.55500000000001", "0.00", "311.56"), ("1234567.891", "#,##0.00", "1,234,567.89"), ("2.675", "0.00", "2.68"),
        ("12", "000000", "000012"), ("201", "000", "201"), ("0.5", "#.##", ".5"), ("0", "#", ""), ("2.5", "0.0#", "2.5"),
        ("1E-05", "0.00000", "0.00001"), ("-0.001", "0.00", "0.00"), ("12345.678", "0.00E+00", "1.23E+04"),
        # General
        ("311.55000000000001", "General", "311.55"), ("1", "General", "1"), ("33.333333333333336", "General", "33.33333333"),
        ("123456789012", "General", "123456789012"), ("-5", "G/通用格式", "-5"), ("7", '"第"General"号"', "第7号"),
        # percent
        ("0.8992", "0.00%", "89.92%"), ("0.8992", "0%", "90%"), ("0.5", "0.0%", "50.0%"),
        # sections, accounting, negative
        ("204.61", "#,##0.00_);(#,##0.00)", "204.61"), ("-204.61", "#,##0.00_);(#,##0.00)", "(204.61)"),
        ("-204.61", "0.00_ ;[Red]-0.00\\ ", "-204.61"), ("-5", "0.00;0.00", "5.00"),
        ("-204.61", ACCOUNTS, "-204.61"), ("204.61", ACCOUNTS, "204.61"), ("0", ACCOUNTS, "-"),
        ("0", "#,##0.00;-#,##0.00;", ""), ("5", ";;;", ""), ("5", '[>=10]0.0;[<3]"少";0.00', "5.00"), ("2", '[>=10]0.0;[<3]"少";0.00', "少"),
        # the sign was the colour only
        ("-204.61", "0.00;[Red]0.00", "-204.61"), ("-204.61", "0.00;[红色]0.00", "-204.61"),
        # thousands and the 万元 trick
        ("12345.678", "0.00,", "12.35"), ("12345678", "0!.0,", "1234.6"), ("12345", '0\\.0,"万"', "1.2万"), ("123456", "0-00-00", "12-34-56"),
        # literals
        ("5", '0"个"', "5个"), ("5", "@", "5"), ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"), ("5", "[DBNum1][$-804]General", "5"),
        ("0.5", "# ?/?", "0.5"),
        # dates
        ("45123", 'yyyy"年"m"月"d"日"', "2023年7月16日"), ("45123", "[$-804]yyyy\\-mm\\-dd;@", "2023-07-16"),
        ("45123.5625", "yyyy/m/d h:mm", "2023/7/16 13:30"), ("0.5625", "上午/下午h:mm", "下午1:30"), ("1.5", "[h]:mm", "36:00"),
        ("45123", "aaaa", "星期日"), ("-1", "yyyy", "########"),
        # what is no number
        ("abc", "0.00", "abc"), ("NaN", "0.00", "NaN"),
    ],
)  # fmt: skip
def test_numbers(stored: str, code: str, printed: str) -> None:
    assert print_number(stored, code) == printed


def test_dates_of_1904() -> None:
    assert print_number("43661", "yyyy/m/d", from_1904=True) == "2023/7/16"


@pytest.mark.parametrize(
    ("code", "printed"),
    [("0.00", "311.55"), (ACCOUNTS, "311.55"), ("@", "311.55"), ('0;0;0;"约"@', "约311.55"), ("General", "311.55")],
)
def test_texts_print_as_they_are_unless_the_format_adds_words(code: str, printed: str) -> None:
    assert print_text("311.55", code) == printed


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("=SUM(B2:B5)", "unreadable"), ("=…", "unreadable"), ("#DIV/0!", "unreadable"), ("#REF!", "unreadable"), ("#N/A", "unreadable"),
        ("########", "unreadable"), ("=154.4万元", "text"), ("#", "text"), (".50", "number"), ("5.", "unreadable"),
    ],
)  # fmt: skip
def test_formulas_and_errors_are_no_words(text: str, state: str) -> None:
    assert parse(text).state == state


@pytest.mark.parametrize("code", ["0.00\\", "0.00_", "0.00*", '0.00"', "0.00["])
def test_a_format_that_breaks_off_prints_what_it_says_so_far(code: str) -> None:
    """Found by fuzzing: nothing was left of such a format, and the reader crashed."""
    assert print_number("1234.5", code).startswith("1234.50")


@pytest.mark.parametrize("condition", ["<.", "<-", "<=", ">1.2.3", "=٣"])
def test_a_condition_that_is_none_does_not_break_the_reader(condition: str) -> None:
    """Found by fuzzing: a point alone was taken for a number."""
    assert print_number("1", f"[{condition}]0;0.0") in {"1", "1.0"}
