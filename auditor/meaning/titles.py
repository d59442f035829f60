"""Which kind of table a printed title names: as a whole, apart from office, year and number before it and remarks behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from auditor.labels import bare, squeeze
from auditor.model.document import Document
from auditor.model.facts import TEXT
from auditor.model.pack import TableKind, Vocabulary

_FRONT = 12
_SHORTEST_OFFICE = 3


class Titles:
    """The titles of those kinds of table, as a report of some office may print them."""

    def __init__(self, document: Document, vocabulary: Vocabulary, kinds: Iterable[TableKind]) -> None:
        self._patterns = vocabulary.captions
        self._kinds: dict[str, TableKind] = {}
        self._shaped: list[TableKind] = []
        for kind in kinds:
            if kind.name == TEXT:
                continue
            if kind.title_like:
                self._shaped.append(kind)
            for title in (squeeze(kind.name), *kind.titles):
                self._kinds.setdefault(title, kind)
        self._lengths = sorted({len(title) for title in self._kinds}, reverse=True)
        self._ends = {title[-1] for title in self._kinds}
        self._offices = frozenset(_offices(document, vocabulary))

    def kind(self, text: str) -> TableKind | None:
        """The kind that a line is the title of, or None. 高等学校 before a title makes it another one; the office does not."""
        line = bare(text.strip("《》"))
        line = self._patterns["continued"].sub("", line)
        if behind := self._patterns.get("title_behind"):
            line = behind.sub("", line)
        if line[-1:] == ")" and "(" in line and line not in self._kinds:
            line = line[: line.rfind("(")]
        if line[-1:] not in self._ends:
            return None
        if whole := self._whole(line):
            return whole
        for length in self._lengths:
            kind = self._kinds.get(line[-length:]) if length < len(line) else None
            # A form shows by its blocks what it is; a table's arithmetic does not, and many titles end alike.
            if kind and (kind.blocks or self._understood(line[:-length])):
                return kind
        return next((self._whole(rest) for rest in self._without_owner(line) if self._whole(rest)), None)

    def _whole(self, line: str) -> TableKind | None:
        return self._kinds.get(line) or next((k for k in self._shaped if k.title_like and k.title_like.fullmatch(line)), None)

    def _understood(self, before: str) -> bool:
        """Whether what stands before a title is office, year, number or the like."""
        pattern = self._patterns.get("title_before")
        rest = pattern.sub("", before) if pattern else before
        known = len(rest) >= _SHORTEST_OFFICE and any(rest in office or office in rest for office in self._offices)
        return known or not rest

    def _without_owner(self, line: str) -> Iterator[str]:
        """The line without each understood beginning."""
        if self._shaped:
            yield from (line[at:] for at in range(1, len(line) - 4) if self._understood(line[:at]))


def _offices(document: Document, vocabulary: Vocabulary) -> Iterator[str]:
    """Who the report may be of: the name on its cover, and what its first lines and cells call its owner."""
    lines = [squeeze(p.text) for p in document.paragraphs[:_FRONT] if p.text.strip()]
    joined = [*lines, *("".join(pair) for pair in pairwise(lines))]
    lines += [squeeze(cell.text) for table in document.tables[:1] for cell in table.cells if cell.row < 3]
    for name, texts in (("cover", joined), ("entity", lines)):
        pattern = vocabulary.captions.get(name)
        for text in texts if pattern else ():
            match = pattern.search(text) if pattern else None
            office = next((group for group in match.groups() if group), None) if match else None
            if office:
                yield office
