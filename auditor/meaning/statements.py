"""Clause by clause: what is said of which subject. One state machine for all provinces' sentence forms.

A subject carries on over commas and full stops of its paragraph until another is named; 其中 makes what follows parts
of it. A number is bound only when nothing but known words stands between it and what it belongs to; any other number is
left loose, and counted as such."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from auditor.meaning.drafts import BUDGET, LAST_YEAR, UNNUMBERED, Clause, Draft, OpenList
from auditor.meaning.subjects import Mention, Subjects
from auditor.meaning.tokens import Lexer, Token
from auditor.model.facts import TEXT, Fact, Meaning
from auditor.model.pack import Concepts, CountPhrase, Prose
from auditor.model.text import Passage, Statement
from auditor.numbers import ZERO, half
from auditor.outline import numbered_level

_AHEAD = re.compile(r"([^\d,;。:]{0,8})-?\d")


class Reader:
    """Reads the passages of a report in order."""

    def __init__(
        self, prose: Prose, concepts: Concepts, subjects: Subjects, lexer: Lexer, year: int | None, places: int
    ) -> None:
        self._prose, self._concepts, self._subjects, self._lexer = prose, concepts, subjects, lexer
        self._year, self._places = year, places
        self._names = prose.derived
        self._among = re.compile("|".join(prose.among) or "(?!)")
        self._defaults = subjects.defaults
        self.drafts: list[Draft] = []
        self.loose: list[Fact] = []
        self._parents: list[OpenList] = []
        self._inside: list[int] = []
        self._subject: Draft | None = None
        self._section: tuple[str, ...] = ()
        self._hanging = False

    def statements(self) -> list[Statement]:
        """What was said: statements with a number or a word about their subject, and those that have parts."""
        parents = {draft.parent for draft in self.drafts}
        return [draft.done() for draft in self.drafts if draft.figures or draft.words or draft.number in parents]

    def read(self, passage: Passage) -> None:
        """Read one passage; what it leaves open (…其中：) is kept for the next one under the same heading."""
        level = numbered_level(passage.text)
        if passage.section != self._section:
            self._section, self._parents, self._subject, self._hanging = passage.section, [], None, False
        item = UNNUMBERED if level is None else level
        while self._parents and not self._parents[-1].holds(item):
            self._parents.pop()
        if not self._hanging:
            self._subject, self._inside = None, []
        _Passage(self, passage, item).run()
        self._hanging = passage.folded[-1:] in {";", ",", ":", "、"}

    def parent(self) -> int:
        return self._parents[-1].statement if self._parents else -1

    def open(self, draft: Draft, level: int) -> None:
        """From here on, what is said is a part of that statement, until its list ends."""
        self._parents.append(OpenList(draft.number, level))

    def draft(self, passage: Passage, mention: Mention, parent: int) -> Draft:
        meanings = self._subjects.meanings(mention.templates, passage.section)
        made = Draft(len(self.drafts), passage, mention, meanings, parent)
        self.drafts.append(made)
        return made


class _Counted(NamedTuple):
    """A count told by a phrase of the pack."""

    start: int
    end: int
    value: int
    phrase: CountPhrase


class _Passage:
    """One passage on its way through the tokens."""

    def __init__(self, reader: Reader, passage: Passage, level: int) -> None:
        self.reader, self.passage, self.level = reader, passage, level
        self.text = passage.folded
        self.names = reader._names
        self.subject = reader._subject
        self.clause = Clause()
        self.inside = reader._inside
        self.mentions: list[Draft] = []

    def run(self) -> None:
        reader = self.reader
        known = list(reader._subjects.mentions(self.text, " ".join(self.passage.section)))
        counts = self._count_phrases()
        taken = [(m.start, m.end) for m in known] + [(c.start, c.end) for c in counts]
        free = [t for t in reader._lexer.tokens(self.text) if not any(a <= t.start < b for a, b in taken)]
        events: list[Mention | Token | _Counted] = [*known, *free, *counts]
        for event in sorted(events, key=lambda event: event.start):
            if isinstance(event, Mention):
                self._mention(event)
            elif isinstance(event, Token):
                self._token(event)
            else:
                self._count(event)
        reader._subject = self.subject

    # subjects

    def _mention(self, mention: Mention) -> None:
        clause = self.clause
        if clause.reason or (clause.purpose and not mention.path and not self._followed_by_number(mention.end)):
            return
        if clause.share:
            subjects = self.reader._subjects
            scoped = subjects.meanings(mention.templates, self.passage.section)
            clause.shared_base = tuple(dict.fromkeys((*scoped, *subjects.meanings(mention.templates, ()))))
            clause.covered = mention.end
            return
        same = self._again(mention)
        if same is not None:
            self.subject = same
        else:
            parent = self.inside[-1] if self.inside else self.reader.parent()
            self.subject = self.reader.draft(self.passage, mention, parent)
            self.mentions.append(self.subject)
        base, year = clause.base, clause.base_year
        self.clause = Clause(base=base, base_year=year, covered=mention.end)
        if mention.unknown:
            self.subject.words["unknown"] = mention.unknown
        if self.reader._among.match(self.text, mention.end):
            self.inside[:] = [self.subject.number]

    def _again(self, mention: Mention) -> Draft | None:
        """The statement that already speaks of the same subject in this paragraph."""
        meanings = self.reader._subjects.meanings(mention.templates, self.passage.section)
        if not meanings:
            return None
        recent = (draft for draft in reversed(self.reader.drafts[-8:]) if draft.passage is self.passage)
        return next((draft for draft in recent if draft.meanings == meanings and draft.figures), None)

    # tokens

    def _token(self, token: Token) -> None:
        clause = self.clause
        if token.kind == "stop":
            self.clause = Clause(covered=token.end, fresh=True)
            if token.role not in ";；":
                self.inside.clear()
        elif token.kind == "comma":
            clause.direction, clause.share, clause.completed, clause.about = "", False, False, False
            clause.quantity = None
            clause.covered = token.end
        elif token.kind == "colon":
            self._colon(token)
        elif clause.reason:
            return
        elif self._foreign(token):
            self.subject = None
            self._loose_number(token)
        elif token.kind == "word":
            self._word(token)
        elif token.kind == "base":
            clause.base, clause.base_year, clause.covered = LAST_YEAR, int(token.role), token.end
            clause.fresh = False
        elif token.kind == "quantity":
            self._quantity(token)
        elif token.kind == "money":
            self._money(token)
        elif token.kind == "percent":
            self._percent(token)
        elif token.kind in {"skip", "count", "score", "bare"}:
            clause.covered = token.end

    def _foreign(self, token: Token) -> bool:
        """Whether the sentence begins with words that no pack knows: it speaks of something else than the subject."""
        return self.clause.fresh and not self._near(token)

    def _loose_number(self, token: Token) -> None:
        self.clause.fresh, self.clause.covered = False, token.end
        if token.kind in {"money", "percent"}:
            self._loose(token)

    def _followed_by_number(self, end: int) -> bool:
        ahead = _AHEAD.match(self.text, end)
        return ahead is not None and self._fills(ahead[1])

    def _colon(self, token: Token) -> None:
        """…：opens a list of parts when its clause named a subject; at the end of a paragraph the list follows below."""
        clause = self.clause
        clause.covered = token.end
        if clause.reason or self.subject is None:
            return
        if token.end >= len(self.text.rstrip()):
            self.reader.open(self.subject, self.level)
        elif not self.inside:
            self.inside.append(self.subject.number)

    def _word(self, token: Token) -> None:
        clause, role = self.clause, token.role
        if role in {"increase", "decrease"}:
            clause.direction = role
        elif role == "same":
            self._versus("equal" if clause.base == BUDGET else "same", token)
        elif role in {"more", "less", "equal"}:
            self._versus(role, token)
        elif role == "last_year":
            clause.base, clause.base_year = LAST_YEAR, 0
        elif role == "of_which":
            if self.subject is not None and not self.inside:
                self.inside.append(self.subject.number)
        elif role == "share":
            clause.share, clause.shared_base = True, ()
        elif role == "completed":
            clause.completed = True
        elif role == "reason":
            clause.reason = True
            if self.subject is not None:
                self.subject.words.setdefault("reason", self._rest(token.end))
                if clause.base == BUDGET or "versus" in self.subject.words:
                    self.subject.words.setdefault("budget_reason", self._rest(token.end))
        elif role == "purpose":
            clause.purpose = True
        elif role == "about":
            clause.about = True
        elif role == "none":
            self._denied(token)
        clause.covered, clause.fresh = token.end, False

    def _rest(self, start: int) -> str:
        """What is said up to the next stop."""
        end = min((i for i in (self.text.find(mark, start) for mark in "。;；") if i >= 0), default=len(self.text))
        return self.text[start:end].strip(":：是为,，") or "—"

    def _versus(self, role: str, token: Token) -> None:
        """决算数大于预算数, 与上年持平: remembered with its place, judged later against the numbers."""
        if self.subject is None:
            return
        if role == "same":
            self.subject.words["same"] = f"{token.start}:{token.end}"
            return
        after = self.text[token.end : token.end + 8]
        names = [q for q in self.reader._prose.quantities if any(after.startswith(word) for word in q.words)]
        if role == "equal" and self.clause.base == BUDGET:
            self.subject.words["versus"] = f"equal:{token.start}:{token.end}"
        elif names and names[0].dimensions:
            self.subject.words["versus"] = f"{role}:{token.start}:{token.end}"
            self.clause.base = BUDGET

    def _denied(self, token: Token) -> None:
        """无政府性基金预算财政拨款收入: a denial of what follows."""
        self.clause.covered = token.end

    def _quantity(self, token: Token) -> None:
        clause, quantity = self.clause, token.quantity
        assert quantity is not None
        before = self.text[token.start - 1 : token.start]
        if clause.completed and quantity.completion:
            clause.completion = quantity
        elif quantity.dimensions and before in {"比", "较", "与"} and quantity.name != "上年数":
            clause.base = BUDGET
        else:
            clause.quantity = quantity
        clause.covered, clause.fresh = token.end, False

    # numbers

    def _near(self, token: Token) -> bool:
        """Whether only fillers stand between the number and what it belongs to."""
        return self._fills(self.text[self.clause.covered : token.start])

    def _fills(self, between: str) -> bool:
        between = between.strip(" 了")
        while between:
            for filler in self.reader._prose.fillers:
                if between.startswith(filler):
                    between = between[len(filler) :].strip()
                    break
            else:
                return between in {":", "：", "(", ")", "（", "）"}
        return True

    def _money(self, token: Token) -> None:
        clause, subject = self.clause, self.subject
        near = self._near(token)
        clause.covered = token.end
        if subject is None or not near or clause.about or clause.share:
            self._loose(token)
            return
        value = token.value or ZERO
        if clause.direction:
            name = self.names["budget_change" if clause.base == BUDGET else "change"]
            if clause.base_year and self.reader._year and clause.base_year != self.reader._year - 1:
                subject = self._other_year(subject, clause.base_year)
            if clause.direction == "decrease":
                value = -value
            subject.words.setdefault(name, clause.direction)
            self._put(subject, name, token, value, ())
            clause.direction = ""
            return
        quantity = clause.quantity or self.reader._prose.default
        self._put(subject, quantity.name, token, value, quantity.dimensions)
        clause.quantity = None

    def _percent(self, token: Token) -> None:
        clause, subject = self.clause, self.subject
        near = self._near(token)
        clause.covered = token.end
        if subject is None:
            self._loose(token)
            return
        value = token.value or ZERO
        if clause.completion is not None and clause.completion.completion:
            self._put(subject, clause.completion.completion, token, value, ())
            clause.completion, clause.completed = None, False
        elif clause.share and (near or clause.shared_base):
            name = self.names["share"]
            self._put(subject, name, token, value, ())
            if clause.shared_base:
                subject.base = clause.shared_base
            elif not near:
                subject.words["base"] = self.text[clause.covered : token.start]
            clause.share = False
        elif clause.direction and near and not clause.about:
            name = self.names["budget_growth" if clause.base == BUDGET else "growth"]
            if clause.base_year and self.reader._year and clause.base_year != self.reader._year - 1:
                subject = self._other_year(subject, clause.base_year)
            subject.words.setdefault(name, clause.direction)
            self._put(subject, name, token, -value if clause.direction == "decrease" else value, ())
            clause.direction = ""
        else:
            self._loose(token)

    def _other_year(self, subject: Draft, year: int) -> Draft:
        """The same subject compared with an earlier year: its own statement, so that the two do not mix."""
        for draft in self.reader.drafts[-4:]:
            if draft.words.get("year") == str(year) and draft.mention == subject.mention:
                return draft
        made = Draft(len(self.reader.drafts), self.passage, subject.mention, (), subject.parent)
        made.words["year"] = str(year)
        default = self.reader._prose.default.name
        if default in subject.figures:
            made.figures[default] = subject.figures[default]
        self.reader.drafts.append(made)
        return made

    def _put(self, subject: Draft, name: str, token: Token, value: Decimal, dimensions: tuple[tuple[str, str], ...]) -> None:
        if name in subject.figures:
            # Said again of the same subject: a second statement, so that both must agree.
            again = Draft(len(self.reader.drafts), self.passage, subject.mention, subject.meanings, subject.parent)
            self.reader.drafts.append(again)
            self.subject = subject = again
        meaning = subject.meanings[0].having(dimensions, self.reader._defaults) if subject.meanings else None
        subject.figures[name] = self._fact(subject, name, token, value, meaning)

    def _loose(self, token: Token) -> None:
        self.reader.loose.append(self._fact(None, "", token, token.value or ZERO, None))

    def _fact(self, subject: Draft | None, name: str, token: Token, value: Decimal, meaning: Meaning | None) -> Fact:
        unit = token.unit
        places = max(token.places, self.reader._places) if unit.measure == "money" else token.places
        slack = (
            ZERO
            if unit.measure == "count" or (unit.exponent == 0 and places >= 2 and unit.measure == "money")
            else half(places, unit.exponent)
        )
        passage = self.passage
        words = passage.printed(subject.mention.start, subject.mention.end) if subject else ""
        return Fact(
            TEXT, (str(subject.number) if subject else "", name), "number", value.scaleb(unit.exponent), slack,
            token.places, unit, passage.printed(token.start, token.end), passage.locate(token.start, token.end),
            words, name, meaning,
        )  # fmt: skip

    # counts

    def _count_phrases(self) -> list[_Counted]:
        return [
            _Counted(match.start("n"), match.end(), int(match["n"]), phrase)
            for phrase in self.reader._concepts.counts
            for match in phrase.pattern.finditer(self.text)
        ]

    def _count(self, counted: _Counted) -> None:
        under = counted.phrase.under
        about = {value for meaning in (self.subject.meanings if self.subject else ()) for _, value in meaning.dimensions}
        if under and under not in about:
            return
        draft = self.reader.draft(self.passage, Mention(counted.start, counted.end, (counted.phrase.means,)), -1)
        value = Decimal(counted.value)
        self._put(draft, self.names["count"], Token("count", counted.start, counted.end, "", value), value, ())
        self.clause.covered = counted.end
