"""Typed numbers at the start of a line and the outline level they say: 第一部分, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re
from typing import NamedTuple

_CHINESE = "〇零一二三四五六七八九十百"
_NUMBERED = (
    (0, re.compile(rf"第[{_CHINESE}\d]+[部分章篇编]")),
    (1, re.compile(rf"[{_CHINESE}]+\s*[、．.]")),
    (2, re.compile(rf"[（(]\s*[{_CHINESE}]+\s*[)）]")),
    (3, re.compile(r"\d{1,2}\s*[、．.](?!\d)")),
    (4, re.compile(r"[（(]\s*\d{1,2}\s*[)）]")),
    (5, re.compile(r"[①-⑳]")),
)
_FIRST = re.compile(rf"[第（(\d①-⑳{_CHINESE}]")


def numbered_level(text: str) -> int | None:
    """The outline level that a typed number says (第一部分 0, 一、 1, （一） 2, 1. 3, （1） 4, ① 5), or None."""
    if not _FIRST.match(text):
        return None
    for level, pattern in _NUMBERED:
        if pattern.match(text):
            return level
    return None


class Numbered(NamedTuple):
    """A typed number at the start of a line: its level, its value, what stands round the value, and its length."""

    level: int
    value: int
    style: str
    length: int


_VALUE = re.compile(rf"[{_CHINESE}]+|\d+|[①-⑳]")
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}


def numbered(text: str) -> Numbered | None:
    """The typed number that a line begins with, or None."""
    if not _FIRST.match(text):
        return None
    for level, pattern in _NUMBERED:
        match = pattern.match(text)
        inside = _VALUE.search(match[0]) if match else None
        if match and inside:
            value = chinese_value(inside[0])
            if value is not None:
                style = (match[0][: inside.start()] + "1" + match[0][inside.end() :]).translate(_ALIKE)
                return Numbered(level, value, "".join(style.split()), match.end())
    return None


_ALIKE = str.maketrans("（）．", "().")


def chinese_value(text: str) -> int | None:
    """The value of 十二, 二十, 12 or ⑫; None when it is no number from 1 to 99 or one of 〇 and hundreds."""
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text)
    if len(tens) > 1 or len(ones) > 1 or (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
