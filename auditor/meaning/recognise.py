"""Which kind of table this is: by its title, confirmed or replaced by what stands in it; never by its number."""

from __future__ import annotations

from collections.abc import Iterable, Set

from auditor.labels import bare
from auditor.model.document import Table
from auditor.model.pack import TableKind
from auditor.numbers import parse


def words(table: Table) -> frozenset[str]:
    """The labels that stand in a table, bare."""
    return frozenset(bare(cell.text) for cell in table.cells if cell.text and parse(cell.text).state == "text")


def recognise(titled: TableKind | None, found: Set[str], kinds: Iterable[TableKind]) -> TableKind | None:
    """The kind of a table from its title and its labels, out of those that the report may have, or None.

    A title that the content contradicts is not believed: the table may carry a neighbour's title."""
    if titled and not _excluded(titled, found):
        if titled.by_title_only or any(_any(group, found) for group in titled.requires):
            return titled
    fitting = [
        kind for kind in kinds
        if kind.requires and not kind.by_title_only and _confirmed(kind, found) and not _excluded(kind, found)
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _any(group: tuple[str, ...], found: Set[str]) -> bool:
    return any(label in found for label in group)


def _confirmed(kind: TableKind, found: Set[str]) -> bool:
    return all(_any(group, found) for group in kind.requires)


def _excluded(kind: TableKind, found: Set[str]) -> bool:
    return any(label in found for label in kind.excludes)
