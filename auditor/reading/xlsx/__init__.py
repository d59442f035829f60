"""Excel workbooks (.xlsx, .xlsm), read straight from their XML: what each cell shows, not what it stores."""

from __future__ import annotations

from auditor.model.document import Document
from auditor.reading.archive import Archive
from auditor.reading.source import Source

ORDER = 10
SUFFIXES = (".xlsx", ".xlsm")


def matches(source: Source) -> bool:
    """A zip package with a workbook in it."""
    return source.archive is not None and _main(source.archive) is not None


def read(source: Source) -> Document:
    """The sheets as they show, one after the other. Raises Unreadable when a part is damaged."""
    from auditor.reading.xlsx import workbook

    assert source.archive is not None
    main = _main(source.archive)
    assert main is not None
    return workbook.read(source.archive, main, source.path)


def _main(archive: Archive) -> str | None:
    return archive.main_part("xl/workbook.xml", r"(?:spreadsheetml|ms-excel)\.(?:sheet|template)")
