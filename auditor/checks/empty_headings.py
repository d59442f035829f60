"""Headings with nothing below them: rules that say `empty_headings:`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.model.document import Block, Location, Paragraph
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Note, Outcome
from auditor.model.shape import Regex, Shape
from auditor.model.text import pattern
from auditor.outline import numbered

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "empty_headings"
SETTINGS: Final[Mapping[str, Shape]] = {"empty_headings": Regex()}
"""Headings that match may be empty."""


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """One note for all headings that the next heading of their level or above follows at once.

    Where no heading of a group has text below it, the group is a list of items and no headings at all."""
    outcome = Outcome(rule)
    blocks = [b for b in facts.document.blocks if b.block not in facts.contents and not _blank(b)]
    groups: dict[tuple[str, ...], list[tuple[Paragraph, bool]]] = {}
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.level is None:
            continue
        follower = blocks[index + 1] if index + 1 < len(blocks) else None
        empty = follower is None or (isinstance(follower, Paragraph) and _above(follower, block.level))
        groups.setdefault((*block.section[:-1], str(block.level)), []).append((block, empty))
        outcome.looked += 1
    empties = [
        paragraph
        for group in groups.values()
        if not all(empty for _, empty in group)
        for paragraph, empty in group
        if empty and not pattern(rule.settings["empty_headings"]).search(paragraph.text)
    ]
    if empties:
        titles = "、".join(f"“{' '.join(p.text.split())[:24]}”" for p in empties)
        at, *related = (Location(p.block) for p in empties)
        outcome.notes.append(Note(at, (("标题", titles), ("次", str(len(empties)))), tuple(related)))
    return outcome


def _above(follower: Paragraph, level: int) -> bool:
    """Whether a heading ends the one before it. The first item of a list may be its own list, badly numbered."""
    if follower.level is None or follower.level > level:
        return False
    number = numbered(follower.text.strip())
    return follower.level == level or number is None or number.value > 1


def _blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()
