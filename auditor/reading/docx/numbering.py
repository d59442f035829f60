"""Automatic numbers as Word prints them: 第一部分, 一、, （一）, 1., from numbering.xml and the counters so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from auditor.reading.docx.names import LEVEL, NUM_ID, VAL, w

_CHINESE = frozenset({
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
    "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand",
})  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST = 32_767
"""Word counts no further, and prints no longer texts round a number than `_LONGEST`."""
_LONGEST = 255
_PLACEHOLDER = re.compile(r"%(\d)")


class _Level(NamedTuple):
    start: int
    form: str
    text: str
    legal: bool


def chinese(n: int) -> str:
    """A counting number in Chinese: 12 → 十二, 20 → 二十, 105 → 一百〇五."""
    if n < 10:
        return _DIGITS[n]
    if n < 20:
        return "十" + (_DIGITS[n - 10] if n > 10 else "")
    if n < 100:
        return _DIGITS[n // 10] + "十" + (_DIGITS[n % 10] if n % 10 else "")
    head, rest = _DIGITS[n // 100 % 10] + "百", n % 100
    if not rest:
        return head
    if rest < 10:
        return head + "〇" + _DIGITS[rest]
    return head + ("一" if rest < 20 else "") + chinese(rest)


def _roman(n: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        while n >= value:
            out += sign
            n -= value
    return out


def printed(n: int, form: str) -> str:
    """The number in one of Word's number formats; unknown formats print as decimals."""
    if form in _CHINESE:
        return chinese(n)
    if form == "chineseLegalSimplified":
        return chinese(n).translate(_LEGAL)
    if form == "ideographTraditional":
        return _STEMS[(n - 1) % 10]
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= n <= 20:
        return chr(0x2460 + n - 1)
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(n))
    if form == "decimalZero":
        return f"{n:02d}"
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(65 + (n - 1) % 26) * ((n - 1) // 26 % 30 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in {"upperRoman", "lowerRoman"}:
        return _roman(n) if form == "upperRoman" else _roman(n).lower()
    return str(n)


class Numbering:
    """Counts automatic numbers through a document, in reading order."""

    def __init__(self, part: bytes, list_of_style: Callable[[str], str | None]) -> None:
        """`list_of_style` tells the list that a style belongs to, for lists that are only a link to a style."""
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[str] = set()
        if part:
            self._load(fromstring(part), list_of_style)

    def _load(self, root: Element, list_of_style: Callable[[str], str | None]) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        of_style: dict[str, str] = {}
        links: dict[str, str] = {}
        for definition in root.iterfind(w("abstractNum")):
            key = definition.get(w("abstractNumId"), "")
            abstract[key] = {int(level.get(LEVEL, "0")): _level(level) for level in definition.iterfind(w("lvl"))}
            for kind, found in (("styleLink", of_style), ("numStyleLink", links)):
                link = definition.find(w(kind))
                if link is not None:
                    style = link.get(VAL, "")
                    found.update({style: key} if found is of_style else {key: style})
        named = {num.get(NUM_ID): _definition(num) for num in root.iterfind(w("num"))}
        for num in root.iterfind(w("num")):
            key = _definition(num)
            if key in links:
                key = of_style.get(links[key]) or named.get(list_of_style(links[key]), key)
            levels, starts = dict(abstract.get(key, {})), {}
            for override in num.iterfind(w("lvlOverride")):
                depth = int(override.get(LEVEL, "0"))
                start, level = override.find(w("startOverride")), override.find(w("lvl"))
                if level is not None:
                    levels[depth] = _level(level)
                if start is not None:
                    starts[depth] = _start(start.get(VAL, "1"))
            self._lists[num.get(NUM_ID, "")] = (key, levels, starts)

    def next(self, num_id: str, depth: int) -> str:
        """The next number of that list at that depth, as printed; empty for bullets and unknown lists."""
        found = self._lists.get(num_id)
        if found is None or depth not in found[1]:
            return ""
        key, levels, starts = found
        counters = self._counters.setdefault(key, {})
        if num_id not in self._restarted:
            self._restarted.add(num_id)
            for level, start in starts.items():
                counters[level] = start - 1
        counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        here = levels[depth]
        if here.form in {"bullet", "none"}:
            return "" if here.form == "bullet" else _PLACEHOLDER.sub("", here.text)

        def fill(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = levels.get(at, here)
            return printed(counters.get(at, level.start), "decimal" if here.legal else level.form)

        return _PLACEHOLDER.sub(fill, here.text)


def _definition(num: Element) -> str:
    reference = num.find(w("abstractNumId"))
    return reference.get(VAL, "") if reference is not None else ""


def _start(value: str) -> int:
    return max(0, min(int(value), _LARGEST))


def _level(element: Element) -> _Level:
    def value(name: str, otherwise: str) -> str:
        child = element.find(w(name))
        return otherwise if child is None else child.get(VAL, otherwise)

    return _Level(
        _start(value("start", "1")),
        value("numFmt", "decimal"),
        value("lvlText", "")[:_LONGEST],
        element.find(w("isLgl")) is not None,
    )
