"""The knowledge of a rule pack as the engine sees it: kinds of tables, vocabulary, rules. Filled from YAML only."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from auditor.model.classification import Classification
from auditor.model.facts import TEXT, Meaning
from auditor.model.form import BlockKind, Grammar, MentionKind
from auditor.model.kinds import Profile, ReportKind
from auditor.model.partners import Pairing
from auditor.model.template import TOTAL, Template

if TYPE_CHECKING:
    from auditor.needles import Needles

T = TypeVar("T")

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Member(NamedTuple):
    """A named place on an axis: 「本年收入合计」 with the labels it is printed under.

    `side` limits it to panels of that side of a two-sided table, `after` to rows below another member. `parent` is the member
    it is a part of; `partial` parts (其中) are not all of their parent. `value` is what its meaning says. `optional` ones are
    printed in some layouts only. In forms a value may stand `below` its label, a rate be the `quotient` of two columns,
    and a column belong to another one, in front of it (`before`) or as its unit (`behind`)."""

    name: str
    labels: tuple[str, ...]
    side: str | None = None
    after: str | None = None
    measure: str | None = None
    parent: str | None = None
    partial: bool = False
    value: str = ""
    means: Template | None = None
    optional: bool = False
    below: bool = False
    quotient: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Axis:
    """One way in which the numbers of a table differ. Its members stand on rows, on columns, or on either."""

    name: str
    on: Literal["row", "column", "either"]
    members: Mapping[str, Member]
    default: str | None = None
    classification: Classification | None = None
    side: str | None = None
    within: tuple[tuple[str, str], ...] = ()
    by_name: bool = False
    means: Template | None = None

    @cached_property
    def labels(self) -> dict[str, list[Member]]:
        found: dict[str, list[Member]] = {}
        for member in self.members.values():
            for label in member.labels:
                found.setdefault(label, []).append(member)
        return found

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """The members that together make up a member."""
        found: dict[str, list[str]] = {}
        for member in self.members.values():
            if member.parent and not member.partial:
                found.setdefault(member.parent, []).append(member.name)
        return found


@dataclass(frozen=True, eq=False)
class TableKind:
    """How a table is recognised and read. `complete` axes list everything: a member that is not printed is nought. A form
    has no axes but `blocks`, kinds of their own; `quoted`: it tells of other people's tables, `shared`: of the first set.
    `reports` are the only kinds of report that have it, if any are named. `title_like` fits titles that are made of parts."""

    name: str
    code: str
    titles: tuple[str, ...]
    axes: tuple[Axis, ...]
    title_like: re.Pattern[str] | None = None
    requires: tuple[tuple[str, ...], ...] = ()
    excludes: tuple[str, ...] = ()
    by_title_only: bool = False
    measure: str = "money"
    means: Template | None = None
    complete: tuple[str, ...] = ()
    block: BlockKind = BlockKind("")
    blocks: tuple[str, ...] = ()
    quoted: bool = False
    shared: bool = False
    reports: tuple[str, ...] = ()

    @cached_property
    def defaults(self) -> tuple[tuple[str, str | None], ...]:
        return tuple((axis.name, axis.default) for axis in self.axes)

    @cached_property
    def nested(self) -> tuple[Axis, ...]:
        """The axes whose members are parts of a member of another axis."""
        return tuple(axis for axis in self.axes if axis.within)

    @cached_property
    def axis_names(self) -> tuple[str, ...]:
        return tuple(axis.name for axis in self.axes)

    @cached_property
    def row_labels(self) -> frozenset[str]:
        """Labels that only rows carry: where one stands, the header has ended."""
        rows: set[str] = set()
        others: set[str] = {TOTAL}
        for axis in self.axes:
            (rows if axis.on == "row" else others).update(axis.labels)
            if axis.classification and axis.by_name and axis.on == "row":
                rows.update(axis.classification.codes)
        return frozenset(rows - others)

    @cached_property
    def sides(self) -> tuple[str, ...]:
        named = [m.side for axis in self.axes for m in axis.members.values()] + [axis.side for axis in self.axes]
        return tuple(dict.fromkeys(side for side in named if side))

    def meaning(self, key: tuple[str, ...], defaults: Mapping[str, str]) -> Meaning | None:
        """What the number at that key means: by the parts of its row, by one of its members, or by the table."""
        known = self._meanings
        if key not in known:
            known[key] = self._mean(key, defaults)
        return known[key]

    def _mean(self, key: tuple[str, ...], defaults: Mapping[str, str]) -> Meaning | None:
        means, values = None, {}
        for axis, name in zip(self.axes, key, strict=True):
            member = axis.members.get(name)
            values[axis.name] = (member.value if member else "") or name
            if axis.means and name != axis.default:
                means = axis.means
            elif member and member.means and means is None:
                means = member.means
        template = means or self.means
        return template.fill(values, defaults) if template else None

    @cached_property
    def _meanings(self) -> dict[tuple[str, ...], Meaning | None]:
        return {}

    def axis(self, name: str) -> Axis | None:
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Axis]:
        return {axis.name: axis for axis in reversed(self.axes)}

    @cached_property
    def _knowing(self) -> dict[str, list[Axis]]:
        """The axes that have a member of that name."""
        found: dict[str, list[Axis]] = {}
        for axis in self.axes:
            for name in axis.members:
                found.setdefault(name, []).append(axis)
        return found

    def find(self, label: str, bound: Container[str] = ()) -> tuple[Axis, str] | None:
        """The axis and member of a name used in a rule: a member's own name, or a code of a classification.

        A name that several axes know (合计) means the axis that the rule's group does not already go along."""
        named = self._knowing.get(label)
        if named:
            return next((axis for axis in named if axis.name not in bound), named[0]), label
        for axis in self.axes:
            if axis.classification and label.isdigit() and len(label) in axis.classification.lengths:
                return axis, label
        return None


class Quantity(NamedTuple):
    """A name under which amounts are told (年初预算数), the dimensions it adds to their meaning, and the name of the
    percentage that completes it (完成年初预算). A `rate` is itself one (资金到位率). `nought` says that there is none."""

    name: str
    words: tuple[str, ...]
    dimensions: tuple[tuple[str, str], ...] = ()
    completion: str | None = None
    default: bool = False
    rate: bool = False
    nought: tuple[str, ...] = ()


class Subject(NamedTuple):
    """What sentences may be about: its words (folded) and meanings; with `every` all meanings are meant at once, with
    `alone` the words count only where a clause begins with them (甲… ，乙…). `quantity` is what the amount right
    behind the words is (项目预算 954 万元), `otherwise` what they mean where the number shows it."""

    words: tuple[str, ...]
    means: tuple[Template, ...]
    every: bool = False
    within: re.Pattern[str] | None = None
    alone: bool = False
    quantity: str | None = None
    otherwise: tuple[Template, ...] = ()
    implied: frozenset[str] = frozenset()


class Phrase(NamedTuple):
    """A fixed way to tell a number: a pattern whose group `n` is the number (`u` its money unit), what `kind` of number it
    is, only when the sentence is about `under`. `quantity` is the name under which it is told."""

    pattern: re.Pattern[str]
    means: Template
    kind: Literal["count", "money", "percent", "score"]
    quantity: str
    under: str | None = None


class SectionScope(NamedTuple):
    """Dimensions that a heading settles for the sentences below it, as choices in order of likelihood."""

    match: re.Pattern[str]
    scope: tuple[tuple[str, tuple[str, ...]], ...]


class ClassifiedNames(NamedTuple):
    """Where names of codes are taken from, and what a name in a sentence means; 〈code〉 stands for the code."""

    classification: Classification
    tables: tuple[str, ...]
    means: Template


@dataclass(frozen=True, eq=False)
class Concepts:
    """The subjects of one kind of report's sentences. A set that bears no report kind's name is read where that of the
    kind is `not_within`, and all over reports that have none. `whole`: a name counts only where no longer name ends with it."""

    name: str
    subjects: tuple[Subject, ...]
    phrases: tuple[Phrase, ...]
    sections: tuple[SectionScope, ...]
    dimensions: Mapping[str, tuple[str, ...]]
    classified: tuple[ClassifiedNames, ...]
    not_within: re.Pattern[str] | None = None
    whole: bool = False


@dataclass(frozen=True, eq=False)
class Prose:
    """The function words of sentences, common to all reports. `among` are ways to say, right after a subject, that what
    follows is a part of it; `compared_year`: a comparison with a year, {YEAR}; `names`: what stands round names."""

    words: Mapping[str, tuple[str, ...]]
    among: tuple[str, ...]
    joined: tuple[str, ...]
    periods: Mapping[str, str]
    owners: tuple[str, ...]
    compared_year: str
    fillers: tuple[str, ...]
    ignored: tuple[str, ...]
    classifiers: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    derived: Mapping[str, str]
    concepts: tuple[Concepts, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def table(self) -> TableKind:
        """The sentences as a table that rules may speak of: a row per statement, a column per quantity."""
        measures = {"change": "money", "budget_change": "money", "last_year": "money", "count": "count", "score": "score"}
        members = {q.name: Member(q.name, (), measure="percent" if q.rate else "money") for q in self.quantities}
        for quantity in self.quantities:
            if quantity.completion:
                members[quantity.completion] = Member(quantity.completion, (), measure="percent")
        for role, name in self.derived.items():
            members[name] = Member(name, (), measure=measures.get(role, "percent"))
        axes = (Axis("句", "row", {}), Axis("量", "column", members))
        return TableKind(TEXT, "", (), axes, by_title_only=True)

    @cached_property
    def default(self) -> Quantity:
        return next(quantity for quantity in self.quantities if quantity.default)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Words and shapes of one field, common to all its rules. `needles` says of the rules' patterns what must stand in a text
    for them to match it."""

    tables: Mapping[str, TableKind]
    captions: Mapping[str, re.Pattern[str]]
    ordinals: frozenset[str]
    totals: frozenset[str]
    code_heads: frozenset[str]
    name_heads: frozenset[str]
    reports: tuple[ReportKind, ...] = ()
    profiles: tuple[Profile, ...] = ()
    default_dimensions: Mapping[str, str] = field(default_factory=dict)
    prose: Prose | None = None
    grammar: Grammar | None = None
    mentions: tuple[tuple[str, tuple[MentionKind, ...]], ...] = ()
    pairing: Pairing = Pairing()
    needles: Mapping[str, Needles] = field(default_factory=dict)
    _kept: dict[str, Any] = field(default_factory=dict)

    def levels(self, code: str) -> frozenset[str]:
        """The names of the levels that a code may have, in any classification."""
        return self._levels.get(len(code), frozenset()) if code.isdigit() else frozenset()

    @cached_property
    def _levels(self) -> dict[int, frozenset[str]]:
        found: dict[int, set[str]] = {}
        for kind in self.tables.values():
            for axis in kind.axes:
                for level in axis.classification.levels if axis.classification else ():
                    found.setdefault(level.digits, set()).add(level.name)
        return {digits: frozenset(names) for digits, names in found.items()}

    def setting(self, profile: str | None, section: str, name: str) -> Any:
        """What the profile says under that section and name; what the default profile says when it does not; else None."""
        ranked = [p for p in self.profiles if p.name == profile] + [p for p in self.profiles if p.default]
        return next((p.settings[section][name] for p in ranked if name in p.settings.get(section, {})), None)

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What a reader compiles from the vocabulary, made at first use and kept under that name."""
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule of the pack. `check` names the kind of check, `settings` its own part of the YAML. `settled`: the user's
    configuration says its severity, and no comparison changes that."""

    id: str
    title: str
    severity: Severity
    check: str
    settings: Mapping[str, Any]
    tier: str = ""
    why: str = ""
    basis: str = ""
    message: str = ""
    fix: str = ""
    english: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[Mapping[str, Any], ...] = ()
    source: str = ""
    status: str = "stable"
    settled: bool = False

    def told(self, part: Literal["title", "why", "message", "fix"], lang: str) -> str:
        """Its own words in that language; the Chinese where nobody wrote the English."""
        own: str = getattr(self, part)
        return self.english.get(part, own) if lang == "en" else own
