"""Counts told by phrases of the pack: 保有量 3 辆, 累计 12 人次."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.model.pack import Concepts, CountPhrase


class Counted(NamedTuple):
    """A count told by a phrase: the characters of number and classifier, and its value."""

    start: int
    end: int
    value: int
    phrase: CountPhrase


def counted(text: str, concepts: Concepts) -> Iterator[Counted]:
    """All counts in a folded text."""
    for phrase in concepts.counts:
        for match in phrase.pattern.finditer(text):
            yield Counted(match.start("n"), match.end(), int(match["n"]), phrase)
