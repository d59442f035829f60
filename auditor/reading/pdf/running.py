"""Headers, footers and page numbers: lines at the edge of pages that come again on others."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import median
from typing import NamedTuple

from auditor.reading.pdf.lines import Line

_NUMBER = re.compile(
    r"[-—–－―─~·.\s]*\d(?:\s?\d){0,3}[-—–－―─~·.\s]*|第?\s*\d{1,4}\s*页?\s*[/，,、]?\s*(?:共\s*)?\d{0,4}\s*页?|[Pp]age\s*\d+(?:\s*of\s*\d+)?"
)
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_MOST = 3
"""A header or footer has at most so many lines."""
_LEAST_PAGES = 3
_SAME_HEIGHT = 4.0
_EDGE = 0.12
_MARGIN = 0.15
"""How much of a page, at its top and bottom, may hold page numbers, and headers and footers."""
_PROSE = ("。", "；", "，", "：", ":")


class Edges(NamedTuple):
    """The lines of a page outside tables, from top to bottom; its height, and where its tables begin and end."""

    page: int
    lines: list[Line]
    height: float
    tables_from: float
    tables_to: float

    def top(self) -> list[Line]:
        limit = min(self.tables_from, self.height * _MARGIN)
        return [line for line in self.lines[:_MOST] if line.baseline < limit and not line.text.endswith(_PROSE)]

    def bottom(self) -> list[Line]:
        limit = max(self.tables_to, self.height * (1 - _MARGIN))
        return [line for line in self.lines[: -_MOST - 1 : -1] if line.baseline > limit and not line.text.endswith(_PROSE)]


def running(pages: list[Edges]) -> tuple[set[int], list[tuple[int, Line]]]:
    """The lines (by identity) that belong to no text, and one of each header and footer with its page. Page numbers are
    dropped altogether."""
    places: dict[tuple[str, str], list[tuple[int, Line]]] = defaultdict(list)
    for edges in pages:
        for side, candidates in (("top", edges.top()), ("bottom", edges.bottom())):
            for line in candidates:
                places[side, _alike(line.text)].append((edges.page, line))
    repeated: set[int] = set()
    for found in places.values():
        height = median(line.baseline for _, line in found)
        same = [line for _, line in found if abs(line.baseline - height) < _SAME_HEIGHT]
        if len(same) >= _LEAST_PAGES:
            repeated.update(id(line) for line in same)
    dropped: set[int] = set()
    kept: list[tuple[int, Line]] = []
    seen: set[str] = set()
    for edges in pages:
        for candidates in (edges.top(), edges.bottom()):
            for line in candidates:
                number = _is_number(line, edges.height)
                if not number and id(line) not in repeated:
                    break
                dropped.add(id(line))
                if not number and _alike(line.text) not in seen:
                    seen.add(_alike(line.text))
                    kept.append((edges.page, line))
    return dropped, kept


def _alike(text: str) -> str:
    return _DIGITS.sub("0", _SPACES.sub("", text))


def _is_number(line: Line, height: float) -> bool:
    near = line.baseline < height * _EDGE or line.baseline > height * (1 - _EDGE)
    return near and bool(_NUMBER.fullmatch(line.text.strip()))
