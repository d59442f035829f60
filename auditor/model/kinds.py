"""What a report may be: its kind, and the province whose habits it follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple


class ReportKind(NamedTuple):
    """A kind of report, told by its title or its tables. With `own_tables` only layouts made for it are known there."""

    name: str
    titles: tuple[re.Pattern[str], ...]
    tables: tuple[str, ...]
    own_tables: bool = False


class Profile(NamedTuple):
    """What differs by province: told by words in the report, chosen by `--profile`. `settings` has a section for each
    kind of check that asks for one; the `default` profile speaks where the report's own is silent."""

    name: str
    detect: tuple[re.Pattern[str], ...]
    settings: Mapping[str, Any]
    default: bool = False


class RuleGroup(NamedTuple):
    """Rules that a reviewer goes through together, by the beginnings of their ids; a rule belongs where the longest one is."""

    name: str
    english: str
    prefixes: tuple[str, ...]
