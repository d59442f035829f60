"""Clause by clause: what is said of which subject. One state machine for all provinces' sentence forms.

A subject carries on over commas and full stops of its paragraph until another is named; 其中 makes what follows parts
of it. A number is bound only when nothing but known words stands between it and what it belongs to; any other number is
left loose, and counted as such."""

from __future__ import annotations

import re

from auditor.meaning.drafts import BUDGET, LAST_YEAR, Aside, Clause, Draft, Told
from auditor.meaning.figures import Dimensions, Figures
from auditor.meaning.grammar import VALUES, Words
from auditor.meaning.phrases import Phrased, phrased
from auditor.meaning.subjects import Mention, Subjects
from auditor.meaning.tokens import Token, outside
from auditor.model.text import Passage
from auditor.numbers import ZERO

_ENDS = re.compile(r"[;。]|,(?!\d)|$")
_COMPARISON = re.compile(r"[^,;。:、\d]{0,6}[\d,.]+[百千]?万?元,[^,;。:、\d]{0,4}(?:[\d.]+%|-)")
_AHEAD = re.compile(r"([^\d,;。:]{0,8})-?\d")


def _closing(text: str, start: int) -> int:
    """Where the bracket closes that was opened just before `start`; the end of the text when it does not."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
    return len(text)


class Clauses:
    """One passage on its way through the tokens. `run` adds what it says to what has been told so far."""

    def __init__(self, words: Words, subjects: Subjects, told: Told, passage: Passage, level: int) -> None:
        self.words, self.subjects, self.told, self.passage, self.level = words, subjects, told, passage, level
        self.text = passage.folded
        self.names = words.prose.derived
        self.subject = told.subject
        self.clause = Clause()
        self.inside = told.inside
        self.chain: list[Draft] = []
        self.aside: Aside | None = None
        self.figures = Figures(passage, told, words.prose.default.name, subjects.defaults)

    def run(self) -> None:
        names = {t.start: t.end for t in self.told.tokens[self.passage.number] if t.kind == "quantity"}
        mentions = self.subjects.mentions(self.text, " ".join(self.passage.section))
        # A name of what is told of the subject is no new subject, though it begins with the word for one.
        known = [mention for mention in mentions if names.get(mention.start, 0) <= mention.end]
        told = list(phrased(self.text, self.subjects.concepts))
        taken = sorted([(m.start, m.end) for m in known] + [(p.start, p.token.end) for p in told])
        free = outside(self.told.tokens[self.passage.number], taken)
        events: list[Mention | Token | Phrased] = [*known, *free, *told]
        for event in sorted(events, key=lambda event: event.start):
            if self.aside is not None and event.start > self.aside.end:
                self._resume(self.aside)
            if isinstance(event, Mention):
                self._mention(event)
            elif isinstance(event, Token):
                self._token(event)
            else:
                self._phrase(event)
        self.told.subject = self.subject

    def _resume(self, aside: Aside) -> None:
        """Behind the bracket, the sentence goes on with what it spoke of before it."""
        self.subject, self.aside = aside.subject, None
        self.inside[:] = aside.inside
        self.clause = Clause(covered=aside.end + 1)

    # subjects

    def _mention(self, mention: Mention) -> None:
        clause = self.clause
        if clause.reason or (clause.purpose and not mention.path and not self._followed_by_number(mention.end)):
            return
        if clause.share:
            subjects = self.subjects
            scoped = subjects.meanings(mention.templates, self.passage.section)
            clause.shared_base = tuple(dict.fromkeys((*scoped, *subjects.meanings(mention.templates, ()))))
            clause.covered = mention.end
            return
        same = self._again(mention)
        if same is not None:
            self.subject = same
        else:
            parent = self.inside[-1] if self.inside else self.told.parent()
            self.subject = self._draft(mention, parent)
        base, year = clause.base, clause.base_year
        before, after, listing = clause.covered, mention.start, clause.listing
        self.clause = Clause(base=base, base_year=year, covered=mention.end, listing=True)
        if clause.denied and (before == after or self.words.joined.fullmatch(self.text, before, after)):
            self.clause.denied = True
            self.subject.words.setdefault("denied", f"{self.passage.number}:{mention.start}:{mention.end}")
        if mention.quantity:
            self.clause.quantity = next((q for q in self.words.prose.quantities if q.name == mention.quantity), None)
        listed = listing and self.chain and self.words.joined.fullmatch(self.text, before, after)
        self.chain = [*self.chain, self.subject] if listed else [self.subject]
        if mention.unknown:
            self.subject.words["unknown"] = mention.unknown
        if self.words.among.match(self.text, mention.end):
            self.inside[:] = [self.subject.number]

    def _draft(self, mention: Mention, parent: int) -> Draft:
        meanings = self.subjects.meanings(mention.templates, self.passage.section)
        return self.told.draft(self.passage, mention, meanings, parent)

    def _again(self, mention: Mention) -> Draft | None:
        """The statement that already speaks of the same subject in this paragraph."""
        meanings = self.subjects.meanings(mention.templates, self.passage.section)
        if not meanings:
            return None
        recent = (draft for draft in reversed(self.told.drafts[-8:]) if draft.passage is self.passage)
        return next((draft for draft in recent if draft.meanings == meanings and draft.figures), None)

    # tokens

    def _token(self, token: Token) -> None:
        clause = self.clause
        if token.kind == "stop":
            self.clause = Clause(covered=token.end, fresh=True)
            if token.role not in ";；":
                self.inside.clear()
        elif token.kind == "comma" and clause.dealt and self.text[token.end : token.end + 1].isdigit():
            clause.covered = token.end
        elif token.kind == "comma":
            clause.dealt = []
            clause.waiting.clear()
            clause.unitless = None
            clause.listing = clause.listing and token.role == "、"
            clause.direction, clause.share, clause.completed, clause.about = "", False, False, False
            clause.quantity = None
            clause.covered = token.end
        elif token.kind == "colon":
            self._colon(token)
        elif clause.reason and not self._compares(token):
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
        elif token.kind == "bare" and clause.dealt:
            clause.waiting.append(token)
            clause.covered = token.end
        elif token.kind == "bare":
            self._bare(token)
        elif token.kind in {"skip", "count", "score"}:
            clause.covered = token.end

    def _compares(self, token: Token) -> bool:
        """Whether a reason ends here: …压减出访，与上年相比增加 1.90 万元，增长 3.1%, of a subject not compared yet."""
        begins = token.kind == "base" or (token.kind == "word" and token.role == "last_year")
        if not begins or self.text[token.start - 1] not in ",，" or self.subject is None:
            return False
        if self.names["change"] in self.subject.figures or not _COMPARISON.match(self.text, token.end):
            return False
        self.clause.reason, self.clause.covered = False, token.start
        return True

    def _bare(self, token: Token) -> None:
        """A number without a unit: where a percentage is due (增长 13.95。) it is remembered with its place; an amount
        (调整后预算 136.4 实际到位 136.4 万元) waits for the unit of the next one of its clause."""
        clause = self.clause
        due = clause.direction or clause.share or clause.completion
        if self.subject is not None and self._near(token):
            if due and _ENDS.match(self.text, token.end):
                self.subject.words.setdefault("no_unit", self._place(token))
            elif clause.quantity is not None and token.places:
                self.subject.words["unsure"] = self._place(token)
                clause.unitless, clause.quantity = (clause.quantity, token), None
        clause.covered = token.end

    def _foreign(self, token: Token) -> bool:
        """Whether the sentence begins with words that no pack knows: it speaks of something else than the subject."""
        if not self.clause.fresh:
            return False
        start = token.start - 1 if token.kind == "quantity" and self._versus_budget(token) else token.start
        return not self._fills(self.text[self.clause.covered : start])

    def _loose_number(self, token: Token) -> None:
        self.clause.fresh, self.clause.covered = False, token.end
        if token.kind in {"money", "percent"}:
            self.figures.loose(token)

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
            self.told.open(self.subject, self.level)
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
            if self.text[token.start - 1 : token.start] == "(" and self.aside is None:
                self.aside = Aside(_closing(self.text, token.start), self.subject, tuple(self.inside))
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
        elif role in {"purpose", "includes"}:
            clause.purpose = True
            if role == "includes" and self.subject is not None:
                self.subject.words.setdefault("listed", f"{self.passage.number}:{token.end}:{self._stop(token.end)}")
        elif role == "condition":
            clause.condition = True
        elif role == "none":
            clause.denied = not clause.condition
        elif role == "respectively":
            self._respectively(token)
        elif role == "about":
            clause.about = True
        clause.covered, clause.fresh = token.end, False

    def _rest(self, start: int) -> str:
        """What is said up to the next stop."""
        return self.text[start : self._stop(start)].strip(":：是为,，") or "—"

    def _stop(self, start: int) -> int:
        return min((i for i in (self.text.find(mark, start) for mark in "。;；") if i >= 0), default=len(self.text))

    def _versus(self, role: str, token: Token) -> None:
        """决算数大于预算数, 与上年持平: remembered with its place, judged later against the numbers."""
        if self.subject is None:
            return
        if role == "same":
            self.subject.words["same"] = self._place(token)
            return
        after = self.text[token.end : token.end + 8]
        names = [q for q in self.words.prose.quantities if any(after.startswith(word) for word in q.words)]
        if role == "equal" and self.clause.base == BUDGET:
            self.subject.words["versus"] = f"equal:{self._place(token)}"
        elif names and names[0].dimensions:
            self.subject.words["versus"] = f"{role}:{self._place(token)}"
            self.clause.base = BUDGET

    def _place(self, token: Token) -> str:
        """Where a word stands: passage and characters. The subject may have been named in another passage."""
        return f"{self.passage.number}:{token.start}:{token.end}"

    def _quantity(self, token: Token) -> None:
        clause, quantity = self.clause, token.quantity
        assert quantity is not None
        if clause.completed and quantity.completion:
            clause.completion = quantity
        else:
            clause.quantity = quantity
            own_year = clause.base == LAST_YEAR and clause.base_year and clause.base_year == self.told.year
            if quantity.completion and (own_year or self._versus_budget(token)):
                clause.base, clause.base_year = BUDGET, 0
        clause.covered, clause.fresh = token.end, False

    def _versus_budget(self, token: Token) -> bool:
        """Whether what follows is compared with that quantity (比年初预算数增加)."""
        return self.text[token.start - 1 : token.start] in {"比", "较", "与"}

    # numbers

    def _near(self, token: Token) -> bool:
        """Whether only fillers stand between the number and what it belongs to."""
        return self._fills(self.text[self.clause.covered : token.start])

    def _fills(self, between: str) -> bool:
        if self.clause.dealt and self.words.joined.fullmatch(between):
            return True
        return self.words.filling.fullmatch(between) is not None

    def _money(self, token: Token) -> None:
        clause = self.clause
        near = self._near(token)
        clause.covered = token.end
        if self.subject is None or not near or clause.about or clause.share:
            self.figures.loose(token)
        elif clause.direction:
            self._tell(self.names["budget_change" if clause.base == BUDGET else "change"], token, directed=True)
        else:
            if clause.unitless is not None:
                known, bare = clause.unitless
                self.figures.put(self.subject, known.name, bare._replace(unit=token.unit), bare.value or ZERO, known.dimensions)
                self.subject.words.pop("unsure", None)
                clause.unitless = None
            named = clause.quantity if clause.quantity and not clause.quantity.rate else None
            quantity = named or self.words.prose.default
            self._tell(quantity.name, token, quantity.dimensions)

    def _percent(self, token: Token) -> None:
        clause, subject = self.clause, self.subject
        near = self._near(token)
        clause.covered = token.end
        if subject is None:
            self.figures.loose(token)
        elif clause.quantity is not None and clause.quantity.rate and near:
            self._tell(clause.quantity.name, token)
        elif clause.completion is not None and clause.completion.completion:
            self._tell(clause.completion.completion, token)
            clause.completion, clause.completed = None, False
        elif clause.share and (near or clause.shared_base):
            if clause.shared_base:
                subject.base = clause.shared_base
            self._tell(self.names["share"], token)
            clause.share = bool(clause.dealt)
        elif clause.direction and near and not clause.about:
            self._tell(self.names["budget_growth" if clause.base == BUDGET else "growth"], token, directed=True)
        else:
            self.figures.loose(token)

    def _tell(self, name: str, token: Token, dimensions: Dimensions = (), *, directed: bool = False) -> None:
        """Tell a number of the subject, or of those that numbers are dealt out to; a decrease is negative."""
        clause = self.clause
        for told in (*clause.waiting, token):
            told = told._replace(unit=token.unit)
            subject = clause.dealt[clause.turn] if clause.dealt else self.subject
            assert subject is not None
            value = told.value or ZERO
            if directed:
                subject = self._compared(subject)
                subject.words.setdefault(name, clause.direction)
                value = -value if clause.direction == "decrease" else value
            held = self.figures.put(subject, name, told, value, dimensions)
            if not clause.dealt:
                self.subject = held
            elif clause.turn + 1 < len(clause.dealt):
                clause.turn += 1
            else:
                clause.dealt, clause.turn = [], 0
        clause.waiting.clear()
        clause.listing = False
        if not clause.dealt:
            clause.quantity, clause.direction = None, ""

    def _compared(self, subject: Draft) -> Draft:
        """The subject, or its own statement for a comparison with an earlier year than the last."""
        year = self.clause.base_year
        if year and self.told.year and year != self.told.year - 1:
            return self.figures.of_year(subject, year)
        return subject

    def _respectively(self, token: Token) -> None:
        """分别为 a、b: the numbers of the list go to the subjects listed before, or to the meanings of one word."""
        listed = self.words.listed.match(self.text, token.end)
        if self.subject is None or listed is None:
            return
        split = self.chain
        if len(split) < 2 and self.subject.mention.every:
            split = self.chain = [
                self._draft(self.subject.mention._replace(templates=(template,)), self.subject.parent)
                for template in self.subject.mention.templates
            ]
        if len(split) == len(VALUES.findall(listed["list"])):
            self.clause.dealt, self.clause.turn = list(split), 0

    def _phrase(self, told: Phrased) -> None:
        phrase, token = told.phrase, told.token
        about = {value for meaning in (self.subject.meanings if self.subject else ()) for _, value in meaning.dimensions}
        if phrase.under and phrase.under not in about:
            return
        named = (told.words, token.start) if told.words < token.start else (token.start, token.end)
        draft = self._draft(Mention(*named, (phrase.means,)), -1)
        self.figures.put(draft, phrase.quantity, token, token.value or ZERO)
        self.clause.covered = token.end
