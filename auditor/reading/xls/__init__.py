"""Old binary workbooks (.xls, also .et of WPS), through xlrd: what each cell shows, not what it stores."""

from __future__ import annotations

from auditor.model.document import Document
from auditor.reading.source import Source

ORDER = 10
SUFFIXES = (".xls", ".et")

_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")


def matches(source: Source) -> bool:
    """An OLE file with the stream of a workbook."""
    return not source.streams.isdisjoint(_STREAMS)


def read(source: Source) -> Document:
    """The sheets as they show. Raises Unreadable when the workbook is encrypted or damaged."""
    from auditor.reading.xls import workbook

    return workbook.read(source, next(name for name in _STREAMS if name in source.streams))
