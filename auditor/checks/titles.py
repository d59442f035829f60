"""Shared by the checks of structure: the lines of a report that name its parts and tables."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.labels import bare, squeeze
from auditor.model.document import Location, Paragraph, Table
from auditor.model.facts import Facts

_LONGEST = 60
_TOP_ROWS = 2


def lines(facts: Facts) -> list[tuple[Location, str]]:
    """Every short line and every cell at the top of a table, squeezed, outside the tables of contents."""
    if "lines" not in facts.kept:
        facts.kept["lines"] = list(_lines(facts))
    found: list[tuple[Location, str]] = facts.kept["lines"]
    return found


def _lines(facts: Facts) -> Iterator[tuple[Location, str]]:
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


def tails(line: str) -> list[str]:
    """A line without numbering and page number, and the same without a remark in brackets behind it."""
    line = bare(line).rstrip("0123456789.…·-")
    return [line, line[: line.rindex("(")]] if line.endswith(")") and "(" in line else [line]


def names(title: str, line: str) -> bool:
    """Whether a line ends with a title, apart from a remark in brackets or a number behind it."""
    title = squeeze(title)
    return any(end.endswith(title) for end in tails(line))
