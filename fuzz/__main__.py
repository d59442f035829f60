"""`python -m fuzz [TARGET…] [SECONDS]`: fuzz those targets or all, each so long (60 seconds), in a process of its own.

What is found stays in `.fuzz/TARGET/`; a crash is written there as `crash-…` and ends with exit code 1."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_FOUND = _HERE.parent / ".fuzz"
_SLOW = 20
_MEMORY = 3000
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)|#(\d+)\s+DONE|Done (\d+) runs")
_COVERED = re.compile(r"cov: (\d+)")


def main(arguments: list[str]) -> int:
    """Fuzz; the exit code."""
    from fuzz.targets import TARGETS

    seconds = next((int(a) for a in arguments if a.isdigit()), 60)
    names = [a for a in arguments if a in TARGETS] or list(TARGETS)
    print("| 目标 | CPU 秒 | 执行次数 | 覆盖 | 崩溃 |\n|---|---:|---:|---:|---|")
    return max(_campaign(name, seconds) for name in names)


def _campaign(name: str, seconds: int) -> int:
    from fuzz.seeds import seeds

    found, first = _FOUND / name, _FOUND / f"{name}-seeds"
    for folder in (found, first):
        folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (first / f"seed-{number:03}").write_bytes(data)
    kept = _HERE / "corpus" / name
    folders = [str(found), str(first), *([str(kept)] if kept.is_dir() else [])]
    options = [
        f"-max_total_time={seconds}", f"-timeout={_SLOW}", f"-rss_limit_mb={_MEMORY}", "-max_len=20000",
        f"-artifact_prefix={found}/", "-print_final_stats=1", f"-dict={_HERE / 'words.dict'}",
    ]  # fmt: skip
    command = [sys.executable, "-m", "fuzz.run", name, *options, *folders]
    before = _processor_time()
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=_HERE.parent)
    log = done.stdout + done.stderr
    (_FOUND / f"{name}.log").write_text(log, encoding="utf-8")
    runs = max((int(next(filter(None, match))) for match in _RUNS.findall(log)), default=0)
    covered = max((int(number) for number in _COVERED.findall(log)), default=0)
    crash = re.findall(r"Test unit written to (\S+)", log)
    spent = _processor_time() - before
    print(f"| {name} | {spent:.0f} | {runs} | {covered} | {' '.join(Path(c).name[:20] for c in crash) or '无'} |", flush=True)
    return int(bool(crash) or done.returncode != 0)


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
