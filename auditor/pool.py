"""The audits of many files on an engine: from the cache what it has, the rest by workers, told in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any, Final

from auditor import executors, records
from auditor.children import Lost, TooSlow
from auditor.executors import Connection, Unavailable
from auditor.model.partners import Card
from auditor.model.report import Report
from auditor.reports.writing import Refused
from auditor.results import Results
from auditor.wording import say
from auditor.work import Job, carded, ready, recorded

_AHEAD: Final = 2000
"""So many finished reports may wait for a slow one before them."""
_QUEUED: Final = 4
"""Audits handed out for each one that can be done at a time."""
_EACH: Final = 4
"""A further worker is worth its start for so many files."""


def width(files: int, asked: int | None) -> int:
    """How many workers there are: those asked for, else one for every four files, at most one per processor."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(files, asked or min(processors, files // _EACH)))


def reports(jobs: Sequence[Job], options: Mapping[str, Any], *, details: bool, done: Callable[[], object]) -> Iterator[Report]:
    """A report for each job, in their order, however the work was shared out. Raises Refused when the engine cannot be used."""
    pool = _Pool(jobs, options, details, recorded)
    try:
        for job, found in zip(jobs, pool.found(done), strict=True):
            yield found if isinstance(found, Report) else records.decode(found, job.path)
    finally:
        pool.close()


def cards(jobs: Sequence[Job], options: Mapping[str, Any]) -> Iterator[Card | None]:
    """What tells where the file of each job belongs, in their order; None for one that cannot be read. Raises Refused."""
    pool = _Pool(jobs, options, False, carded, "cards")
    try:
        for job, found in zip(jobs, pool.found(lambda: None), strict=True):
            yield None if isinstance(found, Report) else records.decode_card(found, job.path)
    finally:
        pool.close()


class _Pool:
    def __init__(
        self, jobs: Sequence[Job], options: Mapping[str, Any], details: bool, work: Callable[[Job, bool], bytes],
        kept: str = "reports",
    ) -> None:  # fmt: skip
        self._jobs, self._options, self._details, self._work = jobs, options, details, work
        self._cache = None if options.get("no_cache") else Results(what=kept)
        self._keys: dict[int, str | None] = {}
        self._running: dict[Future[bytes], int] = {}
        self._finished: dict[int, bytes | Report] = {}
        self._connection: Connection | None = None
        if options.get("engine"):
            self._connected()

    def found(self, done: Callable[[], object]) -> Iterator[bytes | Report]:
        """What the work gave for each job; a report that tells why it gave nothing."""
        given = 0
        for number in range(len(self._jobs)):
            while number not in self._finished:
                room = len(self._running) < self._room and given - number < _AHEAD
                if room and given < len(self._jobs):
                    if self._kept(given) or self._start(given):
                        done()
                    given += 1
                else:
                    for _ in range(self._collect()):
                        done()
            yield self._finished.pop(number)

    @property
    def _room(self) -> int:
        return _QUEUED * (self._connection.width if self._connection else 1)

    def _connected(self) -> Connection:
        if self._connection is None:
            lang = self._options["lang"]
            name = self._options.get("engine") or "local"
            engine = executors.engine(name)
            if engine is None:
                raise Refused([say("engine.unknown", lang, name=name, names=" ".join(executors.names()))])
            try:
                self._connection = engine.connect(
                    width(len(self._jobs), self._options.get("jobs")), self._options.get("scheduler")
                )
            except Unavailable as problem:
                raise Refused([say(f"engine.{problem.key}", lang, **problem.slots)]) from problem
        return self._connection

    def _kept(self, number: int) -> bool:
        """Whether the cache has that report."""
        if self._cache is None or "://" in self._jobs[number].path:
            return False
        key = self._keys[number] = self._cache.key(self._jobs[number])
        record = self._cache.get(key, details=self._details)
        if record is not None:
            self._finished[number] = record
        return record is not None

    def _start(self, number: int) -> bool:
        connection, job = self._connected(), self._jobs[number]
        future = connection.executor.submit(connection.run, job.limits, self._work, job, self._details, ready=ready)
        self._running[future] = number
        return False

    def _collect(self) -> int:
        """Wait until something is finished; how much it was."""
        finished, _ = wait(self._running, return_when=FIRST_COMPLETED)
        for future in finished:
            number = self._running.pop(future)
            try:
                self._finished[number] = record = future.result()
            except Exception as problem:
                self._finished[number] = _failed(self._jobs[number], problem)
                continue
            if self._cache is not None and records.complete(record):
                self._cache.put(self._keys.pop(number, None), record)
        return len(finished)

    def close(self) -> None:
        """End what is running; what is finished is in the cache."""
        if self._connection is not None:
            self._connection.close()
        if self._cache is not None:
            self._cache.trim()


def _failed(job: Job, problem: Exception) -> Report:
    """The report on a file whose audit gave none."""
    if isinstance(problem, TooSlow):
        reason = say("many.too-slow", job.lang, limit=f"{job.limits.seconds:g}")
    elif isinstance(problem, MemoryError):
        reason = say("many.no-memory", job.lang, limit=job.limits.megabytes)
    elif isinstance(problem, Lost):
        reason = say("many.lost", job.lang, code=problem.code)
    else:
        reason = say("many.failed", job.lang, why=f"{type(problem).__name__}: {problem}"[:200])
    return Report(job.path, "incomplete", reason)
