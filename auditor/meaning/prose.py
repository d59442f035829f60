"""Understand the running text of a report: passages, statements and the numbers that no statement binds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from auditor.meaning.grammar import Grammar
from auditor.meaning.statements import Reader
from auditor.meaning.subjects import Subjects
from auditor.model.facts import Facts
from auditor.model.pack import Prose, Vocabulary
from auditor.model.text import Statement

_DECIMALS = re.compile(r"\d+\.(\d+)[百千]?万?元")


def understand_prose(facts: Facts, vocabulary: Vocabulary) -> None:
    """Add statements and loose amounts to the facts; the tables and passages are understood already."""
    prose = vocabulary.prose
    concepts = next((c for c in prose.concepts if c.name == facts.identity.kind), None) if prose else None
    if prose is None or concepts is None:
        return
    subjects = Subjects(concepts, facts, vocabulary.default_dimensions)
    grammar = vocabulary.kept(f"grammar of {concepts.name}", lambda: Grammar(prose, concepts))
    reader = Reader(grammar, subjects, facts.identity.year, _usual_places(facts))
    for passage in facts.passages:
        if not passage.heading and not passage.in_table and subjects.allowed(passage.section):
            reader.read(passage)
    facts.statements = reader.statements()
    facts.loose = reader.told.loose
    for statement in facts.statements:
        if statement.meanings:
            _borrow(statement, facts, prose, vocabulary.default_dimensions)


def _borrow(statement: Statement, facts: Facts, prose: Prose, defaults: Mapping[str, str]) -> None:
    """Give a statement the amounts that its percentages and changes are of, where others tell or print them."""
    figures = statement.figures
    needed = [q for q in prose.quantities if q.completion and q.completion in figures and q.name not in figures]
    told_change = any(prose.derived[role] in figures for role in ("change", "growth", "share"))
    if prose.default.name not in figures and (needed or told_change or any(q.completion in figures for q in prose.quantities)):
        needed.append(prose.default)
    for quantity in needed:
        for meaning in statement.meanings:
            wanted = meaning.having(quantity.dimensions, defaults)
            told = [f for f in facts.told.get((meaning, quantity.name), ()) if f.key[0] != str(statement.number)]
            printed = [f for f in facts.printed.get(wanted, ()) if f.state == "number"]
            if told or printed:
                statement.borrowed[quantity.name] = (told or printed)[0]
                break


def _usual_places(facts: Facts) -> int:
    """The decimals that most amounts of the sentences are printed with."""
    seen: Counter[int] = Counter()
    for passage in facts.passages:
        for match in _DECIMALS.finditer(passage.folded):
            seen[len(match[1])] += 1
    return seen.most_common(1)[0][0] if seen else 0
