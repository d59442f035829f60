"""Typed numbers at the start of a line and the outline level they say: 第一部分, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re

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
