"""The statements of a report: passages read in order, with what one leaves open for the next."""

from __future__ import annotations

from auditor.meaning.clauses import Clauses
from auditor.meaning.drafts import UNNUMBERED, Told
from auditor.meaning.grammar import Words
from auditor.meaning.subjects import Subjects
from auditor.model.text import Passage, Statement
from auditor.outline import numbered_level


class Reader:
    """Reads the passages of a report in order; `told` holds what they say."""

    def __init__(self, words: Words, subjects: Subjects, year: int | None, places: int) -> None:
        self._words = words
        self.told = Told(subjects, year, places)
        self._section: tuple[str, ...] = ()
        self._hanging = False

    def statements(self) -> list[Statement]:
        """What was said: statements with a number or a word about their subject, and those that have parts."""
        drafts = self.told.drafts
        parents = {draft.parent for draft in drafts}
        return [draft.done() for draft in drafts if draft.figures or draft.words or draft.number in parents]

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
        Clauses(self._words, told, passage, item).run()
        self._hanging = passage.folded[-1:] in {";", ",", ":", "、"}
