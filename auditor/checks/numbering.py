"""Typed numbers of items (一、（一）1.（1）): gaps, repeats and strays: rules that say `numbering:`.

Automatic numbers are right by birth. Where lines without a number stand between, the missing ones may have lost theirs in
conversion, and nothing is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from auditor.model.document import Location, Paragraph
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Note, Outcome
from auditor.model.shape import Scalar, Shape
from auditor.outline import Numbered, numbered

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "numbering"
SETTINGS: Final[Mapping[str, Shape]] = {"numbering": Scalar(choices=("gap", "repeat", "stray"))}
_PLENTY = 99
_HEADINGS = 2


class _Item(NamedTuple):
    paragraph: Paragraph
    number: Numbered
    before: Paragraph | None
    """The item of the same list just before it."""
    previous: int
    """The value of that item; for the first one of a list 0."""
    bare: int
    """How many lines without a number stand since then, or since the list's heading."""
    continued: bool
    """Whether an earlier list of this look ended with the value before it."""


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Judge every typed number against the one before it in its list."""
    outcome = Outcome(rule)
    sort = rule.settings["numbering"]
    if "items" not in facts.kept:
        facts.kept["items"] = list(_items(facts))
    for item in facts.kept["items"]:
        outcome.looked += 1
        if item.paragraph.label:
            continue
        value, missing = item.number.value, item.number.value - item.previous - 1
        if sort == "repeat":
            # Far down, an equal number may begin a new list whose first ones have lost theirs; headings do not.
            near = item.bare == 0 or (item.number.level <= _HEADINGS and item.bare < _PLENTY)
            wrong = item.before is not None and missing == -1 and value > 1 and near
        elif sort == "gap":
            wrong = item.before is not None and missing > item.bare
        else:
            # A heading without the ones before it is what conversion or an extract left of them; items are pasted.
            first = item.before is None and value > 1 and not item.continued
            wrong = first and item.number.level > _HEADINGS and missing > item.bare
        if wrong:
            outcome.notes.append(_note(item))
    return outcome


def _note(item: _Item) -> Note:
    text = item.paragraph.text
    start = len(text) - len(text.lstrip())
    at = Location(item.paragraph.block, start=start, end=start + item.number.length)
    slots = (("原文", text.strip()[: item.number.length]), ("前号", str(item.previous)), ("标题", text.strip()[:24]))
    return Note(at, slots, (Location(item.before.block),) if item.before else ())


def _items(facts: Facts) -> Iterator[_Item]:
    lists: dict[int, tuple[Numbered, Paragraph, int]] = {}
    """The last item of the open list of each level, and the lines without a number since."""
    ended: dict[tuple[int, str], int] = {}
    since_heading = 0
    for block in facts.document.blocks:
        if block.block in facts.contents:
            continue
        if not isinstance(block, Paragraph):
            since_heading = _PLENTY
            lists = {level: (number, paragraph, _PLENTY) for level, (number, paragraph, _) in lists.items()}
            continue
        if block.part != "body" or not block.text.strip():
            continue
        number = numbered(block.text.strip())
        if number is None:
            since_heading += 1
            lists = {level: (last, paragraph, n + 1) for level, (last, paragraph, n) in lists.items()}
            continue
        before = lists.get(number.level)
        fits = before is not None and before[0].style == number.style
        if before is not None and fits:
            yield _Item(block, number, before[1], before[0].value, before[2], False)
        elif before is None:
            continued = ended.get((number.level, number.style)) == number.value - 1
            yield _Item(block, number, None, 0, since_heading, continued)
        lists = {level: kept for level, kept in lists.items() if level < number.level}
        lists[number.level] = number, block, 0
        ended[number.level, number.style] = number.value
        since_heading = 0
