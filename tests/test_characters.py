"""Characters that nobody sees, and marks of notes beside numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.characters import lowered, raised
from auditor.labels import bare, squeeze
from auditor.meaning.passages import fold
from auditor.numbers import UNREADABLE, parse
from auditor.reading.blocks import Blocks


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u200e", "\u2060", "\u202c", "\ufe0f", "\ufeff", "\U000e0101"])
def test_what_nobody_sees_stops_nothing(unseen: str) -> None:
    assert parse(f"7{unseen}14.05{unseen}").value == Decimal("714.05")
    assert bare(f"年末{unseen}结转") == "年末结转"
    assert fold(f"占3{unseen}1.5%")[0] == "占31.5%"
    assert Blocks().paragraph(f"{unseen}三、收入情况").level == 1


@pytest.mark.parametrize("text", ["714.05¹", "714.05②", "⑶714.05", "714.05₃", "714.05❷"])
def test_a_mark_beside_a_number_is_no_digit(text: str) -> None:
    assert parse(text).value == Decimal("714.05")


@pytest.mark.parametrize("text", ["7①4", "1²3", "7₁4.05"])
def test_a_mark_between_digits_makes_them_unreadable(text: str) -> None:
    assert parse(text) == UNREADABLE


@pytest.mark.parametrize("text", ["①", "²", " ⑴ "])
def test_a_mark_alone_is_neither_a_number_nor_blank(text: str) -> None:
    assert parse(text).state == "text"


def test_marks_in_sentences() -> None:
    assert fold("支出714.05¹万元")[0] == "支出714.05万元"
    assert fold("支出714.05①万元")[0] == "支出714.05万元"
    assert fold("增长3.1²％")[0] == "增长3.1%"
    assert fold("1²3")[0] == "1 3"
    assert fold("包括：①工资")[0] == "包括:①工资"
    assert fold("场地40m²")[0] == "场地40m²"
    text, origin = fold("支出714.05¹万元")
    assert [origin[text.index(char)] for char in "万元"] == [9, 10]


@pytest.mark.parametrize("mark", ["¹", "[¹]", "（¹）", "注¹", "¹,²", "ᵃ"])
def test_marks_with_what_goes_with_them(mark: str) -> None:
    assert parse(f"714.05{mark}").value == Decimal("714.05")
    assert fold(f"支出714.05{mark}万元")[0] == "支出714.05万元"
    assert bare(f"公务接待费{mark}") == "公务接待费"


def test_a_bracket_round_a_number_is_not_that_of_its_mark() -> None:
    assert parse("(714.05¹)").value == Decimal("-714.05")
    assert squeeze("注¹：口径") == "注:口径"


def test_labels_without_marks() -> None:
    assert bare("其中：培训费③") == "培训费"
    assert squeeze("面积（m²）") == "面积(m2)"


def test_raised_and_lowered_digits() -> None:
    assert raised("注12）") == "注¹²）"
    assert raised("３") == "³"
    assert lowered("2") == "₂"
    assert raised("714.05") == "714.05"


def test_text_shown_backwards_is_unreadable() -> None:
    made = Blocks().paragraph("结余\u202e50.417\u202c万元")
    assert made.text == "结余\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\u202c万元"
