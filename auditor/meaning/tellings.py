"""What the numbers of a clause are, and whom they are told of.

A number is bound only when nothing but known words stands between it and what it belongs to; any other number is left
loose, and counted as such."""

from __future__ import annotations

import re

from auditor.meaning.drafts import BUDGET, LAST_YEAR, Aside, Clause, Draft, Told
from auditor.meaning.figures import Dimensions, Figures
from auditor.meaning.grammar import Words, values
from auditor.meaning.nouns import Edge
from auditor.meaning.parts import scoped
from auditor.meaning.phrases import Phrased
from auditor.meaning.subjects import Mention, Subjects
from auditor.meaning.tokens import Token
from auditor.model.pack import Quantity
from auditor.model.text import Passage
from auditor.numbers import UNITS, ZERO

_ENDS = re.compile(r"[;。]|,(?!\d)|$")
_AHEAD = re.compile(r"([^\d,;。:]{0,8})-?\d")
_NOTHING = UNITS["元"]
_UNCHOSEN = "unchosen"
"""下降（增长）: the writer did not choose, and nobody knows which way the number goes."""


class Telling:
    """One passage as far as it is read: its subject, the clause so far, and the numbers told. `row` are the subjects of the
    sentence whose amounts it told, `before` those of the last sentence; `within` the names that names of quantities begin
    with."""

    def __init__(self, words: Words, subjects: Subjects, told: Told, passage: Passage, level: int) -> None:
        self.words, self.subjects, self.told, self.passage, self.level = words, subjects, told, passage, level
        self.text = passage.folded
        self.names = words.prose.derived
        self.subject = told.subject
        self.clause = Clause(purpose=told.purpose)
        self.inside = told.inside
        self.chain: list[Draft] = []
        self.row: list[Draft] = []
        self.before: list[Draft] = []
        self.within: dict[int, Mention] = {}
        self.aside: Aside | None = None
        self.edge = Edge(0)
        self.carried: Draft | None = None
        self.figures = Figures(passage, told, words.prose.default.name, subjects.defaults)

    def draft(self, mention: Mention, parent: int) -> Draft:
        meanings = self.subjects.meanings(mention.templates, self.passage.section)
        whole = self.told.drafts[parent] if parent >= 0 else None
        return self.told.draft(self.passage, mention, scoped(meanings, mention, whole), parent)

    def followed_by_number(self, end: int) -> bool:
        ahead = _AHEAD.match(self.text, end)
        return ahead is not None and self.fills(ahead[1])

    def place(self, token: Token) -> str:
        """Where a word stands: passage and characters. The subject may have been named in another passage."""
        return f"{self.passage.number}:{token.start}:{token.end}"

    def bare(self, token: Token) -> None:
        """A number without a unit: where a percentage is due (增长 13.95。) it is remembered with its place; an amount
        (调整后预算 136.4 实际到位 136.4 万元) waits for the unit of the next one of its clause."""
        clause = self.clause
        due = clause.direction or clause.share or clause.completion
        if self.subject is not None and self.near(token):
            if (
                not token.value
                and clause.quantity is not None
                and not clause.quantity.rate
                and _ENDS.match(self.text, token.end)
            ):
                self.tell(clause.quantity.name, token._replace(unit=_NOTHING), clause.quantity.dimensions)
            elif due and _ENDS.match(self.text, token.end):
                self.subject.words.setdefault("no_unit", self.place(token))
            elif clause.quantity is not None and token.places:
                self.subject.words["unsure"] = self.place(token)
                clause.unitless, clause.quantity = (clause.quantity, token), None
        clause.covered = token.end

    def near(self, token: Token) -> bool:
        """Whether only fillers stand between the number and what it belongs to."""
        return self.fills(self.text[self.clause.covered : token.start])

    def fills(self, between: str) -> bool:
        if self.clause.dealt and self.words.joined.fullmatch(between.removeprefix(")")):
            return True
        return self.words.filling.fullmatch(between) is not None

    def money(self, token: Token) -> None:
        clause = self.clause
        near = self.near(token)
        clause.covered = token.end
        if (
            self.subject is None
            or token.start < clause.scattered
            or not near
            or clause.about
            or clause.share
            or clause.direction == _UNCHOSEN
        ):
            self.figures.loose(token)
        elif clause.direction:
            self.tell(self.names["budget_change" if clause.base == BUDGET else "change"], token, directed=True)
        else:
            if clause.unitless is not None:
                known, bare = clause.unitless
                self.figures.put(self.subject, known.name, bare._replace(unit=token.unit), bare.value or ZERO, known.dimensions)
                self.subject.words.pop("unsure", None)
                clause.unitless = None
            quantity = self._measured()
            if quantity is None:
                self.figures.loose(token)
            else:
                self.tell(quantity.name, token, quantity.dimensions)
            clause.compared = False

    def _measured(self) -> Quantity | None:
        """What an amount is that nothing calls a change: the budget's inside 完成预算…的, last year's right behind 较上年, else
        that of what was named. None for an amount of an earlier year."""
        clause, prose = self.clause, self.words.prose
        if clause.completion is not None:
            return clause.completion
        named = clause.quantity if clause.quantity and not clause.quantity.rate else None
        if clause.compared and clause.base == LAST_YEAR and (named is None or named.default):
            year = clause.base_year
            ago = prose.derived.get("last_year")
            return next((q for q in prose.quantities if q.name == ago), None) if year in {0, self.told.last_year} else None
        return named or prose.default

    def percent(self, token: Token) -> None:
        clause, subject = self.clause, self.subject
        near = self.near(token)
        clause.covered = token.end
        if subject is None or token.start < clause.scattered:
            self.figures.loose(token)
        elif clause.quantity is not None and clause.quantity.rate and near:
            self.tell(clause.quantity.name, token)
        elif clause.completion is not None and clause.completion.completion:
            self.tell(clause.completion.completion, token)
            clause.completion, clause.completed = None, False
        elif clause.share and (near or clause.shared_base):
            if clause.shared_base:
                for held in clause.dealt or [subject]:
                    held.base = clause.shared_base
            self.tell(self.names["share"], token)
            clause.share = bool(clause.dealt) and not self._aside(token)
        elif clause.direction and clause.direction != _UNCHOSEN and near and not clause.about:
            self.tell(self.names["budget_growth" if clause.base == BUDGET else "growth"], token, directed=True)
        else:
            self.figures.loose(token)

    def tell(self, name: str, token: Token, dimensions: Dimensions = (), *, directed: bool = False) -> None:
        """Tell a number of the subject, or of those that numbers are dealt out to; a decrease is negative."""
        clause = self.clause
        if clause.joint and not clause.dealt:
            self._together(token)
        for told in (*clause.waiting, token):
            told = told._replace(unit=token.unit)
            behind = bool(clause.dealt) and clause.turn > 0 and self._aside(token)
            subject = clause.dealt[clause.turn - behind] if clause.dealt else self.subject
            assert subject is not None
            value = told.value or ZERO
            if directed:
                subject = self._compared(subject)
                subject.words.setdefault(name, clause.direction)
                value = -value if clause.direction == "decrease" else value
            held = self.figures.put(subject, name, told, value, dimensions)
            if name == self.words.prose.default.name and held not in self.row:
                self.row.append(held)
            if not clause.dealt:
                self.subject = held
            elif behind:
                pass
            elif clause.turn + 1 < len(clause.dealt):
                clause.turn += 1
            else:
                clause.dealt, clause.turn = [], 0
        clause.waiting.clear()
        clause.listing = False
        if not clause.dealt:
            clause.quantity, clause.direction = None, ""

    def _aside(self, token: Token) -> bool:
        """Whether a number stands in brackets, behind the one that was dealt out last."""
        return self.text.rfind("(", 0, token.start) > self.text.rfind(")", 0, token.start)

    def _together(self, token: Token) -> None:
        """A、B和C 21.00 万元: the number is of all of them together, a subject of its own. Nought of all is nought of each."""
        self.clause.joint = False
        if not token.value or len(self.chain) < 2 or self.subject is not self.chain[-1]:
            return
        first, last = self.chain[0].mention, self.chain[-1].mention
        if first.start < last.end and not any(draft.figures for draft in self.chain):
            self.subject = self.draft(Mention(first.start, last.end, ()), self.chain[0].parent)
            self.chain = [self.subject]

    def _compared(self, subject: Draft) -> Draft:
        """The subject, or its own statement for a comparison with an earlier year than the last."""
        year = self.clause.base_year
        if year and self.told.year and year != self.told.year - 1:
            return self.figures.of_year(subject, year)
        return subject

    def respectively(self, token: Token) -> None:
        """分别为 a、b: the numbers of the list go to the subjects listed before, each with its amount or without, or to the
        meanings of one word. Where there are more or fewer of them nobody knows whose they are."""
        listed = self.words.listed.match(self.text, token.end)
        if self.subject is None or listed is None:
            return
        self.clause.joint = False
        split = self.chain
        if len(split) < 2 and self.subject.mention.every:
            split = self.chain = [
                self.draft(self.subject.mention._replace(templates=(template,)), self.subject.parent)
                for template in self.subject.mention.templates
            ]
        numbers = values(listed["list"])
        if len(split) != numbers:
            split = self._told_in_a_row(numbers)
        if split:
            self.clause.dealt, self.clause.turn = list(split), 0
        else:
            self.clause.scattered = listed.end()

    def _told_in_a_row(self, count: int) -> list[Draft]:
        """The subjects of this sentence that have their amounts: that many, or that many behind the one that they are of."""
        own = [draft for draft in self.row if draft.passage is self.passage]
        if len(own) == count:
            return own
        if len(own) != count + 1:
            return []
        amounts = [draft.figures[self.words.prose.default.name].value for draft in own]
        for part in own[1:]:
            if sum(amounts[1:]) == amounts[0]:
                part.base = part.base or own[0].meanings
        return own[1:]

    def phrase(self, told: Phrased) -> None:
        phrase, token = told.phrase, told.token
        about = {value for meaning in (self.subject.meanings if self.subject else ()) for _, value in meaning.dimensions}
        if phrase.under and phrase.under not in about:
            return
        named = (told.words, token.start) if told.words < token.start else (token.start, token.end)
        draft = self.draft(Mention(*named, (phrase.means,)), -1)
        self.figures.put(draft, phrase.quantity, token, token.value or ZERO)
        self.clause.covered = token.end
