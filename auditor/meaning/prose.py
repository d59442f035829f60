"""Understand the running text of a report: passages, statements and the numbers that no statement binds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from auditor.meaning.drafts import Told
from auditor.meaning.grammar import Words
from auditor.meaning.printed import amounts
from auditor.meaning.statements import Reader
from auditor.meaning.subjects import Subjects
from auditor.meaning.tallies import tallies
from auditor.model.facts import Facts
from auditor.model.pack import Prose, Vocabulary
from auditor.model.text import Passage, Statement
from auditor.numbers import parse

_AMOUNT = re.compile(r"\d(?:%|‰|[百千]?万?元|亿元)")
_DECIMALS = re.compile(r"\d+\.(\d+)[百千]?万?元")


def understand_prose(facts: Facts, vocabulary: Vocabulary) -> None:
    """Add statements and loose amounts to the facts; the tables and passages are understood already."""
    prose = vocabulary.prose
    if prose is None:
        return
    kinds = {kind.name for kind in vocabulary.reports}
    words = vocabulary.kept("words", lambda: Words(prose))
    told = Told(facts.identity.year, _usual_places(facts))
    for passage in facts.passages:
        told.tokens.append(list(words.lexer.tokens(passage.folded)))
        facts.amounts.extend(amounts(passage, told.tokens[-1]))
        facts.tallies.extend(tallies(passage, told.tokens[-1], words, len(facts.tallies)))
    for passage in facts.scraps:
        if _AMOUNT.search(passage.folded) and parse(passage.text).state == "text":
            facts.amounts.extend(amounts(passage, list(words.lexer.tokens(passage.folded))))
    running = [passage for passage in facts.passages if not passage.in_table]
    own = next((concepts for concepts in prose.concepts if concepts.name == facts.identity.kind), None)
    if own is not None:
        subjects = Subjects(own, facts, vocabulary.default_dimensions)
        _read([p for p in running if subjects.allowed(p.section)], words, subjects, told)
        running = [p for p in running if not subjects.allowed(p.section)]
    facts.loose = list(told.loose)
    for concepts in prose.concepts:
        if concepts.name not in kinds:
            _read(running, words, Subjects(concepts, facts, vocabulary.default_dimensions), told)
    facts.statements = told.statements()
    for statement in facts.statements:
        if statement.meanings:
            _borrow(statement, facts, prose, vocabulary.default_dimensions)


def _read(passages: Iterable[Passage], words: Words, subjects: Subjects, told: Told) -> None:
    reader = Reader(words, subjects, told)
    for passage in passages:
        reader.read(passage)


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
