"""Documents that a report is compared with: last year's report, the budget, the units' reports."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from auditor.labels import squeeze
from auditor.model.document import Document
from auditor.model.form import Form

if TYPE_CHECKING:
    from auditor.model.facts import Facts
    from auditor.model.report import Gap

SAME = "同义"
"""The meaning, in a rule, of what the sentence at hand speaks of: 上年〔同义〕."""


class PartnerKind(NamedTuple):
    """What a document must be to be called by that name beside a report: one of those `reports`, or one that `holds` one of
    those tables or forms (whose figures alone then count), or is `titled` so; so many years later (`year`); of the same
    office, or of one that the report lists: `listed` finds where the list begins and how many there are (group n).
    `own_level` and `levels` are what the report and the document must be. `many` may be there. With `about`, the title of one
    of the two must name what a form of the other is about; of several forms that one counts."""

    name: str
    reports: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    year: int = 0
    many: bool = False
    own_level: str = ""
    levels: tuple[str, ...] = ()
    listed: re.Pattern[str] | None = None
    titled: re.Pattern[str] | None = None
    about: bool = False


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


class Card(NamedTuple):
    """What tells which documents a document belongs to. `content` is the same for two files that say the same; `names` are the
    offices that it is of, `level` what it sums up, `title` its first lines, `held` the kinds of its forms and `subjects` what
    they are about. `lists` are, by kind of partner, the words that list offices and how many it says they are."""

    path: str
    content: str
    kind: str | None
    year: int | None
    names: tuple[str, ...]
    level: str = ""
    title: str = ""
    held: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    lists: Mapping[str, tuple[str, int | None]] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Partner:
    """A document that reports may be compared with. `facts` hold what comparisons and places need and no other words."""

    card: Card
    facts: Facts

    @property
    def path(self) -> str:
        return self.card.path


def front(document: Document) -> list[str]:
    """The first lines of a document that may be its title, without spaces."""
    lines = (squeeze(paragraph.text) for paragraph in document.paragraphs[:_FRONT])
    return [line for line in lines if 0 < len(line) <= _LONGEST_TITLE]


def subject(form: Form, fields: Sequence[str]) -> str:
    """What a form is about, as it says in one of those fields; empty when it does not say."""
    rows = [row for rows in form.rows.values() for row in rows]
    return next((text for field in fields for row in rows if len(text := squeeze(row.text(field))) >= _SHORTEST), "")


_FRONT = 12
_LONGEST_TITLE = 60
_SHORTEST = 3


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
