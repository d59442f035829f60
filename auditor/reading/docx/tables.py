"""The structure of a table in the XML: rows, cells, merges, and tables that are no tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from auditor.reading.docx import names as n
from auditor.reading.docx.inline import bears_text, chosen

_WIDEST = 1000


def is_layout(table: Element) -> bool:
    """Whether a table only gives other tables their place: the cells of a row hold tables or nothing, but for one."""
    if next(islice(table.iter(n.TBL), 1, None), None) is None:
        return False
    holds = False
    for row in rows(table):
        full = [cell for cell in cells(row) if bears_text(cell)]
        holding = [cell for cell in full if next(cell.iter(n.TBL), None) is not None]
        holds = holds or bool(holding)
        if len(full) > 1 and len(holding) < len(full):
            return False
    return holds


def only_cell(table: Element) -> Element | None:
    """The cell of a table that has but one: in a cell it is only a frame."""
    first = list(islice((cell for row in rows(table) for cell in cells(row)), 2))
    return first[0] if len(first) == 1 else None


def rows(table: Element) -> Iterator[Element]:
    yield from _children(table, n.TR)


def cells(row: Element) -> Iterator[Element]:
    yield from _children(row, n.TC)


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows or cells, also those inside content controls and custom XML."""
    for child in parent:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag == n.SDT:
            content = child.find(n.SDT_CONTENT)
            if content is not None:
                yield from _children(content, wanted)
        elif tag in n.THROUGH:
            yield from _children(child, wanted)
        elif tag == n.ALTERNATE and (shown := chosen(child)) is not None:
            yield from _children(shown, wanted)


def number(element: Element, otherwise: int) -> int:
    value = element.get(n.VAL, "")
    return min(int(value), _WIDEST) if value.isdigit() else otherwise


def merges(cell: Element) -> tuple[int, str | None, bool, bool]:
    """Columns covered, vertical merge, whether it continues a horizontal merge, whether it is deleted."""
    properties = cell.find(n.TCPR)
    if properties is None:
        return 1, None, False, False
    span, merge, horizontal, deleted = 1, None, False, False
    for child in properties:
        tag = child.tag
        if tag == n.GRID_SPAN:
            span = max(1, number(child, 1))
        elif tag == n.V_MERGE:
            merge = child.get(n.VAL) or "continue"
        elif tag == n.H_MERGE:
            horizontal = (child.get(n.VAL) or "continue") != "restart"
        elif tag == n.CELL_DELETED:
            deleted = True
    return span, merge, horizontal, deleted
