"""The grammar of values in forms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.meaning.forms.values import Reader
from auditor.rulebook import Rulebook


@pytest.fixture(scope="module")
def reader(book: Rulebook) -> Reader:
    assert book.vocabulary.grammar is not None
    return Reader(book.vocabulary.grammar)


@pytest.mark.parametrize(
    ("text", "operator", "low", "high", "unit", "measure"),
    [
        ("≥98%", "≥", "98", "98", "%", "percent"),
        ("＞＝９０％", "≥", "90", "90", "%", "percent"),
        ("不低于 95%", "≥", "95", "95", "%", "percent"),
        ("100%以上", "≥", "100", "100", "%", "percent"),
        ("≥100百分比", "≥", "100", "100", "百分比", "percent"),
        ("=154.4 万元", "=", "154.4", "154.4", "万元", "money"),
        ("≤25万", "≤", "25", "25", "万", "money"),
        ("335063.04", "", "335063.04", "335063.04", "", ""),
        ("2期", "", "2", "2", "期", "count"),
        ("100人/次", "", "100", "100", "人/次", "count"),
        ("不少于1,200人次", "≥", "1200", "1200", "人次", "count"),
        ("3个工作日以内", "≤", "3", "3", "个工作日", "time"),
        ("90%-95%", "", "90", "95", "%", "percent"),
        ("完成12次", "", "12", "12", "次", "count"),
        ("达到96.5%", "", "96.5", "96.5", "%", "percent"),
        ("约40场", "≈", "40", "40", "场", "count"),
    ],
)
def test_numbers(reader: Reader, text: str, operator: str, low: str, high: str, unit: str, measure: str) -> None:
    value = reader.read(text)
    assert (value.sort, value.operator, value.unit, value.measure) == ("number", operator, unit, measure)
    assert (value.low, value.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["2024年", "12月底前", "2024年12月31日前", "第四季度完成", "年底"])
def test_dates_are_no_numbers(reader: Reader, text: str) -> None:
    assert reader.read(text).sort == "date"


@pytest.mark.parametrize(
    ("text", "tier"),
    [("已完成", "达成"), ("达成预期指标", "达成"), ("基本达成目标", "达成"), ("部分实现目标", "部分达成"), ("未达成年度指标且效果较差", "未达成"),
     ("进一步提升", ""), ("及时", ""), ("每月1次", "")],
)  # fmt: skip
def test_words_and_what_they_claim(reader: Reader, text: str, tier: str) -> None:
    value = reader.read(text)
    assert (value.sort, value.tier) == ("words", tier)


@pytest.mark.parametrize(
    ("text", "sort"), [("", "blank"), ("—", "blank"), ("无", "blank"), ("=", "operator"), ("≥", "operator")]
)
def test_what_says_nothing(reader: Reader, text: str, sort: str) -> None:
    assert reader.read(text).sort == sort


def test_operator_and_unit_from_columns_of_their_own(reader: Reader) -> None:
    value = reader.read("2", front="≥", behind="万人")
    assert (value.operator, value.low, value.unit, value.measure, value.exponent) == ("≥", Decimal(2), "万人", "count", 4)


@pytest.mark.parametrize(
    ("text", "name", "weight"),
    [("产出指标(50分)", "产出指标", "50"), ("效益指标 30 分", "效益指标", "30"), ("决策（权重：20%）", "决策", "20"), ("数量指标", "数量指标", ""),
     ("（10分）", "", "10")],
)  # fmt: skip
def test_weights_in_headings(reader: Reader, text: str, name: str, weight: str) -> None:
    assert tuple(reader.weighted(text)) == (name, weight)
