"""Open an office file (a zip) without trusting it: limits on size and ratio, no entities."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from auditor.model.document import Unreadable

LARGEST_FILE = 200 * 2**20
LARGEST_PART = 400 * 2**20
LARGEST_RATIO = 200
"""A part that expands more than this and is larger than `SMALL_PART` is taken for a bomb. Word's own noise expands
about thirty times."""
SMALL_PART = 16 * 2**20

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
        try:
            self._zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile as problem:
            raise Unreadable("zip-damaged") from problem
        self._sizes = {info.filename: info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

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
        info = self._sizes.get(name)
        if info is None:
            return b""
        if info.flag_bits & 1:
            raise Unreadable("encrypted")
        if info.file_size > LARGEST_PART or (
            info.file_size > SMALL_PART and info.file_size > LARGEST_RATIO * max(info.compress_size, 1)
        ):
            raise Unreadable("zip-bomb", part=name, size=info.file_size // 2**20)
        try:
            with self._zip.open(info) as part:
                data = part.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as problem:
            raise Unreadable("part-damaged", part=name) from problem
        if len(data) != info.file_size:
            raise Unreadable("part-damaged", part=name)
        return data

    def xml(self, name: str) -> bytes:
        """An XML part ready for parsing: no document type (so no entities), Strict names turned into the usual ones."""
        data = self.read(name)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise Unreadable("xml-entities", part=name)
        if _STRICT in data:
            for strict, usual in STRICT_NAMES:
                data = data.replace(strict, usual)
        return data
