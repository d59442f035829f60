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

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
_RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", _SUPERSCRIPTS)
_LOWERED = str.maketrans("0123456789", _SUBSCRIPTS)
RAISED: Final = _SUPERSCRIPTS + _SUBSCRIPTS + "⁽⁾"
"""Raised and lowered digits and letters, and the brackets round them."""
_BRACKETED = re.compile(r"[(（\[［【〔](\d{1,3})[)）\]］】〕]")
# Circled, bracketed and dotted digits in all their drawings.
_ENCLOSED = "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf"
_MARK = re.compile(f"[{RAISED}{_ENCLOSED}]")
_BRACKETS = ("\\[\\]", "\\(\\)", "（）", "〔〕", "【】", "［］")


def _notes(marks: str) -> str:
    """A pattern for marks of notes made of such characters: ¹, ¹,², 注¹, [¹]."""
    one = f"(?:(?<=\\S)注)?[{marks}](?:[,，、-]?[{marks}])*"
    wrapped = "|".join(f"{pair[: len(pair) // 2]}{one}{pair[len(pair) // 2 :]}" for pair in _BRACKETS)
    return f"(?:{wrapped}|{one})"


RAISED_NOTE: Final = rf"(?:(?<![A-Za-z])|(?=[\[(（〔【［])){_notes(RAISED)}"
"""A raised mark, as a regex; behind a letter (m²) a raised digit is part of the word."""
CLOSING_NOTE: Final = f"{_notes(RAISED + _ENCLOSED)}$"
"""A mark at the end of a text, as a regex."""
_ANY_NOTE = re.compile(_notes(RAISED + _ENCLOSED))
_RAISED_NOTE = re.compile(RAISED_NOTE)
_NOTE_IN_NUMBER = re.compile(rf"(?<=\w)(?:{_notes(_ENCLOSED)}|[*＊※])(?=[\d百千万亿元%％‰])")
_AMOUNT = re.compile(r"\d[.．]\d|\d{3}")

_BACKWARDS = re.compile("\u202e[^\u202c\n]*")


def seen(text: str) -> str:
    """The text without the characters that nobody sees."""
    return text if INVISIBLE.isdisjoint(text) else _UNSEEN.sub("", text)


def unmarked(text: str) -> str:
    """The text of a cell without marks of notes. Between two digits one leaves a dot, which no number has: what it is nobody
    can tell."""
    return _ANY_NOTE.sub(lambda note: "·" if _parts_digits(note) else "", text)


def without_notes(text: str) -> str:
    """A running text with something invisible in the place of each mark of a note, or a space between two digits; as long
    as it was. Circled digits count as marks between a number and its unit only: elsewhere they number what follows."""
    if not _MARK.search(text) and "*" not in text and "※" not in text:
        return text
    for notes in (_RAISED_NOTE, _NOTE_IN_NUMBER):
        text = notes.sub(lambda note: (" " if _parts_digits(note) else "\u2060") * len(note[0]), text)
    return text


def _parts_digits(note: re.Match[str]) -> bool:
    before, after = note.string[: note.start()][-1:], note.string[note.end() :][:1]
    return before.isdecimal() and after.isdecimal()


def is_mark(char: str) -> bool:
    """Whether a character can mark a note."""
    return _MARK.match(char) is not None


def raised(text: str) -> str:
    """What is printed raised, as a text: the digits of a mark, bracketed or not, are no digits. Whole amounts are no marks."""
    if _AMOUNT.search(text):
        return text
    return _BRACKETED.sub(r"⁽\1⁾", half_width(text)).translate(_RAISED)


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
