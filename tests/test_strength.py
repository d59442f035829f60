"""What a pack can see of a report, and what its rules do to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner

from auditor.cli import main
from auditor.engine import audit_file
from auditor.model.report import Report
from auditor.rulebook import Rulebook
from auditor.rulebook.overlap import clashes
from auditor.strength import Strength, measured, told
from auditor.trial import alone
from tests.conftest import ROOT

SPENDING = """
    支出决算表
    科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
    合计 | | 9.00 | 5.00 | 4.00
    201 | 一般公共服务支出 | 6.00 | 4.00 | 2.00
    208 | 社会保障和就业支出 | 3.00 | 1.00 | 2.00
"""


def _only(book: Rulebook, *names: str) -> Rulebook:
    return Rulebook(book.vocabulary, {name: book.rules[name] for name in names}, book.digest, book.basis)


def _strength(drawn: Callable[[str], Report], book: Rulebook, text: str) -> Strength:
    return measured(drawn(text), book)


def test_rows_alone_leave_ties_and_columns_split_them(drawn: Callable[[str], Report], book: Rulebook) -> None:
    rows = _strength(drawn, alone(book.rules["SUM031"], book), SPENDING)
    assert [len(tie) for tie in rows.ties] == [3, 3, 3]
    assert len(rows.noticed) == 9
    assert not rows.told_apart
    both = _strength(drawn, _only(book, "SUM031", "SUM032"), SPENDING)
    assert len(both.told_apart) == 9
    assert both.ties == ()


def test_a_number_that_nothing_binds_is_not_noticed(drawn: Callable[[str], Report], book: Rulebook) -> None:
    found = _strength(drawn, alone(book.rules["BAL001"], book), SPENDING)
    assert len(found.figures) == 9
    assert not found.noticed
    assert found.idle == ("BAL001",)


def test_a_rule_that_follows_from_others_is_told(drawn: Callable[[str], Report], book: Rulebook) -> None:
    twice = replace(book.rules["SUM031"], id="SUM031b")
    rules = {"SUM031": book.rules["SUM031"], twice.id: twice}
    found = _strength(drawn, Rulebook(book.vocabulary, rules, book.digest, book.basis), SPENDING)
    assert found.redundant == ("SUM031b",)


def test_every_number_that_is_not_noticed_is_named(drawn: Callable[[str], Report], book: Rulebook) -> None:
    report = drawn(SPENDING)
    said = "\n".join(told(report, alone(book.rules["BAL001"], book)))
    assert all(fact.text in said for fact in measured(report, book).figures)
    assert "能发现的 0（0%）" in said


def test_the_command_tells_the_strength_of_the_pack() -> None:
    done = CliRunner().invoke(main, ["test", "--strength", str(ROOT / "examples" / "决算报告-无误.docx")])
    assert done.exit_code == 0
    first, *rest = done.output.splitlines()
    assert "单个数出错能发现的" in first
    assert any("彼此分不开" in line for line in rest)
    assert any("可拆开最大的一组" in line for line in rest)


def test_a_report_that_cannot_be_read_has_no_strength() -> None:
    done = CliRunner().invoke(main, ["test", "--strength", str(ROOT / "examples" / "没有.docx")])
    assert done.exit_code == 2


def test_nearly_every_wrong_number_of_an_example_would_be_noticed(book: Rulebook) -> None:
    report = audit_file(ROOT / "examples" / "决算报告-无误.docx", book)
    found = measured(report, book)
    assert len(found.noticed) / len(found.figures) > 0.95
    assert set(found.told_apart) <= set(found.noticed)


def test_the_rules_of_the_pack_do_not_get_in_each_others_way(book: Rulebook) -> None:
    assert list(clashes(book.rules.values())) == []


A, B = "《支出决算表》「合计」「基本支出」", "《支出决算表》「合计」「项目支出」"


@pytest.mark.parametrize(
    ("one", "other", "fault"),
    [
        (f"{A} == {B}", f"{A} > {B}", "contradictory"),
        (f"{A} == {B}", f"{B} < {A}", "contradictory"),
        (f"{A} < {B}", f"{A} > {B}", "contradictory"),
        (f"{A} == {B}", f"{A} <= {B}", "redundant"),
        (f"{A} == {B}", f"{B} == {A}", "redundant"),
        (f"{A} == {B}", f"当 {A} > 0：{A} == {B}", "redundant"),
        (f"当 {A} > 0：{A} == {B}", f"当 {B} > 0：{A} == {B}", None),
        (f"{A} == {B}", f"{A} + {B} == {A} + {B}", "never-binding"),
        (f"{A} == {B}", f"当 {A} >= {B}：{A} >= {B}", "never-binding"),
        (f"{A} <= {B}", f"{A} >= {B}", None),
        (f"{A} == {B}", f"{A} == {B} + 1", None),
    ],
)
def test_rules_that_get_in_each_others_way(book: Rulebook, one: str, other: str, fault: str | None) -> None:
    rule = book.rules["SUM031"]
    rules = [replace(rule, id=name, settings={"assert": text}) for name, text in (("ONE", one), ("TWO", other))]
    assert [clash.fault for clash in clashes(rules)] == ([] if fault is None else [fault])
