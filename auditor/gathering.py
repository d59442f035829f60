"""Which files paths, folders, patterns and URLs name, and which part of them a shard has."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor import reading, reports
from auditor.reports.writing import Refused
from auditor.urls import is_url
from auditor.wording import say


def files(paths: Sequence[str], shard: tuple[int, int] | None = None, lang: str = "zh") -> Iterator[str]:
    """The files of paths, folders, patterns and URLs, each once; lock files of Word (~$…) are left out. `shard`: only the
    i-th of n parts. Which part a file is in depends on its name below the path that was given, on nothing else. Raises
    Refused when an URL cannot be listed."""
    seen: set[str] = set()
    for path in paths:
        if is_url(path):
            found = _remote(path, lang)
        elif os.path.isdir(path):
            found = sorted(_inside(path))
        elif glob.has_magic(path) and not os.path.exists(path):
            found = sorted(name for name in glob.glob(path, recursive=True) if os.path.isfile(name)) or [path]
        else:
            found = [path]
        for name in found:
            name = name if is_url(name) else str(Path(name))
            if name in seen or os.path.basename(name).startswith("~$"):
                continue
            seen.add(name)
            if shard is None or _part(name, path, shard[1]) == shard[0]:
                yield name


def named(paths: Sequence[str]) -> frozenset[str]:
    """Those of the paths that name a file themselves, not a folder or a pattern that happens to hold it."""
    return frozenset(
        path if is_url(path) else str(Path(path))
        for path in paths
        if is_url(path) or not (os.path.isdir(path) or (glob.has_magic(path) and not os.path.exists(path)))
    )


def shard_of(said: str | None, lang: str) -> tuple[int, int] | None:
    """3/8 as (3, 8). Raises Refused."""
    if said is None:
        return None
    match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", said)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise Refused([say("check.shard", lang, value=said)])
    return int(match[1]), int(match[2])


def _part(name: str, given: str, parts: int) -> int:
    """In which part (from 1) a file is, whatever other files there are and wherever the folder lies."""
    inside = os.path.relpath(name, given) if os.path.isdir(given) else os.path.basename(name)
    digest = hashlib.sha256(Path(inside).as_posix().encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(digest[:8], "big") % parts + 1


def _remote(url: str, lang: str) -> list[str]:
    """The documents that an URL names."""
    from auditor import fetching

    try:
        found = fetching.listed(url)
    except fetching.Unfetched as problem:
        raise Refused([problem.told(lang)]) from problem
    return found if found == [url] else [name for name in found if name.lower().endswith(reading.suffixes())]


def _inside(folder: str) -> Iterator[str]:
    readable = reading.suffixes()
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = os.path.join(root, name)
            if name.lower().endswith(readable) and not name.startswith((".", "~$")) and not reports.is_output(path):
                yield path
