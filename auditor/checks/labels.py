"""Judge the labels of a statement before it runs: unknown tables, members and axes, units that do not go together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from auditor.checks import Mistake
from auditor.formula import AnyOf, Binary, Children, Expression, Has, Number, Optional, Partnered, Ref, Statement, Sum, Told
from auditor.model.facts import TEXT
from auditor.model.pack import TableKind, Vocabulary
from auditor.model.template import Template


def label_mistakes(source: str, statement: Statement, needs: str | None, vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Every wrong name of a statement, at its character."""
    default = needs
    bound: set[str] = set()
    if statement.each:
        default = statement.each.table
        kind = vocabulary.tables.get(default)
        if kind is None:
            yield _unknown_table(source, statement.each.at, default, vocabulary)
            return
        for axis in statement.each.axes:
            known = kind.axis(axis.name)
            if known is None:
                perhaps = _nearest(axis.name, kind.axis_names)
                yield Mistake(source, axis.at, "unknown-axis", (("table", kind.name), ("name", axis.name)), perhaps)
                continue
            bound.add(axis.name)
            levels = [level.name for level in known.classification.levels] if known.classification else []
            levels += kind.block.levels
            for name in axis.only:
                if name not in levels and name not in known.members and not name.isdigit():
                    perhaps = _nearest(name, [*levels, *known.members])
                    slots = (("table", kind.name), ("name", name))
                    yield Mistake(source, axis.at, "unknown-group", slots, perhaps)
    judge = _Judge(source, default, bound, vocabulary)
    for relation in (*statement.when, statement.relation):
        if isinstance(relation, Has):
            judge.measure(relation.inner)
            yield from judge.mistakes
            judge.mistakes.clear()
            continue
        left, right = judge.measure(relation.left), judge.measure(relation.right)
        yield from judge.mistakes
        judge.mistakes.clear()
        if left and right and left != right and relation.operator != "<=>":
            yield Mistake(source, relation.at, "mixed-measures", (("left", left), ("right", right)))


class _Judge:
    def __init__(self, source: str, default: str | None, bound: set[str], vocabulary: Vocabulary) -> None:
        self.source, self.default, self.bound, self.vocabulary = source, default, bound, vocabulary
        self.mistakes: list[Mistake] = []

    def measure(self, expression: Expression | Children) -> str | None:
        """What an expression measures (money, count …); None for constants, ratios and anything wrong."""
        if isinstance(expression, Number):
            return None
        if isinstance(expression, Optional):
            return self.measure(expression.inner)
        if isinstance(expression, Partnered):
            kinds = self.vocabulary.pairing.kinds
            if expression.name not in kinds:
                self._fault(expression.at, "unknown-partner", _nearest(expression.name, kinds), name=expression.name)
            return self.measure(expression.inner)
        if isinstance(expression, Told):
            return self._told(expression)
        if isinstance(expression, AnyOf):
            return next(iter([self.measure(item) for item in expression.items]))
        if isinstance(expression, Sum):
            found = {measure for item in expression.items if (measure := self.measure(item))}
            return found.pop() if len(found) == 1 else None
        if isinstance(expression, Binary):
            left, right = self.measure(expression.left), self.measure(expression.right)
            if expression.operator in "+-":
                if left and right and left != right:
                    self._fault(expression.at, "mixed-measures", left=left, right=right)
                return left or right
            return (left or right) if expression.operator == "*" and not (left and right) else None
        return self._reference(expression)

    def _told(self, expression: Told) -> str | None:
        prose = self.vocabulary.prose
        known = prose.table.axes[1].members if prose else {}
        quantity = expression.quantity
        if quantity and quantity not in known:
            self._fault(expression.at, "unknown-label", _nearest(quantity, known), table=TEXT, name=quantity)
            return None
        if expression.meaning is not None and Template.parse(expression.meaning) is None:
            self._fault(expression.at, "meaning")
        if expression.ref is not None:
            self._reference(expression.ref)
        return known[quantity].measure if quantity else "money"

    def _reference(self, expression: Ref | Children) -> str | None:
        name = expression.table or self.default
        if name is None:
            self._fault(expression.at, "no-table")
            return None
        kind = self.vocabulary.tables.get(name)
        if kind is None:
            self.mistakes.append(_unknown_table(self.source, expression.at, name, self.vocabulary))
            return None
        if isinstance(expression, Children):
            if expression.axis is not None and kind.axis(expression.axis) is None:
                self._fault(expression.at, "unknown-axis", _nearest(expression.axis, kind.axis_names),
                            table=kind.name, name=expression.axis)  # fmt: skip
            elif expression.label is not None:
                return self._labels(kind, (expression.label, *expression.labels), expression.at, needed=False)
            elif expression.labels:
                return self._labels(kind, expression.labels, expression.at, needed=False)
            return kind.measure
        return self._labels(kind, expression.labels, expression.at, needed=True)

    def _labels(self, kind: TableKind, labels: tuple[str, ...], at: int, *, needed: bool) -> str | None:
        chosen: set[str] = set()
        measure = kind.measure
        for label in labels:
            found = kind.find(label, self.bound | chosen)
            if found is None:
                every = [name for axis in kind.axes for name in axis.members]
                self._fault(at, "unknown-label", _nearest(label, every), table=kind.name, name=label)
                return None
            axis, member = found
            chosen.add(axis.name)
            chosen.update(name for name, _ in axis.within)
            if member in axis.members and axis.members[member].measure:
                measure = axis.members[member].measure or measure
        if needed:
            within = {name for axis in kind.axes if axis.name in self.bound | chosen for name, _ in axis.within}
            for axis in kind.axes:
                if axis.default is None and axis.name not in chosen | self.bound | within:
                    self._fault(at, "no-default", table=kind.name, name=axis.name)
        return measure

    def _fault(self, at: int, key: str, perhaps: str | None = None, **slots: object) -> None:
        self.mistakes.append(Mistake(self.source, at, key, tuple(slots.items()), perhaps))


def _unknown_table(source: str, at: int, name: str, vocabulary: Vocabulary) -> Mistake:
    return Mistake(source, at, "unknown-table", (("name", name),), _nearest(name, vocabulary.tables))


def _nearest(word: str, known: Iterable[str]) -> str | None:
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return found[0] if found else None
