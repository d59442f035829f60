"""The text that a cell shows: its stored value under its number format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from auditor.reading.spreadsheet.dates import print_date
from auditor.reading.spreadsheet.sections import Section, Token, sections

# Excel calculates and shows with fifteen significant digits; what lies behind them is noise of binary numbers.
_FIFTEEN: Final = Context(prec=15, rounding=ROUND_HALF_UP)
_TEN: Final = Context(prec=10, rounding=ROUND_HALF_UP)
_ENOUGH: Final = Context(prec=60, rounding=ROUND_HALF_UP)
_SMALLEST_GENERAL, _LARGEST_GENERAL = Decimal("1e-9"), Decimal("1e15")
_SIGNED: Final = re.compile(r"[-−－(（△▲▼负]")


def print_number(stored: str, code: str, *, from_1904: bool = False) -> str:
    """How a number prints. `stored` is the literal of the file; a value that is no number comes back as it is."""
    try:
        value = _FIFTEEN.create_decimal(stored)
    except ArithmeticError:
        return stored
    if not value.is_finite():
        return stored
    if value == 0:
        value = abs(value)
    parts = sections(code)
    section, bare_sign = _choose(value, parts)
    if section is None:
        return "#" * 8
    if section.white:
        return ""
    if section.dated:
        return print_date(value, section.tokens, from_1904=from_1904)
    if any(token.kind == "general" for token in section.tokens) or (not section.tokens and len(parts) == 1):
        return _around_general(value if not bare_sign else abs(value), section)
    if any(token.text == "@" for token in section.tokens if token.kind == "literal") and not _digits(section):
        return "".join(general(value) if token.text == "@" else token.text for token in section.tokens).strip()
    try:
        text = _fill(abs(value), section)
    except ArithmeticError:  # more digits than any cell is wide
        return "#" * 8
    rounded_away = not any(c in "123456789" for c in text)
    if value < 0 and not rounded_away and not (bare_sign and (_SIGNED.search(section.texts) or not section.coloured)):
        # A section of its own may show "negative" by colour alone; the colour is lost, so the sign is written.
        text = "-" + text
    return text


def print_text(text: str, code: str) -> str:
    """How a text prints: its format may add words in a fourth section."""
    parts = sections(code)
    section = parts[3] if len(parts) == 4 else parts[-1] if parts[-1].worded else None
    if section is not None and section.white:
        return ""
    if section is None or section.texts.strip() == "@":
        return text
    return "".join(text if token.text == "@" else token.text for token in section.tokens if token.kind == "literal")


def general(value: Decimal) -> str:
    """A number without a format: ten digits when it has decimals, tiny and huge ones with an exponent."""
    size = abs(value)
    if size and not _SMALLEST_GENERAL <= size < _LARGEST_GENERAL:
        return _with_exponent(value, 5)
    text = f"{value if value == value.to_integral_value() else _TEN.plus(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_exponent(value: Decimal, places: int) -> str:
    mantissa, _, exponent = f"{value:.{places}E}".partition("E")
    return f"{mantissa.rstrip('0').rstrip('.') if places == 5 else mantissa}E{int(exponent):+03d}"


def _choose(value: Decimal, parts: Sequence[Section]) -> tuple[Section | None, bool]:
    """The section for a value, and whether that section shows the sign itself: the one for negative numbers alone does. What is
    chosen by a condition keeps the sign, unless it draws one."""
    numeric = parts[:-1] if len(parts) in {2, 3} and parts[-1].worded else parts[:3]
    if any(part.condition for part in numeric):
        for index, part in enumerate(numeric[:2]):
            if part.condition is not None:
                if _holds(value, part.condition):
                    return part, _SIGNED.search(part.texts) is not None
            elif index and len(numeric) == 3:
                if value < 0:
                    return part, True
            elif index or value > 0 or len(numeric) == 1:
                return part, False
        return (numeric[2], False) if len(numeric) == 3 else (None, False)
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], False


def _holds(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    operator, limit = condition
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit, "=": value == limit,
        "<>": value != limit,
    }[operator]  # fmt: skip


def _digits(section: Section) -> bool:
    return any(token.kind == "digit" for token in section.tokens)


def _around_general(value: Decimal, section: Section) -> str:
    tokens = section.tokens or (Token("general", ""),)
    return "".join(general(value) if token.kind == "general" else token.text for token in tokens).strip()


def _fill(value: Decimal, section: Section) -> str:
    """The digits of a positive number in the places of a section, with its literals round them."""
    tokens = section.tokens
    digits = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    before, after = [i for i in digits if i < point], [i for i in digits if i > point]
    places = "".join(c for i in after for c in tokens[i].text if c != ",")
    if any(token.kind == "exponent" for token in tokens):
        return _with_exponent(value, len(places))
    if any(token.text == "/" for token in tokens) and len(digits) > 1:
        return general(value)  # fractions
    thousands = len(tokens[digits[-1]].text) - len(tokens[digits[-1]].text.rstrip(",")) if digits else 0
    value = _ENOUGH.scaleb(value, 2 * section.texts.count("%") - 3 * thousands)
    whole, _, fraction = f"{_ENOUGH.quantize(value, Decimal(1).scaleb(-len(places))):f}".partition(".")
    while fraction and fraction[-1] == "0" and places[len(fraction) - 1] != "0":
        fraction = fraction[:-1]  # noughts that # and ? do not print
    shown = dict(zip(before, _whole(whole, [tokens[i].text.rstrip(",") for i in before]), strict=True))
    if after:
        shown[after[0]] = fraction
    out = [shown.get(i, "") if token.kind == "digit" else token.text for i, token in enumerate(tokens)]
    if point < len(tokens) and not before:
        out[point] = whole.lstrip("0") + "."
    return "".join(out).strip()


def _whole(number: str, places: Sequence[str]) -> list[str]:
    """The digits before the point, dealt out from the right to the groups of places; the first group takes what is left."""
    number = number.lstrip("0").rjust(sum(group.count("0") for group in places), "0")
    if len(places) == 1:
        return [f"{int(number):,}".rjust(len(number), "0") if "," in places[0] and number else number]
    parts: list[str] = []
    for group in reversed(places[1:]):
        size = len(group.replace(",", ""))
        parts.append(number[-size:] if number else "")
        number = number[:-size]
    return [*([number] if places else []), *reversed(parts)]
