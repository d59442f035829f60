"""Wait until files change. Word saves by writing another file and renaming it: a file may be gone for a moment."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator

Snapshot = dict[str, tuple[int, int]]
"""Modification time and size of every file."""

EVERY = 0.5
_PATIENCE = 6
"""So many looks a vanished file may stay away before it counts as deleted."""


def changes(look: Callable[[], Iterable[str]], sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yields each time the files that `look` names have changed and then been still for one look."""
    known = snapshot(look())
    while True:
        sleep(EVERY)
        now = _settled(look, known, sleep)
        if now != known:
            known = now
            yield


def _settled(look: Callable[[], Iterable[str]], known: Snapshot, sleep: Callable[[float], None]) -> Snapshot:
    """The files once two looks agree; one that vanished is waited for."""
    now = snapshot(look())
    patience = _PATIENCE
    while now != known:
        sleep(EVERY)
        again = snapshot(look())
        if again == now and (known.keys() <= now.keys() or not patience):
            break
        patience -= again == now
        now = again
    return now


def snapshot(paths: Iterable[str]) -> Snapshot:
    """The files that are there."""
    found = {}
    for path in paths:
        try:
            stat = os.stat(path)
        except OSError:
            continue
        found[path] = stat.st_mtime_ns, stat.st_size
    return found
