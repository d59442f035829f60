"""Where audits are done. One module per engine: a module is an engine when it has a NAME and `connect`.

An engine gives a `concurrent.futures.Executor`, and how a call is handed to it. Deleting a module takes its engine away."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from concurrent.futures import Executor
from functools import cache
from typing import Any, NamedTuple, Protocol, cast


class Connection(NamedTuple):
    """An engine ready for work. `run(limits, work, *values)` is what the executor is given to call; `width` how many calls it
    can do at a time; `close` ends everything, also what is not done; `alive`: whether what was handed over may come back."""

    executor: Executor
    run: Callable[..., Any]
    width: int
    close: Callable[[], None]
    alive: Callable[[], bool] = lambda: True


class Engine(Protocol):
    """A place where work is done."""

    NAME: str

    def connect(self, width: int, scheduler: str | None) -> Connection: ...


class Unavailable(Exception):
    """An engine that cannot be used. The message is a sentence for the user, by wording key and slots."""

    def __init__(self, key: str, **slots: object) -> None:
        super().__init__(key)
        self.key, self.slots = key, slots


@cache
def names() -> tuple[str, ...]:
    """The engines there are."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__)))


def engine(name: str) -> Engine | None:
    """The engine of that name."""
    return cast(Engine, importlib.import_module(f"{__name__}.{name}")) if name in names() else None
