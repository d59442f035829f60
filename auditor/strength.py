"""How much a rule pack sees of a report: would a single wrong number be noticed, and would it be told from all others?

A pack is like a parity check: a number is noticed when an equality binds it, and told apart when no other number stands
in just the same equalities. Relations that follow from the others are named, and rules that had nothing to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from auditor.diagnosis.suspicion import Spot, spot
from auditor.engine import run
from auditor.model.facts import TEXT, Fact, Facts
from auditor.model.report import Comparison, Report
from auditor.rulebook import Rulebook
from auditor.wording import say

_SHOWN = 8
_EQUALITIES = {"==", "≡"}


class Strength(NamedTuple):
    """The figures of a report; those that an equality binds, those that are alone in theirs; ties, the largest first; rules
    all of whose sums follow from those before them, rules whose sums contradict those before, rules that compared nothing."""

    figures: tuple[Fact, ...]
    noticed: frozenset[Spot]
    told_apart: frozenset[Spot]
    ties: tuple[tuple[Fact, ...], ...]
    redundant: tuple[str, ...]
    contradictory: tuple[str, ...]
    idle: tuple[str, ...]


def measured(report: Report, rulebook: Rulebook) -> Strength:
    """The strength of the pack on a report that was audited."""
    facts = report.facts
    assert facts is not None
    outcomes, *_ = run(rulebook, facts)
    comparisons = [c for o in outcomes for c in o.comparisons if c.relation in _EQUALITIES and c.scale]
    bound: dict[Spot, list[int]] = defaultdict(list)
    for index, comparison in enumerate(comparisons):
        for name in dict.fromkeys(spot(term.fact) for term in comparison.terms if term.factor):
            bound[name].append(index)
    figures = _figures(facts)
    groups: dict[tuple[int, ...], list[Fact]] = defaultdict(list)
    for fact in figures:
        if spot(fact) in bound:
            groups[tuple(bound[spot(fact)])].append(fact)
    ties = sorted((tuple(group) for group in groups.values() if len(group) > 1), key=lambda tie: (-len(tie), tie[0].at))
    alone = frozenset(spot(group[0]) for group in groups.values() if len(group) == 1)
    redundant, contradictory = _implied(comparisons)
    idle = tuple(o.rule.id for o in outcomes if not o.comparisons and not o.looked and not o.notes)
    noticed = frozenset(spot(f) for f in figures if spot(f) in bound)
    return Strength(figures, noticed, alone, tuple(ties), redundant, contradictory, idle)


def _figures(facts: Facts) -> tuple[Fact, ...]:
    found = {spot(fact): fact for fact in (*facts.numbers, *facts.loose)}
    return tuple(sorted(found.values(), key=lambda fact: fact.at))


def _implied(comparisons: Sequence[Comparison]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rules all of whose sums follow from sums before them, and those with a sum that cannot hold beside them."""
    rows: dict[Spot | None, dict[Spot | None, Fraction]] = {}
    free: dict[str, bool] = {}
    against: dict[str, None] = {}
    for comparison in comparisons:
        if not comparison.linear or comparison.relation != "==":
            continue
        row = _row(comparison)
        while (lead := next((name for name in row if name is not None), None)) is not None and lead in rows:
            by = row[lead]
            for name, factor in rows[lead].items():
                row[name] = row.get(name, Fraction(0)) - by * factor
            row = {name: factor for name, factor in row.items() if factor}
        free.setdefault(comparison.rule, False)
        if lead is not None:
            free[comparison.rule] = True
            rows[lead] = {name: factor / row[lead] for name, factor in row.items()}
        elif row:
            against[comparison.rule] = None
    return tuple(rule for rule, binds in free.items() if not binds), tuple(against)


def _row(comparison: Comparison) -> dict[Spot | None, Fraction]:
    """Σ factor × figure + constant = 0; the constant stands under None."""
    row: dict[Spot | None, Fraction] = defaultdict(Fraction)
    total = Decimal(0)
    for term in comparison.terms:
        factor = term.factor if term.left else -term.factor
        row[spot(term.fact)] += Fraction(factor)
        total += factor * term.fact.value
    constant = Fraction(comparison.difference - total)
    ordered = sorted(((n, f) for n, f in row.items() if f), key=lambda item: item[0] or ((0,), ""))
    return {**dict(ordered), **({None: constant} if constant else {})}


def told(report: Report, rulebook: Rulebook, lang: str = "zh") -> Iterator[str]:
    """The strength in words: the whole, each table from the weakest on, the largest ties and what would split the first."""
    found = measured(report, rulebook)
    yield _line("strength.whole", found.figures, found, lang)
    tables: dict[str, list[Fact]] = defaultdict(list)
    for fact in found.figures:
        tables[fact.sheet].append(fact)
    share = {name: sum(spot(f) in found.told_apart for f in facts) / len(facts) for name, facts in tables.items()}
    for name in sorted(tables, key=lambda name: (share[name], name)):
        yield "  " + _line("strength.table", tables[name], found, lang, table=name)
    for tie in found.ties[:_SHOWN]:
        yield "  " + say("strength.tie", lang, n=len(tie), names=_names(tie))
    if found.ties:
        yield from _splitting(found.ties[0], found, lang)
    for key in ("contradictory", "redundant", "idle"):
        rules = getattr(found, key)
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


def _names(facts: Sequence[Fact]) -> str:
    shown = "、".join(f"《{f.sheet}》「{f.row}」{f.text}" for f in facts[:_SHOWN])
    return shown + ("…" if len(facts) > _SHOWN else "")


def _splitting(tie: Sequence[Fact], found: Strength, lang: str) -> Iterator[str]:
    """The relation that would help most: with a number of the same value elsewhere, else a sum of half of the tie."""
    own = {spot(fact) for fact in tie}
    for fact in tie:
        for other in found.figures:
            same = other.value == fact.value and other.unit == fact.unit and fact.value and fact.sheet != TEXT
            if same and spot(other) not in own and other.sheet != fact.sheet:
                yield say("strength.equal", lang, one=_names([fact]), other=_names([other]))
                return
    yield say("strength.half", lang, names=_names(tie[: (len(tie) + 1) // 2]))
