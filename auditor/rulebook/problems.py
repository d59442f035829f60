"""Mistakes of rule authors: file:line:column, the line with a caret under the character, and what was perhaps meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from auditor.wording import say

if TYPE_CHECKING:
    from auditor.rulebook.yaml_strict import Mark


class Problem(NamedTuple):
    """One mistake, with the source line it stands on. Line −1: it stands in no file."""

    file: str
    line: int
    column: int
    text: str
    key: str
    slots: tuple[tuple[str, object], ...] = ()
    perhaps: str | None = None

    @classmethod
    def at(cls, mark: Mark, source: str, key: str, *, perhaps: str | None = None, **slots: object) -> Problem:
        lines = source.splitlines()
        text = lines[mark.line] if mark.line < len(lines) else ""
        return cls(mark.file, mark.line, mark.column, text, key, tuple(slots.items()), perhaps)

    def show(self, lang: str = "zh") -> str:
        """The mistake for a terminal, three or four lines."""
        place = f"{self.file}:{self.line + 1}:{self.column + 1}" if self.line >= 0 else self.file
        head = f"{place}: {say('author.' + self.key, lang, **dict(self.slots))}"
        if self.perhaps:
            head += say("author.perhaps", lang, name=self.perhaps)
        if not self.text.strip():
            return head
        return f"{head}\n  {self.text}\n  {_blank(self.text[: self.column])}^"


def _blank(text: str) -> str:
    """Spaces as wide as the text: Chinese characters take two columns."""
    return "".join("\t" if c == "\t" else "  " if unicodedata.east_asian_width(c) in "WF" else " " for c in text)


class RulebookError(Exception):
    """The pack cannot be used: all mistakes found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems

    def show(self, lang: str = "zh") -> str:
        return "\n".join(problem.show(lang) for problem in self.problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like it, for "did you mean"."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return found[0] if found else None
