"""The file that is being read, as the readers look at it: its first bytes, all bytes, and what packages hold."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from auditor.model.document import Unreadable
from auditor.reading.archive import LARGEST_FILE, Archive

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END = b"PK\5\6"
_LONGEST_END = 22 + 2**16
"""Of a package: a fixed record and a comment."""
_OTHERS = (_OLE, b"%PDF", b"MZ", b"\x7fELF")
"""Formats that may hold a package in their midst."""

_DAMAGE = (OSError, ValueError, IndexError, AttributeError)
"""What olefile says of a file that it cannot follow."""


class Source:
    """A file. Everything is read when it is first asked for, and once."""

    def __init__(self, path: Path) -> None:
        """Raises Unreadable when there is no such file, or it is empty, too large or cannot be opened."""
        self.path = path
        try:
            if path.is_dir():
                raise Unreadable("is-a-folder")
            if path.exists() and not path.is_file():
                raise Unreadable("not-a-file")
            with path.open("rb") as file:
                self.head = file.read(_HEAD)
            size = path.stat().st_size
        except FileNotFoundError as problem:
            raise Unreadable("no-such-file") from problem
        except OSError as problem:
            raise Unreadable("cannot-open", why=problem.strerror or str(problem)) from problem
        if not self.head:
            raise Unreadable("empty-file")
        if size > LARGEST_FILE:
            raise Unreadable("file-too-large", limit=LARGEST_FILE // 2**20)

    @property
    def suffix(self) -> str:
        """How the name ends, in small letters with its dot; a claim, not a fact."""
        return self.path.suffix.lower()

    @cached_property
    def data(self) -> bytes:
        """The whole file."""
        return self.path.read_bytes()

    @cached_property
    def archive(self) -> Archive | None:
        """The parts of a zip package; None when the file is none. Raises Unreadable when the package is damaged."""
        if self.head.startswith(b"PK"):
            return Archive(self.path)
        if self.head.startswith(_OTHERS) or not self._ends_like_package():
            return None
        # What a faulty download left before the package does not keep Word from opening it.
        try:
            return Archive(self.path)
        except Unreadable:
            return None

    def _ends_like_package(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(max(0, self.path.stat().st_size - _LONGEST_END))
            return _END in file.read()

    @cached_property
    def streams(self) -> frozenset[str]:
        """The names of the streams of an OLE file (old Office and encrypted Office), empty when the file is none. Raises
        Unreadable when it is damaged."""
        if not self.head.startswith(_OLE):
            return frozenset()
        from olefile import OleFileIO

        try:
            with OleFileIO(str(self.path)) as ole:
                return frozenset("/".join(entry) for entry in ole.listdir())
        except _DAMAGE as problem:
            raise Unreadable("file-damaged") from problem

    def stream(self, name: str) -> bytes:
        """The bytes of a stream of an OLE file. Raises Unreadable when it is damaged."""
        from olefile import OleFileIO

        try:
            with OleFileIO(str(self.path)) as ole:
                data: bytes = ole.openstream(name).read()
        except _DAMAGE as problem:
            raise Unreadable("file-damaged") from problem
        return data
