"""YAML without surprises: scalars are strings that know their place; duplicate keys and full-width colons are errors.

Plain PyYAML turns `no` into False, 0123 into 83, 12:30 into 750, and silently keeps the last of two equal keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from auditor.rulebook.problems import Problem, RulebookError


class Mark(NamedTuple):
    """A place in a rule file, from nought. `block` tells that the text starts on the line below, indented."""

    file: str
    line: int
    column: int
    block: bool = False


class Text(str):
    """A scalar with the place it was written at."""

    mark: Mark

    @classmethod
    def at(cls, value: str, mark: Mark) -> Text:
        text = cls(value)
        text.mark = mark
        return text


class Map(dict[str, Any]):
    """A mapping; its keys are Text."""

    mark: Mark


class List(list[Any]):
    """A sequence with its place."""

    mark: Mark


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 30


def mark_of(value: Any) -> Mark:
    """The place of a Text, Map or List."""
    mark: Mark = value.mark
    return mark


def load(source: str, file: str) -> Any:
    """The content of one YAML file as Map, List and Text. Raises RulebookError with file:line:column."""
    try:
        node = yaml.compose(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as problem:
        at = problem.problem_mark or problem.context_mark
        line, column = (at.line, at.column) if at else (0, 0)
        raise RulebookError([Problem.at(Mark(file, line, column), source, "yaml", why=problem.problem or "")]) from problem
    except yaml.YAMLError as problem:
        raise RulebookError([Problem.at(Mark(file, 0, 0), source, "yaml", why=str(problem))]) from problem
    if node is None:
        raise RulebookError([Problem.at(Mark(file, 0, 0), source, "yaml-empty")])
    return _convert(node, file, source, 0)


def load_file(path: Path) -> tuple[Any, str]:
    """Content and source text of a rule file."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise RulebookError([Problem.at(Mark(str(path), 0, 0), "", "not-utf8")]) from problem
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise RulebookError([Problem.at(Mark(str(path), 0, 0), "", "cannot-open", why=why)]) from problem
    return load(source, str(path)), source


def _convert(node: yaml.Node, file: str, source: str, depth: int) -> Any:
    mark = Mark(file, node.start_mark.line, node.start_mark.column)
    if depth > _DEEPEST:
        raise RulebookError([Problem.at(mark, source, "yaml-deep")])
    if isinstance(node, yaml.ScalarNode):
        return Text.at(node.value, mark._replace(block=node.style in {"|", ">"}))
    if isinstance(node, yaml.SequenceNode):
        items = List(_convert(child, file, source, depth + 1) for child in node.value)
        items.mark = mark
        return items
    if not isinstance(node, yaml.MappingNode):
        raise RulebookError([Problem.at(mark, source, "yaml-node")])
    found = Map()
    found.mark = mark
    for key_node, value_node in node.value:
        key = _convert(key_node, file, source, depth + 1)
        if not isinstance(key, Text):
            raise RulebookError([Problem.at(mark, source, "yaml-key")])
        if key in found:
            raise RulebookError([Problem.at(key.mark, source, "yaml-duplicate", name=key)])
        found[key] = _convert(value_node, file, source, depth + 1)
    return found
