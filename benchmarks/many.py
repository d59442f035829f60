"""`python -m benchmarks.many [--reports 1000] [--dask]`: a folder of generated reports with known errors.

What is told: which planted errors are found at their place and which no rule can see, the time of a report (processor time,
which other programs on the machine do not change, and wall time), what a second worker brings, memory of a worker, a second
run from the cache, a run that is killed and gone on with; with --dask the same on a scheduler and two workers, one killed."""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
AUDIT = [sys.executable, "-P", "-m", "auditor.cli"]


class Took(NamedTuple):
    """A run: its output, wall seconds, processor seconds of all its processes, megabytes of the largest."""

    output: str
    wall: float
    cpu: float
    largest: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="where to build them (kept), instead of a temporary folder")
    parser.add_argument("--dask", action="store_true", help="also on a dask cluster of this machine")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="auditor-many-") as name:
        folder = options.folder or Path(name) / "reports"
        planted = build(folder, options.reports)
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        audit(next(folder.glob("*.docx")))  # reads the rules
        first = whole(folder, len(planted))
        found(folder, first.output, planted)
        again(folder, first)
        workers(folder, len(planted))
        interrupted(folder, first)
        if options.dask:
            cluster(folder, first)


def build(folder: Path, n: int) -> list[dict[str, Any]]:
    """The reports, every second with an error in a table, every second in a sentence, a tenth without any."""
    from random import Random

    from examples.build import _STYLES
    from examples.docx_writer import write
    from examples.errors import Planted, random_errors
    from examples.final_accounts import blocks
    from examples.ledger import make

    kept = folder / "planted.json"
    if kept.exists() and len(planted := json.loads(kept.read_text(encoding="utf-8"))) == n:
        return list(planted)
    folder.mkdir(parents=True, exist_ok=True)
    begun, planted = time.process_time(), list[dict[str, Any]]()
    for number in range(n):
        report = blocks(make(50_000 + number), _STYLES[number % 4 // 2])
        errors: list[Planted] = []
        if number % 10:
            report, errors = random_errors(report, Random(number), 1, "sentence" if number % 2 else "table")
        path = folder / f"report-{number:05}.docx"
        write(path, report)
        planted.append({"file": path.name, "errors": [error.as_json() for error in errors]})
    kept.write_text(json.dumps(planted, ensure_ascii=False), encoding="utf-8")
    print(f"{n} reports built, {time.process_time() - begun:.0f} s of processor time")
    return planted


def audit(*args: object, cache: bool = True) -> Took:
    """One run of the program."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [*AUDIT, *map(str, args), "--fail-on", "never", "-q", *([] if cache else ["--no-cache"])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(done.stdout, wall, cpu, after.ru_maxrss / 1024)


def clear() -> None:
    """Forget all reports, not the rules."""
    shutil.rmtree(Path(os.environ["XDG_CACHE_HOME"], "fiscal-auditor", "reports"), ignore_errors=True)


def whole(folder: Path, n: int) -> Took:
    """All reports, two workers."""
    took = audit(folder, "--format", "jsonl", "--jobs", 2)
    print(f"{n} reports, two workers: {took.wall:.1f} s; {took.cpu / n * 1000:.1f} ms of processor time each")
    print(f"largest process: {took.largest:.0f} MB")
    return took


def workers(folder: Path, n: int) -> None:
    """A part of the reports by one worker and by two, in turn: another program may take a processor away for a while."""
    part = ["--format", "jsonl", *(["--shard", f"1/{n // 100}"] if n > 200 else [])]
    runs: dict[int, list[Took]] = {1: [], 2: []}
    for _ in range(3):
        for count in runs:
            clear()
            runs[count].append(audit(folder, *part, "--jobs", count))
    same = len({took.output for each in runs.values() for took in each}) == 1
    lines = runs[1][0].output.count("\n")
    walls = [min(took.wall for took in runs[count]) for count in runs]
    cpus = [min(took.cpu for took in runs[count]) for count in runs]
    print(f"{lines} reports, best of three: one worker {walls[0]:.1f} s, two {walls[1]:.1f} s: × {walls[0] / walls[1]:.2f}")
    print(f"  processor time {cpus[0]:.1f} and {cpus[1]:.1f} s: alone on two processors at most × {2 * cpus[0] / cpus[1]:.2f}")
    print(f"  the same bytes in all six runs: {same}")


def found(folder: Path, output: str, planted: Sequence[dict[str, Any]]) -> None:
    """Which planted errors have a finding at their place; the others one by one."""
    reports = {Path(report["path"]).name: report for report in map(json.loads, output.splitlines())}
    assert len(reports) == len(planted) == len(output.splitlines()), "a report is lost or there twice"
    seen: Counter[tuple[str, bool]] = Counter()
    missed, loud, tally = [], [], Counter[str]()
    for entry in planted:
        findings = [f for f in reports[entry["file"]]["findings"] if f["severity"] != "info"]
        for error in entry["errors"]:
            places = [place for finding in findings for place in finding["places"]]
            hit = any(error["new"] in place["quote"] for place in places)
            seen[error["kind"], hit] += 1
            if not hit:
                why = compared(folder / entry["file"], error)
                tally[why] += 1
                missed.append(f"{entry['file']}  {error['where']}  {error['old']} → {error['new']}  {why}")
        if not entry["errors"] and findings:
            loud.append(f"{entry['file']}  {findings[0]['rule']}  {findings[0]['message']}")
    for kind in ("table", "sentence"):
        hits, all_ = seen[kind, True], seen[kind, True] + seen[kind, False]
        print(f"errors in a {kind}: {hits} of {all_} found at their place")
    for why, n in tally.most_common():
        print(f"  {n} not found: {why}")
    for title, lines in (("not found", missed), ("findings on reports without errors", loud)):
        print(f"{title}: {len(lines)}")
        for line in lines:
            print(f"  {line}")


def compared(path: Path, error: dict[str, Any]) -> str:
    """What the audit says of a number whose error it does not find."""
    from auditor import audit

    number = re.compile(rf"(?<![\d.,]){re.escape(error['new'])}(?![\d.])")
    report = audit(path)
    hinted = any(number.search(place.quote) for finding in report.findings for place in finding.places)
    said = [
        one
        for one in report.details().numbers
        if number.search(one.text) and (one.table is None) == (error["kind"] == "sentence")
    ]
    if hinted:
        return "a hint only: rounding could explain it"
    if any(one.rules for one in said):
        return "compared, and within what rounding allows or without another number to contradict it"
    return "understood, and no rule compares it" if said else "no rule reads that sentence"


def again(folder: Path, first: Took) -> None:
    """The same folder once more: nothing but the cache."""
    runs = [audit(folder, "--format", "jsonl") for _ in range(3)]
    second = min(runs, key=lambda took: took.cpu)
    print(
        f"again, from the cache: {second.wall:.2f} s, {second.cpu:.2f} s of processor time: × {first.cpu / second.cpu:.0f} less"
    )
    print(f"  the same bytes: {all(took.output == first.output for took in runs)}")


def interrupted(folder: Path, first: Took) -> None:
    """Killed when a third is done, then gone on with."""
    clear()
    reports = Path(os.environ["XDG_CACHE_HOME"], "fiscal-auditor", "reports")
    lines = first.output.count("\n")
    running = subprocess.Popen([*AUDIT, str(folder), "-q", "--jobs", "2"], stdout=subprocess.DEVNULL, start_new_session=True)
    while len(list(reports.glob("*/*.report"))) < lines // 3 and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    kept = len(list(reports.glob("*/*.report")))
    rest = audit(folder, "--format", "jsonl", "--jobs", 2)
    whole = rest.output == first.output
    print(
        f"killed (SIGKILL) after {kept} of {lines}; the next run took {rest.cpu:.1f} s instead of {first.cpu:.1f} s; "
        f"same bytes: {whole}"
    )


@contextmanager
def dask(workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers as processes of their own; its address and the workers."""
    with tempfile.TemporaryDirectory(prefix="auditor-dask-") as name:
        file = Path(name, "scheduler.json")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": name}
        common = ["--no-dashboard", "--scheduler-file", str(file)]
        scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", *common]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", *common]
        started = [subprocess.Popen(scheduler, **quiet)]  # type: ignore[call-overload]
        started += [subprocess.Popen(worker, **quiet) for _ in range(workers)]  # type: ignore[call-overload]
        try:
            yield str(file), started[1:]
        finally:
            for process in started:
                process.kill()
                process.wait()


def cluster(folder: Path, first: Took) -> None:
    """Two workers of a dask cluster, one of them killed in the middle."""
    clear()
    reports = Path(os.environ["XDG_CACHE_HOME"], "fiscal-auditor", "reports")
    with dask(2) as (address, workers):
        command = [*AUDIT, str(folder), "--format", "jsonl", "-q", "--engine", "dask", "--scheduler", address]
        begun = time.perf_counter()
        with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
            running = subprocess.Popen([*command, "--fail-on", "never"], stdout=out)
            lines = first.output.count("\n")
            while len(list(reports.glob("*/*.report"))) < lines // 3 and running.poll() is None:
                time.sleep(0.05)
            workers[0].kill()
            kept = len(list(reports.glob("*/*.report")))
            running.wait()
            out.seek(0)
            same = out.read() == first.output
        print(
            f"dask, two workers, one killed (SIGKILL) after {kept} of {lines}: exit code {running.returncode}, "
            f"{time.perf_counter() - begun:.1f} s; same bytes: {same}"
        )


if __name__ == "__main__":
    main()
