"""PDF with a text layer. pypdfium2 is imported when a PDF is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model.document import Document, Location
    from auditor.reading.pdf.reader import Area as Area

_MARK = b"%PDF-"


def matches(head: bytes) -> bool:
    """Whether a file that begins so is a PDF. A byte order mark or blank lines may stand before its mark."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\0\t\r\n ").startswith(_MARK)


def read(path: Path) -> Document:
    """The document printed in that file. Raises Unreadable when it cannot be audited."""
    from auditor.reading.pdf import reader

    return reader.document(path)


def areas(path: Path, places: Sequence[Location]) -> list[list[Area]]:
    """The rectangles of those places on the pages of that file, for highlighting."""
    from auditor.reading.pdf import reader

    return reader.areas(path, places)
