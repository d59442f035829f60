"""Arithmetic relations between numbers of tables: rules that say `assert:` in the relation language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.absence import spoken
from auditor.checks.described import operand
from auditor.checks.evaluate import Blocked, Part, Scope, Value, evaluate, levelled, printed
from auditor.checks.labels import label_mistakes
from auditor.checks.meanings import listed
from auditor.checks.partnered import Pins, doubtful, missing, pinned, references, uncertain
from auditor.checks.ratio import SLIP, asked, forgiving
from auditor.checks.speaking import first_table, listing, tables_of, variants
from auditor.checks.trial import Trial
from auditor.formula import (
    Each,
    Has,
    Ref,
    Relation,
    Statement,
    parse,
)
from auditor.model.facts import FORMS, Facts, Sheet
from auditor.model.pack import Rule, TableKind, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Formula, Many, Regex, Scalar, Shape, TableName
from auditor.numbers import ZERO, Interval

KEY: Final = "assert"
SETTINGS: Final[Mapping[str, Shape]] = {
    "assert": Many(Formula(), single=True),
    "needs": TableName(),
    "last_place": Scalar(choices=("allow", "only")),
    "about": Many(Scalar(), single=True),
    "softened": Regex(),
    "forms": Many(Scalar()),
}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown tables and labels, and units that cannot be compared."""
    needs = _table(data.get("needs"))
    if needs and needs not in vocabulary.tables:
        yield Mistake(data["needs"], 0, "unknown-table", (("name", needs),))
        return
    for name in data.get("forms", ()):
        if name not in vocabulary.tables:
            yield Mistake(name, 0, "unknown-table", (("name", name),))
    for source in _statements(data["assert"]):
        yield from label_mistakes(source, parse(source), needs, vocabulary)


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Try every statement on every set of tables."""
    outcome = Outcome(rule)
    needs = _table(rule.settings.get("needs"))
    for source in _statements(rule.settings["assert"]):
        statement = parse(source)
        tables = tables_of(statement, needs)
        choices: Sequence[Pins] = ({},)
        if references(statement):
            gap, wanted = missing(statement, facts, vocabulary)
            if gap is not None:
                if wanted:
                    outcome.gaps.append(gap)
                outcome.absent = outcome.absent or gap
                continue
            choices = pinned(statement, facts, tables[0] if tables else None, vocabulary)
        for group in _groups(tables, facts, rule.settings.get("forms")):
            known = facts.sets[group]
            held = [name for name in tables if name in known]
            if not held:
                outcome.absent = outcome.absent or Gap("no-tables")
                continue
            if all(known[name].empty for name in held):
                outcome.absent = Gap("empty-table", (("table", held[0]),))
                continue
            trial = Trial(outcome)
            for scope in _scopes(statement, facts, vocabulary, group, needs):
                if scope is None:
                    outcome.absent = outcome.absent or Gap("condition")
                else:
                    for pins in choices:
                        _compare(trial, statement, replace(scope, pinned=pins) if pins else scope)
            trial.close()
    return outcome


def _groups(tables: Sequence[str], facts: Facts, only: Sequence[str] | None) -> list[int]:
    """The sets of tables to try a statement on; one that speaks of forms is tried on each form that has such a block, and is
    `only` of those kinds when it says so."""
    if only is not None:
        return sorted({form.group for form in facts.forms if form.kind in only})
    forms = {sheet.group for name in tables for sheet in facts.of(name) if sheet.group >= FORMS}
    return sorted(forms) or [group for group in facts.groups if group < FORMS]


def _statements(settings: Any) -> list[str]:
    return [settings] if isinstance(settings, str) else list(settings)


def _table(name: str | None) -> str | None:
    return name.strip("《》") if name else None


def _scopes(
    statement: Statement, facts: Facts, vocabulary: Vocabulary, group: int, needs: str | None
) -> Iterator[Scope | None]:
    """One scope per member of the group, or one for a statement without a group. None once if some have not what the
    statement asks for (有)."""
    each = statement.each
    if each is None:
        yield Scope(facts, vocabulary, group, needs or first_table(statement), {})
        return
    kind = vocabulary.tables.get(each.table)
    sheet = facts.sets[group].get(each.table)
    if sheet is not None and kind is not None:
        at = tuple(sheet.axes.index(axis.name) for axis in each.axes)
        members_of = _members(sheet, each, kind, at)
        if len(at) == 1:
            having = _having(statement, each, sheet, kind, at[0])
            if having is not None and any(members[0] not in having for members in members_of):
                yield None
                members_of = [members for members in members_of if members[0] in having]
        for members in members_of:
            bound = {axis.name: member for axis, member in zip(each.axes, members, strict=True)}
            yield Scope(facts, vocabulary, group, each.table, bound)


def _members(sheet: Sheet, each: Each, kind: TableKind, at: tuple[int, ...]) -> list[tuple[str, ...]]:
    """The members that a group goes along, as the table prints them; many rules go along the same ones."""
    asked = tuple((axis.name, axis.only) for axis in each.axes)
    found: list[tuple[str, ...]] | None = sheet.kept.get(asked)
    if found is None:
        printed = dict.fromkeys(tuple(key[i] for i in at) for key in sheet.facts)
        found = sheet.kept[asked] = [members for members in printed if _wanted(members, each, kind, sheet.levels)]
    return found


def _having(statement: Statement, each: Each, sheet: Sheet, kind: TableKind, at: int) -> set[str] | None:
    """The members that have every number asked for by 有(「…」) in the group's own table; None when nothing is asked. Looked
    up at once, for a report has many sentences and few of them are of interest to a rule."""
    found: set[str] | None = None
    for condition in statement.when:
        if not isinstance(condition, Has) or not isinstance(condition.inner, Ref):
            continue
        inner = condition.inner
        named = kind.find(inner.labels[0], {each.axes[0].name}) if len(inner.labels) == 1 else None
        if inner.table not in (None, each.table) or named is None or named[0].name not in sheet.axes:
            continue
        other = sheet.axes.index(named[0].name)
        if other == at:
            continue
        index = sheet.kept.get((at, other))
        if index is None:
            index = sheet.kept[at, other] = {}
            for key in sheet.facts:
                index.setdefault(key[other], set()).add(key[at])
        having = index.get(named[1], set())
        found = having if found is None else found & having
    return found


def _wanted(members: tuple[str, ...], each: Each, kind: TableKind, levels: Mapping[str, str]) -> bool:
    for member, axis in zip(members, each.axes, strict=True):
        if axis.only and member not in axis.only:
            known = kind.axis(axis.name)
            level = known.classification.level(member) if known and known.classification and member.isdigit() else None
            if (level or levels.get(member)) not in axis.only:
                return False
    return True


def _compare(trial: Trial, statement: Statement, scope: Scope) -> None:
    outcome = trial.outcome
    partnered = bool(references(statement))
    try:
        known: list[Part] = []
        for condition in statement.when:
            if isinstance(condition, Has):
                if not printed(condition.inner, scope):
                    outcome.absent = outcome.absent or Gap("condition")
                    return
                continue
            left, right = evaluate(condition.left, scope), evaluate(condition.right, scope)
            known.extend(left.parts + right.parts)
            if not holds(condition, left, right):
                outcome.absent = outcome.absent or Gap("condition")
                return
    except Blocked as blocked:
        _blocked(outcome, [blocked], partnered=partnered)
        return
    tried: list[Comparison] = []
    open_: list[Part] = []
    blocks: list[Blocked] = []
    for relation in variants(statement.relation):
        try:
            left, right = evaluate(relation.left, scope), evaluate(relation.right, scope)
        except Blocked as blocked:
            blocks.append(blocked)
            continue
        if not left.parts and not right.parts:
            if not known:
                continue
            # Nothing is printed where something should be: the figures of the condition are all there is to show.
            left = left._replace(parts=tuple((fact, ZERO) for fact, _ in known))
        made = compared(outcome.rule.id, relation, left, right, scope)
        maybe = (*left.open, *((fact, -by) for fact, by in right.open))
        if not made.passed and (side := listing(relation)):
            unread = spoken(scope.facts, [term.fact for term in made.terms])
            maybe = (*maybe, *((fact, Decimal(side)) for fact in unread))
        open_.extend(maybe)
        if maybe:
            made = trial.completed(made, maybe)
        if made.beside and not made.terms:
            continue
        if made.beside and not made.passed:
            doubt = doubtful(made, scope.facts)
            if doubt is not None:
                outcome.gaps.append(doubt)
                return
            if uncertain(made, scope.facts, outcome.rule.settings.get("softened")):
                made = made._replace(severity="warning")
        if not made.passed and "about" in outcome.rule.settings:
            made = _about(made, listed(outcome.rule.settings["about"]), scope)
        mode = outcome.rule.settings.get("last_place")
        if mode and not made.passed:
            near = _nearly(relation, scope)
            if mode == "only" and not near:
                return
            made = made._replace(passed=near and mode == "allow")
        tried.append(made)
        if made.passed:
            break
    if tried:
        trial.add(tried[-1] if tried[-1].passed else _of_all(tried), open_)
    elif blocks:
        _blocked(outcome, blocks, partnered=partnered)


def _blocked(outcome: Outcome, blocks: Sequence[Blocked], *, partnered: bool) -> None:
    """Not checked, unless what is missing need not be there. What one of two documents does not print is no gap: they are
    compared by what both print."""
    if any(blocked.skip for blocked in blocks):
        return
    if partnered and blocks[0].gap.key in _NOT_PRINTED:
        outcome.absent = outcome.absent or blocks[0].gap
    else:
        outcome.gaps.append(blocks[0].gap)


_NOT_PRINTED: Final = frozenset({"missing", "no-table"})


def _of_all(tried: Sequence[Comparison]) -> Comparison:
    """The nearest of the readings that all failed. Where they ask for different values none is suggested."""
    made = min(tried, key=lambda comparison: abs(comparison.difference))
    if not made.terms:
        return made
    own = made.terms[0].fact
    if len({c.expected or own.shown(c.right_value) for c in tried}) == 1:
        return made
    return made._replace(expected=made.expected or own.shown(made.right_value), scale=ZERO)


def _nearly(relation: Relation, scope: Scope) -> bool:
    """Whether a percentage is wrong in its last place only, or computed from numbers that differ in theirs."""
    wide = replace(scope, slack=SLIP)
    left, right = evaluate(relation.left, scope), evaluate(relation.right, wide)
    return forgiving(left.interval).meets(right.interval)


def _about(made: Comparison, labels: Sequence[str], scope: Scope) -> Comparison:
    """The comparison, told of the first number with one of the labels (or 《table》「label」…) instead of its own first one."""
    for label in labels:
        reference = parse(f"{label} == 0").relation.left if label.startswith("《") else Ref(None, (label,))
        with suppress(Blocked):
            parts = evaluate(reference, scope).parts
            if parts:
                own = parts[0][0]
                first = bool(made.terms) and made.terms[0].fact.at == own.at
                return made._replace(at=own.at, actual=own.text, expected=made.expected if first else None)
    return made


def compared(rule: str, relation: Relation, left: Value, right: Value, scope: Scope) -> Comparison:
    """The comparison with its operands; words are made only when it failed."""
    passed = holds(relation, left, right)
    first, second, scale = levelled(left, right)
    terms = [Term(fact, factor, True) for fact, factor in first]
    terms += [Term(fact, factor, False) for fact, factor in second]
    beside: tuple[Term, ...] = ()
    if scope.pinned or scope.facts.beside is not None:
        beside = tuple(term for term in terms if term.fact.at.file)
        terms = [term for term in terms if not term.fact.at.file]
    a, b = left.interval, right.interval
    linear = left.linear and right.linear
    if not passed and bool(left.below) != bool(right.below):
        # a ÷ b == c asks of b that a == c × b: the slope in b is that of what is printed, not that of the quotient.
        terms += [Term(fact, by * (a.middle - b.middle), True) for fact, by in left.below or right.below]
    expected = None
    if not passed and not linear and len(left.parts) == 1:
        own = left.parts[0][0]
        in_unit = b.times(Interval.exactly(Decimal(1).scaleb(-own.unit.exponent)))
        expected = asked(own, in_unit)
    return Comparison(
        rule, passed, relation.operator,
        "" if passed else operand(relation.left, scope),
        "" if passed else operand(relation.right, scope),
        a.middle, b.middle, a.middle - b.middle, (a.high - a.low + b.high - b.low) / 2,
        tuple(terms), linear,
        "" if passed else "·".join(scope.bound.values()),
        expected=expected, scale=scale, beside=beside,
    )  # fmt: skip


def holds(relation: Relation, left: Value, right: Value) -> bool:
    """Whether the relation can hold for some values within the intervals; ≡ compares what is printed."""
    a, b = left.interval, right.interval
    match relation.operator:
        case "==":
            return a.meets(b)
        case "<=":
            return a.low <= b.high
        case ">=":
            return a.high >= b.low
        case "<":
            return a.middle < b.middle
        case ">":
            return a.middle > b.middle
        case "≡":
            return a.middle == b.middle
        case "!=":
            return a.middle != b.middle
        case _:
            return bool(a.middle) == bool(b.middle)
