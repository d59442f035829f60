"""Expressions as people read them, with the numbers that are printed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks.evaluate import Blocked, Scope, child_keys, evaluate, expanded, other, told_meaning
from auditor.formula import AnyOf, Binary, Children, Expression, Number, Optional, Partnered, Ref, Sum, Told
from auditor.model.facts import Sheet
from auditor.model.template import TOTAL
from auditor.numbers import show


def describe(expression: Expression, scope: Scope) -> str:
    """The expression with its printed values, for people: 「本年收入合计」311.56＋「年初结转和结余」14.89."""
    if isinstance(expression, Ref):
        return _named(expression, scope)
    if isinstance(expression, Number):
        return show(expression.value)
    if isinstance(expression, Told):
        parts = evaluate(expression, scope).parts
        name = parts[0][0].row if parts else told_meaning(expression, scope)[1]
        return f"“{name}”{expression.quantity or ''}{parts[0][0].text if parts else ''}"
    if isinstance(expression, AnyOf):
        return describe(expression.items[0], scope)
    if isinstance(expression, Partnered):
        there = other(expression, scope)
        try:
            parts = evaluate(expression.inner, there).parts
        except Blocked:
            parts = ()
        unit = parts[0][0].unit.name if parts else ""
        return f"{expression.name}{describe(expression.inner, there)}{unit}"
    if isinstance(expression, Optional):
        try:
            evaluate(expression.inner, scope)
        except Blocked:
            return ""
        return describe(expression.inner, scope)
    if isinstance(expression, Sum):
        pieces: list[str] = []
        for item in expression.items:
            if isinstance(item, Children):
                pieces.extend(_child_texts(item, scope))
            else:
                pieces.extend(describe(item, each) for each in expanded(item, scope))
        return "＋".join(filter(None, pieces)) or "0"
    left, right = describe(expression.left, scope), describe(expression.right, scope)
    if not right:
        return left
    if not left:
        return right
    sign = {"+": "＋", "-": "－", "*": "×", "/": "÷"}[expression.operator]
    if expression.operator in "*/":
        left, right = _bracket(expression.left, left), _bracket(expression.right, right)
    elif expression.operator == "-":
        right = _bracket(expression.right, right)
    return f"{left}{sign}{right}"


def operand(expression: Expression, scope: Scope) -> str:
    """A side of a relation for people, with its numbers; where nothing of it is printed, what it would be called."""
    text = describe(expression, scope)
    if text:
        return text
    inner = next(_references(expression), None)
    return f"{describe(inner, scope) if inner else ''}（未列）0"


def _references(expression: Expression) -> Iterator[Ref | Told]:
    match expression:
        case Ref() | Told():
            yield expression
        case Optional():
            yield from _references(expression.inner)
        case Binary():
            yield from _references(expression.left)
            yield from _references(expression.right)


def _bracket(expression: Expression, text: str) -> str:
    return f"（{text}）" if isinstance(expression, Binary) and expression.operator in "+-" else text


_MOST_NAMED = 8


def _child_texts(item: Children, scope: Scope) -> list[str]:
    """The non-zero parts by name; many are cut short."""
    texts = []
    for child, key, kind in child_keys(item, scope):
        sheet = scope.sheet(kind)
        fact = sheet.facts[key]
        if fact.state == "number" and fact.value:
            texts.append(f"「{_titled(child, sheet)}」{fact.shown()}")
    if len(texts) > _MOST_NAMED:
        return [*texts[: _MOST_NAMED - 1], f"…（共 {len(texts)} 项）"]
    return texts or ["0"]


def _titled(member: str, sheet: Sheet) -> str:
    """A member with the name printed beside its code; records go by their printed names."""
    name = sheet.names.get(member)
    if name and not member.isdigit():
        return name
    return f"{member} {name}" if name and name != member else member


def _named(expression: Ref, scope: Scope) -> str:
    kind = scope.kind(expression.table)
    sheet = scope.facts.sheet(kind.name, scope.group)
    members = list(expression.labels)
    if not members:
        key = scope.key(kind, ())
        members = [m for m, axis in zip(key, kind.axes, strict=True) if m != axis.default] or [TOTAL]
    label = "·".join(_titled(member, sheet) if sheet else member for member in members)
    table = f"《{expression.table}》" if expression.table else ""
    try:
        value = evaluate(expression, scope)
    except Blocked:
        return f"{table}「{label}」"
    shown_value = value.parts[0][0].shown() if value.parts else "0"
    return f"{table}「{label}」{shown_value}"
