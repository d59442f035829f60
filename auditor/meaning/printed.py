"""Every amount and percentage that a report prints, understood or not: what its coverage is measured by.

Codes, years, ordinals, line numbers, dates, telephone numbers and counts are no amounts; a whole number is one only where a
money unit is printed for its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from auditor.labels import squeeze
from auditor.meaning.tokens import Token
from auditor.model.document import Cell, Document, Location, Paragraph, Table
from auditor.model.facts import Facts
from auditor.model.pack import Vocabulary
from auditor.model.text import Passage
from auditor.numbers import Printed, parse, unit_named

_POINTS = "百分点"
_ABOVE = 6
_RUN = 3
"""So many whole numbers one after the other (1, 2, 3) number lines or columns."""
_YEARS = range(1950, 2100)
_LONGEST_LABEL = 40


def amounts(passage: Passage, tokens: Sequence[Token]) -> Iterator[Location]:
    """The places of the amounts and percentages of a passage; a bare number is one where the unit of a list follows behind it
    (1.2、3.4 万元), or where it has decimals, neither begins the line nor has a word behind it."""
    listed = False
    for token in reversed(tokens):
        if token.kind in {"money", "percent"} or passage.folded.startswith(_POINTS, token.end):
            listed = True
        elif token.kind == "bare":
            behind = passage.folded[token.end : token.end + 1]
            if not listed and not (token.places and token.start and not behind.isalpha()):
                continue
        else:
            listed = listed and token.kind == "comma"
            continue
        yield passage.locate(token.start, token.end)


def unknown_amounts(facts: Facts, vocabulary: Vocabulary) -> set[Location]:
    """The places of the amounts and percentages that were not understood."""
    known: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    for fact in (*facts.numbers, *facts.loose):
        known.setdefault(fact.at[:3], []).append((fact.at.start, fact.at.end))
    found = {
        at for at in facts.amounts
        if at.block not in facts.contents and not _overlaps(known.get(at[:3], ()), at) and not _repeated(facts.document, at)
    }  # fmt: skip
    # What stands where an amount should and cannot be read is printed too.
    found.update(fact.at for sheet in facts.sheets for fact in sheet.facts.values() if fact.state == "unreadable")
    cells = {at[:3] for at in found} | set(known)
    read = {sheet.at.block: bool(sheet.unit and sheet.unit.measure == "money") for sheet in facts.sheets}
    for table in facts.document.tables:
        if table.block not in facts.contents:
            priced = read.get(table.block) or _priced(table, facts.document, vocabulary)
            found.update(at for at in _cells(table, vocabulary, priced=priced) if at[:3] not in cells)
    return found


def _overlaps(spans: Iterable[tuple[int, int]], at: Location) -> bool:
    return any(end < 0 or (start < at.end and at.start < end) for start, end in spans)


def _repeated(document: Document, at: Location) -> bool:
    """Whether the cell on the left says the same words: a merged cell that a plain text writes once for each of its columns."""
    left = document.cell(Location(at.block, at.row, at.column - 1)) if at.column > 0 else None
    here = document.cell(at)
    return left is not None and here is not None and left is not here and left.text == here.text


def _priced(table: Table, document: Document, vocabulary: Vocabulary) -> bool:
    """Whether a money unit is printed above a table or in it."""
    unit = vocabulary.captions.get("unit")
    if unit is None:
        return False
    texts = [cell.text for cell in table.cells if len(cell.text) <= _LONGEST_LABEL]
    for block in reversed(document.blocks[max(0, table.block - _ABOVE) : table.block]):
        if not isinstance(block, Paragraph):
            break
        texts.append(block.text)
    named = (match["unit"] for text in texts for match in unit.finditer(squeeze(text)))
    return any((known := unit_named(name)) is not None and known.measure == "money" for name in named)


def _cells(table: Table, vocabulary: Vocabulary, *, priced: bool) -> Iterator[Location]:
    """The cells of a table that print an amount or a percentage."""
    numbers = {(cell.row, cell.column): (cell, parse(cell.text)) for cell in table.cells if any(map(str.isdigit, cell.text))}
    numbers = {at: one for at, one in numbers.items() if one[1].state == "number"}
    if not numbers:
        return
    counting = _runs(numbers)
    rows, columns = _labels(table, numbers)
    counted = vocabulary.captions.get("counted")
    plain = vocabulary.ordinals | vocabulary.code_heads
    for at, (cell, printed) in numbers.items():
        labels = [*columns.get(at[1], ()), *rows.get(at[0], ())]
        if printed.suffix:
            yield Location(table.block, *at)
        elif any(label in plain or (counted and counted.search(label)) for label in labels):
            continue
        if printed.places > 0 or "," in squeeze(cell.text) or (priced and at not in counting and not _year(cell, printed)):
            yield Location(table.block, *at)


def _year(cell: Cell, printed: Printed) -> bool:
    return printed.value in _YEARS and cell.text.strip().isdecimal()


def _runs(numbers: Mapping[tuple[int, int], tuple[Cell, Printed]]) -> set[tuple[int, int]]:
    """The cells of rows and columns that only count 1, 2, 3."""
    found: set[tuple[int, int]] = set()
    for axis in (0, 1):
        lines: dict[int, list[tuple[int, int]]] = {}
        for at in numbers:
            lines.setdefault(at[axis], []).append(at)
        for line in lines.values():
            values = [numbers[at][1].value for at in sorted(line)]
            if len(values) >= _RUN and all(after - before == 1 for before, after in pairwise(values)):
                found.update(line)
    return found


def _labels(
    table: Table, numbers: Mapping[tuple[int, int], object]
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """What stands in front of the numbers of each row, and above those of each column."""
    first: dict[int, int] = {}
    left: dict[int, int] = {}
    for row, column in numbers:
        first[column] = min(row, first.get(column, row))
        left[row] = min(column, left.get(row, column))
    rows: dict[int, tuple[str, ...]] = {}
    columns: dict[int, tuple[str, ...]] = {}
    for cell in table.cells:
        text = squeeze(cell.text) if 0 < len(cell.text) <= _LONGEST_LABEL and (cell.row, cell.column) not in numbers else ""
        if not text:
            continue
        for column in range(cell.column, cell.column + cell.colspan):
            if cell.row < first.get(column, -1):
                columns[column] = (*columns.get(column, ()), text)
        for row in range(cell.row, cell.row + cell.rowspan):
            if cell.column < left.get(row, -1):
                rows[row] = (*rows.get(row, ()), text)
    return rows, columns
