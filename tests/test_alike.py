"""Near misses and typed numbers."""

from __future__ import annotations

import pytest

from auditor.alike import slip
from auditor.outline import chinese_value, numbered


@pytest.mark.parametrize(
    ("first", "second", "left", "right"),
    [
        ("水利局", "水利局", "", ""),
        ("水利局", "水水利局", "", "水"),
        ("河务和水利局", "河务与水利局", "和", "与"),
        ("甲乙丙", "甲丙", "乙", ""),
    ],
)
def test_a_slip_is_one_stretch(first: str, second: str, left: str, right: str) -> None:
    made = slip(first, second)
    assert (made.left, made.right) == (left, right)
    assert first[: made.before] + made.right + first[len(first) - made.after :] == second


@pytest.mark.parametrize(
    ("text", "level", "value", "style"),
    [
        ("第三部分 说明", 0, 3, "第1部"), ("十二、其他", 1, 12, "1、"), ("（二十）其他", 2, 20, "(1)"), ("3．其他", 3, 3, "1."),
        ("(4) 其他", 4, 4, "(1)"), ("⑫其他", 5, 12, "1"),
    ],
)  # fmt: skip
def test_typed_numbers(text: str, level: int, value: int, style: str) -> None:
    found = numbered(text)
    assert found is not None
    assert (found.level, found.value, found.style) == (level, value, style)


@pytest.mark.parametrize("text", ["百", "十二三", "二百"])
def test_words_that_are_no_small_number(text: str) -> None:
    assert chinese_value(text) is None


def test_a_sentence_has_no_typed_number() -> None:
    assert numbered("12.5万元用于培训") is None
    assert numbered("全年") is None
