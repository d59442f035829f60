"""What a statement speaks of: its tables, and its readings where it leaves a choice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from auditor.formula import AnyOf, Binary, Children, Expression, Has, Optional, Ref, Relation, Statement, Sum, Told
from auditor.model.facts import TEXT


@lru_cache(maxsize=4096)
def variants(relation: Relation) -> tuple[Relation, ...]:
    """The relation with each choice of its 任一(…) operands."""
    return tuple(
        Relation(left, relation.operator, right, relation.at)
        for left in _choices(relation.left)
        for right in _choices(relation.right)
    )


def _choices(expression: Expression) -> tuple[Expression, ...]:
    if isinstance(expression, AnyOf):
        return tuple(choice for item in expression.items for choice in _choices(item))
    if isinstance(expression, Binary):
        return tuple(
            Binary(expression.operator, left, right, expression.at)
            for left in _choices(expression.left)
            for right in _choices(expression.right)
        )
    return (expression,)


@lru_cache(maxsize=4096)
def tables_of(statement: Statement, needs: str | None) -> list[str]:
    """The tables that a statement reads, in order."""
    default = statement.each.table if statement.each else needs
    found = [default] if default else []
    for relation in (*statement.when, statement.relation):
        for expression in (relation.inner,) if isinstance(relation, Has) else (relation.left, relation.right):
            found.extend(_in(expression))
    return list(dict.fromkeys(found))


def first_table(statement: Statement) -> str | None:
    tables = tables_of(statement, None)
    return tables[0] if tables else None


def _in(expression: Expression | Children) -> Iterator[str]:
    if isinstance(expression, Told):
        yield TEXT
        if expression.ref is not None:
            yield from _in(expression.ref)
    elif isinstance(expression, (Ref, Children)):
        if expression.table:
            yield expression.table
    elif isinstance(expression, Optional):
        yield from _in(expression.inner)
    elif isinstance(expression, (Sum, AnyOf)):
        for item in expression.items:
            yield from _in(item)
    elif isinstance(expression, Binary):
        yield from _in(expression.left)
        yield from _in(expression.right)


@lru_cache(maxsize=4096)
def listing(relation: Relation) -> int:
    """On which side it adds up what sentences tell of the parts of a whole: 1 the left, -1 the right, 0 neither."""
    if relation.operator != "==":
        return 0
    if isinstance(relation.left, Told) and _sum_of_told(relation.right):
        return -1
    return int(isinstance(relation.right, Told) and _sum_of_told(relation.left))


def _sum_of_told(expression: Expression) -> bool:
    if not isinstance(expression, Binary) or expression.operator != "+":
        return False
    inner = [side.inner if isinstance(side, Optional) else side for side in (expression.left, expression.right)]
    return all(isinstance(side, (Told, AnyOf)) or _sum_of_told(side) for side in inner)
