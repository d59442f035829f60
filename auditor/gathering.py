"""Which files paths, folders and patterns name."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence

from auditor import reading, reports


def files(paths: Sequence[str]) -> Iterator[str]:
    """The files of paths, folders and patterns, each once; lock files of Word (~$…) are left out."""
    seen: set[str] = set()
    for path in paths:
        if os.path.isdir(path):
            found = sorted(_inside(path))
        elif glob.has_magic(path) and not os.path.exists(path):
            found = sorted(name for name in glob.glob(path, recursive=True) if os.path.isfile(name)) or [path]
        else:
            found = [path]
        for name in found:
            if name not in seen and not os.path.basename(name).startswith("~$"):
                seen.add(name)
                yield name


def _inside(folder: str) -> Iterator[str]:
    readable = reading.suffixes()
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = os.path.join(root, name)
            if name.lower().endswith(readable) and not name.startswith((".", "~$")) and not reports.is_output(path):
                yield path
