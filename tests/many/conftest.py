"""A folder of small reports: every third has an error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import caching
from auditor.rulebook import Rulebook, load

REPORT = """\
收入支出决算总表
编制单位：{office}  2024年度  金额单位：万元
收入 | 金额 | 支出 | 金额
本年收入合计 | 311.56 | 本年支出合计 | 316.83
年初结转和结余 | 14.89 | 年末结转和结余 | 9.63
总计 | {total} | 总计 | 326.45
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "报告"
    for number in range(9):
        path = made / f"第{number % 2}处" / f"{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        total = "336.45" if number % 3 == 0 else "326.45"
        path.write_text(REPORT.format(office=f"第{number}局", total=total), encoding="utf-8")
    return made


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Rulebook) -> Path:
    """Where the reports of this test are kept; the rules are taken from the cache of all tests."""
    load()
    own = tmp_path / "cache"
    shutil.copytree(caching.folder(), own / "fiscal-auditor", ignore=shutil.ignore_patterns("reports"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(own))
    return own / "fiscal-auditor" / "reports"


@pytest.fixture
def audit(own_cache: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The program as users start it."""
    command = [sys.executable, "-m", "auditor.cli"]

    def run(*args: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*command, *map(str, args)], capture_output=True, text=True, env={**os.environ}, timeout=120)

    return run
