"""The statements of a report: passages read in order, with what one leaves open for the next."""

from __future__ import annotations

import re

from auditor.meaning.clauses import Clauses
from auditor.meaning.drafts import UNNUMBERED, Told
from auditor.meaning.grammar import Words
from auditor.meaning.subjects import Subjects
from auditor.model.text import Passage
from auditor.outline import numbered_level

_MARKS = "。.;:,、"
_NUMBERING = re.compile(r"[(]?[\d一二三四五六七八九十]*[)、.,]*")


class Reader:
    """Reads passages in order, looking for some subjects; `told` holds what they say."""

    def __init__(self, words: Words, subjects: Subjects, told: Told) -> None:
        self._words, self._subjects, self.told = words, subjects, told
        self._section: tuple[str, ...] = ()
        self._hanging = False

    def read(self, passage: Passage) -> None:
        """Read one passage; what it leaves open (…其中：) is kept for the next one under the same heading."""
        if passage.heading:
            self._heading(passage)
            return
        told = self.told
        level = numbered_level(passage.text)
        if passage.section != self._section:
            self._section, self._hanging = passage.section, False
            told.parents, told.subject = [], None
        item = self._item(level)
        if not self._hanging:
            told.subject, told.inside = None, []
        Clauses(self._words, self._subjects, told, passage, item).run()
        # A paragraph that only names its subject is the heading of the next one.
        draft = told.subject
        only = draft is not None and draft.passage is passage and not draft.figures
        named = only and draft is not None and draft.mention.end == len(passage.folded.rstrip(_MARKS))
        self._hanging = named or passage.folded[-1:] in {";", ",", ":", "、"}

    def _item(self, level: int | None) -> int:
        """The level of a paragraph as an item; lists that it is no item of are closed."""
        item = UNNUMBERED if level is None else level
        while self.told.parents and not self.told.parents[-1].holds(item):
            self.told.parents.pop()
        return item

    def _heading(self, passage: Passage) -> None:
        """A heading that is nothing but a subject (1、…（项）) is what the sentences below it speak of."""
        told = self.told
        mentions = self._subjects.mentions(passage.folded, " ".join(passage.section))
        own = next((m for m in mentions if m.end == len(passage.folded)), None)
        if own is None or not _NUMBERING.fullmatch(passage.folded, 0, own.start):
            return
        self._item(numbered_level(passage.text))
        self._section, self._hanging = passage.section, True
        meanings = self._subjects.meanings(own.templates, passage.section)
        told.subject, told.inside = told.draft(passage, own, meanings, told.parent()), []
