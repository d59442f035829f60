"""Where in the XML the text of a document stands, for those who write on a copy of it.

The reader fills a trace while it walks, so that nobody has to walk the same way a second time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.model.document import Document, Location

Parse = Callable[[bytes], Any]
"""Makes the element tree of a part; whoever asks for a trace chooses the library that it is made with."""


@dataclass(slots=True)
class Site:
    """The XML of one paragraph or cell. `paragraphs` are its w:p; `pieces` its w:t, each with the index of its first
    character in the text of the paragraph or cell. What no piece covers (automatic numbers, tabs) is not text in the file."""

    paragraphs: list[Any] = field(default_factory=list)
    pieces: list[tuple[int, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Trace:
    """The sites of a document by place (characters left out), and the root elements of its parts by name."""

    parse: Parse
    parts: dict[str, Any] = field(default_factory=dict)
    sites: dict[Location, Site] = field(default_factory=dict)
    _carried: Site = field(default_factory=Site)

    def root(self, name: str, data: bytes) -> Any:
        """The root of a part, remembered."""
        self.parts[name] = self.parse(data)
        return self.parts[name]

    def line(self, at: Location | None, paragraph: Any, texts: list[tuple[int, Any]], offset: int) -> None:
        """A w:p was read: its text begins at that character of the place, None for a place that is yet to come."""
        if at is None:
            site = self._carried
        else:
            site = self.sites.setdefault(at, Site())
            if at.row < 0:
                site.paragraphs += self._carried.paragraphs
                site.pieces += self._carried.pieces
                self._carried = Site()
        site.paragraphs.append(paragraph)
        site.pieces += [(offset + start, text) for start, text in texts]


def trace(path: Path, parse: Parse) -> tuple[Document, Trace]:
    """The document as `read` gives it, and where everything stands. Raises Unreadable."""
    from auditor.reading.archive import Archive
    from auditor.reading.docx.reader import read

    found = Trace(parse)
    return read(Archive(path), path, found), found
