"""Dates and times of workbooks: a count of days since 1899 or 1904, printed under a format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from auditor.reading.spreadsheet.sections import Token

_FIRST: Final = datetime(1899, 12, 30)
_FIRST_1904: Final = datetime(1904, 1, 1)
_WEEKDAYS: Final = "一二三四五六日"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def print_date(serial: Decimal, tokens: Sequence[Token], *, from_1904: bool) -> str:
    """How a date prints; ######## for what is no date, as Excel shows it."""
    try:
        moment = (_FIRST_1904 if from_1904 else _FIRST) + timedelta(days=float(serial))
    except OverflowError:
        return "#" * 8
    if serial < 0:
        return "#" * 8
    if serial < 61 and not from_1904:
        moment += timedelta(days=1)  # Excel believes that 1900 had a 29th of February
    if moment.microsecond >= 500_000:
        moment += timedelta(seconds=1)
    half_day = any(token.kind == "ampm" for token in tokens)
    out: list[str] = []
    for index, token in enumerate(tokens):
        if token.kind == "date":
            minutes = token.text[0] in "mM" and _is_minute(tokens, index)
            out.append(_part(moment, token.text, minutes=minutes, half_day=half_day))
        elif token.kind == "elapsed":
            out.append(_elapsed(serial, token.text))
        elif token.kind == "ampm":
            first, _, second = token.text.partition("/")
            out.append(first if moment.hour < 12 else second)
        else:
            out.append("" if token.text == "@" else token.text)
    return "".join(out).strip()


def _is_minute(tokens: Sequence[Token], index: int) -> bool:
    """m is a minute behind an hour or before a second."""
    parts = [token.text[0].lower() for token in tokens[:index] if token.kind in {"date", "elapsed"}]
    following = [token.text[0].lower() for token in tokens[index + 1 :] if token.kind in {"date", "elapsed"}]
    return parts[-1:] == ["h"] or following[:1] == ["s"]


def _part(moment: datetime, pattern: str, *, minutes: bool, half_day: bool) -> str:
    kind, length = pattern[0].lower(), len(pattern)
    if kind in "ye":
        return f"{moment.year:04d}" if length > 2 or kind == "e" else f"{moment.year % 100:02d}"
    if kind == "m" and not minutes:
        return _MONTHS[moment.month - 1][: None if length == 4 else 3] if length > 2 else f"{moment.month:0{length}d}"
    if kind == "a" or (kind == "d" and length > 2):
        return ("周" if length == 3 else "星期") + _WEEKDAYS[moment.weekday()]
    if kind == "h":
        return f"{(moment.hour % 12 or 12) if half_day else moment.hour:0{min(length, 2)}d}"
    value = moment.day if kind == "d" else moment.minute if kind == "m" else moment.second
    return f"{value:0{min(length, 2)}d}"


def _elapsed(serial: Decimal, pattern: str) -> str:
    per_day = {"h": 24, "m": 24 * 60, "s": 24 * 3600}[pattern[0]]
    return f"{int(serial * per_day):0{len(pattern)}d}"
