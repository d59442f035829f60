"""Folders: the same bytes for any number of workers, nothing lost, nothing twice, nothing done twice."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor import caching, pool
from auditor.batch import Batch
from auditor.children import Limits
from auditor.cli import main
from auditor.gathering import files
from auditor.model.report import Report
from auditor.results import Results
from tests.conftest import ROOT

Audit = Callable[..., subprocess.CompletedProcess[str]]
OPTIONS: dict[str, Any] = {"lang": "zh", "packs": (), "profile": None, "fail_on": None}


class Poison:
    """A value that ends the process which unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (7,)


class Hang(str):
    """A text that keeps waiting who looks into it."""

    def __eq__(self, _: object) -> bool:
        time.sleep(600)
        return False

    __hash__ = str.__hash__


def run(*args: object) -> Result:
    """The program, in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args])


def paths(output: str) -> list[str]:
    return [json.loads(line)["path"] for line in output.splitlines()]


def test_any_number_of_workers_gives_the_same_bytes(folder: Path, audit: Audit, own_cache: Path) -> None:
    told = []
    for workers in (1, 2):
        shutil.rmtree(own_cache, ignore_errors=True)
        told.append(audit(folder, "--format", "jsonl", "--jobs", workers))
    assert {done.returncode for done in told} == {1} and told[0].stdout == told[1].stdout
    every = told[0]
    assert paths(every.stdout) == sorted(map(str, folder.rglob("*.md")))
    one = [CliRunner().invoke(main, [str(path), "--format", "jsonl"]).stdout for path in sorted(folder.rglob("*.md"))]
    assert every.stdout == "".join(one), "a file in a folder is audited like a file alone"


def test_outputs_that_show_the_document_do_not_need_this_process(folder: Path, tmp_path: Path) -> None:
    suffixes = ("a.html", "a.checklist.md", "a.sarif")
    path = sorted(folder.rglob("*.md"))[0]
    for number, extra in enumerate([(), ("--jobs", 1), ("--jobs", 1)]):  # here, by a worker, from the cache
        target = tmp_path / str(number)
        target.mkdir()
        run(path, *extra, *(word for name in suffixes for word in ("-o", target / name)))
    for name in suffixes:
        first, *others = (tmp_path / number / name for number in "012")
        assert all(other.read_bytes() == first.read_bytes() for other in others), name


def test_a_poisonous_file_costs_itself(folder: Path) -> None:
    batch = Batch([str(path) for path in sorted(folder.rglob("*.md"))], OPTIONS)
    batch.jobs[2] = batch.jobs[2]._replace(profile=Poison())  # type: ignore[arg-type]
    batch.jobs[5] = batch.jobs[5]._replace(profile=Hang("江西"), limits=Limits(1, 2048))
    with pool.Workers(len(batch.jobs), {**OPTIONS, "jobs": 2, "no_cache": True}) as workers:
        reports = list(pool.reports(batch.jobs, workers, details=False, done=lambda: None))
    assert [report.path for report in reports] == [job.path for job in batch.jobs]
    assert [n for n, report in enumerate(reports) if report.status != "complete"] == [2, 5]
    assert "意外结束（代码 7）" in str(reports[2].reason) and "超过 1 秒" in str(reports[5].reason)
    assert batch.run(reports).exit_code == 2


def test_limits_of_time_and_memory(folder: Path, audit: Audit) -> None:
    """A file that asks for more than it may have is not complete; the others are."""
    large = folder / "大.md"
    large.write_text(
        "".join(f"第{n}项支出{n}.00万元，比上年增加{n}.01万元，增长{n % 97}%。\n\n" for n in range(30_000)), encoding="utf-8"
    )
    for option, said in (("--time-limit=1", "超过 1 秒"), ("--memory-limit=64", "内存超过 64 MB")):
        if "memory" in option and sys.platform != "linux":
            continue
        done = audit(folder, option, "--format", "jsonl", "--jobs", 2)
        reports = {Path(one["path"]).name: one for one in map(json.loads, done.stdout.splitlines())}
        assert done.returncode == 2 and said in str(reports.pop("大.md")["reason"]), done.stderr
        assert len(reports) == 9 and all(one["status"] == "complete" for one in reports.values())


def test_the_cache_gives_the_same_bytes_until_anything_changes(
    folder: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(*args: object) -> str:
        return run(folder, "--format", "jsonl", "--jobs", 1, *args).stdout

    first = told()
    assert len(list(own_cache.rglob("*.report"))) == 9
    with monkeypatch.context() as patched:  # nothing is audited again: there is nobody who could
        patched.setattr("auditor.executors.local.connect", None)
        assert told() == first
    changed = next(folder.rglob("4.md"))
    changed.write_text(changed.read_text(encoding="utf-8").replace("326.45", "326.54"), encoding="utf-8")
    assert told() != first and len(list(own_cache.rglob("*.report"))) == 10
    (folder / "audit.yaml").write_text("severity: {BAL: warning}", encoding="utf-8")
    assert '"severity": "error"' not in told() and len(list(own_cache.rglob("*.report"))) == 19


def test_what_a_report_depends_on_is_in_its_key(folder: Path) -> None:
    def key(path: Path = folder / "第1处" / "3.md", **other: object) -> str | None:
        return Results().key(Batch([str(path)], {**OPTIONS, **other}).jobs[0])

    path = folder / "第1处" / "3.md"
    known = [key(), key(lang="en"), key(select=("BAL",)), key(ignore=("BAL",)), key(profile="上海")]
    assert len({*known}) == 5 and key(time_limit=7, memory_limit=99) == known[0]
    same = path.with_name("同.md")
    shutil.copy(path, same)
    assert key(same) == known[0], "the name does not matter"
    pack = folder / "ZAL001.yaml"
    rule = (ROOT / "rules/final-accounts/BAL/BAL001.yaml").read_text(encoding="utf-8")
    pack.write_text(rule.replace("BAL", "ZAL"), encoding="utf-8")
    known.append(key(packs=(str(pack),)))
    pack.write_text(pack.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    known.append(key(packs=(str(pack),)))
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert len({*known, key()}) == 8 and key(folder / "无.md") is None


def test_damaged_entries_are_made_again(folder: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(folder, "--format", "jsonl").stdout
    entries = sorted(own_cache.rglob("*.report"))
    whole = [entry.read_bytes() for entry in entries]
    for number, entry in enumerate(entries):
        entry.write_bytes((b"", whole[number][:-9], whole[number - 1], b"\0" * 100)[number % 4])
    assert run(folder, "--format", "jsonl").stdout == first
    monkeypatch.setattr("auditor.executors.local.connect", None)
    assert run(folder, "--format", "jsonl").stdout == first, "they were replaced by whole ones"


@pytest.mark.skipif(sys.platform == "win32", reason="owners and modes")
def test_a_folder_that_others_may_write_is_no_cache(folder: Path, own_cache: Path) -> None:
    own_cache.mkdir(parents=True)
    own_cache.chmod(0o777)
    assert not caching.private(own_cache)
    CliRunner().invoke(main, [str(folder)])
    assert not list(own_cache.iterdir())


def test_the_cache_stays_small(tmp_path: Path) -> None:
    cache = Results(tmp_path / "c", largest=10_000)
    for number in range(20):
        cache.put(f"{number:064}", b"x" * 968)
        os.utime(tmp_path / "c" / "00" / f"{number:062}.report", (number, number))
    cache.trim()
    left = sorted(int(path.stem) for path in (tmp_path / "c").rglob("*.report"))
    assert left == [*range(12, 20)]


def test_what_is_not_complete_is_audited_again(folder: Path, own_cache: Path) -> None:
    (folder / "空.md").touch()
    result = CliRunner().invoke(main, [str(folder), "--format", "jsonl"])
    assert result.exit_code == 2 and len(list(own_cache.rglob("*.report"))) == 9


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_is_resumed(folder: Path, audit: Audit, own_cache: Path, sign: signal.Signals) -> None:
    """What is done is kept; the next run has all of it, once."""
    for number in range(40):
        (folder / f"又{number:02}.md").write_text(next(folder.rglob("3.md")).read_text(encoding="utf-8") + f"\n共{number}件\n")
    running = subprocess.Popen(
        [sys.executable, "-m", "auditor.cli", str(folder), "-q", "--jobs", "2"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ},
    )  # fmt: skip
    while len(list(own_cache.rglob("*.report"))) < 5 and running.poll() is None:
        time.sleep(0.005)
    running.send_signal(sign)
    _, told = running.communicate(timeout=60)
    kept = len(list(own_cache.rglob("*.report")))
    assert 5 <= kept < 49
    if sign != signal.SIGKILL:
        assert running.returncode == 2 and "已中断：49 份中审核完" in told and "再运行一次" in told
    again = audit(folder, "--format", "jsonl")
    assert len(set(paths(again.stdout))) == len(paths(again.stdout)) == 49


def test_shards_share_out_every_file_once(folder: Path, tmp_path: Path) -> None:
    every = list(files([str(folder)]))
    parts = [list(files([str(folder)], (n, 3))) for n in (1, 2, 3)]
    assert sorted(itertools.chain(*parts)) == every and all(part == sorted(part) for part in parts)
    (folder / "新.md").write_text("共 5 件", encoding="utf-8")
    later = [list(files([str(folder)], (n, 3))) for n in (1, 2, 3)]
    assert [[path for path in part if "新" not in path] for part in later] == parts, "no file changes its shard"
    elsewhere = tmp_path / "别处"
    folder.rename(elsewhere)
    assert [[Path(p).relative_to(elsewhere) for p in files([str(elsewhere)], (n, 3))] for n in (1, 2, 3)] == [
        [Path(path).relative_to(folder) for path in part] for part in later
    ]


def test_a_shard_without_files_is_complete(folder: Path, tmp_path: Path) -> None:
    one = str(next(folder.rglob("1.md")))
    codes = {CliRunner().invoke(main, [one, "--shard", f"{n}/40", "--format", "json"]).exit_code for n in range(1, 41)}
    assert codes == {0}
    assert CliRunner().invoke(main, [str(tmp_path / "无"), "--shard", "1/2"]).exit_code in {0, 2}
    (tmp_path / "空").mkdir()
    assert CliRunner().invoke(main, [str(tmp_path / "空"), "--shard", "1/2"]).exit_code == 2
    for wrong in ("0/2", "3/2", "1", "a/b"):
        refused = CliRunner().invoke(main, [one, "--shard", wrong])
        assert refused.exit_code == 2 and "应为 i/N" in refused.output


def test_progress_is_told_on_stderr(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.console._EVERY", 0.0)
    result = CliRunner().invoke(main, [str(folder), "--format", "jsonl"])
    assert "已审核 9/9 份" in result.stderr and len(paths(result.stdout)) == 9
    assert not CliRunner().invoke(main, [str(folder), "-q"]).stderr


def test_a_single_file_starts_no_pool(folder: Path) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from auditor.cli import main\n"
        "result = CliRunner().invoke(main, sys.argv[1:])\n"
        "heavy = ('subprocess', 'concurrent.futures', 'multiprocessing', 'auditor.pool', 'auditor.records', 'auditor.executors')\n"
        "print(result.exit_code, [name for name in heavy if name in sys.modules])"
    )
    path = str(next(folder.rglob("3.md")))
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert done.stdout.strip() == "1 []", done.stdout + done.stderr


def test_the_number_of_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(16), raising=False)
    assert [pool.width(files, None) for files in (1, 2, 7, 8, 40, 64, 1000)] == [1, 1, 1, 2, 10, 16, 16]
    assert [pool.width(files, 4) for files in (1, 3, 100)] == [1, 3, 4]


def test_what_a_worker_makes_of_other_rules_is_refused(folder: Path) -> None:
    batch = Batch([str(path) for path in folder.rglob("*.md")][:2], OPTIONS)
    jobs = [batch.jobs[0], batch.jobs[1]._replace(pack="sha256:other")]
    with pool.Workers(len(jobs), {**OPTIONS, "no_cache": True}) as workers:
        made: list[Report] = list(pool.reports(jobs, workers, details=False, done=lambda: None))
    assert [report.status for report in made] == ["complete", "incomplete"] and "不一致" in str(made[1].reason)
