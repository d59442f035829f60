"""A call that dies, hangs or takes all memory costs itself only."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from auditor.children import Children, Limits, Lost, TooSlow
from tests.conftest import ROOT

LIMITS = Limits(20, 400)


@pytest.fixture
def children() -> Iterator[Children]:
    made = Children()
    yield made
    made.stop()


def forever() -> None:
    while True:
        pass


def unpicklable() -> object:
    return lambda: None


def test_a_child_is_used_again(children: Children) -> None:
    assert children.run(LIMITS, os.getpid) == children.run(LIMITS, os.getpid) != os.getpid()


def test_a_crash_costs_itself(children: Children) -> None:
    with pytest.raises(Lost) as ended:
        children.run(LIMITS, os._exit, 3)
    assert ended.value.code == 3
    with pytest.raises(Lost):
        children.run(LIMITS, ctypes.string_at, 0)
    assert children.run(LIMITS, len, "abc") == 3


def test_an_endless_loop_is_ended(children: Children) -> None:
    begun = time.monotonic()
    with pytest.raises(TooSlow):
        children.run(Limits(0.3), forever)
    assert time.monotonic() - begun < 15
    assert children.run(LIMITS, len, "abc") == 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its memory")
def test_a_memory_bomb_is_ended_and_the_limit_is_lifted_again(children: Children) -> None:
    with pytest.raises(MemoryError):
        children.run(Limits(20, 150), bytearray, 200 * 2**20)
    assert len(children.run(Limits(20, 1000), bytes, 2**20)) == 2**20


def test_what_fails_fails_here(children: Children) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        children.run(LIMITS, int, "x")
    with pytest.raises((RuntimeError, AttributeError)):
        children.run(LIMITS, unpicklable)
    assert children.run(LIMITS, len, "abc") == 3


def test_what_libraries_print_is_no_answer(children: Children) -> None:
    assert children.run(LIMITS, os.write, 1, b"") == 0
    assert children.run(LIMITS, os.system, "exit 0") == 0
    assert children.run(LIMITS, len, "abc") == 3


def test_threads_have_children_of_their_own(children: Children) -> None:
    with ThreadPoolExecutor(3) as threads:
        work = [threads.submit(children.run, LIMITS, os._exit, 1) for _ in range(2)]
        work += [threads.submit(children.run, LIMITS, len, "x" * n) for n in range(6)]
        told = [future.exception() or future.result() for future in work]
    assert told[2:] == [*range(6)] and all(isinstance(failed, Lost) for failed in told[:2])


def test_stopping_ends_what_runs(children: Children) -> None:
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(children.run, Limits(), time.sleep, 60)
        while not children.busy:
            time.sleep(0.01)
        children.stop()
        assert isinstance(running.exception(), Lost)
    with pytest.raises(Lost):
        children.run(LIMITS, len, "abc")


def test_children_do_not_run_the_main_module_nor_the_current_folder(tmp_path: Path) -> None:
    """A notebook or a script without a guard may start children; a folder of documents may hold a file named pickle.py."""
    for name in ("pickle", "json", "auditor"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('from the folder')", encoding="utf-8")
    script = tmp_path / "scripts" / "script.py"
    script.parent.mkdir()
    script.write_text(
        "from auditor.children import Children, Limits\nprint('main')\nc = Children()\nprint(c.run(Limits(), len, 'abc'))\nc.stop()\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.stdout.split() == ["main", "3"], done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = (
        "import os, sys; from auditor.children import Children, Limits\n"
        "pid = Children().run(Limits(), os.getpid)\n"
        "open(sys.argv[1], 'w').write(str(pid)); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(told)], cwd=ROOT)
    pid = int(told.read_text())
    for _ in range(500):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat")
            if state.exists() and state.read_text().split()[2] == "Z":
                return
        except ProcessLookupError:
            return
        time.sleep(0.01)
    pytest.fail("the child lives on")
