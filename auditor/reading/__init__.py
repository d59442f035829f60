"""Files → Document. One reader per format, found by looking into this package; the content chooses it, never the name.

A reader is a module or package in here with four names:

    ORDER: int                            when it is asked: 10 by a signature that no other format has, 50 by looking at the
                                          words, 80 the formats that are known and refused, 90 what takes any text
    SUFFIXES: tuple[str, ...]             how its files are usually named, the usual one first: for folders, and to tell the
                                          user when a name lies
    matches(source: Source) -> bool       whether the content is its format; looks at the first bytes or the names of parts
    read(source: Source) -> Document      the document as people see it, or Unreadable with one sentence

Nothing else is registered: a reader that is deleted is a format less, one that is dropped in a format more. All readers are
loaded to ask them, therefore a reader imports its backend inside `read`. What it leaves out or cannot see it tells in
`Document.notices` (the audit is complete) or `Document.unread` (it is not). `source.py` and `blocks.py` are what readers
share, `archive.py` zip packages, `decoding.py` characters; `spreadsheet/` and `markup/` lay out sheets and tagged text."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from auditor.model.document import Document, Notice, Paragraph, Unreadable
from auditor.reading.source import Source

__all__ = ["Reader", "Source", "read", "suffixes"]


class Reader(Protocol):
    """One format."""

    ORDER: int
    SUFFIXES: Sequence[str]

    def matches(self, source: Source) -> bool: ...

    def read(self, source: Source) -> Document: ...


def read(path: str | Path) -> Document:
    """The report in that file. Raises Unreadable, with one sentence for the user, when it cannot be audited."""
    source = Source(Path(path))
    reader = next((reader for reader in _readers() if reader.matches(source)), None)
    if reader is None:
        raise Unreadable("not-text")
    document = reader.read(source)
    if not any(block.text.strip() if isinstance(block, Paragraph) else block.cells for block in document.blocks):
        raise Unreadable("no-text")
    if source.suffix in suffixes() and source.suffix not in reader.SUFFIXES:
        named = Notice("named-otherwise", detail=f"{source.suffix} → {reader.SUFFIXES[0]}")
        document = replace(document, notices=(named, *document.notices))
    return document


@cache
def suffixes() -> tuple[str, ...]:
    """How files that can be read are named."""
    return tuple(sorted({suffix for reader in _readers() for suffix in reader.SUFFIXES}))


@cache
def _readers() -> tuple[Reader, ...]:
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module for module in modules if hasattr(module, "ORDER")]
    return tuple(cast(Reader, module) for module in sorted(found, key=lambda module: (module.ORDER, module.__name__)))
