"""Child processes of this one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

from auditor.children import Children
from auditor.executors import Connection

NAME: Final = "local"


def connect(width: int, scheduler: str | None = None) -> Connection:
    """`width` threads, each of which waits for a child process."""
    children, threads = Children(), ThreadPoolExecutor(width)

    def close() -> None:
        threads.shutdown(wait=False, cancel_futures=True)
        children.stop()

    return Connection(threads, children.run, width, close)
