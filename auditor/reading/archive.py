"""Open an office file (a zip) without trusting it: limits on what it unpacks to, no entities."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path

from auditor.model.document import Unreadable

LARGEST_FILE = 200 * 2**20
LARGEST_PART = 200 * 2**20
LARGEST_TOTAL = 400 * 2**20
"""Of all parts that are read."""
LARGEST_DIRECTORY = 4 * 2**20
"""The list of parts: some ten thousand of them."""
LARGEST_RATIO = 200
"""A part that expands more than this and is larger than `SMALL_PART` is taken for a bomb. Word's own noise expands
about thirty times."""
SMALL_PART = 16 * 2**20
MOST_TAGS = 10_000_000
"""Of a larger part. An element takes many times the memory of its letters."""

_END = b"PK\5\6"
_END_64 = b"PK\6\6"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")
_OVERRIDE = re.compile(rb"<Override[^>]*>")
_PART_NAME = re.compile(rb'PartName="([^"]*)"')
_CONTENT_TYPE = re.compile(rb'ContentType="([^"]*)"')
_STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Archive:
    """The parts of a zip package, read on demand."""

    def __init__(self, path: Path) -> None:
        """Raises Unreadable for anything that is not a sound, unencrypted zip within the limits."""
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable("file-too-large", limit=LARGEST_FILE // 2**20)
        if _directory(path) > LARGEST_DIRECTORY:
            raise Unreadable("zip-entries")
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, struct.error, UnicodeDecodeError, ValueError, NotImplementedError) as problem:
            raise Unreadable("zip-damaged") from problem
        self._read = 0
        self._small: dict[str, zipfile.ZipInfo] | None = None
        # Some programs write the names with backslashes; Word reads them.
        self._sizes = {info.filename.replace("\\", "/").lstrip("/"): info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return self._named(name) is not None

    def _named(self, name: str) -> zipfile.ZipInfo | None:
        """The part of that name; capital and small letters are the same in names of parts."""
        found = self._sizes.get(name)
        if found is None:
            if self._small is None:
                self._small = {key.lower(): info for key, info in self._sizes.items()}
            found = self._small.get(name.lower())
        return found

    def names(self) -> list[str]:
        return list(self._sizes)

    def main_part(self, usual: str, kind: str) -> str | None:
        """The part that the package declares as its main part of that kind (wordprocessingml.document), or the usual one."""
        if usual in self:
            return usual
        for declared in _OVERRIDE.findall(self.read("[Content_Types].xml")):
            name, type_ = _PART_NAME.search(declared), _CONTENT_TYPE.search(declared)
            if name and type_ and re.search(rf"{kind}(?:\.macroEnabled)?\.main", type_[1].decode(), re.IGNORECASE):
                return name[1].decode().lstrip("/") if name[1].decode().lstrip("/") in self else None
        return None

    def read(self, name: str) -> bytes:
        """The bytes of a part, empty when it is absent."""
        info = self._named(name)
        if info is None:
            return b""
        if info.flag_bits & 1:
            raise Unreadable("encrypted")
        if info.file_size > LARGEST_PART or (
            info.file_size > SMALL_PART and info.file_size > LARGEST_RATIO * max(info.compress_size, 1)
        ):
            raise Unreadable("zip-bomb", part=name, size=info.file_size // 2**20)
        self._read += info.file_size
        if self._read > LARGEST_TOTAL:
            raise Unreadable("zip-total", limit=LARGEST_TOTAL // 2**20)
        try:
            with self._zip.open(info) as part:
                data = part.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError) as problem:
            raise Unreadable("part-damaged", part=name) from problem
        if len(data) != info.file_size:
            raise Unreadable("part-damaged", part=name)
        return data

    def xml(self, name: str) -> bytes:
        """An XML part ready for parsing: no document type (so no entities), Strict names turned into the usual ones."""
        data = self.read(name)
        if data[:2] in _WIDE or b"\0" in data[:4]:
            data = _narrow(data, name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Unreadable("xml-entities", part=name)
        if len(data) > SMALL_PART and data.count(b"<") > MOST_TAGS:
            raise Unreadable("xml-elements", part=name, limit=MOST_TAGS)
        if _STRICT in data:
            for strict, usual in STRICT_NAMES:
                data = data.replace(strict, usual)
        return data


def _directory(path: Path) -> int:
    """How many bytes the list of parts takes as the end of the file tells, before anybody reads it; 0 when there is no end."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2**16 - 100))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 16:
        return 0
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    wide = tail.rfind(_END_64, 0, at)
    if wide >= 0 and len(tail) >= wide + 48:
        size = max(size if size < 2**32 - 1 else 0, struct.unpack_from("<Q", tail, wide + 40)[0])
    return size


def _narrow(data: bytes, name: str) -> bytes:
    """XML in UTF-16 as UTF-8, so that what is looked for in it is found."""
    try:
        text = data.decode("utf-16" if data[:2] in _WIDE else "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    except UnicodeDecodeError as problem:
        raise Unreadable("part-damaged", part=name) from problem
    return _ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace")
