"""Clause by clause: what is said of which subject. One state machine for all provinces' sentence forms.

A subject carries on over commas and full stops of its paragraph until another is named; 其中 makes what follows parts
of it. A name that nobody lists is a subject, too, without a meaning."""

from __future__ import annotations

import re

from auditor.meaning.drafts import BUDGET, LAST_YEAR, Aside, Clause, Draft
from auditor.meaning.nouns import Edge, unlisted, whole
from auditor.meaning.parts import scoped
from auditor.meaning.phrases import Phrased, phrased
from auditor.meaning.subjects import Mention
from auditor.meaning.tellings import Telling
from auditor.meaning.tokens import Token, outside
from auditor.numbers import ZERO

_COMPARISON = re.compile(r"[^,;。:、\d]{0,6}[\d,.]+[百千]?万?元,[^,;。:、\d]{0,4}(?:[\d.]+%|-)")
_TELLING = {"last_year", "same", "more", "less", "equal", "share"}
_NO_WORDS = re.compile(r"[^一-鿿]*|[(][一二三四五六七八九十]+[)]")


def _closing(text: str, start: int) -> int:
    """Where the bracket closes that was opened just before `start`; the end of the text when it does not."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
    return len(text)


class Clauses(Telling):
    """One passage on its way through the tokens. `run` adds what it says to what has been told so far."""

    def run(self) -> None:
        names = {t.start: t.end for t in self.told.tokens[self.passage.number] if t.kind == "quantity"}
        mentions = self.subjects.mentions(self.text, " ".join(self.passage.section))
        # A name of what is told of the subject is no new subject, though it begins with the word for one.
        known = []
        for mention in mentions:
            if names.get(mention.start, 0) <= mention.end:
                known.append(mention)
            else:
                self.within[mention.start] = mention
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
                self.phrase(event)
        self.told.subject = self.subject
        # …主要用于： at the end of a line: what it is for stands in the next one.
        self.told.purpose = self.clause.purpose and self.text[-1:] in {":", ",", "、"}

    def _resume(self, aside: Aside) -> None:
        """Behind the bracket, the sentence goes on with what it spoke of before it."""
        self.subject, self.aside = aside.subject, None
        self.inside[:] = aside.inside
        self.clause = Clause(covered=aside.end + 1)

    # subjects

    def _mention(self, mention: Mention) -> None:
        clause = self.clause
        if self.subjects.concepts.whole:
            mention = whole(self.words, self.text, clause.covered, mention)
        if (
            clause.reason
            or self._quoted(mention)
            or (clause.purpose and not mention.path and not self.followed_by_number(mention.end))
        ):
            return
        if clause.share:
            subjects = self.subjects
            scoped = subjects.meanings(mention.templates, self.passage.section)
            clause.shared_base = tuple(dict.fromkeys((*scoped, *subjects.meanings(mention.templates, ()))))
            clause.covered = mention.end
            return
        same = self._again(mention)
        if self.aside is None and self.subject is not None and self.subject.figures and self._bracketed(mention):
            # 400.00 万元（人员经费 330.00 万元、…），占…: behind the bracket the sentence goes on with the whole.
            self.aside = Aside(_closing(self.text, mention.start), self.subject, tuple(self.inside))
            self.inside[:] = [self.subject.number]
            same = self._again(mention)
        if same is not None:
            self.subject = same
        else:
            parent = self.inside[-1] if self.inside else self.told.parent()
            self.subject = self.draft(mention, parent)
        base, year = clause.base, clause.base_year
        before, after, listing = clause.covered, mention.start, clause.listing
        # 与2023年度本年收入 1,250 万元相比: the name stands between the year and its amount.
        compared = clause.compared and before == after and not self.words.versus.search(self.text[:before])
        self.clause = Clause(base=base, base_year=year, compared=compared, covered=mention.end, listing=True)
        if clause.denied and (before == after or self.words.joined.fullmatch(self.text, before, after)):
            self.clause.denied = True
            self.subject.words.setdefault("denied", f"{self.passage.number}:{mention.start}:{mention.end}")
        if mention.quantity:
            self.clause.quantity = next((q for q in self.words.prose.quantities if q.name == mention.quantity), None)
        listed = listing and self.chain and self.words.joined.fullmatch(self.text, before, after)
        self.chain = [*self.chain, self.subject] if listed else [self.subject]
        self.clause.joint = bool(listed) and (before < after or self.text[after - 1] == "、")
        if mention.unknown:
            self.subject.words["unknown"] = mention.unknown
        if self.words.among.match(self.text, mention.end):
            self.inside[:] = [self.subject.number]

    def _bracketed(self, mention: Mention) -> bool:
        """Whether a bracket begins with the name, and tells an amount of it."""
        return self.text[mention.start - 1 : mention.start] == "(" and self.followed_by_number(mention.end)

    def _unlisted(self, token: Token) -> None:
        """A name nobody lists at the beginning of a clause is a subject of its own, up to the next full stop; behind a mere
        comma its amount may be the subject's or its own, so that what follows is told of nobody."""
        found = unlisted(self.words, self.text, self.edge.at, self.clause.covered, token.start)
        if found is None:
            return
        if self.subject is not None and self.carried is None and self.edge.at:
            self.carried = self.subject
        start, end = found
        self.clause = Clause(base=self.clause.base, base_year=self.clause.base_year, covered=end, listing=True)
        if token.kind == "money" and not self.edge.strong:
            self.subject, self.chain = None, []
            return
        parent = self.inside[-1] if self.inside else self.told.parent()
        self.subject = self.draft(Mention(start, end, ()), parent)
        self.chain = [self.subject]

    def _quoted(self, mention: Mention) -> bool:
        """Whether a name stands in quotation marks and nothing is told of it: (…在“甲”“乙”之外取得的)."""
        if not self.passage.quoted(mention.start, mention.end):
            return False
        tokens = self.told.tokens[self.passage.number]
        told = any(token.start == mention.end and self._asks(token) for token in tokens)
        return not told and not self.followed_by_number(mention.end)

    def _again(self, mention: Mention) -> Draft | None:
        """The statement that already speaks of the same subject in this paragraph."""
        parent = self.inside[-1] if self.inside else self.told.parent()
        within = self.told.drafts[parent] if parent >= 0 else None
        meanings = scoped(self.subjects.meanings(mention.templates, self.passage.section), mention, within)
        if not meanings:
            return None
        recent = (draft for draft in reversed(self.told.drafts[-8:]) if draft.passage is self.passage)
        return next((draft for draft in recent if draft.meanings == meanings and draft.figures), None)

    # tokens

    def _token(self, token: Token) -> None:
        self._at_edge(token)
        clause = self.clause
        if token.kind == "stop":
            self.clause = Clause(covered=token.end, fresh=True)
            if self.carried is not None:
                self.subject, self.carried = self.carried, None
            if token.role not in ";；":
                self.before, self.row = self.row, []
            if token.role not in ";；":
                self.inside.clear()
        elif token.kind == "comma" and clause.dealt and self.text[token.end : token.end + 1].isdigit():
            clause.covered = token.end
        elif token.kind == "comma":
            if clause.covered < clause.scattered:
                clause.covered = token.end
                return
            clause.dealt = []
            clause.waiting.clear()
            clause.unitless = None
            clause.listing = clause.listing and token.role == "、"
            clause.direction, clause.share, clause.completed, clause.about = "", False, False, False
            clause.compared, clause.completion = False, None
            clause.quantity = None
            clause.covered = token.end
        elif token.kind == "colon":
            self._colon(token)
        elif clause.reason and not self._compares(token):
            return
        elif self._foreign(token):
            self.subject = None
            self.loose_number(token)
        elif token.kind == "word":
            self._word(token)
        elif token.kind == "base":
            clause.base, clause.base_year, clause.covered = LAST_YEAR, int(token.role), token.end
            clause.fresh, clause.compared = False, True
        elif token.kind == "quantity":
            self._quantity(token)
        elif token.kind == "money":
            self.money(token)
        elif token.kind == "percent":
            self.percent(token)
        elif token.kind == "bare" and clause.dealt:
            clause.waiting.append(token)
            clause.covered = token.end
        elif token.kind == "bare":
            self.bare(token)
        elif token.kind == "nought" and self.subject is not None and token.quantity is not None:
            self.tell(token.quantity.name, token, token.quantity.dimensions)
            clause.covered, clause.base = token.end, BUDGET
        elif token.kind in {"skip", "count", "score"}:
            clause.covered = token.end

    def _at_edge(self, token: Token) -> None:
        """Keep in mind where the clause began, and whether what it begins with is a name nobody lists."""
        if not self.subjects.concepts.whole:
            return
        nothing_yet = self.clause.covered <= self.edge.at
        if token.kind in {"stop", "colon"} or (token.kind == "word" and token.role == "of_which"):
            self.edge = Edge(token.end)
        elif token.kind == "comma":
            # 1、… is the number of an item, not a clause.
            self.edge = Edge(token.end, self.edge.strong and nothing_yet)
        elif token.kind in {"bare", "skip"} and nothing_yet and _NO_WORDS.fullmatch(self.text, self.edge.at, token.start):
            self.edge = self.edge._replace(at=token.end)
        elif not self.clause.reason and self._asks(token):
            self._unlisted(token)

    def _asks(self, token: Token) -> bool:
        """Whether something is told by the token, so that it matters of whom."""
        if token.kind == "word":
            moves = token.role in {"increase", "decrease"}
            return token.role in _TELLING or (moves and self.followed_by_number(token.end))
        return token.kind in {"base", "quantity", "money", "nought"}

    def _compares(self, token: Token) -> bool:
        """Whether a reason ends here: …压减出访，与上年相比增加 1.90 万元，增长 3.1%, of a subject not compared yet."""
        begins = token.kind == "base" or (token.kind == "word" and token.role == "last_year")
        if not begins or self.text[token.start - 1] not in ",，" or self.subject is None:
            return False
        if self.names["change"] in self.subject.figures or not _COMPARISON.match(self.text, token.end):
            return False
        self.clause.reason, self.clause.covered = False, token.start
        return True

    def _foreign(self, token: Token) -> bool:
        """Whether the sentence begins with words that no pack knows: it speaks of something else than the subject."""
        if not self.clause.fresh:
            return False
        start = token.start - 1 if token.kind == "quantity" and self._versus_budget(token) else token.start
        return not self.fills(self.text[self.clause.covered : start])

    def loose_number(self, token: Token) -> None:
        self.clause.fresh, self.clause.covered = False, token.end
        if token.kind in {"money", "percent"}:
            self.figures.loose(token)

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
        if role in {"increase", "decrease", "unchosen"}:
            clause.direction = role
        elif role == "saved":
            # 节约 by itself is what was left over; against last year or the budget it is a decrease.
            clause.direction = "decrease" if clause.base else "unchosen"
        elif role == "same":
            self._versus("equal" if clause.base == BUDGET else "same", token)
        elif role in {"more", "less", "equal"}:
            self._versus(role, token)
        elif role == "last_year":
            clause.base, clause.base_year, clause.compared = LAST_YEAR, 0, True
        elif role == "reached":
            clause.direction, clause.compared = "", False
        elif role == "of_which":
            if self.text[token.start - 1 : token.start] == "(" and self.aside is None:
                self.aside = Aside(_closing(self.text, token.start), self.subject, tuple(self.inside))
            if self.text[token.start - 1 : token.start] in {"。", ";"} and not self.inside:
                self._head(token)
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
        elif role == "both":
            clause.joint = False
        elif role == "none":
            clause.denied = not clause.condition
        elif role == "respectively":
            self.respectively(token)
        elif role == "about":
            clause.about = True
        clause.covered, clause.fresh = token.end, False

    def _head(self, token: Token) -> None:
        """The sentence before told several amounts: the list is of the one that its amounts add up to, else of the last that
        can have parts."""
        whole = self.words.prose.default.name
        told = [draft for draft in self.before if whole in draft.figures]
        if len(told) < 2 or self.subject is not told[-1]:
            return
        listed = (t for t in self.told.tokens[self.passage.number] if t.kind == "money" and t.start > token.start)
        total = sum((t.value or ZERO).scaleb(t.unit.exponent) for t in listed)
        fitting = [draft for draft in told if draft.figures[whole].value == total]
        able = [draft for draft in told if draft.figures[whole].value]
        self.subject = (fitting or able or told)[-1]

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
            self.subject.words["same"] = self.place(token)
            return
        after = self.text[token.end : token.end + 8]
        names = [q for q in self.words.prose.quantities if any(after.startswith(word) for word in q.words)]
        if role == "equal" and self.clause.base == BUDGET:
            self.subject.words["versus"] = f"equal:{self.place(token)}"
        elif names and names[0].dimensions:
            self.subject.words["versus"] = f"{role}:{self.place(token)}"
            self.clause.base = BUDGET

    def _quantity(self, token: Token) -> None:
        clause, quantity = self.clause, token.quantity
        assert quantity is not None
        if quantity.completion and (clause.completed or clause.share):
            clause.completion, clause.share = quantity, False
        elif self._other(token):
            mention, subject = self.within[token.start], self.subject
            assert subject is not None
            bare = mention.end - mention.start == subject.mention.end - subject.mention.start
            # Of a longer name the counterpart is not known by its short word.
            self._mention(mention if bare else mention._replace(templates=()))
            self.clause.quantity, clause = quantity, self.clause
        else:
            clause.quantity = quantity
            own_year = clause.base == LAST_YEAR and clause.base_year and clause.base_year == self.told.year
            if quantity.completion and (own_year or self._versus_budget(token)):
                clause.base, clause.base_year = BUDGET, 0
        clause.covered, clause.fresh = token.end, False

    def _other(self, token: Token) -> bool:
        """Whether the name of a quantity names the bare counterpart of the subject: 收入决算 540 万元，支出决算 600 万元."""
        mention, subject = self.within.get(token.start), self.subject
        if mention is None or subject is None or self.text[token.start - 1 : token.start] not in {",", "、"}:
            return False
        known = {meaning.concept for meaning in subject.meanings}
        other = {template.concept for template in mention.templates}
        return bool(known & self.subjects.bare) and not known & other and self.words.prose.default.name in subject.figures

    def _versus_budget(self, token: Token) -> bool:
        """Whether what follows is compared with that quantity (比年初预算数增加)."""
        return self.text[token.start - 1 : token.start] in {"比", "较", "与"}
