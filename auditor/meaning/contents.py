"""Which blocks of a document are its table of contents: what it lists is announced there, not said."""

from __future__ import annotations

import re

from auditor.labels import bare, squeeze
from auditor.model.document import Document, Paragraph

_PAGE = re.compile(r"[.·…_\-—]*\d*$")
_LONGEST = 150
_CLOSE = 3
"""Entries that stand this near each other are two lines of the contents, not an entry and its heading."""


def entry(text: str) -> str:
    """A line of a table of contents for comparing: without numbering, leader dots and page number."""
    line = bare(text)
    return _PAGE.sub("", line) or line


def contents(document: Document, title: re.Pattern[str] | None) -> frozenset[int]:
    """The blocks from each contents title to the line before the first heading that it lists."""
    found: set[int] = set()
    if title is None:
        return frozenset()
    for index, block in enumerate(document.blocks):
        if index not in found and isinstance(block, Paragraph) and title.search(squeeze(block.text)):
            found.update(_listed(document, index))
    return frozenset(found)


def _listed(document: Document, first: int) -> range | list[int]:
    """The title alone when what follows does not look like contents."""
    seen: dict[str, int] = {}
    for index in range(first + 1, min(first + _LONGEST, len(document.blocks))):
        block = document.blocks[index]
        if not isinstance(block, Paragraph):
            # Contents laid out as a table: the whole of it.
            return [first, index] if not seen else []
        line = entry(block.text)
        if len(line) < 2:
            continue
        if index - seen.get(line, index) >= _CLOSE:
            return range(first, index)
        seen.setdefault(line, index)
    return [first]
