"""Rules of the relation language that get in each other's way: they contradict, say the same twice, or can never bind.

Judged without any report: relations are brought to one form (what stands on the left minus what stands on the right)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from auditor.formula import Binary, Expression, Number, Ref, Relation, Statement, parse
from auditor.model.pack import Rule

Fault = Literal["contradictory", "redundant", "never-binding"]

_MIRROR = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
_AGAINST = {"==": {"!=", "<", ">"}, "≡": {"!=", "<", ">"}, "<": {">", ">="}, ">": {"<", "<="}}
_IMPLIES = {"==": {"==", "<=", ">="}, "≡": {"≡", "==", "<=", ">="}, "<": {"<", "<=", "!="}, ">": {">", ">=", "!="}}


class Clash(NamedTuple):
    """What is wrong with a rule, and the other rule that it is wrong beside ("" when it is by itself)."""

    fault: Fault
    rule: str
    other: str = ""


class _Stated(NamedTuple):
    """A relation in its one form: Σ factor × operand (operator) 0, for which group and on which conditions."""

    rule: str
    scope: tuple[object, ...]
    when: frozenset[object]
    form: frozenset[tuple[object, Decimal]]
    operator: str


def clashes(rules: Iterable[Rule]) -> Iterator[Clash]:
    """What the relations of those rules do to each other, each pair once."""
    seen: dict[tuple[object, ...], list[_Stated]] = {}
    for rule in rules:
        for stated in _stated(rule):
            if not any(name is not None for name, _ in stated.form) or (stated.form, stated.operator) in stated.when:
                yield Clash("never-binding", rule.id)
                continue
            alike = seen.setdefault((stated.scope, stated.form), [])
            for other in alike:
                yield from _beside(stated, other)
            alike.append(stated)


def _beside(one: _Stated, other: _Stated) -> Iterator[Clash]:
    # A rule on more conditions says nothing where they do not hold.
    if not (one.when <= other.when or other.when <= one.when):
        return
    if other.operator in _AGAINST.get(one.operator, ()) or one.operator in _AGAINST.get(other.operator, ()):
        yield Clash("contradictory", one.rule, other.rule)
    elif other.when <= one.when and one.operator in _IMPLIES.get(other.operator, {other.operator}):
        yield Clash("redundant", one.rule, other.rule)
    elif one.when <= other.when and other.operator in _IMPLIES.get(one.operator, {one.operator}):
        yield Clash("redundant", other.rule, one.rule)


def _stated(rule: Rule) -> Iterator[_Stated]:
    if "assert" not in rule.settings:
        return
    said = rule.settings["assert"]
    rest = tuple((key, str(value)) for key, value in sorted(rule.settings.items()) if key not in {"assert", "about"})
    for source in [said] if isinstance(said, str) else said:
        statement = parse(source)
        home = statement.each.table if statement.each else str(rule.settings.get("needs", "")).strip("《》")
        form, operator = _form(statement.relation, home)
        yield _Stated(rule.id, (_name(statement.each, home), rest), _conditions(statement, home), form, operator)


def _conditions(statement: Statement, home: str) -> frozenset[object]:
    return frozenset(_form(c, home) if isinstance(c, Relation) else _name(c, home) for c in statement.when)


def _form(relation: Relation, home: str) -> tuple[frozenset[tuple[object, Decimal]], str]:
    """The operands with their factors, the first one positive, and the operator that then stands before nought."""
    factors: dict[object, Decimal] = {}
    for side, sign in ((relation.left, 1), (relation.right, -1)):
        for name, factor in _operands(side, Decimal(sign), home):
            factors[name] = factors.get(name, Decimal(0)) + factor
    kept = sorted(((n, f) for n, f in factors.items() if f), key=lambda item: repr(item[0]))
    flipped = bool(kept) and kept[0][1] < 0
    operator = _MIRROR.get(relation.operator, relation.operator) if flipped else relation.operator
    return frozenset((name, -factor if flipped else factor) for name, factor in kept), operator


def _operands(expression: Expression, sign: Decimal, home: str) -> Iterator[tuple[object, Decimal]]:
    if isinstance(expression, Binary) and expression.operator in "+-":
        yield from _operands(expression.left, sign, home)
        yield from _operands(expression.right, sign if expression.operator == "+" else -sign, home)
    elif isinstance(expression, Number):
        yield None, sign * expression.value
    else:
        yield _name(expression, home), sign


def _name(part: Any, home: str) -> object:
    """A part of the tree as a name: its kind and content, without the place where it stands in the text."""
    if isinstance(part, Ref) and part.table is None:
        part = Ref(home, part.labels)
    if is_dataclass(part):
        return (type(part).__name__, *(_name(getattr(part, f.name), home) for f in fields(part) if f.name != "at"))
    if isinstance(part, tuple):
        return tuple(_name(item, home) for name, item in zip(getattr(part, "_fields", part), part, strict=True) if name != "at")
    return part
