"""PDF with a text layer. pypdfium2 is imported when a PDF is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model.document import Document, Location
    from auditor.reading.pdf.reader import Area as Area
    from auditor.reading.source import Source

ORDER = 10
SUFFIXES = (".pdf",)

_MARK = b"%PDF-"


def matches(source: Source) -> bool:
    """Whether the file begins as a PDF does. A byte order mark or blank lines may stand before its mark."""
    return source.head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\0\t\r\n ").startswith(_MARK)


def read(source: Source) -> Document:
    """The document printed in that file. Raises Unreadable when it cannot be audited."""
    from auditor.reading.pdf import reader

    return reader.document(source.path)


def areas(path: Path, places: Sequence[Location]) -> list[list[Area]]:
    """The rectangles of those places on the pages of that file, for highlighting."""
    from auditor.reading.pdf import reader

    return reader.areas(path, places)
