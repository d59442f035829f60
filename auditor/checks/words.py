"""Shared by the checks of wording and structure: patterns in the words of a report, and notes made of what they find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from auditor.model.document import Location
from auditor.model.facts import Facts
from auditor.model.report import Note
from auditor.model.shape import Many, Regex, Scalar, Shape
from auditor.model.text import Passage, Spot, pattern

PLACES: Final = ("sentence", "heading", "cell")
WHERE: Final[Mapping[str, Shape]] = {
    "where": Many(Scalar(choices=PLACES)),
    "section": Regex(),
    "not_section": Regex(),
    "unless": Regex(),
}
"""Settings that limit where a pattern counts: sorts of text, the headings above it, words in the same passage."""


def sort_of(passage: Passage) -> str:
    """Whether a passage is a sentence, a heading or (in) a cell."""
    if passage.in_table:
        return "cell"
    return "heading" if passage.heading else "sentence"


def allowed(passage: Passage, said: Mapping[str, Any]) -> bool:
    """Whether a pattern with these settings counts in that passage."""
    where = said.get("where")
    if where and sort_of(passage) not in where:
        return False
    headings = "\n".join(passage.section)
    if "section" in said and not pattern(said["section"]).search(headings):
        return False
    if "not_section" in said and pattern(said["not_section"]).search(headings):
        return False
    return not ("unless" in said and pattern(said["unless"]).search(passage.folded))


def looked(facts: Facts, said: Mapping[str, Any]) -> int:
    """How many passages a rule with these settings looks at; counted once for all rules that look at the same ones."""
    limits = {key: said[key] for key in WHERE if key in said and key != "unless"}
    name = f"looked {limits}"
    if name not in facts.kept:
        facts.kept[name] = sum(allowed(passage, limits) for passage in facts.script.passages)
    count: int = facts.kept[name]
    return count


def found(facts: Facts, match: str, said: Mapping[str, Any]) -> Iterator[tuple[re.Match[str], Spot]]:
    """Every place where the pattern counts."""
    for matched, spot in facts.script.find(match):
        if allowed(spot.passage, said):
            yield matched, spot


def note(spots: Sequence[Spot], **slots: str) -> Note:
    """One note about words that stand in several places; slots 原文 and 次 are filled."""
    texts = list(dict.fromkeys(" ".join(spot.text.split()) for spot in spots))
    filled = {"原文": "”“".join(texts), "次": str(len(spots)), **slots}
    return Note(spots[0].at, tuple(filled.items()), tuple(spot.at for spot in spots[1:]), actual=texts[0])


def front(facts: Facts) -> Location:
    """The first printed words of a report: where to point for what it lacks."""
    document = facts.document
    first = next((b.block for b in document.paragraphs if b.text.strip()), 0)
    return Location(first)


def listed(value: Any) -> list[Any]:
    """A setting that may stand alone or be a list."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


def sections(paths: Iterable[tuple[str, ...]]) -> str:
    """Headings for a pattern."""
    return "\n".join(part for path in paths for part in path)
