"""The workers of a dask cluster. Each audits in child processes of its own, so that no document can end a worker; when a
worker is lost, the scheduler gives its audits to another."""

from __future__ import annotations

from typing import Final

from auditor.children import guarded
from auditor.executors import Connection, Unavailable

NAME: Final = "dask"
_PATIENCE: Final = 20
"""Seconds to wait for the scheduler, and for its first worker."""


def connect(width: int, scheduler: str | None) -> Connection:
    """The cluster behind that address (tcp://host:8786, or a scheduler file). Raises Unavailable."""
    try:
        from distributed import Client
    except ImportError as problem:
        raise Unavailable("no-dask") from problem
    if not scheduler:
        raise Unavailable("no-scheduler")
    where = {"scheduler_file": scheduler} if scheduler.endswith(".json") else {"address": scheduler}
    try:
        client = Client(**where, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as problem:
        raise Unavailable("no-answer", address=scheduler, why=str(problem)[:200]) from problem
    executor = client.get_executor()  # type: ignore[no-untyped-call]
    cores = sum(client.ncores().values())  # type: ignore[no-untyped-call]

    def alive() -> bool:
        return str(client.status) in {"running", "connecting"}  # it tries for a while to find a scheduler again

    return Connection(executor, guarded, max(1, cores), client.close, alive)
