"""Forms: tables of labelled fields, lines and records, as a performance self-evaluation is printed.

A form is made of blocks. The engine knows three shapes of block, told by the pack: `fields` (a label, its value beside or
below it), `grid` (named lines under named columns) and `records` (lines of one sort, grouped in classes). What phrases of
the text tell has the shape `told`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.numbers import ZERO

BlockShape = Literal["", "fields", "grid", "records", "told"]
Sort = Literal["number", "words", "blank", "operator", "date"]


class Value(NamedTuple):
    """What a cell of a form says: a number (or range) with its operator and unit, a date, words, an operator only.

    `low` and `high` are as printed, times 10^`exponent` in base units; `measure` is money, percent, count, time or "" for
    a number without a unit. `tier` is the grade of completion that words claim (达成 …)."""

    sort: Sort
    operator: str = ""
    low: Decimal = ZERO
    high: Decimal = ZERO
    places: int = 0
    unit: str = ""
    measure: str = ""
    exponent: int = 0
    tier: str = ""


class Entry(NamedTuple):
    """A printed cell of a form: as a fact, and what it says by the grammar of values."""

    fact: Fact
    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A line of a block, or all fields of one: what is printed in each column. `name` is its printed name, `classes` are
    those it stands under, outermost first; `key` is its member in the sheet of the block."""

    block: str
    key: str
    name: str
    at: Location
    cells: Mapping[str, Entry]
    classes: tuple[str, ...] = ()
    form: Form | None = None

    def entry(self, column: str) -> Entry | None:
        return self.cells.get(column)

    def text(self, column: str) -> str:
        """The printed text of that column; empty when it prints none."""
        entry = self.cells.get(column)
        return entry.fact.text if entry else ""


@dataclass(slots=True, eq=False)
class Form:
    """One form as filled in. `name` is what it is about (its first field); `blank` that it holds no figures at all.
    `quoted` forms tell of other people's tables."""

    kind: str
    title: str
    name: str
    group: int
    at: Location
    rows: dict[str, list[Row]] = field(default_factory=dict)
    blank: bool = False
    quoted: bool = False

    def of(self, block: str) -> list[Row]:
        return self.rows.get(block, [])

    def row(self, block: str, key: str) -> Row | None:
        """The row of that member, if the form prints it."""
        return next((row for row in self.of(block) if row.key == key), None)


class Tier(NamedTuple):
    """A grade of completion told in words, and the share of the weight that it may earn, in per cent."""

    name: str
    words: re.Pattern[str]
    low: Decimal
    high: Decimal


class Grammar(NamedTuple):
    """The words of values: operators before and behind a number, words that may lead or follow it, units and tiers. A
    heading that prints a weight matches `weighted` (group n), `points` what stands behind a number of points."""

    before: tuple[tuple[str, str], ...]
    behind: tuple[tuple[str, str], ...]
    lead: tuple[str, ...]
    tail: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    tiers: tuple[Tier, ...]
    dates: re.Pattern[str]
    weighted: re.Pattern[str]
    points: re.Pattern[str]


class BlockKind(NamedTuple):
    """How a block of a form is read, beside its axes.

    `least` headings make a header line. `levels` are the columns of classes and of the record's own name, `weight` the
    column that a weight in a class heading (产出指标(50分)) belongs to, `total` the line that sums up, `declared` the line
    whose parts are the outermost classes. `given` columns are filled in a blank form already. `target`, `actual`, `reason`
    are the columns of what was aimed at, what came of it and why it differs; where the name or a class matches `lower`,
    less is better. `numbered` is what forms print before a name (指标1：),
    `subtotal` the line that sums up a class only."""

    shape: BlockShape
    least: int = 2
    levels: tuple[str, ...] = ()
    weight: str = ""
    score: str = ""
    total: str = ""
    declared: str = ""
    given: tuple[str, ...] = ()
    target: str = ""
    actual: str = ""
    reason: str = ""
    lower: re.Pattern[str] | None = None
    numbered: re.Pattern[str] | None = None
    subtotal: str = ""


class MentionKind(NamedTuple):
    """Numbers told in one phrase: a pattern with a named group per quantity."""

    name: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    within: re.Pattern[str] | None
