"""PDF with a text layer. pypdfium2 is imported when a PDF is read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model.document import Document, Location
    from auditor.reading.pdf.reader import Area as Area
    from auditor.reading.source import Source

ORDER = 10
SUFFIXES = (".pdf",)

_MARK = re.compile(rb"%PDF-\d\.\d\s")
_FARTHEST = 1024
"""Viewers look for the mark so far, whatever stands before it."""


def matches(source: Source) -> bool:
    """Whether the file begins as a PDF does. A byte order mark, blank lines or what a server sent may stand before its mark."""
    return _MARK.search(source.head, 0, _FARTHEST) is not None


def read(source: Source) -> Document:
    """The document printed in that file. Raises Unreadable when it cannot be audited."""
    from auditor.reading.pdf import reader

    return reader.document(source.path)


def areas(path: Path, places: Sequence[Location]) -> list[list[Area]]:
    """The rectangles of those places on the pages of that file, for highlighting."""
    from auditor.reading.pdf import reader

    return reader.areas(path, places)
