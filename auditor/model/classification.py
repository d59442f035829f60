"""Classifications: codes with names, level by level, as a rule pack lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class Level(NamedTuple):
    """A level of codes: 类 has 3 digits."""

    name: str
    digits: int


class Renaming(NamedTuple):
    """A name that was given up for another, from the reports of year `since`. A `marked` one is too common a word to be
    taken for a name unless the name of a level follows it."""

    old: str
    new: str
    since: int
    marked: bool = False


@dataclass(frozen=True, eq=False)
class Classification:
    """A list of codes with names: functional or economic 科目. `names` maps a code to its names, current one first;
    `details` does so for codes of lower levels, as far as they are certain, for reports
    of year `details_since` and later."""

    name: str
    levels: tuple[Level, ...]
    names: Mapping[str, tuple[str, ...]]
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    renamed: tuple[Renaming, ...] = ()
    details_since: int = 0

    @cached_property
    def lengths(self) -> frozenset[int]:
        return frozenset(level.digits for level in self.levels)

    @cached_property
    def codes(self) -> dict[str, str]:
        """Code by label, as far as a label names one code of the highest level."""
        top = self.levels[0].digits
        return {label: code for code, labels in self.names.items() if len(code) == top for label in labels}

    def code(self, label: str, above: str = "") -> str | None:
        """The code that a label names: of the highest level, or else of the next levels below the code `above` it."""
        if label in self.codes:
            return self.codes[label]
        for digits in sorted((n for n in self.lengths if n <= len(above)), reverse=True):
            found = self._below.get((above[:digits], label))
            if found:
                return found
        return None

    @cached_property
    def _below(self) -> dict[tuple[str, str], str]:
        """The codes of lower levels by the code of a higher level and their name."""
        found: dict[tuple[str, str], str] = {}
        for code, labels in self.details.items():
            for digits in self.lengths:
                if digits < len(code):
                    for label in labels:
                        found.setdefault((code[:digits], label), code)
        return found

    def level(self, code: str) -> str | None:
        return next((level.name for level in self.levels if level.digits == len(code)), None)
