"""The audits of many files on an engine: from the cache what it has, the rest by workers, told in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from typing import Any, Final

from auditor import executors, records
from auditor.children import Lost, TooSlow
from auditor.executors import Connection, Unavailable
from auditor.model.partners import Card
from auditor.model.report import Report
from auditor.reports.writing import Refused
from auditor.results import Results
from auditor.urls import is_url
from auditor.wording import say
from auditor.work import Job, carded, ready, recorded

_AHEAD: Final = 2000
"""So many finished reports may wait for a slow one before them."""
_QUEUED: Final = 4
"""Audits handed out for each one that can be done at a time."""
_WAKEFUL: Final = 1.0
"""Seconds to wait at a time: Windows hears Ctrl-C only in between."""
_EACH: Final = 4
"""A further worker is worth its start for so many files."""


def width(files: int, asked: int | None) -> int:
    """How many workers there are: those asked for, else one for every four files, at most one per processor."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(files, asked or min(processors, files // _EACH)))


class Workers:
    """Those who do the work of one run; they are called in when there is some. Raises Refused when an engine that was asked for
    cannot be used."""

    def __init__(self, files: int, options: Mapping[str, Any]) -> None:
        self.options, self._files = options, files
        self._connection: Connection | None = None
        if options.get("engine"):
            self.connected()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()

    def connected(self) -> Connection:
        """The engine, ready for work. Raises Refused when it cannot be used."""
        if self._connection is None:
            lang = self.options["lang"]
            name = self.options.get("engine") or "local"
            engine = executors.engine(name)
            if engine is None:
                raise Refused([say("engine.unknown", lang, name=name, names=" ".join(executors.names()))])
            try:
                self._connection = engine.connect(width(self._files, self.options.get("jobs")), self.options.get("scheduler"))
            except Unavailable as problem:
                raise Refused([say(f"engine.{problem.key}", lang, **problem.slots)]) from problem
        return self._connection

    @property
    def room(self) -> int:
        """How many calls may be handed out at a time."""
        return _QUEUED * (self._connection.width if self._connection else 1)


def reports(jobs: Sequence[Job], workers: Workers, *, details: bool, done: Callable[[], object]) -> Iterator[Report]:
    """A report for each job, in their order, however the work was shared out. Raises Refused when the engine cannot be used."""
    for job, found in zip(jobs, _Pool(jobs, workers, details, recorded, "reports").found(done), strict=True):
        yield found if isinstance(found, Report) else records.decode(found, job.path)


def cards(jobs: Sequence[Job], workers: Workers) -> Iterator[Card | None]:
    """What tells where the file of each job belongs, in their order; None for one that cannot be read. Raises Refused."""
    for job, found in zip(jobs, _Pool(jobs, workers, False, carded, "cards").found(lambda: None), strict=True):
        yield None if isinstance(found, Report) else records.decode_card(found, job.path)


class _Pool:
    """One kind of work on every file; what it gives is kept in the cache of that name."""

    def __init__(
        self, jobs: Sequence[Job], workers: Workers, details: bool, work: Callable[[Job, bool], bytes], kept: str
    ) -> None:
        self._jobs, self._workers, self._details, self._work = jobs, workers, details, work
        self._cache = None if workers.options.get("no_cache") else Results(what=kept)
        self._keys: dict[int, str | None] = {}
        self._running: dict[Future[bytes], int] = {}
        self._finished: dict[int, bytes | Report] = {}

    def found(self, done: Callable[[], object]) -> Iterator[bytes | Report]:
        """What the work gave for each job; a report that tells why it gave nothing."""
        try:
            given = 0
            for number in range(len(self._jobs)):
                while number not in self._finished:
                    room = len(self._running) < self._workers.room and given - number < _AHEAD
                    if room and given < len(self._jobs):
                        if self._kept(given) or not self._started(given):
                            done()
                        given += 1
                    else:
                        for _ in range(self._collect()):
                            done()
                yield self._finished.pop(number)
        finally:
            if self._cache is not None:
                self._cache.trim()

    def _kept(self, number: int) -> bool:
        """Whether the cache has that report."""
        if self._cache is None or is_url(self._jobs[number].path):
            return False
        key = self._keys[number] = self._cache.key(self._jobs[number])
        record = self._cache.get(key, details=self._details)
        if record is not None:
            self._finished[number] = record
        return record is not None

    def _started(self, number: int) -> bool:
        """Hand an audit out; False when there is nobody any more who could make it."""
        connection, job = self._workers.connected(), self._jobs[number]
        if not connection.alive():
            self._finished[number] = _left(job)
            return False
        future = connection.executor.submit(connection.run, job.limits, self._work, job, self._details, ready=ready)
        self._running[future] = number
        return True

    def _collect(self) -> int:
        """Wait for something to be finished; how much it was, also nought."""
        finished, _ = wait(self._running, timeout=_WAKEFUL, return_when=FIRST_COMPLETED)
        if not finished and not self._workers.connected().alive():
            left, self._running = list(self._running.values()), {}
            self._finished |= {number: _left(self._jobs[number]) for number in left}
            return len(left)
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


def _left(job: Job) -> Report:
    """The report on a file that was with an engine when the engine was lost."""
    return Report(job.path, "incomplete", say("engine.lost", job.lang))


def _failed(job: Job, problem: Exception) -> Report:
    """The report on a file whose audit gave none."""
    if isinstance(problem, TooSlow):
        reason = say("many.too-slow", job.lang, limit=f"{job.limits.seconds:g}")
    elif isinstance(problem, MemoryError):
        reason = say("many.no-memory", job.lang, limit=job.limits.megabytes)
    elif isinstance(problem, Lost):
        reason = say("many.lost", job.lang, code=problem.code)
    elif isinstance(problem, CancelledError):
        return _left(job)
    else:
        reason = say("many.failed", job.lang, why=f"{type(problem).__name__}: {problem}"[:200])
    return Report(job.path, "incomplete", reason)
