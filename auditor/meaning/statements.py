"""The statements of a report: passages read in order, with what one leaves open for the next."""

from __future__ import annotations

from auditor.meaning.clauses import Clauses
from auditor.meaning.drafts import UNNUMBERED, Told
from auditor.meaning.grammar import Words
from auditor.meaning.subjects import Subjects
from auditor.model.text import Passage
from auditor.outline import numbered_level


class Reader:
    """Reads passages in order, looking for some subjects; `told` holds what they say."""

    def __init__(self, words: Words, subjects: Subjects, told: Told) -> None:
        self._words, self._subjects, self.told = words, subjects, told
        self._section: tuple[str, ...] = ()
        self._hanging = False

    def read(self, passage: Passage) -> None:
        """Read one passage; what it leaves open (…其中：) is kept for the next one under the same heading."""
        told = self.told
        level = numbered_level(passage.text)
        if passage.section != self._section:
            self._section, self._hanging = passage.section, False
            told.parents, told.subject = [], None
        item = UNNUMBERED if level is None else level
        while told.parents and not told.parents[-1].holds(item):
            told.parents.pop()
        if not self._hanging:
            told.subject, told.inside = None, []
        Clauses(self._words, self._subjects, told, passage, item).run()
        self._hanging = passage.folded[-1:] in {";", ",", ":", "、"}
