"""Work done in child processes, one call at a time each: a call that kills its process, hangs or eats the memory costs itself.

A child is a fresh interpreter that answers calls over its pipes. It never runs the main module of its parent (notebooks and
scripts without a guard may start children), and it ends when its parent is gone."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from threading import Lock, Timer
from typing import IO, Any, Final, NamedTuple

_GRACE: Final = 2.0
"""Seconds between asking a child to end and ending it."""
_READY: Final = 120.0
"""Seconds that a child may take to load what a call needs, before the call's own limits begin."""
_START: Final = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from auditor.children import serve; serve()"


class Limits(NamedTuple):
    """What one call may take: seconds of wall time and megabytes of memory; None is no limit."""

    seconds: float | None = None
    megabytes: int | None = None


class Lost(Exception):
    """A call that gave no result because its process ended: with this exit code, negative for a signal."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class TooSlow(Exception):
    """A call that was ended because it took longer than it may."""


class Children:
    """Child processes, started when there is work for them. Threads may share it: each gets a child of its own."""

    def __init__(self) -> None:
        self._idle: deque[_Child] = deque()
        self._all: set[_Child] = set()
        self._lock = Lock()
        self._stopped = False

    def run(self, limits: Limits, work: Callable[..., Any], *values: Any, ready: Callable[..., object] | None = None) -> Any:
        """What the call gives in a child process, or raises there. `ready` is called before, with the same values; what it
        takes (loading programs and rules) is not held against the call. Raises Lost and TooSlow."""
        import pickle

        child = self._take()
        try:
            result = child.call(limits, pickle.dumps((limits, ready, work, values)))
        except BaseException:
            self._drop(child)
            raise
        self._idle.append(child)
        done, value = pickle.loads(result)
        if not done:
            raise value
        return value

    @property
    def busy(self) -> int:
        """How many children are at work."""
        return len(self._all) - len(self._idle)

    def stop(self) -> None:
        """End all children, whatever they are doing. Nothing can be run any more."""
        with self._lock:
            self._stopped = True
            children = list(self._all)
        for child in children:
            child.ask()
        for child in children:
            child.end(_GRACE)

    def _take(self) -> _Child:
        try:
            return self._idle.pop()
        except IndexError:
            pass
        with self._lock:
            if self._stopped:
                raise Lost(None)
            child = _Child()
            self._all.add(child)
        return child

    def _drop(self, child: _Child) -> None:
        child.end()
        with self._lock:
            self._all.discard(child)


@cache
def _own() -> Children:
    return Children()


def guarded(limits: Limits, work: Callable[..., Any], *values: Any, ready: Callable[..., object] | None = None) -> Any:
    """The call in a child of this process: what is sent to the workers of a cluster, so that no document can kill them."""
    return _own().run(limits, work, *values, ready=ready)


class _Child:
    """One child process."""

    def __init__(self) -> None:
        import json
        import subprocess

        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, json.dumps([path or os.getcwd() for path in sys.path])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            start_new_session=True, creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # Ctrl-C is the parent's
        )  # fmt: skip
        self._late = False

    def call(self, limits: Limits, request: bytes) -> bytes:
        """The answer to a request. Raises Lost and TooSlow."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            with self._within(_READY):
                _send(stdin, request)
                _read(stdout, 1)
            with self._within(limits.seconds):
                return _receive(stdout)
        except (EOFError, OSError, ValueError) as problem:  # ValueError: closed by another thread
            self.end(_GRACE)
            if self._late:
                raise TooSlow from problem
            raise Lost(self._process.returncode) from problem

    @contextmanager
    def _within(self, seconds: float | None) -> Iterator[None]:
        """Ends the process when it takes longer."""
        if seconds is None:
            yield
            return
        timer = Timer(seconds, self._too_slow)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _too_slow(self) -> None:
        self._late = True
        self.ask()
        self._wait(_GRACE)

    def ask(self) -> None:
        """Let the process end what it has started itself, then end."""
        self._process.terminate()

    def end(self, patience: float = 0.0) -> None:
        """End the process, at the latest after so many seconds."""
        self._wait(patience)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]

    def _wait(self, seconds: float) -> None:
        from subprocess import TimeoutExpired

        try:
            self._process.wait(seconds)
        except TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(8, "big"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    return _read(pipe, int.from_bytes(_read(pipe, 8), "big"))


def _read(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def serve() -> None:
    """A child's life: answer calls until the parent closes the pipe. What libraries print goes to stderr."""
    import pickle
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            request = _receive(requests)
        except EOFError:
            return
        begun = False
        try:
            limits, ready, work, values = pickle.loads(request)
            if ready is not None:
                ready(*values)
            begun = _begin(answers)
            with _limited(limits):
                answer = pickle.dumps((True, work(*values)))
        except Exception as problem:  # told when the memory is free again
            begun = begun or _begin(answers)
            answer = _failure(problem)
        try:
            _send(answers, answer)
        except OSError:  # the parent is gone
            os._exit(1)


def _begin(answers: IO[bytes]) -> bool:
    """Tell the parent that the call's own time begins."""
    answers.write(b"\n")
    answers.flush()
    return True


def _failure(problem: Exception) -> bytes:
    """What was raised, told in words when it cannot travel itself."""
    import pickle

    problem.__traceback__ = problem.__context__ = problem.__cause__ = None
    try:
        answer = pickle.dumps((False, problem))
        pickle.loads(answer)
    except Exception:
        return pickle.dumps((False, RuntimeError(f"{type(problem).__name__}: {problem}"[:500])))
    return answer


class _limited:
    """Holds this process to the limits during a call; where the system can. The parent looks after the time too: this one
    is for children whose parent was killed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def __enter__(self) -> None:
        import faulthandler

        if self._limits.seconds is not None:
            faulthandler.dump_traceback_later(self._limits.seconds + 2 * _GRACE, exit=True, file=open(os.devnull, "w"))
        self._memory(self._limits.megabytes)

    def __exit__(self, *_: object) -> None:
        import faulthandler

        faulthandler.cancel_dump_traceback_later()
        self._memory(None)

    @staticmethod
    def _memory(megabytes: int | None) -> None:
        try:
            import resource
        except ImportError:  # Windows
            return
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = most if megabytes is None else megabytes * 2**20
        soft = wanted if most == resource.RLIM_INFINITY or wanted == resource.RLIM_INFINITY else min(wanted, most)
        try:
            resource.setrlimit(resource.RLIMIT_DATA, (soft, most))
        except (OSError, ValueError):
            return
