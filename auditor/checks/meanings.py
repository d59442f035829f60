"""Meanings of facts: filters that rules state over dimensions, and what a complete table says by leaving it out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from auditor.model.facts import Meaning, Sheet
from auditor.model.pack import TableKind, Vocabulary
from auditor.model.template import TOTAL

ANY = "*"
Family = tuple[str, tuple[tuple[str, str], ...], int]


def listed(value: Any) -> list[str]:
    """A setting that may be one text or a list."""
    return [value] if isinstance(value, str) else list(value)


def matches(meaning: Meaning, where: Mapping[str, str], vocabulary: Vocabulary) -> bool:
    """Whether the dimensions are as wanted: a value, the name of a level of codes, * for any, 合计 for the total."""
    said = dict(meaning.dimensions)
    for name, wanted in where.items():
        value = said.get(name)
        if wanted == TOTAL:
            if value is not None:
                return False
        elif value is None or (wanted not in (ANY, value) and wanted not in vocabulary.levels(value)):
            return False
    return True


def family(meaning: Meaning, kind: TableKind) -> Family | None:
    """A meaning without its code, and the code's length, as far as the table is complete in such codes."""
    for name, value in meaning.dimensions:
        if name in kind.complete:
            return meaning.concept, tuple(pair for pair in meaning.dimensions if pair[0] != name), len(value)
    return None


@cache
def concepts(kind: TableKind) -> frozenset[str]:
    """The concepts that a kind of table states."""
    members = (member.means for axis in kind.axes for member in axis.members.values())
    templates = (kind.means, *(axis.means for axis in kind.axes), *members)
    return frozenset(template.concept for template in templates if template)


def families(sheet: Sheet, kind: TableKind) -> frozenset[Family]:
    """The sorts of meanings that a table lists completely: a code of the sort that it leaves out is nought."""
    known = sheet.kept.get("families")
    if known is None:
        found = (family(fact.meaning, kind) for fact in sheet.facts.values() if fact.meaning)
        known = sheet.kept["families"] = frozenset(f for f in found if f)
    return known
