"""Which blocks of a document are its table of contents: what it lists is announced there, not said."""

from __future__ import annotations

import re

from auditor.labels import bare, squeeze
from auditor.model.document import Document, Paragraph
from auditor.outline import numbered_level

_PAGE = re.compile(r"(?:PAGEREF.*)?[.·…_\-—]*\d*$")
_ITEM = re.compile(r"\d{1,2}\s*[.．、]")
_LONGEST = 150
_LONGEST_ENTRY = 60
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
    return frozenset(found or _untitled(document))


def _untitled(document: Document) -> range:
    """Contents without a title: short lines from the first part's heading to where the same words stand again."""
    first, title = -1, ""
    for index, block in enumerate(document.blocks[:_LONGEST]):
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_ENTRY:
            break
        line = squeeze(block.text)
        if not title and numbered_level(line) == 0:
            first, title = index, line
        elif title and line == title and index - first >= _CLOSE:
            return range(first, index)
    return range(0)


def _listed(document: Document, first: int) -> range | list[int]:
    """From the title to the line before the first heading that was listed; where no entry stands again in the same words,
    as long as the lines are numbered. The title alone when what follows does not look like contents."""
    seen: dict[str, int] = {}
    numbered = first
    for index in range(first + 1, min(first + _LONGEST, len(document.blocks))):
        block = document.blocks[index]
        if not isinstance(block, Paragraph):
            if not seen:
                # Contents laid out as a table: the whole of it.
                return [first, index]
            break
        line = entry(block.text)
        if len(line) < 2:
            continue
        if block.text.rstrip().endswith("。"):
            # A sentence: the headings are worded otherwise than the entries.
            break
        if index - seen.get(line, index) >= _CLOSE:
            return range(first, index)
        seen.setdefault(line, index)
        text = block.text.strip()
        if numbered == index - 1 and (numbered_level(text) is not None or _ITEM.match(text)):
            numbered = index
    return range(first, numbered + 1) if numbered - first >= _CLOSE else [first]
