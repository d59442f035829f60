"""Running text as it is understood: passages with the place of every character, and what is stated in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from auditor.model.document import Location
from auditor.model.facts import Fact, Meaning
from auditor.needles import Needles, needles


@lru_cache(maxsize=1024)
def pattern(text: str) -> re.Pattern[str]:
    """A pattern of the pack; ^ and $ mean the ends of a passage."""
    return re.compile(text, re.MULTILINE)


_START = itemgetter(0)


class Piece(NamedTuple):
    """Where a stretch of a passage comes from: its first character is character `offset` of the text at `at`."""

    start: int
    at: Location
    offset: int


class Passage(NamedTuple):
    """A paragraph as it was meant: pieces cut by a line or page break are put together again.

    `text` is as printed. `folded` is the same without spaces and quotation marks, in half-width forms; `origin[i]` is
    the index in `text` of its i-th character. `section` is the path of headings above it."""

    number: int
    text: str
    folded: str
    origin: Sequence[int]
    section: tuple[str, ...]
    pieces: tuple[Piece, ...]
    in_table: bool = False
    heading: bool = False

    def locate(self, start: int, end: int) -> Location:
        """The place of characters start…end of `folded`; a stretch over a break is told by its first part."""
        first, last = self.origin[start], self.origin[end - 1] + 1
        index = bisect_right(self.pieces, first, key=_START) - 1
        piece = self.pieces[index]
        limit = self.pieces[index + 1].start if index + 1 < len(self.pieces) else len(self.text)
        last = min(last, limit)
        return piece.at._replace(start=first - piece.start + piece.offset, end=last - piece.start + piece.offset)

    def quoted(self, start: int, end: int) -> bool:
        """Whether characters start…end of `folded` are all that stands between two quotation marks."""
        first, last = self.origin[start] - 1, self.origin[end - 1] + 1
        return first >= 0 and last < len(self.text) and self.text[first] in '“‘"「『' and self.text[last] in '”’"」』'

    def printed(self, start: int, end: int) -> str:
        """The printed text of characters start…end of `folded`."""
        return self.text[self.origin[start] : self.origin[end - 1] + 1]


class Tally(NamedTuple):
    """A counted thing: 全年共发文 26 件. `noun` stands before the number (without its period), `after` behind it, both up to
    the next punctuation; `period` is the part of the year that the sentence speaks of, "" when it does not say;
    `part_of` is the number of the tally whose parts (其中) are being listed, -1 for none."""

    number: int
    passage: int
    fact: Fact
    classifier: str
    noun: str
    after: str
    period: str
    part_of: int


class Statement(NamedTuple):
    """What a clause says of one subject.

    `meanings` are what the subject may mean, the likeliest first; `every` tells that all of them are meant (收、支总计
    均为). `figures` holds the numbers by quantity (增减额, 占比 …). `base` are the meanings of what a share is of.
    `words` holds what is said in words: the direction against last year or the budget, 持平, the reason given. `parent`
    is the number of the statement that this one is a part of (其中), -1 for none. `borrowed` are figures that the
    statement needs and another statement or a table has."""

    number: int
    passage: int
    subject: str
    start: int
    end: int
    meanings: tuple[Meaning, ...]
    every: bool
    figures: dict[str, Fact]
    base: tuple[Meaning, ...]
    words: dict[str, str]
    parent: int
    section: tuple[str, ...]
    borrowed: dict[str, Fact]


class Spot(NamedTuple):
    """A stretch of the whole text: characters start…end of the folded text of one passage."""

    passage: Passage
    start: int
    end: int

    @property
    def at(self) -> Location:
        return self.passage.locate(self.start, self.end)

    @property
    def text(self) -> str:
        """The words as printed."""
        return self.passage.printed(self.start, self.end)


_FEW = 16
"""So few lines are tried sooner than looked up again."""


class Script:
    """All words of a report as one folded string, a line per passage. A pattern is tried on the lines that have what
    it needs, and mostly there is none; `known` are the needs of patterns as far as they were read before."""

    def __init__(self, passages: Sequence[Passage], known: Mapping[str, Needles] | None = None) -> None:
        self.passages = tuple(passages)
        self._known = known or {}
        self._holding: dict[str, set[int]] = {}
        self.text = "\n".join(passage.folded for passage in self.passages)
        self._starts: list[int] = []
        position = 0
        for passage in self.passages:
            self._starts.append(position)
            position += len(passage.folded) + 1

    def find(self, said: str) -> Iterator[tuple[re.Match[str], Spot]]:
        """Every match of a pattern inside one passage, with its place: that of the group `at` where there is one."""
        for match in self._matches(said):
            start, end = match.span("at") if "at" in match.re.groupindex and match["at"] is not None else match.span()
            if start < end:
                yield match, self.spot(start, end)

    def _matches(self, said: str) -> Iterator[re.Match[str]]:
        for number in self._likely(said):
            # Each line by itself: a match that ran over its end would hide the one behind it.
            start = self._starts[number]
            yield from pattern(said).finditer(self.text, start, start + len(self.passages[number].folded))

    def likely(self, said: str) -> Iterator[Passage]:
        """The passages that have what a pattern needs to match, in reading order."""
        return (self.passages[number] for number in self._likely(said))

    def _likely(self, said: str) -> list[int]:
        numbers: Collection[int] = range(len(self.passages))
        known = self._known.get(said)
        for group in needles(said) if known is None else known:
            holding = set().union(*map(self._lines_with, group)) if len(group) > 1 else self._lines_with(group[0])
            numbers = holding.intersection(numbers) if isinstance(numbers, set) else holding
            if len(numbers) <= _FEW:
                break
        return sorted(numbers)

    def _lines_with(self, needle: str) -> set[int]:
        """The numbers of the passages that hold these words."""
        found = self._holding.get(needle)
        if found is None:
            found = self._holding[needle] = set()
            at = self.text.find(needle)
            while at >= 0:
                number = bisect_right(self._starts, at) - 1
                found.add(number)
                at = self.text.find(needle, self._starts[number] + len(self.passages[number].folded))
        return found

    def spot(self, start: int, end: int) -> Spot:
        """Characters start…end of the whole text, which lie in one passage."""
        index = bisect_right(self._starts, start) - 1
        first = self._starts[index]
        return Spot(self.passages[index], start - first, end - first)
