"""Formats that LibreOffice turns into Word documents and workbooks: .doc, .wps, .rtf, .odt, .ods, .xlsb.

The places of findings are those of the converted document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from auditor.model.document import Document, Notice, Unreadable
from auditor.reading.source import Source

ORDER = 20
SUFFIXES = (".doc", ".wps", ".rtf", ".odt", ".ods", ".xlsb")

_WORDS, _SHEETS = ".docx", ".xlsx"
_XML: Final = (
    (re.compile(rb'progid="Excel\.Sheet"|<Workbook[^>]*urn:schemas-microsoft-com:office:spreadsheet'), ".xls", _SHEETS),
    (re.compile(rb'progid="Word\.Document"|<w:wordDocument|<pkg:package'), ".xml", _WORDS),
    (re.compile(rb'office:mimetype="application/vnd\.oasis\.opendocument\.text"'), ".fodt", _WORDS),
    (re.compile(rb'office:mimetype="application/vnd\.oasis\.opendocument\.spreadsheet"'), ".fods", _SHEETS),
)
_ENCRYPTED: Final = 0x0100


def matches(source: Source) -> bool:
    """An old Word file, RTF, OpenDocument, a binary or single-file XML workbook or document."""
    return _kind(source) is not None


def read(source: Source) -> Document:
    """The document as LibreOffice converts it. Raises Unreadable when LibreOffice is missing, fails or takes too long, and
    for encrypted files."""
    from auditor.reading.office.conversion import converted

    kind = _kind(source)
    assert kind is not None
    suffix, target = kind
    if _encrypted(source):
        raise Unreadable("encrypted")
    with converted(source.path, suffix, target.lstrip(".")) as path:
        made = Source(path)
        assert made.archive is not None
        if target == _WORDS:
            from auditor.reading.docx import reader

            document = reader.read(made.archive, path)
        else:
            from auditor.reading.xlsx import workbook

            document = workbook.read(made.archive, "xl/workbook.xml", path)
    return replace(document, path=str(source.path), format=suffix.lstrip("."), notices=(Notice("converted"), *document.notices))


def _kind(source: Source) -> tuple[str, str] | None:
    """The suffix by which LibreOffice knows the format, and what it should become."""
    if source.head.lstrip()[:5] == b"{\\rtf":
        return ".rtf", _WORDS
    if "WordDocument" in source.streams:
        return ".doc", _WORDS
    if "CONTENTS" in source.streams or "MN0" in source.streams:
        return ".wps", _WORDS  # Microsoft Works
    if source.archive is not None:
        if "xl/workbook.bin" in source.archive:
            return ".xlsb", _SHEETS
        mimetype = source.archive.read("mimetype").strip()
        if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
            return ".odt", _WORDS
        if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return ".ods", _SHEETS
    if source.head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        return next(((suffix, target) for sign, suffix, target in _XML if sign.search(source.head)), None)
    return None


def _encrypted(source: Source) -> bool:
    if source.archive is not None:
        return b"encryption-data" in source.archive.read("META-INF/manifest.xml")
    if "WordDocument" in source.streams:
        head = source.stream("WordDocument")[:12]
        return bool(int.from_bytes(head[10:12], "little") & _ENCRYPTED)
    return False
