"""Compare a rule file with its shape and collect every mistake, with places."""

from __future__ import annotations

import re
from typing import Any

from auditor.formula import FormulaError, parse
from auditor.model.shape import Either, Formula, Keys, Many, Regex, Scalar, Shape, TableName
from auditor.rulebook.problems import Problem, nearest
from auditor.rulebook.yaml_strict import List, Map, Mark, Text, mark_of

_FULL_WIDTH_COLON = re.compile(r"\s*[\w.-]+：")


class Checker:
    """Collects the mistakes of one file, and its patterns."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.patterns: list[str] = []

    def fault(self, mark: Mark, key: str, perhaps: str | None = None, **slots: object) -> None:
        self.problems.append(Problem.at(mark, self.source, key, perhaps=perhaps, **slots))

    def fault_in(self, text: Text, at: int, key: str, perhaps: str | None = None, **slots: object) -> None:
        """A mistake at a character of a scalar."""
        self.fault(within(text, at, self.source), key, perhaps, **slots)

    def check(self, value: Any, shape: Shape) -> None:
        """Compare a value with a shape and remember what is wrong."""
        if isinstance(shape, Either):
            shape = next((s for s in shape.shapes if _fits(value, s)), shape.shapes[0])
        if isinstance(shape, Many):
            if isinstance(value, List):
                for item in value:
                    self.check(item, shape.item)
            elif shape.single:
                self.check(value, shape.item)
            else:
                self.fault(value.mark, "want-list")
        elif isinstance(shape, Keys):
            self._keys(value, shape)
        elif not isinstance(value, Text):
            self.fault(value.mark, "want-text")
        else:
            self._scalar(value, shape)

    def _scalar(self, value: Text, shape: Shape) -> None:
        if isinstance(shape, Scalar):
            if shape.choices and value not in shape.choices:
                choices = " | ".join(shape.choices)
                self.fault(value.mark, "want-choice", nearest(value, shape.choices), value=value, choices=choices)
            elif shape.pattern and not re.fullmatch(shape.pattern, value):
                self.fault(value.mark, "want-pattern", value=value, pattern=shape.pattern)
        elif isinstance(shape, Regex):
            try:
                re.compile(value)
            except re.error as problem:
                self.fault_in(value, problem.pos or 0, "regex", why=problem.msg)
            else:
                self.patterns.append(str(value))
        elif isinstance(shape, Formula):
            try:
                parse(value)
            except FormulaError as problem:
                self.fault_in(value, problem.at, problem.key, None, **problem.slots)
        elif isinstance(shape, TableName) and not value.strip("《》"):
            self.fault(value.mark, "want-text")

    def _keys(self, value: Any, shape: Keys) -> None:
        if not isinstance(value, Map):
            wide = isinstance(value, Text) and _FULL_WIDTH_COLON.match(value)
            self.fault(value.mark, "full-width-colon" if wide else "want-mapping")
            return
        for key, item in value.items():
            known = shape.known.get(key)
            if known is None and shape.others is None and "：" in key:
                self.fault(mark_of(key), "full-width-colon")
            elif known is None and shape.others is None:
                self.fault(mark_of(key), "unknown-key", nearest(key, shape.known), name=key)
            elif known is not None or shape.others is not None:
                self.check(item, known or shape.others)  # type: ignore[arg-type]
        for name in shape.required:
            if name not in value:
                self.fault(value.mark, "missing-key", name=name)


def _fits(value: Any, shape: Shape) -> bool:
    if isinstance(shape, Many):
        return isinstance(value, List)
    if isinstance(shape, Keys):
        return isinstance(value, Map)
    return isinstance(value, Text)


def within(text: Text, at: int, source: str) -> Mark:
    """The place in the file of a character of a scalar (plain, quoted, or a block without folding)."""
    mark = text.mark
    lines = source.splitlines()
    if not mark.block:
        quoted = mark.line < len(lines) and lines[mark.line][mark.column : mark.column + 1] in {"'", '"'}
        return mark._replace(column=mark.column + at + (1 if quoted else 0))
    before = text[:at]
    line = mark.line + 1 + before.count("\n")
    indent = len(lines[line]) - len(lines[line].lstrip()) if line < len(lines) else 0
    return mark._replace(line=line, column=indent + len(before) - (before.rfind("\n") + 1))
