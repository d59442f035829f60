"""The numbers of a passage on their way into statements: what is told of whom, and what belongs to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from auditor.meaning.drafts import Draft, Told
from auditor.meaning.tokens import Token
from auditor.model.facts import TEXT, Fact, Meaning
from auditor.model.text import Passage
from auditor.numbers import ZERO, half

Dimensions = tuple[tuple[str, str], ...]


class Figures:
    """Puts the numbers of one passage into drafts of `told`; `default` is the quantity meant when none is named,
    `defaults` the dimensions meant when none are."""

    def __init__(self, passage: Passage, told: Told, default: str, defaults: Mapping[str, str]) -> None:
        self._passage, self._told, self._default, self._defaults = passage, told, default, defaults
        self._drafts = told.drafts

    def put(self, subject: Draft, name: str, token: Token, value: Decimal, dimensions: Dimensions = ()) -> Draft:
        """Tell a number of a subject. Said again of the same subject it makes a second statement, so that both must
        agree. The draft that holds the number."""
        if name in subject.figures:
            subject = Draft(len(self._drafts), subject.passage, subject.mention, subject.meanings, subject.parent)
            self._drafts.append(subject)
        meaning = subject.meanings[0].having(dimensions, self._defaults) if subject.meanings else None
        subject.figures[name] = self._fact(subject, name, token, value, meaning)
        return subject

    def loose(self, token: Token) -> None:
        """Keep a number that no subject binds."""
        self._told.loose.append(self._fact(None, "", token, token.value or ZERO, None))

    def of_year(self, subject: Draft, year: int) -> Draft:
        """The same subject compared with an earlier year: its own statement, so that the two do not mix."""
        for draft in self._drafts[-4:]:
            if draft.words.get("year") == str(year) and draft.mention == subject.mention:
                return draft
        made = Draft(len(self._drafts), subject.passage, subject.mention, (), subject.parent)
        made.words["year"] = str(year)
        if self._default in subject.figures:
            made.figures[self._default] = subject.figures[self._default]
        self._drafts.append(made)
        return made

    def _fact(self, subject: Draft | None, name: str, token: Token, value: Decimal, meaning: Meaning | None) -> Fact:
        unit = token.unit
        money = unit.measure == "money"
        places = max(token.places, self._told.places) if money else token.places
        exact = unit.measure == "count" or (money and unit.exponent == 0 and places >= 2)
        passage = self._passage
        words = subject.passage.printed(subject.mention.start, subject.mention.end) if subject else ""
        return Fact(
            TEXT, (str(subject.number) if subject else "", name), "number", value.scaleb(unit.exponent),
            ZERO if exact else half(places, unit.exponent), token.places, unit,
            passage.printed(token.start, token.end), passage.locate(token.start, token.end), words, name, meaning,
        )  # fmt: skip
