"""Shared by the checks of structure: the lines of a report that name its parts and tables."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.labels import bare, squeeze
from auditor.model.document import Location, Paragraph, Table
from auditor.model.facts import Facts

_LONGEST = 60
_TOP_ROWS = 2


def lines(facts: Facts) -> Iterator[tuple[Location, str]]:
    """Every short line and every cell at the top of a table, squeezed, outside the tables of contents."""
    for block in facts.document.blocks:
        if block.block in facts.contents:
            continue
        if isinstance(block, Paragraph):
            text = squeeze(block.text)
            if 0 < len(text) <= _LONGEST:
                yield Location(block.block), text
        else:
            yield from _top(block)


def _top(table: Table) -> Iterator[tuple[Location, str]]:
    for cell in table.cells:
        if cell.row >= _TOP_ROWS:
            return
        text = squeeze(cell.text)
        if text:
            yield Location(table.block, cell.row, cell.column), text


def entries(facts: Facts) -> Iterator[tuple[Location, str]]:
    """The lines of the tables of contents that are paragraphs."""
    for index in sorted(facts.contents):
        block = facts.document.blocks[index]
        if isinstance(block, Paragraph) and block.text.strip():
            yield Location(index), squeeze(block.text)


def names(title: str, line: str) -> bool:
    """Whether a line ends with a title, apart from a remark in brackets or a number behind it."""
    line = bare(line).rstrip("0123456789.…·-")
    title = squeeze(title)
    if line.endswith(title):
        return True
    return line.endswith(")") and "(" in line and line[: line.rindex("(")].endswith(title)
