"""Reports that need not be made again: kept by what the file holds, the program, the rules and how they were asked for.

An entry is what `records` writes and holds nothing that could run. Ledgers, dates and `--fail-on` come in after the cache."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Final

from auditor import caching, records
from auditor.children import Limits
from auditor.work import Job

LARGEST: Final = 2**30
"""Bytes that the cache may grow to; what was not used for longest goes first."""
_SUFFIX: Final = ".report"


class Results:
    """The cache of one run, of reports or of whatever else is made of files. `usable`: its folder is ours and can be written;
    `written` counts what was put there."""

    def __init__(self, folder: Path | None = None, largest: int = LARGEST, *, what: str = "reports") -> None:
        self._folder = folder or caching.folder() / what
        self._largest = largest
        self.usable = caching.private(self._folder)
        self.written = 0
        self._digests: dict[str, tuple[tuple[int, int], bytes]] = {}

    def key(self, job: Job) -> str | None:
        """What the report on a file (or whatever else is made of it) depends on; None when the file, or one that it is compared
        with, cannot be read here."""
        if not self.usable:
            return None
        plain = (_code(), *job._replace(path=os.path.splitext(job.path)[1], limits=Limits()))
        said = hashlib.sha256(repr(plain).encode("utf-8", "surrogatepass"))
        for path in (job.path, *job.beside):
            digest = self._digest(path)
            if digest is None:
                return None
            said.update(digest)
        return said.hexdigest()

    def _digest(self, path: str) -> bytes | None:
        """Of what a file holds; a file that stands beside many is read once."""
        try:
            stat = os.stat(path)
            known = self._digests.get(path)
            if known is None or known[0] != (stat.st_mtime_ns, stat.st_size):
                with open(path, "rb") as file:
                    known = (stat.st_mtime_ns, stat.st_size), hashlib.file_digest(file, "sha256").digest()
                self._digests[path] = known
        except OSError:
            return None
        return known[1]

    def get(self, key: str | None, *, details: bool) -> bytes | None:
        """The record kept under that key; None when there is none, it is damaged, or lacks the details asked for."""
        if key is None:
            return None
        path = self._path(key)
        try:
            data = path.read_bytes()
            head, body = data[:32], data[32:]
            if hashlib.sha256(key.encode() + body).digest() != head or (details and not records.detailed(body)):
                return None
            os.utime(path)
        except OSError:
            return None
        return body

    def put(self, key: str | None, record: bytes) -> None:
        """Keep a record, whole or not at all."""
        if key is None:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            caching.write(path, hashlib.sha256(key.encode() + record).digest() + record)
            self.written += 1
        except OSError:
            return

    def trim(self) -> None:
        """Remove what was not used for longest, until a fifth of the room is free again."""
        if not self.written:
            return
        found = []
        for path in self._folder.glob(f"*/*{_SUFFIX}"):
            try:
                stat = path.stat()
            except OSError:
                continue
            found.append((stat.st_mtime_ns, stat.st_size, path))
        size = sum(size for _, size, _ in found)
        if size <= self._largest:
            return
        for _, own, path in sorted(found):
            path.unlink(missing_ok=True)
            size -= own
            if size <= self._largest * 4 // 5:
                return

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / (key[2:] + _SUFFIX)


@cache
def _code() -> str:
    """Changes whenever a file of the program does."""
    root = Path(__file__).parent
    stats = [(path.name, (stat := path.stat()).st_size, stat.st_mtime_ns) for path in sorted(root.rglob("*.py"))]
    return hashlib.sha256(repr(stats).encode()).hexdigest()
