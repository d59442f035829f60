"""The font that stands in for every font that is not in the file: one upright stroke for all characters but spaces.

Which fonts a machine has must not change what is read. pdfium asks for a substitute and measures its glyphs; with those of a
font that has no Chinese it takes lines for doubles of each other and leaves them out. Places and widths come from the file."""

from __future__ import annotations

import struct
from functools import cache

_EM = 1000
_LEFT, _RIGHT, _TOP = 150, 250, 800
"""The stroke, narrower than any character, so that no box grows beyond what the file says."""
_DRAWN = ((0x21, 0x9F), (0xA1, 0x1FFF), (0x2010, 0x2FFF), (0x3001, 0x10FFFF))
"""All characters but spaces."""


@cache
def last_resort() -> bytes:
    """The font, as a TrueType file."""
    corners = struct.pack(">hhhhh", 1, _LEFT, 0, _RIGHT, _TOP) + struct.pack(">HH", 3, 0) + bytes([1, 1, 1, 1])
    steps = struct.pack(">hhhh", _LEFT, 0, _RIGHT - _LEFT, 0) + struct.pack(">hhhh", 0, _TOP, 0, -_TOP)
    glyph = corners + steps
    groups = struct.pack(">HHLLL", 13, 0, 16 + 12 * len(_DRAWN), 0, len(_DRAWN))
    groups += b"".join(struct.pack(">LLL", first, last, 1) for first, last in _DRAWN)
    name = b"LastResort"
    tables = {
        b"OS/2": struct.pack(">HhHHHhhhhhhhhhhh10sLLLL4sHHHhhhHH", 0, _EM, 400, 5, 0, *([0] * 11), bytes(10), 0, 0, 0, 0,
                             b"none", 64, 32, 0xFFFF, _TOP, -200, 0, 800, 200),
        b"cmap": struct.pack(">HHHHL", 0, 1, 3, 10, 12) + groups,
        b"glyf": glyph,
        b"head": struct.pack(">LLLLHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, _LEFT, 0, _RIGHT, _TOP, 0, 8,
                             2, 1, 0),
        b"hhea": struct.pack(">LhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, _EM, *([0] * 11), 1),
        b"hmtx": struct.pack(">Hhh", _EM, _LEFT, _LEFT),
        b"loca": struct.pack(">LLL", 0, 0, len(glyph)),
        b"maxp": struct.pack(">LHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": struct.pack(">HHH", 0, 1, 18) + struct.pack(">HHHHHH", 1, 0, 0, 4, len(name), 0) + name,
        b"post": struct.pack(">LLhhLLLLL", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }  # fmt: skip
    data = b""
    start = 12 + 16 * len(tables)
    entries = b""
    for tag in sorted(tables):
        body = tables[tag]
        entries += struct.pack(">4sLLL", tag, 0, start + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    return struct.pack(">LHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128) + entries + data
