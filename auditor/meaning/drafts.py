"""What the sentence reader holds in its hands: statements being read, open lists, a clause so far, all told so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.meaning.subjects import Mention
from auditor.meaning.tokens import Token
from auditor.model.facts import Fact, Meaning
from auditor.model.pack import Quantity
from auditor.model.text import Passage, Statement

UNNUMBERED = 9
LAST_YEAR, BUDGET = "last_year", "budget"


@dataclass(slots=True)
class Draft:
    """A statement being read."""

    number: int
    passage: Passage
    mention: Mention
    meanings: tuple[Meaning, ...]
    parent: int
    figures: dict[str, Fact] = field(default_factory=dict)
    base: tuple[Meaning, ...] = ()
    words: dict[str, str] = field(default_factory=dict)

    def done(self) -> Statement:
        passage, mention = self.passage, self.mention
        return Statement(
            self.number, passage.number, passage.printed(mention.start, mention.end), mention.start, mention.end,
            self.meanings, mention.every, self.figures, self.base, self.words, self.parent, passage.section, {},
        )  # fmt: skip


@dataclass(slots=True)
class OpenList:
    """A list opened by …其中： at the end of a paragraph. Its first item says how its items are numbered; the list ends
    with an item of the level of the paragraph that opened it, or when items are numbered no more."""

    statement: int
    level: int
    items: int = -1

    def holds(self, level: int) -> bool:
        """Whether a paragraph of that level is still inside the list."""
        if self.items < 0:
            if level == self.level and level != UNNUMBERED:
                return False
            self.items = level
            return True
        if self.items == UNNUMBERED:
            return level == UNNUMBERED
        return self.items <= level < UNNUMBERED or (level == UNNUMBERED and self.level == level)


@dataclass(slots=True)
class Told:
    """What a report has said so far. `year` is the report's, `places` the decimals usual in its sentences; `tokens`
    those of each passage; `loose` are
    numbers that no subject binds; `inside` is the statement whose parts the sentence is listing."""

    year: int | None
    places: int
    tokens: list[list[Token]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    loose: list[Fact] = field(default_factory=list)
    parents: list[OpenList] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    subject: Draft | None = None
    purpose: bool = False

    @property
    def last_year(self) -> int | None:
        return self.year - 1 if self.year else None

    def parent(self) -> int:
        return self.parents[-1].statement if self.parents else -1

    def open(self, draft: Draft, level: int) -> None:
        """From here on, what is said is a part of that statement, until its list ends."""
        self.parents.append(OpenList(draft.number, level))

    def draft(self, passage: Passage, mention: Mention, meanings: tuple[Meaning, ...], parent: int) -> Draft:
        made = Draft(len(self.drafts), passage, mention, meanings, parent)
        self.drafts.append(made)
        return made

    def statements(self) -> list[Statement]:
        """What was said: statements with a number or a word about their subject, and those that have parts."""
        parents = {draft.parent for draft in self.drafts}
        return [draft.done() for draft in self.drafts if draft.figures or draft.words or draft.number in parents]


class Aside(NamedTuple):
    """What a sentence spoke of before a bracket that lists parts (…（其中：…），占…), and where the bracket ends."""

    end: int
    subject: Draft | None
    inside: tuple[int, ...]


@dataclass(slots=True)
class Clause:
    """What has been said since the last stop and still waits for its number.

    `dealt` are those whom a list of numbers (分别为 a、b) is dealt out to, `waiting` its numbers whose unit comes at the
    end; while `listing`, a further subject joins the list;
    `compared` is True right behind a base, before the change;
    `joint` while several names stand before one number; numbers before `scattered` are dealt out to nobody knows whom;
    `unitless` is an amount whose unit may be that of the next. `covered` is where understood text ends; `fresh` is True until
    the first word of a sentence is understood."""

    quantity: Quantity | None = None
    direction: str = ""
    base: str = ""
    base_year: int = 0
    compared: bool = False
    share: bool = False
    completed: bool = False
    completion: Quantity | None = None
    about: bool = False
    reason: bool = False
    purpose: bool = False
    condition: bool = False
    denied: bool = False
    shared_base: tuple[Meaning, ...] = ()
    dealt: list[Draft] = field(default_factory=list)
    turn: int = 0
    waiting: list[Token] = field(default_factory=list)
    unitless: tuple[Quantity, Token] | None = None
    listing: bool = False
    joint: bool = False
    scattered: int = 0
    covered: int = 0
    fresh: bool = False
