"""The same report in another layout: changes that must not change what the audit says."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable
from decimal import Decimal

from auditor.model.document import Cell, Document, Paragraph, Table

AMOUNT = re.compile(r"-?[\d,]+\.\d\d")
CODE = re.compile(r"\d{3}(\d{2}){0,2}")
SAID = re.compile(r"([\d,]+\.\d\d)万元")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


def each_table(document: Document, change: Callable[[Table], Table]) -> Document:
    blocks = tuple(change(block) if isinstance(block, Table) else block for block in document.blocks)
    return dataclasses.replace(document, blocks=blocks)


def _cells(table: Table, change: Callable[[Cell], Cell]) -> Table:
    return dataclasses.replace(table, cells=tuple(change(cell) for cell in table.cells))


def full_width(document: Document) -> Document:
    """Every digit of the tables in full width."""
    return each_table(document, lambda table: _cells(table, lambda cell: cell._replace(text=cell.text.translate(WIDE))))


def blank_rows(document: Document) -> Document:
    """An empty row after every third one, below the header."""

    def change(table: Table) -> Table:
        if any(cell.rowspan > 1 and cell.row > 4 for cell in table.cells):
            return table
        added = {row: sum(other % 3 == 2 and other > 4 for other in range(row)) for row in range(table.height + 1)}
        moved = [cell._replace(row=cell.row + added[cell.row]) for cell in table.cells]
        height = table.height + added[table.height]
        filled = {cell.row + down for cell in moved for down in range(cell.rowspan)}
        for row in range(height):
            if row not in filled:
                moved += [Cell(row, column, "") for column in range(table.width)]
        moved.sort(key=lambda cell: (cell.row, cell.column))
        return dataclasses.replace(table, cells=tuple(moved), height=height)

    return each_table(document, change)


def in_hundreds(document: Document) -> Document:
    """百元 without decimals for 万元 with two: the same amounts, as exactly, in tables and captions."""

    def times(match: re.Match[str]) -> str:
        return f"{Decimal(match[0].replace(',', '')) * 100:.0f}"

    def change(cell: Cell) -> Cell:
        return cell._replace(text=AMOUNT.sub(times, cell.text)) if AMOUNT.fullmatch(cell.text.strip()) else cell

    made = each_table(document, lambda table: _cells(table, change))
    blocks = tuple(
        b._replace(text=b.text.replace("金额单位：万元", "金额单位：百元").replace("单位：万元", "单位：百元"))
        if isinstance(b, Paragraph) and "单位" in b.text and len(b.text) < 40 else b
        for b in made.blocks
    )  # fmt: skip
    return dataclasses.replace(made, blocks=blocks)


def split_codes(document: Document) -> Document:
    """2013101 in one column becomes 201 | 31 | 01 in three."""

    def change(table: Table) -> Table:
        coded = [cell for cell in table.cells if cell.column == 0 and len(cell.text) in (5, 7) and CODE.fullmatch(cell.text)]
        if len(coded) < 2:
            return table
        first = min(cell.row for cell in table.cells if cell.column == 0 and CODE.fullmatch(cell.text))
        made: list[Cell] = []
        for cell in table.cells:
            if cell.column > 0:
                made.append(cell._replace(column=cell.column + 2))
            elif cell.row < first:
                made.append(cell._replace(colspan=cell.colspan + 2))
            elif CODE.fullmatch(cell.text):
                parts = [cell.text[:3], cell.text[3:5], cell.text[5:7]]
                made += [Cell(cell.row, column, part) for column, part in enumerate(parts)]
            else:
                made += [cell, Cell(cell.row, 1, ""), Cell(cell.row, 2, "")]
        made.sort(key=lambda cell: (cell.row, cell.column))
        return dataclasses.replace(table, cells=tuple(made), width=table.width + 2)

    return each_table(document, change)


def swap_columns(document: Document) -> Document:
    """The last two columns of values change places, headers and all, where no cell reaches over them."""

    def change(table: Table) -> Table:
        a, b = table.width - 2, table.width - 1
        reaching = [cell for cell in table.cells if cell.colspan > 1 and cell.column + cell.colspan > a]
        if any(cell.column > a or cell.column + cell.colspan <= b for cell in reaching) or not all(
            _values(table, column) for column in (a, b)
        ):
            return table
        swapped = [
            cell._replace(column={a: b, b: a}[cell.column]) if cell.column in (a, b) and cell.colspan == 1 else cell
            for cell in table.cells
        ]
        swapped.sort(key=lambda cell: (cell.row, cell.column))
        return dataclasses.replace(table, cells=tuple(swapped))

    return each_table(document, change)


def _values(table: Table, column: int) -> bool:
    texts = [cell.text.strip() for cell in table.cells if cell.column == column and cell.row > 3]
    return all(not text or AMOUNT.fullmatch(text) or set(text) <= set("-0") for text in texts)


def wide_sentences(document: Document) -> Document:
    """Every digit of the paragraphs in full width."""
    blocks = tuple(b._replace(text=b.text.translate(WIDE_DIGITS)) if isinstance(b, Paragraph) else b for b in document.blocks)
    return dataclasses.replace(document, blocks=blocks)


def said_in_hundred_millions(document: Document) -> Document:
    """亿元 with six decimals for 万元 with two, in sentences: the same amounts, as exactly."""

    def times(match: re.Match[str]) -> str:
        return f"{Decimal(match[1].replace(',', '')) / 10000:.6f}亿元"

    blocks = tuple(b._replace(text=SAID.sub(times, b.text)) if isinstance(b, Paragraph) else b for b in document.blocks)
    return dataclasses.replace(document, blocks=blocks)


def other_order(document: Document) -> Document:
    """The classes of a table of codes, each with its subjects, from the last to the first."""

    def change(table: Table) -> Table:
        starts = [cell.row for cell in table.cells if cell.column == 0 and re.fullmatch(r"\d{3}", cell.text)]
        coded = [cell.row for cell in table.cells if cell.column == 0 and CODE.fullmatch(cell.text)]
        if len(starts) < 2 or any(cell.rowspan > 1 and cell.row >= starts[0] for cell in table.cells):
            return table
        end = max(coded) + 1
        groups = [list(range(a, b)) for a, b in itertools.pairwise([*starts, end])]
        order = [row for group in reversed(groups) for row in group]
        moved = {old: starts[0] + new for new, old in enumerate(order)}
        cells = sorted(
            (cell._replace(row=moved.get(cell.row, cell.row)) for cell in table.cells), key=lambda cell: (cell.row, cell.column)
        )
        return dataclasses.replace(table, cells=tuple(cells))

    return each_table(document, change)


ALL = (
    full_width, blank_rows, in_hundreds, split_codes, swap_columns, wide_sentences, said_in_hundred_millions, other_order,
)  # fmt: skip
