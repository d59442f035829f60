"""Whether a file has layers that can be switched off. Which are, the pages show when they are painted."""

from __future__ import annotations

import re
import zlib

_LAYERS = b"/OCProperties"
_PACKED = re.compile(rb"/ObjStm\b")
_BEGIN = re.compile(rb"stream\r?\n")
_LARGEST = 20 * 2**20


def layered(data: bytes) -> bool:
    """Whether that PDF speaks of layers, in the open or in a packed object."""
    return _LAYERS in data or any(_LAYERS in _unpacked(data, found.end()) for found in _PACKED.finditer(data))


def _unpacked(data: bytes, after: int) -> bytes:
    """What is in the stream whose dictionary is around there; nothing when it cannot be unpacked."""
    begin = _BEGIN.search(data, after, after + 1000)
    if begin is None:
        return b""
    end = data.find(b"endstream", begin.end())
    try:
        return zlib.decompressobj().decompress(data[begin.end() : end], _LARGEST)
    except zlib.error:
        return b""
