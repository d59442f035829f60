"""Expressions that take for ever are mistakes, of authors and of ours."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor.rulebook import RulebookError
from auditor.rulebook.backtracking import culprit
from auditor.rulebook.strict import read_strictly
from tests.conftest import ROOT

DANGEROUS = {
    r"(a+)+": 0, r"x(?:(?:甲|乙)+)*": 1, r"(a|a)*b": 0, r"(\d+,?)*x": 0, r"(.*)*": 0, r"(?:aa|aaa)*$": 0, r"(a?b?)*c": 0,
    r"(?=(a+)+)b": 3, r"(?:\s*x\s*)*y": 0, r"一((?:二|三|二三)+)四": 2, r"(?:(?>a+)|a)*b": 0, r"(?:\d{1,3}){9,}": 0, r"((a)*)*": 0,
    r"(\w+\s?)*[)）]": 0,
}  # fmt: skip
HARMLESS = (
    r"(a|ab)*c", r"(\d+,)*x", r"(?:a|b)+", r"(a?){5}", r"(?:[^,]+,)*", r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", r"([^。]|。)*",
    r"(?:a+){2}", r"[^\n]*?元", r"(?<![\d.])(?P<n>\d+)(?!\d)", r"(?:(?>a+)b)*", r"(x)?(?(1)a|b)+", r"", r"(?:一、|（一）)+",
)  # fmt: skip


@pytest.mark.parametrize("pattern", DANGEROUS)
def test_a_loop_that_goes_two_ways_is_found_where_it_begins(pattern: str) -> None:
    assert culprit(pattern) == DANGEROUS[pattern]


@pytest.mark.parametrize("pattern", HARMLESS)
def test_a_loop_that_goes_one_way_is_none(pattern: str) -> None:
    assert culprit(pattern) is None


def test_what_is_called_dangerous_is() -> None:
    """The verdict agrees with the clock: twelve more characters take a hundred times as long, or do not."""

    def seconds(pattern: str, n: int) -> float:
        start = time.process_time()
        re.match(pattern + "$", "a" * n + "!")
        return time.process_time() - start

    assert seconds(r"(a+)+", 22) > 20 * seconds(r"(a+)+", 12)
    assert seconds(r"(a|ab)*", 5000) < 0.2


def test_an_author_is_told_line_and_column(tmp_path: Path) -> None:
    source = (ROOT / "rules/common/FMT/FMT007.yaml").read_text(encoding="utf-8")
    path = tmp_path / "FMT007.yaml"
    path.write_text(re.sub(r"^wording: .*$", "wording: ['万元(a+)+元']", source, flags=re.MULTILINE), encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        read_strictly([path])
    problem = next(p for p in caught.value.problems if p.key == "regex-explodes")
    line = next(n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines()) if text.startswith("wording"))
    assert (problem.line, problem.column) == (line, len("wording: ['万元"))
    assert "重复套着重复" in problem.show()


def test_our_own_expressions_are_harmless() -> None:
    found: dict[str, re.Pattern[Any]] = {}
    for info in pkgutil.walk_packages(auditor.__path__, "auditor."):
        module = importlib.import_module(info.name)
        found |= {f"{info.name}.{name}": value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
    assert len(found) > 90
    texts = {name: p.pattern if isinstance(p.pattern, str) else p.pattern.decode("latin-1") for name, p in found.items()}
    assert [name for name, text in texts.items() if culprit(text) is not None] == []


def test_a_page_that_begins_with_comments_is_recognised_at_once() -> None:
    """Each of them could be taken for the end of the one before: half a minute for twenty-five."""
    from auditor.reading.html import _BEGINNING

    start = time.process_time()
    assert _BEGINNING.match(b"<!---->" * 500 + b"x") is None
    assert _BEGINNING.match(b"<?xml version='1.0'?><!-- a - b --><!--c-->\n<p>") is not None
    assert time.process_time() - start < 0.5
