"""Another way to read some tables: what would explain at once what many relations contradict."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from auditor.numbers import Unit


class Amendment(NamedTuple):
    """Tables (by the block of their first piece) whose amounts are in another unit than they print, with the unit printed, and
    tables two of whose columns stand under each other's headings."""

    units: Mapping[int, Unit] = MappingProxyType({})
    printed: Mapping[int, str] = MappingProxyType({})
    exchanged: Mapping[int, tuple[int, int]] = MappingProxyType({})
