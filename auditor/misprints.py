"""Strings of digits that are no number: a separator lost, doubled or in the wrong place (4,706,54.020 · 311..56)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from auditor.characters import seen, unmarked
from auditor.numbers import parse

_RUN: Final = r"(?<![\d.,A-Za-z])\d[\d.,]{0,40}\d(?![\d.,A-Za-z])"
"""No amount is longer; a paragraph of digits must not be gone through again from each of them."""
_IN_CELL = re.compile(r"\d[\d.,]*\d")
_AROUND = re.compile(r"^[(+\-−－△▲负]*(?:¥|RMB|CNY|人民币)?[(\-−]?|[)*%‰]*(?:[百千]?万?元|万|亿元?)?[)*]*$")
_PROPER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BY_FOURS = re.compile(r"\d{1,4}(?:,\d{4})+(?:\.\d+)?")
_DATE = re.compile(r"(?:19|20)?\d\d\.\d{1,2}\.\d{1,2}")
_TWO_POINTS = re.compile(r"[\d,]*\d,?\.\.+\d+|\d{1,3}(?:,\d{3})+(?:\.\d+){2,}|\d{3,}(?:\.\d+)+\.\d{2}|\d{1,3}\.\d{3}\.\d{2}")
_GROUP = re.compile(r",\d{3}(?=[,.])")
_LETTERED = re.compile(r"(?=[^,.]*\d|[^,.]*[,.].*\d)[\dOoIl,.]*[OoIl][\dOoIl,.]*")
_AS_DIGITS = str.maketrans("OoIl", "0011")
_SHORTEST: Final = 6
"""Characters of what is a list of small numbers rather than an amount."""


def misprint(cell: str, decimals: int = 0) -> bool:
    """Whether a cell prints digits that are one number beyond doubt, but none that can be read. Dates, versions and lists are
    none: an amount shows itself by its decimals or by a group of three digits, or by the `decimals` of its neighbours."""
    state = parse(cell).state
    if state != "unreadable":
        return state == "text" and lettered(cell)
    parts = unicodedata.normalize("NFKC", unmarked(seen(cell))).split()
    body = _AROUND.sub("", "".join(parts)).replace("。", ".")
    if not _IN_CELL.fullmatch(body) or _DATE.fullmatch(body) or (len(parts) > 1 and "," not in body):
        return False
    pieces = body.split(",")
    if len(pieces) > 1 and "." in "".join(pieces[:-1]) and all(map(_PROPER.fullmatch, pieces)):
        return False
    commas, points = len(pieces) - 1, body.count(".")
    if points > 1:
        return commas > 0 or _TWO_POINTS.fullmatch(body) is not None
    if not commas:
        return "。" in cell and points == 1
    if not points and len(pieces[-1]) == decimals > 0:
        return _PROPER.fullmatch(",".join(pieces[:-1])) is not None
    return len(body) > _SHORTEST and (points == 1 or (commas > 1 and _GROUP.search(body) is not None))


def lettered(cell: str) -> bool:
    """Whether letters stand for digits in what is an amount by its point or its groups (4OO,000.00), so that codes are none."""
    body = _AROUND.sub("", "".join(unicodedata.normalize("NFKC", unmarked(seen(cell))).split()))
    if _LETTERED.fullmatch(body) is None:
        return False
    digits = body.translate(_AS_DIGITS)
    return _PROPER.fullmatch(digits) is not None and re.search(r"\.\d{2}$|,\d{3}", digits) is not None


def by_fours(cell: str) -> bool:
    """Whether the digits are grouped by four throughout (1,2345.67), as some print 万."""
    return _BY_FOURS.fullmatch(_AROUND.sub("", unicodedata.normalize("NFKC", cell).strip())) is not None


_SHORT_GROUP = re.compile(r"[1-9]\d?,(?:\d{2}|\d{4})\.\d{2}")
_NUMBERED = "第表件号项年月日、,(（"
_DEALT = "分别"
_IN_TEXT = re.compile(rf"(?P<digits>{_RUN})(?=%|‰|[百千]?万?元|亿元|万)")


def misprints(folded: str) -> Iterator[tuple[int, int]]:
    """Where a folded sentence prints digits with a unit behind them that are one number beyond doubt, but none that can be
    read. A comma may also part two numbers: a group of three digits must show that it does not."""
    for match in _IN_TEXT.finditer(folded):
        digits = match["digits"]
        if _PROPER.fullmatch(digits) or _DATE.fullmatch(digits):
            continue
        groups = digits.count(".") <= 1 and digits.count(",") > 1 and len(digits) > _SHORTEST and _GROUP.search(digits)
        short = _SHORT_GROUP.fullmatch(digits) and _told_alone(folded, match.start("digits"))
        if groups or short or _TWO_POINTS.fullmatch(digits):
            yield match.span("digits")


def _told_alone(folded: str, start: int) -> bool:
    """Whether words lead up to a number, so that its comma does not part it from a number before (分别为23,18.64万元) or from
    the number of an item."""
    before = folded[max(0, start - 1) : start]
    clause = re.split(r"[。;；,，:：]", folded[:start])[-1]
    return bool(before) and before.isalpha() and before not in _NUMBERED and _DEALT not in clause
