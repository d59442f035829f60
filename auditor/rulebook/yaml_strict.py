"""YAML without surprises: scalars are strings that know their place; duplicate keys and full-width colons are errors.

Plain PyYAML turns `no` into False, 0123 into 83, 12:30 into 750, and silently keeps the last of two equal keys."""

from __future__ import annotations

from collections.abc import Iterable
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
        found = _built(yaml.parse(source, Loader=_LOADER), file, source)
    except yaml.MarkedYAMLError as problem:
        at = problem.problem_mark or problem.context_mark
        line, column = (at.line, at.column) if at else (0, 0)
        raise RulebookError([Problem.at(Mark(file, line, column), source, "yaml", why=problem.problem or "")]) from problem
    except yaml.YAMLError as problem:
        raise RulebookError([Problem.at(Mark(file, 0, 0), source, "yaml", why=str(problem))]) from problem
    if found is None:
        raise RulebookError([Problem.at(Mark(file, 0, 0), source, "yaml-empty")])
    return found


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


def _built(events: Iterable[yaml.Event], file: str, source: str) -> Any:
    """What the events of a parser describe, None for nothing. Nesting costs no stack, and nothing is meant that is not written:
    an alias, which can make a short file grow without end, is a mistake."""

    def wrong(mark: Mark, key: str, **slots: object) -> RulebookError:
        return RulebookError([Problem.at(mark, source, key, perhaps=None, **slots)])

    whole: Any = None
    open_: list[Map | List] = []
    keys: list[Text | None] = []
    for event in events:
        mark = Mark(file, event.start_mark.line, event.start_mark.column) if event.start_mark else Mark(file, 0, 0)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise wrong(mark, "yaml-alias")
        if getattr(event, "tag", None):
            raise wrong(mark, "yaml-tag")
        if isinstance(event, yaml.ScalarEvent):
            value: Any = Text.at(event.value, mark._replace(block=event.style in {"|", ">"}))
        elif isinstance(event, yaml.CollectionStartEvent):
            value = Map() if isinstance(event, yaml.MappingStartEvent) else List()
            value.mark = mark
        else:
            if isinstance(event, yaml.CollectionEndEvent):
                open_.pop()
                keys.pop()
            elif isinstance(event, yaml.DocumentStartEvent) and whole is not None:
                raise wrong(mark, "yaml-second")
            continue
        if not open_:
            whole = value
        elif isinstance(open_[-1], List):
            open_[-1].append(value)
        elif keys[-1] is not None:
            open_[-1][keys[-1]] = value
            keys[-1] = None
        elif not isinstance(value, Text):
            raise wrong(open_[-1].mark, "yaml-key")
        elif value in open_[-1]:
            raise wrong(value.mark, "yaml-duplicate", name=value)
        else:
            keys[-1] = value
        if not isinstance(value, Text):
            open_.append(value)
            keys.append(None)
            if len(open_) > _DEEPEST:
                raise wrong(mark, "yaml-deep")
    return whole
