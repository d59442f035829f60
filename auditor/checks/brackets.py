"""Brackets that do not close: rules that say `brackets:` with the pairs to watch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.checks.words import WHERE, allowed
from auditor.model.document import Location
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Note, Outcome
from auditor.model.shape import Many, Scalar, Shape
from auditor.model.text import Passage

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "brackets"
SETTINGS: Final[Mapping[str, Shape]] = {"brackets": Many(Scalar(pattern="..")), "ends": Scalar(), **WHERE}
_HALF = str.maketrans("（）［］", "()[]")


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Look at every passage that ends where a sentence does, and begins where one may: what a break cut may close its
    brackets on the other side."""
    outcome = Outcome(rule)
    pairs = {closing: opening for opening, closing in rule.settings["brackets"]}
    ends = rule.settings.get("ends", "")
    going_on = False
    for passage in facts.script.passages:
        text = passage.text.rstrip()
        rest, going_on = going_on, bool(text) and not passage.heading and text[-1] not in ends
        if rest or going_on or not text or not allowed(passage, rule.settings):
            continue
        outcome.looked += 1
        plain = text.translate(_HALF)
        if all(plain.count(opening) == plain.count(closing) for closing, opening in pairs.items()):
            continue
        index = _odd(plain, pairs)
        if index is not None:
            slots = (("原文", text[index]), ("附近", _near(text, index)))
            outcome.notes.append(Note(_place(passage, index), slots, actual=text[index]))
    return outcome


def _odd(text: str, pairs: Mapping[str, str]) -> int | None:
    """The first bracket without its partner. A closing bracket of a list number, 1) or a), is none."""
    waiting: list[int] = []
    for index, char in enumerate(text):
        if char in pairs.values():
            waiting.append(index)
        elif char in pairs:
            if waiting and text[waiting[-1]] == pairs[char]:
                waiting.pop()
            elif not (index and text[index - 1].isalnum() and text[index - 1].isascii()):
                return index
    return waiting[0] if waiting else None


def _near(text: str, index: int) -> str:
    return text[max(0, index - 8) : index + 12].strip()


def _place(passage: Passage, index: int) -> Location:
    piece = max((p for p in passage.pieces if p.start <= index), key=lambda p: p.start)
    start = index - piece.start + piece.offset
    return piece.at._replace(start=start, end=start + 1)
