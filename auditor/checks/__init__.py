"""One module per kind of check. A module is a kind when it has a KEY: the YAML key by which a rule chooses it.

Each offers SETTINGS (the shape of its part of a rule) and check(rule, facts, vocabulary) → Outcome; mistakes(data,
vocabulary) too where the shape does not tell authors all. NUMERIC = False says that changing a digit need not change
its verdict; WHOLE = True that it judges by what is not printed, so that what it misses in a report read in part is not
checked; LAST = True that it sums up the outcomes of the other rules (sum_up)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, Protocol, cast

from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Outcome
from auditor.model.shape import Shape


class Mistake(NamedTuple):
    """What an author got wrong: in which text, at which character, a wording key and its slots."""

    text: str | None
    at: int
    key: str
    slots: tuple[tuple[str, object], ...] = ()
    perhaps: str | None = None


class Kind(Protocol):
    """A kind of check."""

    KEY: str
    SETTINGS: Mapping[str, Shape]

    def check(self, rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome: ...


@cache
def module(name: str) -> Kind:
    """The kind of check in that module."""
    return cast(Kind, importlib.import_module(f"auditor.checks.{name}"))


def mistakes(name: str, data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """What the author of a rule of that kind got wrong, beyond what the shape of its settings tells."""
    own = getattr(module(name), "mistakes", None)
    if own is not None:
        yield from own(data, vocabulary)


@cache
def kinds() -> dict[str, str]:
    """Module names by YAML key: a listing of this folder."""
    found = {}
    for info in pkgutil.iter_modules(__path__):
        key = getattr(module(info.name), "KEY", None)
        if key:
            found[key] = info.name
    return found
