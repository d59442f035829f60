"""How much a rule pack sees of a report: would a single wrong number be noticed, and would it be told from all others?

A pack is like a parity check: a number is noticed when an equality binds it, and told apart when no other number stands
in just the same equalities. Relations that follow from the others are named, and rules that had nothing to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from auditor.checks import module
from auditor.diagnosis.suspicion import Spot, spot
from auditor.engine import run
from auditor.model.facts import TEXT, Fact, Facts
from auditor.model.report import Comparison, Report
from auditor.rulebook import Rulebook
from auditor.wording import say

_TELLING = 4
_EQUALITIES = {"==", "≡"}
_PRIME = 2**61 - 1


class Strength(NamedTuple):
    """The figures of a report; those that an equality binds, those that are alone in theirs; ties, the largest first; rules
    all of whose equalities follow from those before them, and rules that compared nothing."""

    figures: tuple[Fact, ...]
    noticed: frozenset[Spot]
    told_apart: frozenset[Spot]
    ties: tuple[tuple[Fact, ...], ...]
    redundant: tuple[str, ...]
    idle: tuple[str, ...]


Slopes = Mapping[Spot, Decimal]


def measured(report: Report, rulebook: Rulebook) -> Strength:
    """The strength of the pack on a report that was audited."""
    facts = report.facts
    assert facts is not None
    outcomes, *_ = run(rulebook, facts)
    # What sums up the other rules adds nothing to them.
    outcomes = [o for o in outcomes if not getattr(module(o.rule.check), "LAST", False)]
    equalities = [(c.rule, _slopes(c)) for o in outcomes for c in o.comparisons if c.relation in _EQUALITIES and c.scale]
    bound: dict[Spot, list[tuple[int, Decimal]]] = defaultdict(list)
    for index, (_, slopes) in enumerate(equalities):
        for name, slope in slopes.items():
            bound[name].append((index, slope))
    figures = _figures(facts)
    groups: dict[tuple[tuple[int, Decimal], ...], list[Fact]] = defaultdict(list)
    for fact in figures:
        if spot(fact) in bound:
            # A total and a part of it that stand in one relation both only mend it alike, whatever their signs.
            first = bound[spot(fact)][0][1]
            groups[tuple((index, slope / first) for index, slope in bound[spot(fact)])].append(fact)
    ties = sorted((tuple(group) for group in groups.values() if len(group) > 1), key=lambda tie: (-len(tie), tie[0].at))
    alone = frozenset(spot(group[0]) for group in groups.values() if len(group) == 1)
    idle = tuple(o.rule.id for o in outcomes if not o.comparisons and not o.looked and not o.notes)
    noticed = frozenset(spot(f) for f in figures if spot(f) in bound)
    return Strength(figures, noticed, alone, tuple(ties), _implied(equalities), idle)


def _slopes(comparison: Comparison) -> Slopes:
    """By how much the difference changes with each figure."""
    found: dict[Spot, Decimal] = defaultdict(Decimal)
    for term in comparison.terms:
        found[spot(term.fact)] += term.factor if term.left else -term.factor
    return {name: slope for name, slope in found.items() if slope}


def _figures(facts: Facts) -> tuple[Fact, ...]:
    found = {spot(fact): fact for fact in (*facts.numbers, *facts.loose)}
    return tuple(sorted(found.values(), key=lambda fact: fact.at))


def _implied(equalities: Sequence[tuple[str, Slopes]]) -> tuple[str, ...]:
    """Rules all of whose equalities are sums of equalities of rules before them (by their rank in integers modulo a prime)."""
    order = {name: n for n, name in enumerate(sorted({name for _, slopes in equalities for name in slopes}))}
    rows: dict[int, dict[int, int]] = {}
    free: dict[str, bool] = {}
    for rule, slopes in equalities:
        row = {order[name]: _modulo(slope) for name, slope in slopes.items()}
        while row and (lead := min(row)) in rows:
            by = row[lead]
            for name, factor in rows[lead].items():
                value = (row.get(name, 0) - by * factor) % _PRIME
                if value:
                    row[name] = value
                else:
                    row.pop(name, None)
        if row:
            inverse = pow(row[lead], -1, _PRIME)
            rows[lead] = {name: factor * inverse % _PRIME for name, factor in row.items()}
        free[rule] = free.get(rule, False) or bool(row)
    return tuple(rule for rule, binds in free.items() if not binds)


def _modulo(slope: Decimal) -> int:
    part = Fraction(slope)
    return part.numerator * pow(part.denominator, -1, _PRIME) % _PRIME


def told(report: Report, rulebook: Rulebook, lang: str = "zh") -> Iterator[str]:
    """The strength in words: the whole; each table from the weakest on, with every number whose error would not be noticed;
    every tie, the largest first, and what would split that one; what the rules do to each other."""
    found = measured(report, rulebook)
    yield _line("strength.whole", found.figures, found, lang)
    tables: dict[str, list[Fact]] = defaultdict(list)
    for fact in found.figures:
        tables[fact.sheet].append(fact)
    share = {name: sum(spot(f) in found.told_apart for f in facts) / len(facts) for name, facts in tables.items()}
    for name in sorted(tables, key=lambda name: (share[name], name)):
        yield "  " + _line("strength.table", tables[name], found, lang, table=name)
        unseen = [fact for fact in tables[name] if spot(fact) not in found.noticed]
        if unseen:
            yield "    " + say("strength.unseen", lang, names=_names(unseen))
    for tie in found.ties:
        yield "  " + say("strength.tie", lang, n=len(tie), names=_names(tie))
    if found.ties:
        yield _splitting(found.ties[0], found, lang)
    for key, rules in (("redundant", found.redundant), ("idle", found.idle)):
        if rules:
            yield say(f"strength.{key}", lang, n=len(rules), rules="、".join(rules))


def _line(key: str, facts: Sequence[Fact], found: Strength, lang: str, table: str = "") -> str:
    noticed = sum(spot(fact) in found.noticed for fact in facts)
    alone = sum(spot(fact) in found.told_apart for fact in facts)
    return say(
        key, lang, table=table, figures=len(facts), noticed=noticed, told=alone,
        noticed_share=f"{100 * noticed / len(facts):.0f}%" if facts else "—",
        told_share=f"{100 * alone / len(facts):.0f}%" if facts else "—",
    )  # fmt: skip


def _names(facts: Iterable[Fact]) -> str:
    """《table》「row·column」number, the table only where it changes."""
    shown, sheet = [], ""
    for fact in facts:
        column = f"·{fact.column.split()[-1]}" if fact.column else ""
        shown.append((f"《{fact.sheet}》" if fact.sheet != sheet else "") + f"「{fact.row}{column}」{fact.text}")
        sheet = fact.sheet
    return "、".join(shown)


def _splitting(tie: Sequence[Fact], found: Strength, lang: str) -> str:
    """The relation that would help most: with the same telling number elsewhere, else a sum of half of the tie."""
    own = {spot(fact) for fact in tie}
    for fact in tie:
        if len(fact.value.normalize().as_tuple().digits) < _TELLING or fact.sheet == TEXT:
            continue
        for other in found.figures:
            if other.value == fact.value and other.unit == fact.unit and other.sheet != fact.sheet and spot(other) not in own:
                return say("strength.equal", lang, one=_names([fact]), other=_names([other]))
    half = [fact for fact in tie if fact.value] or list(tie)
    return say("strength.half", lang, names=_names(half[: (len(half) + 1) // 2]))
