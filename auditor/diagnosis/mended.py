"""A document with some of its numbers changed, to see what an audit would say of it then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from auditor.model.document import Document, Location, Paragraph

_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")


def mended(document: Document, numbers: Mapping[Location, tuple[str, str]]) -> Document | None:
    """The document with each number (its printed text, and the digits to print instead) changed where it stands; None when
    one of them cannot be found there."""
    blocks = list(document.blocks)
    # From the last to the first, so that the places before them stay true.
    for at in sorted(numbers, reverse=True):
        block = blocks[at.block]
        whole = block.text if isinstance(block, Paragraph) else (cell.text if (cell := document.cell(at)) else "")
        changed = _changed(whole, at, *numbers[at])
        if changed is None:
            return None
        if isinstance(block, Paragraph):
            blocks[at.block] = block._replace(text=changed)
        else:
            old = document.cell(at)
            cells = tuple(c._replace(text=changed) if c == old else c for c in block.cells)
            blocks[at.block] = replace(block, cells=cells)
    return replace(document, blocks=tuple(blocks))


def _changed(whole: str, at: Location, printed: str, digits: str) -> str | None:
    end = len(whole) if at.end < 0 else at.end
    span = whole[at.start : end]
    start = max(span.find(printed), 0)
    old = _NUMBER.search(span, start)
    new = _NUMBER.search(digits)
    if old is None or new is None or digits.lstrip().startswith(("-", "−")):
        return None
    return whole[: at.start] + span[: old.start()] + new[0] + span[old.end() :] + whole[end:]
