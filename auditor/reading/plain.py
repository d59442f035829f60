"""Tables of plain text that are not drawn: a cell on each line, and those that cannot be told from their lines at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from auditor.model.document import Notice
from auditor.numbers import parse

_FRAGMENT = 12
_VERTICAL = 2
_LONGEST_CELL = 10
_LABEL = 20
_NUMBERS = 8
_ALIGNED = 3
_BARE_NUMBER = re.compile(r"[-−(（]?[\d,，]+(?:\.\d+)?\s?%?[)）]?")
_COLUMNS = re.compile(r"(?:^|\s{2,})[-−(]?[\d,]+\.\d+%?[)]?(?=\s{2,}|$)")


class Lined(NamedTuple):
    """A table that was written a cell a line, short rows filled up. `doubtful` counts rows whose cells cannot be told apart
    for certain; `shifted`: merged cells, which are written as one, make the columns of some rows a guess."""

    rows: list[list[str]]
    doubtful: int
    shifted: bool


def cell_lines(lines: Sequence[str]) -> Iterator[str | Lined]:
    """The lines, with each table of one cell a line in one piece.

    Converters of Word files write it so: each cell a line that begins with a tab, a blank line after each row, further
    lines of a cell without the tab."""
    at = 0
    while at < len(lines):
        if _is_cell(lines[at]):
            table, end = _table(lines, at)
            if table is not None:
                yield table
                at = end
                continue
            yield from lines[at:end]
            at = end
            continue
        yield lines[at]
        at += 1


def unreadable_tables(prose: Sequence[str]) -> Iterator[Notice]:
    """Where the lines outside all tables look like a table whose rows and columns nobody can tell: bare numbers line after
    line, or columns held by spaces."""
    lines = [line.strip() for line in prose]
    numbers: list[int] = []
    for index, line in enumerate([*lines, "." * (_LABEL + 1)]):
        if _BARE_NUMBER.fullmatch(line):
            numbers.append(index)
        elif numbers and (len(line) > _LABEL or index - numbers[-1] > _VERTICAL + 1):
            if len(numbers) >= _NUMBERS:
                yield Notice("loose-numbers", len(numbers), _quoted(lines, numbers[0]))
            numbers = []
    run: list[int] = []
    for index, line in enumerate([*lines, ""]):
        if len(_COLUMNS.findall(line)) >= _VERTICAL:
            run.append(index)
            continue
        if len(run) >= _ALIGNED:
            yield Notice("aligned-by-spaces", len(run), _quoted(lines, run[0]))
        run = []


def _quoted(lines: Sequence[str], index: int) -> str:
    return lines[max(index - 1, 0)][:_LABEL]


def _is_cell(line: str) -> bool:
    return line.startswith("\t") and "\t" not in line[1:].rstrip()


def _is_blank(line: str) -> bool:
    """A line of nothing; one with a wide space is an empty paragraph of a cell."""
    return not line.strip(" \r\n")


def _table(lines: Sequence[str], start: int) -> tuple[Lined | None, int]:
    """The table that begins there, None when it is none, and the line behind it."""
    rows: list[list[str]] = [[]]
    perhaps: set[int] = set()
    at, blank = start, False
    while at < len(lines):
        line = lines[at]
        if _is_cell(line):
            if blank:
                rows.append([])
            rows[-1].append(line.strip())
            at, blank = at + 1, False
        elif _is_blank(line):
            at, blank = at + 1, True
        elif "\t" in line.strip():
            break
        else:
            more = _continued(lines, at, after_blank=blank)
            if more is None:
                break
            text, at, blank = more
            rows[-1][-1] += "\n" + text
            if blank:
                perhaps.add(len(rows) - 1)
    made, doubtful = _joined(rows, perhaps)
    widths = Counter(len(row) for row in made if len(row) > 1)
    if sum(widths.values()) < 2 or max(widths.values()) < 2:
        return None, at
    width = max(map(len, made))
    return Lined([row + [""] * (width - len(row)) for row in made], doubtful, _shifted(made, width)), at


def _continued(lines: Sequence[str], at: int, *, after_blank: bool) -> tuple[str, int, bool] | None:
    """The further lines of a cell, the line behind them and whether that comes after a blank one; None when the table ends
    before them. Behind a blank line only scraps can belong to a cell, and only when another cell follows."""
    if not after_blank:
        more = list(takewhile(lambda line: not _is_blank(line) and not _is_cell(line), lines[at:]))
        return "\n".join(line.strip() for line in more), at + len(more), False
    if at > 1 and _is_blank(lines[at - 1]) and _is_blank(lines[at - 2]):
        return None
    scraps = list(takewhile(lambda line: not _is_cell(line), lines[at : at + 2 * _LONGEST_CELL]))
    end = at + len(scraps)
    texts = [line.strip() for line in scraps if line.strip()]
    if end >= len(lines) or not _is_cell(lines[end]) or any(len(text) > _FRAGMENT for text in texts):
        return None
    blank = _is_blank(scraps[-1])
    if blank and any(len(text) > _VERTICAL for text in texts):
        return None
    return "\n".join(texts), end, blank


def _shifted(rows: list[list[str]], width: int) -> bool:
    """Whether numbers stand in rows of another length than their header: no telling under which heading. Rows of a few cells
    (a label and what it says) have no columns."""
    last = 0
    for row in rows:
        if 2 * len(row) < width:
            continue
        if last and len(row) != last and any(parse(text).state == "number" for text in row):
            return True
        last = len(row)
    return False


def _joined(rows: list[list[str]], perhaps: set[int]) -> tuple[list[list[str]], int]:
    """A blank line behind a cell of several paragraphs may end the row or the cell: the width of other rows tells."""
    usual = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
    made: list[list[str]] = []
    doubtful = 0
    join = False
    for index, row in enumerate(rows):
        if join:
            made[-1] += row
        else:
            made.append(row)
        join = False
        if index in perhaps and index + 1 < len(rows):
            width = len(rows[index + 1])
            beside = [most for most, _ in usual] + [len(below) for below in rows[index + 2 : index + 3]]
            known = next((other for other in beside if other in {width, len(row) + width}), None)
            join = known == len(row) + width
            doubtful += known is None
    return made, doubtful
