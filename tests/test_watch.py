"""--watch sees a save by rename, waits for files that are away for a moment, and audits again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor import watch
from tests.conftest import ROOT
from tests.test_cli import FAULTY


def looks(monkeypatch: pytest.MonkeyPatch, states: list[watch.Snapshot]) -> list[int]:
    """At which look a change was told, when the files stand like this one look after the other."""
    number = -1
    told: list[int] = []

    def snapshot(_: object) -> watch.Snapshot:
        nonlocal number
        number += 1
        if number == len(states):
            raise KeyboardInterrupt
        return states[number]

    monkeypatch.setattr(watch, "snapshot", snapshot)
    with pytest.raises(KeyboardInterrupt):
        for _ in watch.changes(lambda: (), sleep=lambda _: None):
            told.append(number)
    return told


OLD, NEW, HALF, GONE = {"a": (1, 1)}, {"a": (3, 9)}, {"a": (2, 4)}, dict[str, tuple[int, int]]()


def test_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(monkeypatch, [OLD] * 6) == []


def test_one_change_is_told_once_when_it_is_still(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(monkeypatch, [OLD, OLD, HALF, NEW, NEW, NEW, NEW]) == [4]


def test_a_save_by_rename_is_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(monkeypatch, [OLD, GONE, GONE, NEW, NEW, NEW, NEW]) == [4]


def test_a_file_that_comes_back_as_it_was_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(monkeypatch, [OLD, GONE, GONE, OLD, OLD, OLD]) == []


def test_a_deleted_file_is_told_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(looks(monkeypatch, [OLD, *[GONE] * 20])) == 1


def test_a_real_run(tmp_path: Path) -> None:
    path = tmp_path / "报 告.md"
    path.write_text(FAULTY, encoding="utf-8")
    out, err = tmp_path / "out.log", tmp_path / "err.log"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "auditor.cli", str(tmp_path), "--watch"], stdout=stdout, stderr=stderr, cwd=ROOT
        )
        try:
            _wait(err, "等待改动", 1)
            assert out.read_text(encoding="utf-8").count("退出码 1") == 1
            other = tmp_path / "~wrd0001.tmp"
            other.write_text(FAULTY.replace("336.45", "326.45"), encoding="utf-8")
            path.unlink()
            other.rename(path)
            _wait(err, "等待改动", 2)
            (tmp_path / "audit.yaml").write_text("selct: x", encoding="utf-8")
            _wait(err, "等待改动", 3)
            assert "是不是「select」" in err.read_text(encoding="utf-8"), "a mistake is told, and waited for its mending"
            (tmp_path / "audit.yaml").unlink()
            _wait(err, "等待改动", 4)
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
        finally:
            process.kill()
    said = out.read_text(encoding="utf-8")
    assert said.count("退出码 1") == 1 and said.count("退出码 0") == 2


def _wait(path: Path, word: str, times: int) -> None:
    end = time.monotonic() + 30
    while path.read_text(encoding="utf-8").count(word) < times:
        assert time.monotonic() < end, path.read_text(encoding="utf-8")
        time.sleep(0.1)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")
def test_progress_only_on_a_terminal(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(FAULTY, encoding="utf-8")
    command = [sys.executable, "-m", "auditor.cli", str(tmp_path)]
    piped = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert piped.stderr == "" and piped.returncode == 1
    master, slave = os.openpty()
    shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=slave, cwd=ROOT)
    os.close(slave)
    said = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(master)
    assert "审核" in said.decode() and "100%" in said.decode()
    assert shown.stdout.decode() == piped.stdout
