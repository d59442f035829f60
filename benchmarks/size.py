"""`python -m benchmarks.size [--profile] [PAGES…]`: what an audit costs as a report grows, in processor time and memory.

Every report is audited in a process of its own; the figure is that of one run. The exponent is that of cost = pages^x from
the line above: 1 is linear, 2 would be quadratic."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.documents import Kind, printed, written

SIZES = (10, 50, 200, 1000)
_RUNS = 1
_AUDIT = """
import json, resource, sys, time
from auditor.engine import audit_document
from auditor.reading import read
from auditor.meaning import understand
from auditor.rulebook import load
book = load()
clock = time.process_time
start = clock(); document = read(sys.argv[1]); reading = clock() - start
start = clock(); report = audit_document(document, book); rest = clock() - start
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(json.dumps({"read": reading, "rest": rest, "peak": peak, "status": report.status, "figures": report.figures,
    "findings": len(report.findings), "blocks": len(document.blocks), "cells": sum(len(t.cells) for t in document.tables)}))
"""
_PROFILE = """
import cProfile, pstats, sys
from auditor.engine import audit_file
from auditor.rulebook import load
book = load()
profile = cProfile.Profile()
profile.runcall(audit_file, sys.argv[1], book)
pstats.Stats(profile).sort_stats("tottime").print_stats(15)
"""


def main(sizes: list[int], *, profile: bool) -> None:
    """Print a table for each kind of report, Word and PDF."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("forms", "units"):
            _table(folder, kind, [size for size in sizes if kind == "forms" or size >= 50], profile=profile)


def _table(folder: Path, kind: Kind, sizes: list[int], *, profile: bool) -> None:
    paths = {size: written(folder, size, kind) for size in sizes}
    _lines(f"{kind}, docx", paths, profile=profile)
    papers = {size: paper for size, path in paths.items() if size <= 500 and (paper := printed(path)) is not None}
    if papers:
        import pypdfium2

        _lines(f"{kind}, pdf", {len(pypdfium2.PdfDocument(paper)): paper for paper in papers.values()}, profile=profile)


def _lines(title: str, paths: dict[int, Path], *, profile: bool) -> None:
    heads = ("页", "数字", "格", "发现", "读取 s", "审核 s", "每页 ms", "指数", "内存 MB")
    print(f"\n{title}\n\n| {' | '.join(heads)} |\n|{'---:|' * len(heads)}")
    before: tuple[int, float] | None = None
    for pages, path in paths.items():
        got = min((_run(path) for _ in range(_RUNS)), key=lambda run: run["read"] + run["rest"])
        cost = got["read"] + got["rest"]
        power = f"{math.log(cost / before[1]) / math.log(pages / before[0]):.2f}" if before else ""
        print(
            f"| {pages} | {got['figures']} | {got['cells']} | {got['findings']} | {got['read']:.2f} | {got['rest']:.2f} "
            f"| {cost / pages * 1000:.1f} | {power} | {got['peak']:.0f} |",
            flush=True,
        )
        before = pages, cost
    if profile:
        done = subprocess.run([sys.executable, "-c", _PROFILE, str(path)], capture_output=True, text=True, check=True)
        print("\n```\n" + "\n".join(line.rstrip() for line in done.stdout.splitlines() if line.strip()) + "\n```")


def _run(path: Path) -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-c", _AUDIT, str(path)], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main([int(a) for a in arguments if a.isdigit()] or list(SIZES), profile="--profile" in arguments)
