"""The same audits on a dask cluster and behind URLs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner

from auditor import executors, fetching
from auditor.children import Children
from auditor.cli import main
from auditor.reading import archive
from auditor.urls import is_url

Audit = Callable[..., subprocess.CompletedProcess[str]]


def test_a_killed_worker_loses_nothing_and_doubles_nothing(folder: Path, audit: Audit, own_cache: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    from benchmarks.many import dask

    for number in range(40):
        (folder / f"又{number:02}.md").write_text(next(folder.rglob("3.md")).read_text(encoding="utf-8") + f"\n共{number}件\n")
    command = [sys.executable, "-m", "auditor.cli", str(folder), "--format", "jsonl", "--engine", "dask", "--scheduler"]
    with dask(2) as (address, workers), (tmp_path / "out").open("w") as out:
        running = subprocess.Popen([*command, address], stdout=out, stderr=subprocess.PIPE, text=True)
        while len(list(own_cache.rglob("*.report"))) < 5 and running.poll() is None:
            time.sleep(0.01)
        workers[0].kill()
        _, told = running.communicate(timeout=100)
    assert running.returncode == 1, told
    lines = (tmp_path / "out").read_text(encoding="utf-8")
    assert lines == audit(folder, "--format", "jsonl").stdout
    assert len({json.loads(line)["path"] for line in lines.splitlines()}) == len(lines.splitlines()) == 49


def test_a_cluster_that_cannot_be_used_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(*args: str) -> str:
        result = CliRunner().invoke(main, [str(folder), *args])
        assert result.exit_code == 2 and not result.stdout
        return result.stderr

    assert "可用：dask local" in told("--engine", "spark")
    if not pytest.importorskip("distributed"):
        return
    assert "要写明调度器" in told("--engine", "dask")
    monkeypatch.setattr("auditor.executors.dask._PATIENCE", 1)
    assert "连不上调度器 tcp://127.0.0.1:9" in told("--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "fiscal-auditor[cluster]" in told("--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")


def test_a_lost_engine_ends_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path) -> None:
    """What was not done is told and not waited for; the next run does that only."""

    class Losing(ThreadPoolExecutor):
        """Makes three audits; whatever comes then never comes back."""

        made: ClassVar[list[Future[Any]]] = []

        def submit(self, work: Callable[..., Any], /, *values: Any, **more: Any) -> Future[Any]:
            if len(self.made) == 3:
                return Future()
            self.made.append(super().submit(work, *values, **more))
            return self.made[-1]

    def connect(width: int, scheduler: str | None) -> executors.Connection:
        threads = Losing(1)

        def alive() -> bool:
            return len(threads.made) < 3 or not all(future.done() for future in threads.made)

        return executors.Connection(threads, local.run, 1, threads.shutdown, alive)

    local = Children()
    monkeypatch.setattr("auditor.executors.local.connect", connect)
    monkeypatch.setattr("auditor.pool._WAKEFUL", 0.01)
    result = CliRunner().invoke(main, [str(folder), "--format", "jsonl", "--shard", "1/1"])  # a shard is not surveyed first
    local.stop()
    states = [(report["status"], report["reason"]) for report in map(json.loads, result.stdout.splitlines())]
    assert result.exit_code == 2 and [status for status, _ in states] == ["complete"] * 3 + ["incomplete"] * 6
    assert all("连接断了" in reason for _, reason in states[3:]) and len(list(own_cache.rglob("*.report"))) == 3


def test_engines_are_the_modules_there_are() -> None:
    assert executors.names() == ("dask", "local")
    assert all(
        executor is not None and executor.NAME in executors.names() for executor in map(executors.engine, executors.names())
    )


def test_documents_behind_urls(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")

    def reports(*args: object) -> list[dict[str, object]]:
        result = CliRunner().invoke(main, [*map(str, args), "--format", "jsonl"])
        return [json.loads(line) for line in result.stdout.splitlines()]

    local = reports(folder)
    remote = reports(f"file://{folder}")
    assert [one["path"] for one in remote] == [f"file://{two['path']}" for two in local]
    assert [{**one, "path": ""} for one in remote] == [{**two, "path": ""} for two in local]
    assert len(reports(f"file://{folder}/**/*.md")) == 9
    one = next(folder.rglob("3.md"))
    assert [report["path"] for report in reports(f"file://{one}")] == [f"file://{one}"]
    absent = reports(f"file://{folder}/无.md")
    assert absent[0]["status"] == "incomplete" and "找不到文件" in str(absent[0]["reason"])
    refused = CliRunner().invoke(main, [f"file://{one}", "--annotate", str(tmp_path / "批注")])
    assert refused.exit_code == 2 and "请先下载" in refused.stderr
    monkeypatch.setattr(fetching, "LARGEST_FILE", 10)
    large = reports(f"file://{one}")
    assert large[0]["status"] == "incomplete" and "未读取" in str(large[0]["reason"])
    assert archive.LARGEST_FILE > 10
    monkeypatch.setitem(sys.modules, "fsspec", None)
    for url in (f"file://{folder}", "s3://bucket/reports/"):
        told = CliRunner().invoke(main, [url])
        assert told.exit_code == 2 and "fiscal-auditor[remote]" in told.output


def test_what_is_an_url() -> None:
    assert all(map(is_url, ("s3://a/b", "https://a/b.docx", "zip::https://a/b.zip", "memory://a")))
    assert not any(map(is_url, ("a.docx", "/a/b.docx", r"C:\a.docx", "C:/a.docx", "第一：a.docx")))
