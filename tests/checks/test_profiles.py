"""Profiles: what a report must have is YAML, chosen by the report's words or by --profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import main
from auditor.engine import audit_file
from auditor.rulebook import Rulebook, load
from examples.build import SHANGHAI

REPORT = Path(__file__).resolve().parent.parent.parent / "examples" / f"{SHANGHAI}.docx"


def missing(profile: str | None, book: Rulebook) -> set[str | None]:
    report = audit_file(REPORT, book, profile=profile)
    return {finding.expected for finding in report.findings if finding.rule == "STR002"}


def test_another_profile_asks_for_other_tables(book: Rulebook) -> None:
    assert missing("上海", book) == set()
    assert missing("江西", book) == {"国有资产占用情况表"}
    assert "财政拨款支出决算明细表" in missing("四川", book)


def test_a_profile_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "清河.yaml").write_text(
        "profile: 清河\ndetect: [不会出现的话]\nrequired: {部门决算: {tables: [收入支出决算总表, 收入决算表, 支出决算表, 财政拨款收入支出决算总表, 债务情况表]}}\n",
        encoding="utf-8",
    )
    book = load([tmp_path], cache=False)
    assert missing("清河", book) == {"债务情况表"}


def test_a_profile_that_is_silent_leaves_it_to_the_common_one(tmp_path: Path) -> None:
    (tmp_path / "清河.yaml").write_text("profile: 清河\n", encoding="utf-8")
    book = load([tmp_path], cache=False)
    assert missing("清河", book) == set()
    assert any(v.rule == "STR002" and v.state == "passed" for v in audit_file(REPORT, book, profile="清河").verdicts)


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有名为「上梅」的体例"), ("en", "no profile is named 上梅")])
def test_an_unknown_profile_is_a_mistake(lang: str, words: str) -> None:
    result = CliRunner().invoke(main, [str(REPORT), "--profile", "上梅", "--lang", lang])
    assert result.exit_code == 2 and words in result.output and "上海" in result.output
