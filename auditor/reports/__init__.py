"""One module per output. A module is an output when it has a NAME; it renders a Run and knows nothing else.

`--format NAME` chooses it for stdout, a file suffix in SUFFIXES for `-o`. With `STREAMS = True` its text for many reports is
the text of each, one after the other, so that stdout shows every report as soon as it is there. With `DETAILS = True` it shows
the documents themselves (`Report.details`), which other outputs do without. Heavy libraries are imported inside `render`: the
modules themselves are all loaded to see which suffix chooses which. `NEEDS` names a package that is not always installed, and
the extra that installs it."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import Protocol, cast

from auditor.model.report import Run
from auditor.package import MARK

__all__ = ["MARK", "Output", "by_suffix", "is_output", "names", "output", "suffixes"]


class Output(Protocol):
    """An output format."""

    NAME: str
    SUFFIXES: Sequence[str]

    def render(self, run: Run) -> str | bytes: ...


def output(name: str) -> Output | None:
    """The output of that name, None when there is none."""
    if name not in _modules():
        return None
    module = importlib.import_module(f"auditor.reports.{name}")
    return cast(Output, module) if hasattr(module, "NAME") else None


@cache
def _modules() -> frozenset[str]:
    return frozenset(info.name for info in pkgutil.iter_modules(__path__))


@cache
def names() -> tuple[str, ...]:
    """The outputs there are: a listing of this folder."""
    return tuple(name for name in sorted(_modules()) if output(name))


def by_suffix(filename: str) -> Output | None:
    """The output for a file name; the longest suffix wins (.gitlab.json before .json)."""
    found = [output(name) for name in names()]
    suffixes = {suffix: form for form in found if form for suffix in form.SUFFIXES}
    fitting = [suffix for suffix in suffixes if filename.lower().endswith(suffix)]
    return suffixes[max(fitting, key=len)] if fitting else None


def suffixes() -> tuple[str, ...]:
    """Every file suffix that chooses an output."""
    return tuple(sorted(suffix for name in names() if (form := output(name)) for suffix in form.SUFFIXES))


def is_output(path: str) -> bool:
    """Whether a file is an output of this program that a folder's audit must not take for a document."""
    try:
        with open(path, "rb") as file:
            head = file.read(400)
            file.seek(-min(os.path.getsize(path), 40), os.SEEK_END)
            return MARK.encode() in head or MARK.encode() in file.read()
    except OSError:
        return False
