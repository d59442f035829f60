"""Counted things in running text: 全年共发文 26 件, 217 个项目，其中：优 62 个. Of any report, under any heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.meaning.grammar import Words
from auditor.meaning.tokens import Token
from auditor.model.facts import TEXT, Fact
from auditor.model.text import Passage, Tally
from auditor.numbers import COUNT, ZERO

_WORDS = re.compile(r"[^,，;；。:：、()（）!！?？\d\s]*")


def tallies(passage: Passage, tokens: Sequence[Token], words: Words, first: int) -> list[Tally]:
    """The counted things of a passage in order, numbered from `first`."""
    if not any(token.kind == "count" for token in tokens):
        return []
    return list(_Reading(passage, words, first).run(tokens))


class _Reading:
    """One passage: the period that a sentence speaks of, and the whole whose parts it is listing."""

    def __init__(self, passage: Passage, words: Words, first: int) -> None:
        self.passage, self.words, self.next = passage, words, first
        self.period = ""
        self.last: Tally | None = None
        self.before: Tally | None = None
        self.whole: Tally | None = None
        self.bracketed = False
        self.counted = 0

    def run(self, tokens: Sequence[Token]) -> Iterator[Tally]:
        text = self.passage.folded
        at = 0
        for token in tokens:
            if self.whole is not None and self.bracketed and ")" in text[at : token.start]:
                self.whole, self.bracketed = None, False
            at = token.end
            if token.kind == "stop":
                self._stop(token)
            elif token.kind == "word" and token.role == "of_which":
                # 。其中，… goes on from the sentence before.
                self.whole, self.bracketed = self.last or self.before, text[: token.start].endswith("(")
            elif token.kind == "count":
                made = self._tally(token, text)
                self.last = made
                self.counted += 1
                yield made

    def _stop(self, token: Token) -> None:
        if token.role not in ";；":
            # Of several things counted there it is not known which one the next sentence divides.
            self.before = self.last if self.counted == 1 else None
            self.counted = 0
            self.period, self.whole, self.bracketed = "", None, False
        self.last = None

    def _tally(self, token: Token, text: str) -> Tally:
        start = text.rfind("。", 0, token.start) + 1
        for name, pattern in self.words.periods:
            if pattern.search(text, start, token.start):
                self.period = name
        # Read backwards: a search for the words at the end would begin at every character of the passage.
        before = _WORDS.match(text[start : token.start][::-1])
        noun = before[0][::-1] if before else ""
        after = _WORDS.match(text, token.end)
        part_of = -1
        if self.whole is not None and self.whole.classifier == token.role:
            part_of = self.whole.number
        noun = self.words.named(noun)
        behind = after[0] if after else ""
        passage = self.passage
        fact = Fact(
            TEXT, (f"tally {self.next}",), "number", token.value or ZERO, ZERO, 0, COUNT,
            passage.printed(token.start, token.end), passage.locate(token.start, token.end), noun or behind, token.role,
        )  # fmt: skip
        made = Tally(self.next, passage.number, fact, token.role, noun, behind, self.period, part_of)
        self.next += 1
        return made
