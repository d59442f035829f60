"""Every input that fuzzing once found interesting, or that broke something, goes through its target again."""

from __future__ import annotations

import time

import pytest

from fuzz.targets import TARGETS
from tests.conftest import ROOT

CORPUS = ROOT / "fuzz" / "corpus"
INPUTS = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
_LARGEST, _MOST = 4096, 40
_LONGEST = 5.0
"""Seconds of processor time."""


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_found_is_mended(name: str) -> None:
    start = time.process_time()
    for path in INPUTS:
        if path.parent.name == name:
            TARGETS[name](path.read_bytes())
    assert time.process_time() - start < _LONGEST


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_are_read(name: str) -> None:
    from fuzz.seeds import seeds

    made = seeds(name)
    assert made
    for data in made[:3]:
        TARGETS[name](data)


def test_the_corpus_is_small_and_all_of_it_is_run() -> None:
    assert {path.parent.name for path in INPUTS} <= set(TARGETS)
    assert all(path.stat().st_size <= _LARGEST for path in INPUTS)
    assert all(len(list((CORPUS / name).glob("*"))) <= _MOST for name in TARGETS)


def test_a_target_notices_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that no reader meant to raise comes out of a target."""
    from auditor.reading.spreadsheet import printed

    def broken(code: str) -> None:
        raise ZeroDivisionError(code)

    monkeypatch.setattr(printed, "sections", broken)
    with pytest.raises(ZeroDivisionError):
        TARGETS["number_format"](b"1|0")


def test_a_target_notices_a_rule_that_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine catches it and says so; for fuzzing that is a crash too."""
    from auditor.checks import direction

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(direction, "check", broken)
    with pytest.raises(AssertionError):
        TARGETS["sentences"]("# 2024年度部门决算\n收入 1.00 万元".encode())
