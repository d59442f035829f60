"""Documents that a report is compared with: last year's report, the budget, the units' reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from auditor.model.facts import Facts
    from auditor.model.report import Gap

SAME = "同义"
"""The meaning, in a rule, of what the sentence at hand speaks of: 上年〔同义〕."""


class PartnerKind(NamedTuple):
    """What a document must be to be called by that name beside a report: one of those `reports`, or one that `holds` one of
    those tables or forms (whose figures alone then count), or is `titled` so; so many years later (`year`); of the same
    office, or of one that the report lists: `listed` finds where the list begins and how many there are (group n).
    `own_level` and `levels` are what the report and the document must be. `many` may be there."""

    name: str
    reports: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    year: int = 0
    many: bool = False
    own_level: str = ""
    levels: tuple[str, ...] = ()
    listed: re.Pattern[str] | None = None
    titled: re.Pattern[str] | None = None


class Pairing(NamedTuple):
    """How documents are known to belong together. `levels` tell by words of the title or the office’s name what a report sums
    up; those that are `marked` are always told. `affixes` are what may stand before a name, `suffixes` behind it, `head` behind
    that of an office without its units; `owners` the fields of forms that name an office, `subjects`
    those that name what a form is about."""

    kinds: Mapping[str, PartnerKind] = MappingProxyType({})
    levels: Mapping[str, re.Pattern[str]] = MappingProxyType({})
    affixes: re.Pattern[str] | None = None
    suffixes: re.Pattern[str] | None = None
    head: re.Pattern[str] | None = None
    marked: frozenset[str] = frozenset()
    owners: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Partner:
    """A document that reports may be compared with. `facts` hold what comparisons and places need and no other words;
    `content` is the same for two files that say the same; `names` are the offices that it is of, `level` what it sums up,
    `title` its first lines. `lists` are, by kind of partner, the words that list offices and how many it says they are."""

    path: str
    content: str
    facts: Facts
    names: tuple[str, ...]
    level: str = ""
    title: str = ""
    lists: Mapping[str, tuple[str, int | None]] = field(default_factory=dict)


class Companions(NamedTuple):
    """The documents that one name stands for beside a report, by number, or why they cannot be told. `complete` when there
    are as many as the report says; None when it does not say. Not `sure` when their names or levels are not quite the same."""

    numbers: tuple[int, ...]
    gap: Gap | None = None
    complete: bool | None = None
    sure: bool = True


class Beside(NamedTuple):
    """The documents beside a report: number n is `partners[n - 1]`."""

    partners: tuple[Partner, ...]
    named: Mapping[str, Companions]
