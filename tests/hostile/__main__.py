"""Audit every hostile file in a process of its own; print what each gives, its time and its memory, as a table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.hostile import Case, cases

_LIMIT = int(os.environ.get("LIMIT", "120"))
_AUDIT = """
import json, resource, sys
from auditor.engine import audit_file
from auditor.rulebook import load
book = load()
before = resource.getrusage(resource.RUSAGE_SELF)
report = audit_file(sys.argv[1], book)
after = resource.getrusage(resource.RUSAGE_SELF)
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"status": report.status, "reason": report.reason, "findings": len(report.findings),
                  "seconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, "peak": peak // 1024}))
"""


def main(names: list[str]) -> None:
    """Those whose name holds one of the words, or all."""
    print("| 文件 | 大小 | 结果 | CPU 秒 | 内存 MB |\n|---|---:|---|---:|---:|")
    for name, case in cases().items():
        if not names or any(word in name for word in names):
            print(_row(name, case), flush=True)


def _row(name: str, case: Case) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"报告{case.suffix}"
        case.make(path)
        size = path.stat().st_size
        told = f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{size / 1024:.1f} KB"
        try:
            done = subprocess.run(
                [sys.executable, "-c", _AUDIT, str(path)], capture_output=True, text=True, timeout=_LIMIT,
                env={**os.environ, "PYTHONPATH": os.getcwd()},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return f"| {name} | {told} | **没有结束** | > {_LIMIT} | |"
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1][:80]
        return f"| {name} | {told} | **进程崩溃 {done.returncode}** {last} | | |"
    got = json.loads(done.stdout)
    result = f"2：{got['reason']}" if got["status"] == "incomplete" else f"完成，{got['findings']} 个发现"
    wrong = "" if _expected(case, got) else " **（意外）**"
    return f"| {name} | {told} | {result[:60]}{wrong} | {got['seconds']:.2f} | {got['peak']} |"


def _expected(case: Case, got: dict[str, str]) -> bool:
    return got["status"] == "complete" if case.says is None else case.says in (got["reason"] or "")


if __name__ == "__main__":
    main(sys.argv[1:])
