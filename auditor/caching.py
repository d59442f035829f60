"""Where the program keeps what it need not do twice: a folder of the user's own. No cache is never an error."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path


def folder() -> Path:
    """The program's cache: in XDG_CACHE_HOME, else where the system keeps caches."""
    base = os.environ.get("XDG_CACHE_HOME")
    if not base and sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    return Path(base or os.path.join(os.path.expanduser("~"), ".cache"), "fiscal-auditor")


def private(path: Path) -> bool:
    """Makes that folder, for its owner alone. False when it cannot be made, belongs to somebody else or lets others write."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform == "win32":
            return True  # below the user's own profile, which only the user may write
        stat = path.stat()
        return stat.st_uid == os.getuid() and not stat.st_mode & 0o022
    except OSError:
        return False


def write(path: Path, data: bytes) -> None:
    """Written beside and renamed, so that no other process sees half a file. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
