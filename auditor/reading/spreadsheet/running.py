"""The head and foot of the printed pages of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CODE = re.compile(r'&(?:(?P<part>[LCR])|"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|(?P<letter>[A-Za-z])|(?P<sign>&))')


def running(text: str, sheet: str) -> Iterator[str]:
    """What the left, middle and right part of a head or foot print, a line each; page numbers, dates and pictures are left
    out, the name of the sheet (&A) is filled in."""
    parts = [""]
    last = 0
    for match in _CODE.finditer(text):
        parts[-1] += text[last : match.start()]
        last = match.end()
        if match["part"]:
            parts.append("")
        elif match["letter"] in {"A", "a"}:
            parts[-1] += sheet
        elif match["sign"]:
            parts[-1] += "&"
        elif match["letter"] in {"P", "N", "p", "n"}:
            parts[-1] += "\0"
    parts[-1] += text[last:]
    for part in parts:
        for line in part.splitlines():
            if line.strip() and not _PAGE.fullmatch(line.strip()):
                yield line.replace("\0", "").strip()


_PAGE = re.compile("[第共/\\s—-]*\0.*")
