"""Which of several candidates (kinds of report, profiles) a document's words speak for: all signs are weighed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import Final, Protocol

from auditor.labels import squeeze
from auditor.model.document import Document, Paragraph, Table
from auditor.model.facts import Weighed
from auditor.model.kinds import Sign
from auditor.outline import numbered_level

Places = Mapping[str, Sequence[str]]
"""The lines of a document by where they stand, squeezed."""

LEAST: Final = 3.0
LEAD: Final = 1.0
"""A candidate is chosen with at least so many points, and so many more than the next. Of 59 reports of known kind, the
right one has 4.7 or more and leads by 2.0 or more; one without a title, of which one may argue, has 1.7 and leads by 0.4."""
_FRONT = 12
_LONGEST_TITLE = 60
_LONGEST_HEADER = 24
_SPLIT = 24
_ABOVE = 3
_HEADER_ROWS = 4
_TABLE = 4
"""Rows of a table behind which no line is a title any more; menus of web pages and covers in a table have fewer."""
_SAID = re.compile(r"[。；;,，]|[:：]$")
"""What stands in sentences, not in titles."""


class Candidate(Protocol):
    """What signs speak for."""

    @property
    def name(self) -> str: ...
    @property
    def signs(self) -> tuple[Sign, ...]: ...


def places(document: Document, contents: Set[int]) -> dict[str, list[str]]:
    """Where signs may stand. Tables of contents announce and are left out."""
    found: dict[str, list[str]] = {"title": [], "caption": [], "heading": [], "header": [], "text": []}
    above: list[str] = []
    front = 0
    for block in document.blocks:
        if isinstance(block, Table):
            found["caption"] += above[-_ABOVE:]
            _table(block, found)
            above = []
            if block.height >= _TABLE:
                front = _FRONT
            continue
        line = squeeze(block.text) if block.block not in contents else ""
        if not line:
            continue
        front += 1
        short = len(line) <= _LONGEST_TITLE and not _SAID.search(line)
        above = [*above[-_ABOVE + 1 :], line] if short else []
        if front <= _FRONT and short and numbered_level(line) is None:
            found["title"].append(line)
        if short and _heads(block, line):
            found["heading"].append(line)
        elif not short:
            found["text"].append(line)
    split = [one + other for one, other in pairwise(found["title"]) if len(one) <= _SPLIT and len(other) <= _SPLIT]
    found["title"] += split
    return found


def _heads(block: Paragraph, line: str) -> bool:
    return block.level is not None or numbered_level(line) is not None


def _table(table: Table, found: dict[str, list[str]]) -> None:
    """A table's own title (its sheet, a first row of one cell) and the labels of its head."""
    if table.sheet:
        found["caption"].append(squeeze(table.sheet))
    for row in range(min(_HEADER_ROWS, table.height)):
        texts = [squeeze(cell.text) for cell in table.line(row) if cell.row == row and cell.text.strip()]
        if len(texts) <= 2 and row < 2:
            found["caption"] += [text for text in texts if len(text) <= _LONGEST_TITLE]
        found["header"] += [text for text in texts if len(text) <= _LONGEST_HEADER]
    found["text"] += [squeeze(cell.text) for cell in table.cells if len(cell.text) > _LONGEST_TITLE]


def weighed(candidates: Iterable[Candidate], lines: Places) -> tuple[Weighed, ...]:
    """The candidates that anything speaks for, the likeliest first. A title or a name has the whole weight of its sign; of all
    others n lines give n ÷ (n + 1) of it, so that many weak signs outweigh one and none grows without end."""
    found = []
    for candidate in candidates:
        told = []
        for sign in candidate.signs:
            hits = [line for line in lines.get(sign.place, ()) if sign.says.search(line)]
            if hits:
                points = sign.weight if sign.place in {"title", "entity"} else sign.weight * len(hits) / (len(hits) + 1)
                told.append((round(points, 1), sign.place, hits[0][:_LONGEST_TITLE], len(hits)))
        if told:
            found.append(Weighed(candidate.name, round(sum(points for points, *_ in told), 1), tuple(told)))
    return tuple(sorted(found, key=lambda one: -one.points))


def titles(candidates: Iterable[Candidate], found: Sequence[Weighed], lines: Places) -> frozenset[str]:
    """The lines that are the title of the report: those of the front that speak for what it is."""
    name = chosen(found)
    signs = [sign for one in candidates if one.name == name for sign in one.signs if sign.place == "title" and sign.weight > 0]
    return frozenset(line for line in lines["title"] if any(sign.says.search(line) for sign in signs))


def chosen(found: Sequence[Weighed]) -> str | None:
    """The candidate that the signs decide for; None when they do not decide."""
    if not found or found[0].points < LEAST or (len(found) > 1 and found[0].points - found[1].points < LEAD):
        return None
    return found[0].name
