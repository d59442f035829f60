"""The value of an expression on a report: an interval, the facts it came from, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from auditor.checks.absence import perhaps
from auditor.checks.partnered import pinnings, same
from auditor.formula import AnyOf, Binary, Children, Expression, Number, Optional, Partnered, Ref, Sum, Told
from auditor.model.facts import Fact, Facts, Meaning, Sheet
from auditor.model.pack import Axis, TableKind, Vocabulary
from auditor.model.partners import SAME
from auditor.model.report import Gap
from auditor.model.template import TOTAL, Template
from auditor.numbers import ZERO, Interval, show

ONE = Decimal(1)
ROW = "句"
Part = tuple[Fact, Decimal]


class Value(NamedTuple):
    """`interval` of all values possible; `parts` the printed facts, each with the slope of value × `scale` in it; `linear`
    unless facts are multiplied or divided. Multiplied by its denominators (`scale`) a value is linear in each fact alone;
    a `scale` of nought says that it is not. `below` are the facts of the denominator with their slopes in `scale`. `open` are
    numbers that may belong to it and were not understood, where it counts as nought what is not printed."""

    interval: Interval
    parts: tuple[Part, ...]
    linear: bool = True
    scale: Decimal = Decimal(1)
    below: tuple[Part, ...] = ()
    open: tuple[Part, ...] = ()


class Blocked(Exception):
    """There is no value, and why. `skip` means that the relation does not apply here (a dash), not that it failed; `open` are
    the numbers that may be what is missing. `torn`: more is missing than was asked for, so that nothing is proven absent."""

    def __init__(
        self, gap: Gap, skip: bool = False, absent: bool = False, open: tuple[Fact, ...] = (), torn: bool = False
    ) -> None:
        super().__init__(gap.key)
        self.gap, self.skip, self.absent, self.open, self.torn = gap, skip, absent, open, torn


NOUGHT = Value(Interval.exactly(ZERO), ())


def nought(open_: tuple[Fact, ...]) -> Value:
    """What is not printed, as far as it is proven: those numbers may be it."""
    return NOUGHT._replace(open=tuple((fact, ONE) for fact in open_)) if open_ else NOUGHT


@dataclass(slots=True, eq=False)
class Scope:
    """Where labels are looked up: one set of tables, a default table, and the members at hand in a group. `slack`
    widens what rounding may hide in every number read. `pinned` are the documents beside the report (and sets of tables in
    them) that names of partners mean at the moment; in the scope of one `file` is its number and `home` the report."""

    facts: Facts
    vocabulary: Vocabulary
    group: int
    table: str | None
    bound: Mapping[str, str]
    slack: Decimal = ONE
    pinned: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    file: int = 0
    home: Facts | None = None

    def read(self, fact: Fact) -> Value:
        if self.file:
            fact = fact._replace(at=fact.at._replace(file=self.file))
        if self.slack == ONE:
            return Value(fact.interval, ((fact, ONE),))
        return Value(Interval.around(fact.value, fact.half * self.slack), ((fact, ONE),))

    def kind(self, table: str | None) -> TableKind:
        name = table or self.table
        if name is None or name not in self.vocabulary.tables:
            raise Blocked(Gap("no-table", (("table", name or "?"),)), absent=True)
        return self.vocabulary.tables[name]

    def sheet(self, kind: TableKind) -> Sheet:
        sheet = self.facts.sheet(kind.name, self.group)
        if sheet is None:
            # What no sentence tells is no fault of the report: the relation does not apply.
            raise Blocked(Gap("no-table", (("table", kind.name),)), skip=kind.block.shape == "told", absent=True)
        return sheet

    def key(self, kind: TableKind, labels: tuple[str, ...], over: tuple[str, str] | None = None) -> tuple[str, ...]:
        """The members that labels, the group and the axes' defaults choose; `over` replaces one of them."""
        # Many rules ask for the same numbers of the same lines.
        known = self.facts.kept.setdefault("keys", {})
        asked = kind.name, labels, over, tuple(self.bound.items())
        found = known.get(asked)
        if found is None:
            found = known[asked] = self._key(kind, labels, over)
        key: tuple[str, ...] = found
        return key

    def _key(self, kind: TableKind, labels: tuple[str, ...], over: tuple[str, str] | None) -> tuple[str, ...]:
        chosen: dict[str, str] = {}
        for label in labels:
            found = kind.find(label, {*self.bound, *chosen})
            if found is None:
                raise Blocked(Gap("missing", (("table", kind.name), ("label", label))))
            chosen[found[0].name] = found[1]
        if over:
            chosen[over[0]] = over[1]
        for axis in kind.nested:
            if axis.name not in chosen and any(chosen.get(name, member) != member for name, member in axis.within):
                # 年初结转 has no 科目: the group's member is not meant of it.
                chosen[axis.name] = axis.default or TOTAL
            # A 科目 row is a part of 本年支出合计: the group's member says so unless a label was named.
            if chosen.get(axis.name, self.bound.get(axis.name, axis.default)) != axis.default:
                for name, member in axis.within:
                    chosen.setdefault(name, member)
        key: list[str] = []
        for axis_name, default in kind.defaults:
            wanted = chosen.get(axis_name) or self.bound.get(axis_name) or default
            if wanted is None:
                raise Blocked(Gap("missing", (("table", kind.name), ("label", axis_name))))
            key.append(wanted)
        return tuple(key)


def evaluate(expression: Expression, scope: Scope) -> Value:
    """The value of an expression. Raises Blocked when an operand is missing or cannot be read."""
    if isinstance(expression, Ref):
        kind = scope.kind(expression.table)
        return _cell(scope, kind, scope.key(kind, expression.labels), required=True)
    if isinstance(expression, Told):
        return _told(expression, scope)
    if isinstance(expression, Number):
        return Value(Interval.exactly(expression.value), ())
    if isinstance(expression, Optional):
        try:
            return evaluate(expression.inner, scope)
        except Blocked as blocked:
            if blocked.torn:
                raise
            if blocked.absent if expression.table else (blocked.skip or blocked.gap.key == "missing"):
                return nought(blocked.open)
            raise
    if isinstance(expression, Partnered):
        return evaluate(expression.inner, other(expression, scope))
    if isinstance(expression, AnyOf):
        return evaluate(expression.items[0], scope)
    if isinstance(expression, Sum):
        return _add(value for item in expression.items for value in _items(item, scope))
    left, right = evaluate(expression.left, scope), evaluate(expression.right, scope)
    return _combine(expression, left, right)


def _combine(expression: Binary, left: Value, right: Value) -> Value:
    value = _combined(expression, left, right)
    if not (left.open or right.open):
        return value
    sign = {"+": ONE, "-": -ONE}.get(expression.operator)
    if sign is None:
        return value._replace(open=_times((*left.open, *right.open), ZERO))
    return value._replace(open=(*left.open, *_times(right.open, sign)))


def _combined(expression: Binary, left: Value, right: Value) -> Value:
    linear = left.linear and right.linear
    if expression.operator in "+-":
        first, second, scale = levelled(left, right)
        below = left.below or right.below if scale in (left.scale, right.scale) else ()
        if expression.operator == "+":
            return Value(left.interval.plus(right.interval), first + second, linear, scale, below)
        return Value(left.interval.minus(right.interval), first + _times(second, -ONE), linear, scale, below)
    if expression.operator == "*":
        parts = _times(left.parts, right.interval.middle * right.scale) + _times(right.parts, left.interval.middle * left.scale)
        below = left.below or right.below if not (left.parts and right.parts) else ()
        linear = linear and not (left.parts and right.parts)
        return Value(left.interval.times(right.interval), parts, linear, left.scale * right.scale, below)
    quotient = left.interval.over(right.interval)
    if quotient is None:
        name = right.parts[0][0].row if right.parts else show(right.interval.middle)
        raise Blocked(Gap("divide", (("label", name),)), skip=True)
    if not right.parts:
        return Value(quotient, _times(left.parts, ONE / right.interval.middle), linear, left.scale, left.below)
    # a ÷ b is what makes a − (a ÷ b) × b vanish.
    scale = left.scale * right.interval.middle if right.scale == ONE else ZERO
    below = right.parts if left.scale == right.scale == ONE else ()
    return Value(quotient, left.parts + _times(right.parts, -quotient.middle * left.scale), False, scale, below)


def _times(parts: tuple[Part, ...], factor: Decimal) -> tuple[Part, ...]:
    return parts if factor == ONE else tuple((fact, by * factor) for fact, by in parts)


def levelled(left: Value, right: Value) -> tuple[tuple[Part, ...], tuple[Part, ...], Decimal]:
    """The parts of both with slopes of one common scale, and that scale."""
    if left.scale == right.scale == ONE:
        return left.parts, right.parts, ONE
    return _times(left.parts, right.scale), _times(right.parts, left.scale), left.scale * right.scale


_NOUGHTS_WITH_SLACK = 2


def _add(values: Iterator[Value]) -> Value:
    """The sum. Lines printed 0.00 mostly stand for nothing at all: a long list of them must not widen what rounding
    may explain, so only the first two count as perhaps rounded down."""
    low = high = middle = ZERO
    parts: list[Part] = []
    open_: list[Part] = []
    linear = True
    scale = ONE
    noughts = 0
    for value in values:
        interval = value.interval
        open_.extend(value.open)
        if not interval.middle and value.parts:
            noughts += 1
            if noughts > _NOUGHTS_WITH_SLACK:
                parts.extend(value.parts)
                continue
        low, high, middle = low + interval.low, high + interval.high, middle + interval.middle
        parts.extend(value.parts)
        linear = linear and value.linear
        if value.scale != ONE:
            scale = ZERO
    return Value(Interval(low, high, middle), tuple(parts), linear, scale, open=tuple(open_))


def _items(item: Expression | Children, scope: Scope) -> Iterator[Value]:
    if not isinstance(item, Children):
        for each in expanded(item, scope):
            yield evaluate(item, each)
        return
    axis = _parted(item, scope)[0]
    key: tuple[str, ...] = ()
    for _, key, kind in child_keys(item, scope):
        yield _cell(scope, kind, key, required=False)
    yield nought(perhaps(scope.sheet(kind), kind, key, axis.name))


def _parted(item: Children, scope: Scope) -> tuple[Axis, str]:
    """The axis along which a sum goes, and the member whose parts it adds up."""
    kind = scope.kind(item.table)
    if item.label is not None:
        found = kind.find(item.label, scope.bound)
        if found is None:
            raise Blocked(Gap("missing", (("table", kind.name), ("label", item.label))))
        return found
    named = kind.axis(item.axis or "")
    if named is None:
        raise Blocked(Gap("missing", (("table", kind.name), ("label", item.axis or "?"))))
    return named, scope.bound.get(named.name) or named.default or ""


def child_keys(item: Children, scope: Scope) -> Iterator[tuple[str, tuple[str, ...], TableKind]]:
    """The parts of a member with their keys, as far as they are printed. Raises Blocked (skip) when it has none."""
    kind = scope.kind(item.table)
    sheet = scope.sheet(kind)
    axis, member = _parted(item, scope)
    printed_parts = sheet.trees.get(axis.name, {}).get(member) if kind.block.shape else None
    children = printed_parts or axis.parts.get(member, []) or sheet.below(axis.name, axis.default or "").get(member, [])
    keys = ((child, scope.key(kind, item.labels, (axis.name, child))) for child in children)
    present = [(child, key) for child, key in keys if key in sheet.facts]
    if not present:
        raise Blocked(Gap("nothing"), skip=True)
    for child, key in present:
        yield child, key, kind


def printed(reference: Ref | Told | Partnered, scope: Scope) -> bool:
    """Whether the report prints that number's row and column, or tells the number."""
    try:
        if isinstance(reference, Partnered):
            return printed(reference.inner, other(reference, scope))
        if isinstance(reference, Told):
            evaluate(reference, scope)
            return True
        kind = scope.kind(reference.table)
        return scope.key(kind, reference.labels) in scope.sheet(kind).facts
    except Blocked:
        return False


def _told(expression: Told, scope: Scope) -> Value:
    """What the sentences say of a meaning. Nothing said is no fault of the report: the relation does not apply."""
    if expression.meaning == SAME:
        found_there = same(scope.facts, scope.home or scope.facts, scope.bound.get(ROW), expression.quantity, scope.vocabulary)
        if isinstance(found_there, Gap):
            raise Blocked(found_there, skip=True)
        return scope.read(found_there)
    meaning, name = told_meaning(expression, scope)
    quantity = expression.quantity or scope.vocabulary.prose.default.name if scope.vocabulary.prose else ""
    found = scope.facts.told.get((meaning, quantity)) if meaning else None
    if found:
        return scope.read(found[0])
    raise Blocked(Gap("untold", (("label", name), ("quantity", quantity))), skip=True)


def told_meaning(expression: Told, scope: Scope) -> tuple[Meaning | None, str]:
    """The meaning that a reference asks for, and its name for people."""
    defaults = scope.vocabulary.default_dimensions
    if expression.meaning is not None:
        template = Template.parse(expression.meaning)
        return (template.fill({}, defaults) if template else None), expression.meaning
    assert expression.ref is not None
    kind = scope.kind(expression.ref.table)
    key = scope.key(kind, expression.ref.labels)
    return kind.meaning(key, defaults), "·".join(expression.ref.labels) or kind.name


def _cell(scope: Scope, kind: TableKind, key: tuple[str, ...], *, required: bool) -> Value:
    sheet = scope.sheet(kind)
    fact = sheet.facts.get(key)
    if fact is None:
        if sheet.unsure:
            raise Blocked(Gap("unsure-table", (("table", kind.name),)))
        may_be = perhaps(sheet, kind, key)
        if not required or sheet.empty:
            return nought(may_be)
        label = "·".join(m for m, axis in zip(key, kind.axes, strict=True) if m != axis.default) or kind.name
        gap = Gap("missing", (("table", kind.name), ("label", label)))
        if any(m == axis.default and m not in sheet.members(axis.name) for m, axis in zip(key, kind.axes, strict=True)):
            # The total that all else is a part of is not there either: the table was not read to its end.
            raise Blocked(gap, torn=True)
        if _complete(kind, sheet, key):
            return nought(may_be)
        raise Blocked(gap, skip=_optional(kind, sheet, key), open=may_be)
    state = fact.state
    if state == "number":
        return scope.read(fact)
    if state == "blank" or state == "none":
        return NOUGHT
    slots = (("table", kind.name), ("label", fact.row))
    if state == "dash":
        if fact.unit.measure == "money" and not any(_elective(kind, key)):
            # Where amounts are printed a dash is a printed nought; numbers of things, and details, it rules out.
            return scope.read(fact)
        raise Blocked(Gap("dash", slots, fact.at), skip=True)
    raise Blocked(Gap("unreadable", (*slots, ("text", fact.text)), fact.at))


def _optional(kind: TableKind, sheet: Sheet, key: tuple[str, ...]) -> bool:
    """Whether the number belongs to a row or column that only some layouts of the table have, and this one has not."""
    at_choice = _elective(kind, key)
    return any(
        choice and member not in sheet.members(axis.name)
        for choice, member, axis in zip(at_choice, key, kind.axes, strict=True)
    )


def _elective(kind: TableKind, key: tuple[str, ...]) -> list[bool]:
    """For each axis, whether only some layouts of the table have that member."""
    return [
        member in axis.members and axis.members[member].optional for member, axis in zip(key, kind.axes, strict=True)
    ]  # fmt: skip


def _complete(kind: TableKind, sheet: Sheet, key: tuple[str, ...]) -> bool:
    """Whether the table lists everything on an axis, so that a member it does not print is nought.

    A table that prints no code of that length at all does not go that deep, and tells nothing."""
    for member, axis in zip(key, kind.axes, strict=True):
        if axis.name in kind.complete and member != axis.default:
            known = sheet.members(axis.name)
            if member not in known:
                if axis.classification is None:
                    return True
                # A subtotal between the codes (人员经费合计) that is not printed is not nought.
                return member.isdigit() and any(len(other) == len(member) for other in known if other.isdigit())
    return False


def other(expression: Partnered, scope: Scope) -> Scope:
    """Where a reference to another document is looked up. Raises Blocked when it stands for none or several."""
    beside = scope.facts.beside
    pin = scope.pinned.get(expression.name)
    if beside is None or pin is None:
        raise Blocked(Gap("no-partner", (("partner", expression.name),)), skip=True)
    number, group = pin
    facts = beside.partners[number - 1].facts
    return replace(scope, facts=facts, group=group, pinned={}, file=number, home=scope.facts)


def expanded(item: Expression, scope: Scope) -> Iterator[Scope]:
    """The scopes to evaluate an item of a sum in: one for each document (and form in it) that a name in it stands for."""
    if scope.facts.beside is None:
        yield scope
        return
    for pins in pinnings(item, scope.facts, scope.table, frozenset(scope.pinned), scope.vocabulary):
        yield replace(scope, pinned={**scope.pinned, **pins})
