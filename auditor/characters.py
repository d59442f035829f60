"""What single characters are to people: those that nobody sees, and marks that are drawn with digits but are no digits.

A note's mark (raised 1, ①) stands in a text as people see it and is never a digit of the number beside it. Readers write
raised and lowered digits as the superscripts and subscripts of Unicode (`raised`, `lowered`)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

UNKNOWN: Final = "\ufffd"
"""What readers put for a character that is printed but cannot be read."""

# Unicode's property Default_Ignorable_Code_Point as far as it is assigned, and the anchors of interlinear notes.
UNSEEN: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
"""The characters that nobody sees, as a regex writes them between square brackets."""
_RANGE = re.compile("(.)(?:-(.))?", re.DOTALL)
INVISIBLE: Final = frozenset(
    chr(code) for first, last in _RANGE.findall(UNSEEN) for code in range(ord(first), ord(last or first) + 1)
)
_UNSEEN = re.compile(f"[{UNSEEN}]+")

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
_RAISED = str.maketrans("0123456789", _SUPERSCRIPTS)
_LOWERED = str.maketrans("0123456789", _SUBSCRIPTS)
_BRACKETS = "⁽⁾"
_BRACKETED = re.compile(r"[(（\[［【〔](\d{1,3})[)）\]］】〕]")
RAISED: Final = frozenset(_SUPERSCRIPTS + _SUBSCRIPTS + _BRACKETS)
"""Raised and lowered digits, and the brackets round them."""
# Circled, bracketed and dotted digits in all their drawings.
_ENCLOSED = "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf"
MARKS: Final = f"{_SUPERSCRIPTS}{_SUBSCRIPTS}{_BRACKETS}{_ENCLOSED}"
"""The characters that can mark a note, as a regex writes them between square brackets."""
_MARKS = re.compile(f"[{MARKS}]+")
_AMOUNT = re.compile(r"\d[.．]\d|\d{3}")

_BACKWARDS = re.compile("\u202e[^\u202c\n]*")


def seen(text: str) -> str:
    """The text without the characters that nobody sees."""
    return text if INVISIBLE.isdisjoint(text) else _UNSEEN.sub("", text)


def unmarked(text: str) -> str:
    """The text without marks of notes. Between two digits one leaves a dot, which no number has: what it is nobody can tell."""
    return _MARKS.sub(_gap, text)


def _gap(mark: re.Match[str]) -> str:
    before, after = mark.string[: mark.start()][-1:], mark.string[mark.end() :][:1]
    return "·" if before.isdecimal() and after.isdecimal() else ""


def is_mark(char: str) -> bool:
    """Whether a character can mark a note."""
    return _MARKS.match(char) is not None


def raised(text: str) -> str:
    """What is printed raised, as a text: the digits of a mark, bracketed or not, are no digits. Whole amounts are no marks."""
    if _AMOUNT.search(text):
        return text
    return _BRACKETED.sub(rf"{_BRACKETS[0]}\1{_BRACKETS[1]}", half_width(text)).translate(_RAISED)


def lowered(text: str) -> str:
    """What is printed lowered, as a text."""
    return text if _AMOUNT.search(text) else half_width(text).translate(_LOWERED)


def half_width(text: str) -> str:
    """The text with full-width digits in their usual width; as long as it was."""
    return "".join(unicodedata.normalize("NFKC", char) if char.isdecimal() else char for char in text)


def legible(text: str) -> str:
    """The text as a reader may hand it on: what an override shows from right to left is unreadable. As long as it was."""
    if "\u202e" not in text:
        return text
    return _BACKWARDS.sub(lambda match: UNKNOWN * len(match[0]), text)
