"""Tables of tagged pages: which ones hold data, and their cells in the grid that a browser lays them out in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.model.document import Cell, Unreadable
from auditor.numbers import parse
from auditor.reading.blocks import MOST_CELLS
from auditor.reading.markup.tags import DROPPED, is_hidden, is_inline, squeezed, whole_number

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST: Final = 16384
_LONG: Final = 200
_GROUPS: Final = ("thead", "tbody", "tfoot")
_HEADINGS: Final = ".//h1|.//h2|.//h3|.//h4"


class Layout(NamedTuple):
    """The visible cells of a table where a browser puts them, the tables inside them with the row and column of their cell."""

    cells: list[Cell]
    nested: list[tuple[HtmlElement, int, int]]


def rows_of(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row, the head first and the foot last, also hidden ones; cells outside all rows make one."""
    groups: dict[str, list[list[HtmlElement]]] = {name: [] for name in _GROUPS}
    _gather(table, groups, "tbody")
    return [row for name in _GROUPS for row in groups[name]]


def _gather(parent: HtmlElement, groups: dict[str, list[list[HtmlElement]]], name: str) -> None:
    stray: list[HtmlElement] = []
    for child in parent:
        if child.tag in _GROUPS:
            _gather(child, groups, child.tag)
        elif child.tag == "tr":
            groups[name].append([cell for cell in child.iter("td", "th") if _owner(cell) is child])
        elif child.tag in {"td", "th"}:
            stray.append(child)
        elif child.tag in {"form", "div", "font", "center"}:
            _gather(child, groups, name)
    if stray:
        groups[name].append(stray)


def _owner(cell: HtmlElement) -> HtmlElement | None:
    """The row that a cell belongs to, also through tags that do not belong between them."""
    return next((parent for parent in cell.iterancestors() if parent.tag in {"tr", "table", "td", "th"}), None)


def is_data(rows: Sequence[Sequence[HtmlElement]]) -> bool:
    """Whether a table holds data; the others only put parts of the page side by side."""
    cells = [cell for row in rows for cell in row]
    texts = [text for cell in cells if (text := cell_text(cell))]
    if len(texts) < 2 or max(len(row) for row in rows) < 2:
        return False
    numbers = sum(parse(text).state == "number" for text in texts)
    if numbers < 2 and any(cell.find(".//table") is not None for cell in cells):
        return False
    return numbers > 1 or not any(cell.xpath(_HEADINGS) and len(cell_text(cell)) > _LONG for cell in cells)


def laid_out(rows: Sequence[Sequence[HtmlElement]]) -> Layout:
    """The cells of a table of data. Raises Unreadable when they cover more than any table has."""
    made: list[Cell] = []
    nested: list[tuple[HtmlElement, int, int]] = []
    shown = [[cell for cell in row if not _is_hidden(cell)] for row in rows]
    ends = _group_ends(rows)
    reaching: dict[int, int] = {}  # column → the row before which it is taken by a cell from above
    # How many rows show up to each: what a cell that reaches over hidden ones covers.
    before = [0, *accumulate(bool(row) or not rows[at] for at, row in enumerate(shown))]
    left = 2 * MOST_CELLS
    number = 0
    for index, row in enumerate(shown):
        if rows[index] and not row:
            continue
        column = 0
        for cell in row:
            while reaching.get(column, 0) > number:
                column += 1
                left -= 1
            across = min(_span(cell, "colspan"), _MOST - column)
            if across < 1:
                break
            reach = _span(cell, "rowspan")
            last = min(index + reach, len(rows)) if reach else ends[index]
            down = max(1, before[last] - before[index])
            made.append(Cell(number, column, cell_text(cell), down, across))
            nested += [(table, number, column) for table in _tables(cell)]
            if down > 1:
                left -= across
                reaching.update(dict.fromkeys(range(column, column + across), number + down))
            column += across
        number += 1
        if left < 0:
            raise Unreadable("table-too-large", limit=MOST_CELLS)
    return Layout(made, nested)


def _group_ends(rows: Sequence[Sequence[HtmlElement]]) -> list[int]:
    """For each row the first one behind its group (head, body or foot): rowspan=0 reaches so far."""
    ends = [len(rows)] * len(rows)
    for index in range(len(rows) - 2, -1, -1):
        ends[index] = ends[index + 1] if _group(rows[index]) is _group(rows[index + 1]) else index + 1
    return ends


def _group(row: Sequence[HtmlElement]) -> HtmlElement | None:
    line = row[0].getparent() if row else None
    return line.getparent() if line is not None and line.tag == "tr" else line


def _is_hidden(cell: HtmlElement) -> bool:
    """Whether a cell, its row or the group of its row is hidden."""
    if is_hidden(cell):
        return True
    return any(is_hidden(parent) for parent in takewhile(lambda parent: parent.tag != "table", cell.iterancestors()))


def _span(cell: HtmlElement, name: str) -> int:
    found = whole_number(cell.get(name), 1, _MOST)
    return found if found or name == "rowspan" else 1


def _tables(element: HtmlElement) -> Iterator[HtmlElement]:
    """The outermost tables inside an element."""
    for child in element:
        if child.tag == "table":
            if not is_hidden(child):
                yield child
        elif not is_hidden(child):
            yield from _tables(child)


def cell_text(cell: HtmlElement) -> str:
    """What a cell shows, a line for each of its paragraphs; tables inside it have cells of their own."""
    out: list[str] = []
    _walk(cell, out)
    return "\n".join(squeezed("".join(out)))


def _walk(element: HtmlElement, out: list[str]) -> None:
    out.append((element.text or "").replace("\v", " "))
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in DROPPED or tag == "table" or is_hidden(child):
            pass
        elif tag == "br":
            out.append("\v")
        elif is_inline(tag):
            _walk(child, out)
        else:
            out.append("\v")
            _walk(child, out)
            out.append("\v")
        out.append((child.tail or "").replace("\v", " "))
