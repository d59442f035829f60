"""Which kind of table this is: title and header must agree, or the labels alone prove it; never its number."""

from __future__ import annotations

from collections.abc import Iterable, Set

from auditor.labels import bare, without_brackets
from auditor.meaning.headings import named_columns
from auditor.meaning.lattice import Lattice, Line, lattice
from auditor.model.document import Table
from auditor.model.pack import TableKind, Vocabulary
from auditor.numbers import parse


def words(table: Table) -> frozenset[str]:
    """The labels that stand in a table, bare."""
    return frozenset(bare(cell.text) for cell in table.cells if cell.text and parse(cell.text).state == "text")


def recognise(
    titled: TableKind | None, table: Table, top: int, kinds: Iterable[TableKind], vocabulary: Vocabulary
) -> TableKind | None:
    """The kind of a table from its title and its labels, out of those that the report may have, or None; its first `top` rows
    are caption.

    A title that the content contradicts is not believed: the table may carry a neighbour's title. Without a title, every
    heading and line must be one that this kind has, and no other kind's."""
    found = words(table)
    if titled and not _excluded(titled, found) and _agrees(titled, table, top, found, vocabulary):
        return titled
    fitting = [
        kind for kind in kinds
        if kind.requires and not kind.by_title_only and _confirmed(kind, found) and not _excluded(kind, found)
    ]  # fmt: skip
    if len(fitting) != 1 or not (fitting[0].blocks or _proven(fitting[0], table, top, vocabulary)):
        return None
    return fitting[0]


def _agrees(kind: TableKind, table: Table, top: int, found: Set[str], vocabulary: Vocabulary) -> bool:
    """Whether at least half of the columns that hold numbers have headings of that kind, and some line a name."""
    if kind.blocks:
        return kind.by_title_only or any(_any(group, found) for group in kind.requires)
    shape = lattice(table, kind, vocabulary, top)
    lines, columns = _valued(shape)
    if not columns:
        return not kind.requires or any(_any(group, found) for group in kind.requires)
    named = columns & named_columns(kind, shape, vocabulary.totals).keys()
    return 2 * len(named) >= len(columns) and any(_knows(kind, line) for line in lines)


def _proven(kind: TableKind, table: Table, top: int, vocabulary: Vocabulary) -> bool:
    """Whether that kind has a place for all that the table holds."""
    shape = lattice(table, kind, vocabulary, top)
    lines, columns = _valued(shape)
    return columns <= named_columns(kind, shape, vocabulary.totals).keys() and all(_knows(kind, line) for line in lines)


def _valued(shape: Lattice) -> tuple[list[Line], set[int]]:
    """The lines and the columns that hold numbers."""
    found = [(line, c) for line in shape.lines for c, cell in line.values if parse(cell.text).state == "number"]
    return [line for line in shape.lines if any(line is one for one, _ in found)], {c for _, c in found}


def _knows(kind: TableKind, line: Line) -> bool:
    """Whether a line has a label or code of that kind; one without any name may be the only line."""
    label = bare(line.label)
    for axis in kind.axes:
        if axis.on == "column":
            continue
        if label in axis.labels or without_brackets(label) in axis.labels:
            return True
        known = axis.classification
        if known and (line.code[: known.levels[0].digits] in known.names or (axis.by_name and label in known.codes)):
            return True
    return not label and not line.code


def _any(group: tuple[str, ...], found: Set[str]) -> bool:
    return any(label in found for label in group)


def _confirmed(kind: TableKind, found: Set[str]) -> bool:
    return all(_any(group, found) for group in kind.requires)


def _excluded(kind: TableKind, found: Set[str]) -> bool:
    return any(label in found for label in kind.excludes)
