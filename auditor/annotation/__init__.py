"""Copies of the audited files with the findings written where they belong; the files themselves are never touched.

One module per format: a module is an annotator when it has FORMATS, the formats (as the readers name them) that it writes,
and `annotate(report, run, signature) -> bytes`, the copy. Backends are imported inside it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol, cast

from auditor.model.report import Report


class Signature(NamedTuple):
    """Who signs the marks and when (YYYY-MM-DD); without a date they bear none, so that equal input gives equal bytes."""

    author: str
    date: str | None = None


class Annotator(Protocol):
    """Writes marked copies of some formats."""

    FORMATS: Sequence[str]

    def annotate(self, report: Report, signature: Signature, lang: str) -> bytes: ...


class CannotAnnotate(Exception):
    """No copy can be made. The message is a sentence for the user, by wording key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@cache
def _annotators() -> tuple[Annotator, ...]:
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return tuple(cast(Annotator, module) for module in modules if hasattr(module, "FORMATS"))


def annotated(report: Report, signature: Signature, lang: str = "zh") -> bytes:
    """The marked copy of the file of a report. Raises CannotAnnotate, and OSError when the file cannot be read."""
    if report.document is None:
        raise CannotAnnotate("unread")
    found = next((a for a in _annotators() if report.document.format in a.FORMATS), None)
    if found is None:
        raise CannotAnnotate("format")
    return found.annotate(report, signature, lang)
