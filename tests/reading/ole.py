"""Old office files for tests: one stream of any name in an OLE file, and the records of old workbooks."""

from __future__ import annotations

import struct
from pathlib import Path

from xlwt.CompoundDoc import XlsDoc


def write(path: Path, stream: str, data: bytes) -> Path:
    """An OLE file with that stream."""
    XlsDoc().save(str(path), data.ljust(4096, b"\0"))
    made = path.read_bytes()
    old, new = "Workbook".encode("utf-16-le"), stream.encode("utf-16-le")
    at = made.index(old + b"\0" * (64 - len(old)))
    entry = new.ljust(64, b"\0") + struct.pack("<H", len(new) + 2)
    path.write_bytes(made[:at] + entry + made[at + len(entry) :])
    return path


def word(path: Path, *, encrypted: bool = False) -> Path:
    """The beginning of a Word 97 document, nothing behind it."""
    flags = 0x0100 if encrypted else 0
    return write(path, "WordDocument", struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags))


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
