"""Documents that lie elsewhere, fetched through fsspec when that is installed: s3://…, https://…, hdfs://…"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from auditor.reading.archive import LARGEST_FILE
from auditor.wording import say

_PIECE: Final = 2**20


class Unfetched(Exception):
    """A document that could not be had. The message is a sentence for the user, by wording key and slots."""

    def __init__(self, key: str, **slots: object) -> None:
        super().__init__(key)
        self.key, self.slots = key, slots

    def told(self, lang: str) -> str:
        return say(f"fetch.{self.key}", lang, **self.slots)


def listed(url: str) -> list[str]:
    """The files that an URL names: all of a folder, those of a pattern, or itself. Raises Unfetched."""
    with _told(url):
        files, path = _opened(url)
        if any(sign in path for sign in "*?["):
            found = files.glob(path)
        elif files.isdir(path):
            found = files.find(path)
        else:
            return [url]
        return sorted(str(files.unstrip_protocol(name)) for name in found)


@contextmanager
def fetched(url: str) -> Iterator[Path]:
    """The document in a file of its own name, as long as the context lasts. Raises Unfetched."""
    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        copy = Path(folder, os.path.basename(url.split("::")[0].rstrip("/").split("?")[0]) or "document")
        with _told(url):
            files, path = _opened(url)
            with files.open(path, "rb") as source, copy.open("wb") as target:
                size = 0
                while piece := source.read(_PIECE):
                    size += len(piece)
                    if size > LARGEST_FILE:
                        raise Unfetched("too-large", limit=LARGEST_FILE // 2**20)
                    target.write(piece)
        yield copy


def _opened(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as problem:
        raise Unfetched("no-fsspec", url=url) from problem
    files, path = fsspec.core.url_to_fs(url)
    return files, str(path)


@contextmanager
def _told(url: str) -> Iterator[None]:
    """What any of the many file systems may raise, as one sentence."""
    try:
        yield
    except Unfetched:
        raise
    except FileNotFoundError as problem:
        raise Unfetched("absent", url=url) from problem
    except Exception as problem:
        raise Unfetched("failed", url=url, why=f"{type(problem).__name__}: {problem}"[:200]) from problem
