"""What a report says: every printed number with its meaning, whatever the layout it was printed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.model.amendment import Amendment
from auditor.model.document import Document, Location
from auditor.numbers import MINUS, Interval, State, Unit, rounded, show

if TYPE_CHECKING:
    import pandas

    from auditor.model.form import Form, Row
    from auditor.model.partners import Beside
    from auditor.model.shown import Family, Grid
    from auditor.model.text import Passage, Script, Statement, Tally
    from auditor.needles import Needles


TEXT = "文字"
"""The name under which rules speak of the sentences."""
_NEGATIVE = tuple(f"{MINUS}△▲负(（")
FORMS = 1000
"""The number of the set that the first form makes; ordinary tables count from nought."""


class Meaning(NamedTuple):
    """A concept of the pack and its dimensions (fund, 科目 code, basis …), sorted by name; a dimension at its total is
    left out. Two numbers with equal meanings must agree wherever they are printed."""

    concept: str
    dimensions: tuple[tuple[str, str], ...] = ()

    def having(self, dimensions: tuple[tuple[str, str], ...], defaults: Mapping[str, str]) -> Meaning:
        """The same with further dimensions; one at its default is left out."""
        if not dimensions:
            return self
        said = {**dict(self.dimensions), **dict(dimensions)}
        kept = sorted((name, value) for name, value in said.items() if defaults.get(name) != value)
        return Meaning(self.concept, tuple(kept))

    def __str__(self) -> str:
        return f"{self.concept}({', '.join(f'{k}={v}' for k, v in self.dimensions)})" if self.dimensions else self.concept


class Fact(NamedTuple):
    """A printed number in its place and meaning.

    `key` holds one member per axis of the sheet. `value` and `half` are in base units (元, persons, per cent); `half`
    is what rounding may hide on either side. `row` and `column` are the labels as printed."""

    sheet: str
    key: tuple[str, ...]
    state: State
    value: Decimal
    half: Decimal
    places: int
    unit: Unit
    text: str
    at: Location
    row: str
    column: str
    meaning: Meaning | None = None

    @property
    def interval(self) -> Interval:
        """All values that the printed number can stand for."""
        return Interval(self.value - self.half, self.value + self.half, self.value)

    @property
    def directed(self) -> bool:
        """Whether the sign stands in a word beside the number (下降 8.06%), not in its print."""
        return self.sheet == TEXT and self.value < 0 and not self.text.lstrip().startswith(_NEGATIVE)

    def shown(self, value: Decimal | None = None) -> str:
        """A value (this one by default) in the unit and with the decimals that this number is printed with. Another value of
        one with its sign in a word has no sign, or a plus where it goes the other way."""
        amount, sign = (self.value if value is None else value).scaleb(-self.unit.exponent), ""
        if value is not None and self.directed:
            amount, sign = abs(amount), "+" if value > 0 else ""
        if value is None or rounded(amount, self.places) == amount:
            return sign + show(amount, self.places)
        return sign + show(rounded(amount, max(self.places, 4)))


class Unplaced(NamedTuple):
    """A number (or what stands in its place and cannot be read) in a recognised table whose row or column label the pack does
    not know. `known` are the members, by axis, of the label that is known; `side` that of its panel."""

    at: Location
    text: str
    label: str
    known: tuple[tuple[str, str], ...] = ()
    side: str | None = None


@dataclass(slots=True, eq=False)
class Sheet:
    """A table, or the statements of a section, as facts addressed by axis members.

    `kind` is the pack's name of the table, `axes` the order of the members in a fact's key. `names` gives the printed
    name of a code, `levels` the level of a member that is no code. `active` is False for a table published empty.
    `clashes` are other numbers for a place that has one, `repeated` the same number again (the total on each page).
    `unsure`: what it seems not to print may be there."""

    kind: str
    title: str
    number: int
    group: int
    at: Location
    axes: tuple[str, ...]
    unit: Unit | None = None
    facts: dict[tuple[str, ...], Fact] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    clashes: list[Fact] = field(default_factory=list)
    repeated: list[Fact] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    active: bool = False
    unsure: bool = False
    doubts: list[str] = field(default_factory=list)
    notes: tuple[Location, ...] = ()
    _members: dict[str, list[str]] = field(default_factory=dict)
    trees: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    kept: dict[Any, Any] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether the table was published empty; one whose values cannot be read, or be placed, is not known to be."""
        unread = self.unplaced or self.unsure or any(fact.state == "unreadable" for fact in self.facts.values())
        return not self.active and not unread

    def below(self, axis: str, root: str) -> dict[str, list[str]]:
        """The codes under each code of an axis, by prefix; under `root` those that no other printed code begins.

        A code whose direct parent is not printed counts under the nearest one that is."""
        tree = self.trees.get(axis)
        if tree is None:
            tree = self.trees[axis] = {}
            codes = [member for member in self.members(axis) if member.isdigit()]
            printed = set(codes)
            for code in codes:
                parent = next((code[:n] for n in range(len(code) - 1, 0, -1) if code[:n] in printed), root)
                tree.setdefault(parent, []).append(code)
        return tree

    def members(self, axis: str) -> list[str]:
        """The members that occur on an axis, in printed order."""
        known = self._members.get(axis)
        if known is None:
            at = self.axes.index(axis)
            known = self._members[axis] = list(dict.fromkeys(key[at] for key in self.facts))
        return known


class Identity(NamedTuple):
    """What the report is: its kind, year, whose it is, its usual money unit and the profile that applies."""

    kind: str | None = None
    year: int | None = None
    entity: str | None = None
    unit: str | None = None
    profile: str | None = None


class Weighed(NamedTuple):
    """A candidate for what a report is: its points, and the signs that gave them as (points, place, first line, lines)."""

    name: str
    points: float
    signs: tuple[tuple[float, str, str, int], ...]


class Unknown(NamedTuple):
    """A table that no table kind of the pack fits; its sheet is addressed by row and column numbers."""

    at: Location
    title: str
    sheet: Sheet


@dataclass(eq=False)
class Facts:
    """Everything understood of one report: its tables as sheets, its sentences as statements. `loose` are the amounts
    in sentences that no statement binds, `tallies` the counted things, `scraps` the words in cells that are no sentences,
    `contents` the blocks that are a table of contents, `mentions` what phrases of the pack tell, and `phrases` the first of
    each as sheets. Each of `forms` is a set of its own; the tables of the first set are known to all. `beside` are the other
    documents that the report is compared with. `kinds` and `profiles` are what the signs speak for, `titles` the lines that
    are the title of the report, `amounts` the places of all amounts and percentages in sentences, understood or not, `lost`
    the numbers of tables that the program failed on, with what went wrong. `grids` are the printed amounts of all tables,
    known or not, and `shown` the relations that they show by themselves. `amended` tells which tables were read otherwise
    than they are headed. `unit_told` is
    False when nothing tells in which unit the tables print amounts."""

    document: Document
    identity: Identity = Identity()
    sheets: list[Sheet] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    loose: list[Fact] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    mentions: dict[str, list[Row]] = field(default_factory=dict)
    phrases: dict[str, Sheet] = field(default_factory=dict)
    scraps: list[Passage] = field(default_factory=list)
    contents: frozenset[int] = frozenset()
    beside: Beside | None = None
    amended: Amendment = Amendment()
    grids: tuple[Grid, ...] = ()
    shown: tuple[Family, ...] = ()
    needles: Mapping[str, Needles] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    amounts: list[Location] = field(default_factory=list)
    unit_told: bool = True
    titles: frozenset[str] = frozenset()
    kinds: tuple[Weighed, ...] = ()
    profiles: tuple[Weighed, ...] = ()
    lost: list[tuple[int, str]] = field(default_factory=list)

    def of(self, kind: str, group: int | None = None) -> list[Sheet]:
        """The sheets of that kind; `group` chooses one set of tables when a file holds several."""
        return [s for s in self._by_kind.get(kind, ()) if group is None or s.group == group]

    @cached_property
    def _by_kind(self) -> dict[str, list[Sheet]]:
        found: dict[str, list[Sheet]] = {}
        for sheet in self.sheets:
            found.setdefault(sheet.kind, []).append(sheet)
        return found

    @cached_property
    def text(self) -> Sheet:
        """The statements as a sheet: one row each, one column per quantity; the parts of a statement are below it. What a
        statement leaves to another one or to a table (完成预算的 95%, without the budget) is borrowed from there."""
        made = Sheet(TEXT, TEXT, 0, 0, Location(0), ("句", "量"), active=bool(self.statements))
        tree: dict[str, list[str]] = {}
        for statement in self.statements:
            if "unsure" in statement.words:
                # A number of the sentence has no unit: nothing can be computed from the others alone.
                continue
            for name, fact in (*statement.figures.items(), *statement.borrowed.items()):
                made.facts[str(statement.number), name] = fact
            if statement.parent >= 0:
                tree.setdefault(str(statement.parent), []).append(str(statement.number))
        made.trees["句"] = tree
        return made

    @cached_property
    def numbered(self) -> dict[int, Statement]:
        """The statements by their numbers."""
        return {statement.number: statement for statement in self.statements}

    @cached_property
    def script(self) -> Script:
        """Every word of the report in reading order, without its tables of contents."""
        from auditor.model.text import Script

        found = [p for p in (*self.passages, *self.scraps) if p.pieces[0].at.block not in self.contents]
        return Script(sorted(found, key=lambda passage: passage.pieces[0].at), self.needles)

    @cached_property
    def told(self) -> dict[tuple[Meaning, str], list[Fact]]:
        """What the sentences say, by meaning and quantity; what may mean several things stands under each."""
        found: dict[tuple[Meaning, str], list[Fact]] = {}
        for statement in self.statements:
            for meaning in statement.meanings:
                for name, fact in statement.figures.items():
                    found.setdefault((meaning, name), []).append(fact)
        return found

    @cached_property
    def printed(self) -> dict[Meaning, list[Fact]]:
        """What the tables of the first set print, by meaning."""
        found: dict[Meaning, list[Fact]] = {}
        for sheet in self.sheets:
            if sheet.group == self.groups[0]:
                for fact in sheet.facts.values():
                    if fact.meaning is not None and fact.state in {"number", "blank", "none"}:
                        found.setdefault(fact.meaning, []).append(fact)
        return found

    @cached_property
    def sets(self) -> dict[int, dict[str, Sheet]]:
        """The first sheet of each kind, by set of tables; the sentences belong to the first set."""
        found: dict[int, dict[str, Sheet]] = {group: {} for group in self.groups}
        if self.statements:
            found[self.groups[0]][TEXT] = self.text
        found[self.groups[0]].update(self.phrases)
        for sheet in self.sheets:
            found[sheet.group].setdefault(sheet.kind, sheet)
        return found

    @cached_property
    def cells(self) -> dict[Location, Fact]:
        """The printed amounts of all tables by place."""
        return {fact.at: fact for grid in self.grids for fact in grid.facts}

    @cached_property
    def groups(self) -> list[int]:
        return sorted({0, *(sheet.group for sheet in self.sheets)})

    def sheet(self, kind: str, group: int) -> Sheet | None:
        """The sheet of that kind in a set; a form also sees the tables of the first set."""
        own = self.sets[group].get(kind)
        return own if own is not None or group < FORMS else self.sets[0].get(kind)

    def __iter__(self) -> Iterator[Fact]:
        for sheet in self.sheets:
            yield from sheet.facts.values()
        for statement in self.statements:
            yield from statement.figures.values()
        yield from self.loose

    @property
    def numbers(self) -> Iterable[Fact]:
        """The facts that are numbers."""
        return (fact for fact in self if fact.state == "number")

    @property
    def frame(self) -> pandas.DataFrame:
        """One row per number: sheet, row, column, meaning, value (a Decimal, in `unit`), text, and where it stands."""
        from auditor.model.frames import facts

        return facts(self.numbers)
