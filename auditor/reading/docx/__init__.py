"""Word documents, read straight from their XML: what is printed, nothing else."""

from __future__ import annotations

from auditor.model.document import Document
from auditor.reading.docx import package
from auditor.reading.source import Source

ORDER = 10
SUFFIXES = (".docx", ".docm")


def matches(source: Source) -> bool:
    """A zip package whose main part is a Word document."""
    return source.archive is not None and package.main_part(source.archive) is not None


def read(source: Source) -> Document:
    """The document as it prints. Raises Unreadable when a part is damaged."""
    from auditor.reading.docx import reader

    assert source.archive is not None
    return reader.read(source.archive, source.path)
