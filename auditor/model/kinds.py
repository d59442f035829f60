"""What a report may be: its kind, and the province whose habits it follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple


class Sign(NamedTuple):
    """Words that speak for a candidate (with a negative weight: against it) where they stand in one of the `PLACES`."""

    place: str
    says: re.Pattern[str]
    weight: float


PLACES: Final = ("title", "entity", "caption", "heading", "header", "text")
"""Where signs are looked for: the first lines, the office's name, titles of tables, headings, heads of tables, sentences."""


class ReportKind(NamedTuple):
    """A kind of report, told by its signs, else by its tables. With `own_tables` only layouts made for it are known there.
    `least` is the share (per cent) of its figures that must be compared, where it is not the usual one."""

    name: str
    signs: tuple[Sign, ...]
    tables: tuple[str, ...]
    own_tables: bool = False
    least: int | None = None


class Profile(NamedTuple):
    """What differs by province: told by signs in the report, chosen by `--profile`. `settings` has a section for each
    kind of check that asks for one; the `default` profile speaks where the report's own is silent."""

    name: str
    signs: tuple[Sign, ...]
    settings: Mapping[str, Any]
    default: bool = False


class RuleGroup(NamedTuple):
    """Rules that a reviewer goes through together, by the beginnings of their ids; a rule belongs where the longest one is."""

    name: str
    english: str
    prefixes: tuple[str, ...]
