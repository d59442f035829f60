"""A printed grid → header paths, columns with their roles, panels side by side, and labelled lines of values.

One way for all layouts: merged or blank header cells, codes in one column or three, names in floating columns, total
rows first, last or merged into the header, ordinals that are no amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from auditor.labels import bare, is_part, squeeze
from auditor.meaning.naming import GLUED, name
from auditor.model.document import Cell, Table
from auditor.model.pack import TableKind, Vocabulary
from auditor.numbers import Printed, parse

Role = Literal["code", "label", "ordinal", "value", "blank"]

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_PART = re.compile(r"\d{2}")
_ORDINAL_SUM = re.compile(r"\d{1,2}[=＝][\d+\-＋－=＝()（）]+|\(?\d{1,2}\)?")


class Column(NamedTuple):
    """A grid column: its role, the header texts above it from top to bottom, and the header as printed. From `part` on they
    name a part of what stands above (其中：…); -1 when none does."""

    at: int
    role: Role
    path: tuple[str, ...]
    printed: str
    part: int = -1


class Panel(NamedTuple):
    """Columns that belong together: some that name the line, then its values."""

    codes: tuple[int, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]
    header: tuple[str, ...]


class Line(NamedTuple):
    """One labelled row of one panel. `label` is as printed; `values` are (column, cell) in order."""

    row: int
    panel: int
    code: str
    label: str
    values: tuple[tuple[int, Cell], ...]


class Lattice(NamedTuple):
    """`header` holds the texts of each header row, `header_end` is the first row behind them, `above` what stood last in the
    code columns of each panel, `ordinals` are rows that number the columns."""

    columns: tuple[Column, ...]
    panels: tuple[Panel, ...]
    lines: tuple[Line, ...]
    header_end: int
    header: tuple[tuple[str, ...], ...] = ()
    above: tuple[dict[int, str], ...] = ()
    ordinals: frozenset[int] = frozenset()


def exchanged(shape: Lattice, one: int, other: int) -> Lattice:
    """The same with the headings of two columns in each other's place."""
    if max(one, other) >= len(shape.columns):
        return shape
    columns = list(shape.columns)
    first, second = columns[one], columns[other]
    columns[one] = first._replace(path=second.path, printed=second.printed)
    columns[other] = second._replace(path=first.path, printed=first.printed)
    return shape._replace(columns=tuple(columns))


Grid = list[list[Cell | None]]


def lattice(
    table: Table, kind: TableKind | None, vocabulary: Vocabulary, skip: int = 0, like: Lattice | None = None
) -> Lattice:
    """The structure of a table whose first `skip` rows are caption. A piece that goes on from the one that is `like` it has
    that one's columns and panels, with its header printed again or without."""
    grid = table.grid()
    row_labels = kind.row_labels if kind else frozenset()
    ordinals = {r for r in range(skip, table.height) if _is_ordinal_row(grid[r], vocabulary)}
    if like and len(like.columns) == table.width:
        again = skip
        while again < table.height and (again in ordinals or _texts(grid[again], again) in like.header):
            again += 1
        if not _headed(grid, again, like):
            above = tuple(dict(codes) for codes in like.above)
            lines = _lines(grid, again, ordinals, like.panels, like.columns, vocabulary, above)
            return like._replace(lines=lines, header_end=again, above=above, ordinals=frozenset(ordinals))
    header_end = _header_end(grid, skip, ordinals, row_labels, vocabulary, coded=_coded(kind))
    columns = _columns(grid, skip, header_end, ordinals, vocabulary, kind)
    panels = _panels(columns)
    empty: tuple[dict[int, str], ...] = tuple({} for _ in panels)
    lines = _lines(grid, header_end, ordinals, panels, columns, vocabulary, empty)
    header = tuple(_texts(grid[r], r) for r in range(skip, header_end) if r not in ordinals)
    return Lattice(columns, panels, lines, header_end, header, empty, frozenset(ordinals))


def _headed(grid: Grid, index: int, like: Lattice) -> bool:
    """Whether words stand where the table that this one is said to be like has its values: a header of its own."""
    if index >= len(grid):
        return False
    values = {c for panel in like.panels for c in panel.values}
    return any(
        cell.column in values and cell.colspan == 1 and parse(cell.text).state == "text" for cell in _own(grid[index], index)
    )


def _texts(row: list[Cell | None], index: int) -> tuple[str, ...]:
    """What a row says, cell by cell, without its blanks."""
    return tuple(squeeze(cell.text) for cell in _own(row, index) if cell.text.strip())


def _coded(kind: TableKind | None) -> bool:
    return kind is None or any(axis.classification for axis in kind.axes)


def _own(row: list[Cell | None], index: int) -> list[Cell]:
    """The cells of a row, each once."""
    found: list[Cell] = []
    for column, cell in enumerate(row):
        if cell is not None and cell.column == column and cell.row == index:
            found.append(cell)
    return found


def _is_ordinal_row(row: list[Cell | None], vocabulary: Vocabulary) -> bool:
    """A row that numbers the columns: 1 2 3 …, with or without 栏次, also 1=2+3+6."""
    numbers: list[int] = []
    named = False
    last: Cell | None = None
    for cell in row:
        if cell is None or cell is last or not cell.text:
            continue
        last = cell
        printed = parse(cell.text)
        if printed.state == "number":
            if printed.places or printed.suffix or not 0 < printed.value < 200:
                return False
            numbers.append(int(printed.value))
        elif printed.state in {"text", "unreadable"}:
            text = squeeze(cell.text)
            if text in vocabulary.ordinals:
                named = True
            elif _ORDINAL_SUM.fullmatch(text):
                numbers.append(int(re.match(r"\(?(\d+)", text)[1]))  # type: ignore[index]
            elif text not in vocabulary.code_heads and text not in vocabulary.name_heads:
                return False
    steps = all(b == a + 1 for a, b in pairwise(numbers))
    return steps and ((named and bool(numbers or last)) or (len(numbers) > 1 and numbers[0] == 1))


def _header_end(
    grid: Grid, skip: int, ordinals: set[int], row_labels: frozenset[str], vocabulary: Vocabulary, coded: bool
) -> int:
    """The first row that is no header: where numbers, codes or labels of rows begin."""
    for index in range(skip, len(grid)):
        if index in ordinals:
            continue
        for cell in grid[index]:
            if cell is None or cell.row != index or not cell.text:
                continue
            printed = parse(cell.text)
            if printed.state == "number":
                text = squeeze(cell.text)
                # A year in a header cell (2024) is no amount.
                if printed.places or printed.suffix or not (len(text) == 4 and text.startswith("20")):
                    return index
            elif printed.state == "dash":
                return index
            elif printed.state == "text":
                label = bare(cell.text)
                if label in row_labels or (coded and GLUED.fullmatch(label) and cell.column < 3):
                    return index
    return len(grid)


def _columns(
    grid: Grid, skip: int, header_end: int, ordinals: set[int], vocabulary: Vocabulary, kind: TableKind | None
) -> tuple[Column, ...]:
    header = [r for r in range(skip, header_end) if r not in ordinals]
    data = [r for r in range(header_end, len(grid)) if r not in ordinals]
    width = len(grid[0]) if grid else 0
    paths = _paths(grid, header, width, sorted(ordinals))
    found = []
    for c in range(width):
        path = paths[c]
        role = _role(grid, data, c, path, vocabulary, kind)
        part = next((at for at, text in enumerate(path) if is_part(text)), -1)
        found.append(Column(c, role, tuple(bare(text) for text in path), " ".join(path), part))
    return tuple(found)


def _paths(grid: Grid, header: list[int], width: int, ordinals: Sequence[int] = ()) -> list[list[str]]:
    """The header texts above each column. A blank cell in an upper header row continues the cell on its left: formats
    without merges (Markdown, PDF) leave them blank; 类 款 项
    below it may stand in the row of ordinals. A cell that reaches over different headings is no heading of theirs (the
    label of a total row that a converter spread over its values)."""
    paths: list[list[str]] = [[] for _ in range(width)]
    for position, r in enumerate(header):
        left, owner = "", 0
        deeper = header[position + 1 :]
        below = [grid[o] for o in ordinals if o > r and not deeper]
        parents = [list(path) for path in paths]
        for c in range(width):
            cell = grid[r][c]
            text = cell.text.strip() if cell else ""
            if cell and cell.colspan > 1 and _crosses(paths, cell):
                continue
            if text:
                left, owner = text, c
            elif (
                left
                and parents[c] == parents[owner]
                and (any((b := grid[d][c]) and b.text.strip() for d in deeper) or any(_worded(row[c]) for row in below))
            ):
                text = left
            if text and (not paths[c] or paths[c][-1] != text):
                paths[c].append(text)
    return paths


def _worded(cell: Cell | None) -> bool:
    return cell is not None and parse(cell.text).state == "text"


def _crosses(paths: list[list[str]], cell: Cell) -> bool:
    above = {tuple(path) for path in paths[cell.column + 1 : cell.column + cell.colspan] if path and path[-1] != cell.text}
    return len(above) > 1


def _role(grid: Grid, data: list[int], c: int, path: list[str], vocabulary: Vocabulary, kind: TableKind | None) -> Role:
    heads = {bare(text) for text in path}
    numbers: list[Printed] = []
    texts = codes = dashes = 0
    for r in data:
        cell = grid[r][c]
        if cell is None or cell.column != c or cell.row != r or not cell.text:
            continue
        printed = parse(cell.text)
        if squeeze(cell.text) in vocabulary.code_heads:
            # 类 款 项 beside 合计 in one row: the heading of the codes stands in the row of the total.
            heads.add(squeeze(cell.text))
        elif printed.state == "number":
            numbers.append(printed)
            codes += bool(_CODE.fullmatch(squeeze(cell.text)) or _PART.fullmatch(squeeze(cell.text)))
        elif printed.state == "text":
            texts += 1
        elif printed.state != "blank":
            dashes += 1
    if not path and not numbers and not texts and not dashes:
        return "blank"
    last = bare(path[-1]) if path else ""
    if last in vocabulary.ordinals or (not last and heads & vocabulary.ordinals) or _counting(numbers, texts):
        return "ordinal"
    names = vocabulary.name_heads | vocabulary.code_heads
    if _coded(kind) and codes == len(numbers) and (heads & vocabulary.code_heads or (numbers and heads and heads <= names)):
        return "code"
    if texts > len(numbers) + dashes or (texts and not numbers):
        return "label"
    if _coded(kind) and codes >= 3 and codes == len(numbers) and all(p.value >= 100 for p in numbers) and c == 0:
        return "code"
    if not numbers and not dashes and heads and heads <= names:
        return "label"
    return "value"


def _counting(numbers: list[Printed], texts: int) -> bool:
    """1 2 3 … down a column of nothing else."""
    if texts or len(numbers) < 4 or any(p.places or p.suffix for p in numbers):
        return False
    return all(b.value == a.value + 1 for a, b in pairwise(numbers))


def _panels(columns: tuple[Column, ...]) -> tuple[Panel, ...]:
    panels: list[Panel] = []
    codes: list[int] = []
    labels: list[int] = []
    values: list[int] = []

    def close() -> None:
        if codes or labels or values:
            first = (codes + labels + values)[0]
            panels.append(Panel(tuple(codes), tuple(labels), tuple(values), columns[first].path))
            for columns_so_far in (codes, labels, values):
                columns_so_far.clear()

    for column in columns:
        if column.role in {"code", "label"} and values:
            close()
        if column.role == "code":
            codes.append(column.at)
        elif column.role == "label":
            labels.append(column.at)
        elif column.role == "value":
            values.append(column.at)
    close()
    return tuple(panels)


def _lines(
    grid: Grid, header_end: int, ordinals: set[int], panels: tuple[Panel, ...], columns: tuple[Column, ...],
    vocabulary: Vocabulary, above: tuple[dict[int, str], ...],
) -> tuple[Line, ...]:  # fmt: skip
    found: list[Line] = []
    skipped = vocabulary.ordinals | vocabulary.name_heads
    for r in range(header_end, len(grid)):
        if r in ordinals:
            continue
        row = grid[r]
        made: list[Line] = []
        for p, panel in enumerate(panels):
            code, label = name(row, r, panel.codes, panel.labels, above[p], vocabulary)
            values = tuple(
                (c, cell) for c in panel.values
                if (cell := row[c]) is not None and cell.column == c and cell.row == r
            )  # fmt: skip
            named = bool(code or label)
            amounts = any(parse(cell.text).state == "number" for _, cell in values)
            if not named and not amounts:
                continue
            if label and bare(label) in skipped and not amounts:
                continue
            if not named and made and not _has_amount(made[-1]) and _alike(panels, columns, made[-1].panel, p):
                # A label whose amount stands in the next panel: 公用经费合计 over merged cells.
                made[-1] = made[-1]._replace(values=values)
                continue
            made.append(Line(r, p, code, label, values))
        found.extend(made)
    return tuple(found)


def _has_amount(line: Line) -> bool:
    return any(parse(cell.text).state == "number" for _, cell in line.values)


def _alike(panels: tuple[Panel, ...], columns: tuple[Column, ...], a: int, b: int) -> bool:
    """Whether two panels have the same value headings, so that a value may belong to either."""
    left = [columns[c].path[-1:] for c in panels[a].values]
    return left == [columns[c].path[-1:] for c in panels[b].values]
