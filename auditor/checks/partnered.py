"""Operands in other documents (上年《表》「栏目」): which document, and which form in it, a name stands for at the moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from auditor.formula import AnyOf, Binary, Children, Expression, Has, Optional, Partnered, Ref, Statement, Sum, Told
from auditor.model.facts import Fact, Facts, Meaning
from auditor.model.pack import Vocabulary
from auditor.model.partners import Companions, Partner, front, subject
from auditor.model.report import Comparison, Gap

Pins = Mapping[str, tuple[int, int]]
"""By name of a partner: the number of the document beside the report, and the set of tables in it."""


@lru_cache(maxsize=4096)
def references(statement: Statement) -> tuple[tuple[Partnered, bool], ...]:
    """The references of a statement to other documents, each with whether it stands in a sum."""
    relations = (*statement.when, statement.relation)
    sides = (side for r in relations for side in ((r.inner,) if isinstance(r, Has) else (r.left, r.right)))
    return tuple(found for side in sides for found in _within(side, summed=False))


def _within(expression: Expression | Children, *, summed: bool) -> Iterator[tuple[Partnered, bool]]:
    if isinstance(expression, Partnered):
        yield expression, summed
    elif isinstance(expression, Optional):
        yield from _within(expression.inner, summed=summed)
    elif isinstance(expression, (Sum, AnyOf)):
        for item in expression.items:
            yield from _within(item, summed=summed or isinstance(expression, Sum))
    elif isinstance(expression, Binary):
        yield from _within(expression.left, summed=summed)
        yield from _within(expression.right, summed=summed)


def missing(statement: Statement, facts: Facts, vocabulary: Vocabulary) -> tuple[Gap | None, bool]:
    """Why a statement cannot be tried for want of another document, and whether it should have been (several could be it)."""
    for reference, summed in references(statement):
        name = reference.name
        companions = facts.beside.named.get(name) if facts.beside else None
        if companions is not None and companions.gap is not None:
            return companions.gap, True
        if companions is None or not companions.numbers:
            return Gap("no-partner", (("partner", name),)), False
        twice = _twice(companions, facts, vocabulary) if summed else ""
        if twice:
            return Gap("same-subject", (("partner", name), ("label", twice))), True
        if summed and vocabulary.pairing.kinds[name].listed is not None and not companions.complete:
            return Gap("partners-incomplete", (("partner", name), ("n", str(len(companions.numbers))))), False
    return None, False


def _twice(companions: Companions, facts: Facts, vocabulary: Vocabulary) -> str:
    """What two forms beside the report are both about: one of them may replace the other, so they cannot be added up."""
    assert facts.beside is not None
    subjects: set[str] = set()
    for number in companions.numbers:
        for form in facts.beside.partners[number - 1].facts.forms:
            about = subject(form, vocabulary.pairing.subjects)
            if about and about in subjects:
                return about
            subjects.add(about)
    return ""


def pinned(statement: Statement, facts: Facts, table: str | None, vocabulary: Vocabulary) -> list[Pins]:
    """What the names outside sums can stand for: one choice for most statements, more where many may be beside."""
    outside = [reference for reference, summed in references(statement) if not summed]
    return list(_choices(outside, facts, table, vocabulary)) if facts.beside else [{}]


def pinnings(
    item: Expression, facts: Facts, table: str | None, known: frozenset[str], vocabulary: Vocabulary
) -> Iterator[Pins]:
    """What the names in an item of a sum stand for, one after the other."""
    return _choices([r for r, _ in _within(item, summed=True) if r.name not in known], facts, table, vocabulary)


def _choices(references: Sequence[Partnered], facts: Facts, table: str | None, vocabulary: Vocabulary) -> Iterator[Pins]:
    names = list(dict.fromkeys(reference.name for reference in references))
    choices = [
        [(name, pin) for pin in _pins(name, [r.inner for r in references if r.name == name], facts, table, vocabulary)]
        for name in names
    ]
    return (dict(choice) for choice in product(*choices))


def _pins(
    name: str, inner: Sequence[Ref | Told], facts: Facts, table: str | None, vocabulary: Vocabulary
) -> Iterator[tuple[int, int]]:
    """Every document of that name, and in it every form that has such a block, or the tables outside forms."""
    assert facts.beside is not None
    companions = facts.beside.named.get(name)
    kind, fields = vocabulary.pairing.kinds[name], vocabulary.pairing.subjects
    title = "\n".join(front(facts.document)) if kind.about else ""
    tables = {ref.table or table for ref in inner if isinstance(ref, Ref)}
    for number in companions.numbers if companions else ():
        there = facts.beside.partners[number - 1].facts
        forms = {form.group for form in there.forms if not form.blank and (not kind.holds or form.kind in kind.holds)}
        if kind.about and len(forms) > 1:
            forms = {form.group for form in there.forms if form.group in forms and (subject(form, fields) or title) in title}
        groups = sorted({s.group for s in there.sheets if s.kind in tables and s.group in forms}) or [0]
        yield from ((number, group) for group in groups)


def same(facts: Facts, home: Facts, sentence: str | None, quantity: str | None, vocabulary: Vocabulary) -> Fact | Gap:
    """What a document says of that which a sentence of the report (by number) speaks of; a gap when it says nothing, or not
    the same under every meaning that the sentence may have."""
    statement = home.numbered.get(int(sentence)) if sentence and sentence.isdigit() else None
    prose = vocabulary.prose
    if statement is None or prose is None:
        return Gap("nothing")
    known = next((q for q in prose.quantities if q.name == quantity), prose.default)
    found: list[Fact] = []
    for index, meaning in enumerate(statement.meanings):
        own = _said(facts, meaning, known.name, known.dimensions, vocabulary)
        if own is None and not index:
            break
        found.extend([own] if own else [])
    if not found:
        return Gap("untold", (("label", statement.subject), ("quantity", known.name)))
    if any(abs(fact.value - found[0].value) > fact.half + found[0].half for fact in found):
        return Gap("several-meanings", (("label", statement.subject),))
    return found[0]


def _said(
    facts: Facts, meaning: Meaning, quantity: str, dimensions: tuple[tuple[str, str], ...], vocabulary: Vocabulary
) -> Fact | None:
    wanted = meaning.having(dimensions, vocabulary.default_dimensions)
    printed = [fact for fact in facts.printed.get(wanted, ()) if fact.state == "number"]
    told = facts.told.get((meaning, quantity), [])
    return next(iter([*printed, *told]), None)


def uncertain(made: Comparison, facts: Facts, softened: str | None) -> bool:
    """Whether a comparison that fails may have its reasons: the report tells of them, or it is not quite certain that the
    documents belong together."""
    assert facts.beside is not None
    numbers = {term.fact.at.file for term in made.beside}
    unsure = any(numbers & set(found.numbers) for found in facts.beside.named.values() if not found.sure)
    return unsure or (softened is not None and next(iter(facts.script.find(softened)), None) is not None)


def doubtful(made: Comparison, facts: Facts) -> Gap | None:
    """Why a comparison that fails tells nothing: the other document was not read wholly, or not for certain."""
    assert facts.beside is not None
    for term in made.beside:
        partner: Partner = facts.beside.partners[term.fact.at.file - 1]
        if partner.facts.document.unread:
            return Gap("partner-unread", (("path", partner.path),))
        block = term.fact.at.block
        for sheet in partner.facts.sheets:
            if sheet.unsure and (sheet.at.block == block or any(fact.at.block == block for fact in sheet.facts.values())):
                return Gap("unsure-table", (("table", sheet.title),))
    return None
