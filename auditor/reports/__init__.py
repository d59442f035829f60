"""One module per output. A module is an output when it has a NAME; it renders a Run and knows nothing else.

`--format NAME` chooses it for stdout, a file suffix in SUFFIXES for `-o`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import Protocol, cast

from auditor.model.report import Run


class Output(Protocol):
    """An output format."""

    NAME: str
    SUFFIXES: Sequence[str]

    def render(self, run: Run) -> str | bytes: ...


def output(name: str) -> Output:
    """The output of that name."""
    return cast(Output, importlib.import_module(f"auditor.reports.{name}"))


@cache
def names() -> tuple[str, ...]:
    """The outputs there are: a listing of this folder."""
    found = (info.name for info in pkgutil.iter_modules(__path__))
    return tuple(name for name in found if hasattr(output(name), "NAME"))


def by_suffix(filename: str) -> str | None:
    """The output for a file name; the longest suffix wins (.gitlab.json before .json)."""
    suffixes = {suffix: name for name in names() for suffix in output(name).SUFFIXES}
    fitting = [suffix for suffix in suffixes if filename.lower().endswith(suffix)]
    return suffixes[max(fitting, key=len)] if fitting else None
