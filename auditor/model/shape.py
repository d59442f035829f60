"""Shapes of YAML: what a check says about its own settings, so that a rule file can be judged before it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scalar:
    """A text; `choices` or `pattern` (full match) limit it."""

    choices: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Formula:
    """A statement of the relation language."""


@dataclass(frozen=True)
class Regex:
    """A regular expression."""


@dataclass(frozen=True)
class TableName:
    """The name of a table of the pack, with or without 《》."""


@dataclass(frozen=True)
class Many:
    """A list; with `single`, one item may stand alone."""

    item: Shape
    single: bool = False


@dataclass(frozen=True)
class Keys:
    """A mapping with known keys; `others` is the shape of any other key, None when none may stand."""

    known: Mapping[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    others: Shape | None = None


@dataclass(frozen=True)
class Either:
    """A text, a list or a mapping, each with its own shape."""

    shapes: tuple[Shape, ...]


Shape = Scalar | Formula | Regex | TableName | Many | Keys | Either
