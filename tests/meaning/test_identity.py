"""Whose report it is and of what year, from the cover and from labelled cells."""

from __future__ import annotations

import pytest

from auditor.meaning import understand
from auditor.model.facts import Identity
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook


def identity(text: str, book: Rulebook) -> Identity:
    return understand(read_text(text), book.vocabulary).identity


@pytest.mark.parametrize(
    "cover",
    [
        "清河市文化和旅游局2024年度部门决算",
        "清河市文化和旅游局\n2024 年度部门决算",
        "清河市文化\n和旅游局 2024 年度\n部门决算",
        "2024年清河市文化和旅游局部门决算",
        "附件1\n2024年度清河市文化和旅游局整体支出\n绩效自评报告",
    ],
)
def test_the_cover(cover: str, book: Rulebook) -> None:
    found = identity(cover + "\n目录\n一、概况\n", book)
    assert (found.entity, found.year) == ("清河市文化和旅游局", 2024)


def test_labelled_cells(book: Rulebook) -> None:
    found = identity("绩效评价结果反馈表\n评价部门 | 清河市文化和旅游局\n评价年度 | 2023 年\n评价时间 | 2024 年 6 月\n", book)
    assert (found.entity, found.year) == ("清河市文化和旅游局", 2023)


def test_table_titles_are_no_names(book: Rulebook) -> None:
    assert identity("2024年度部门决算\n支出决算表\n第三部分 2024年度部门决算情况说明\n", book).entity is None


def test_a_budget_is_no_final_account(book: Rulebook) -> None:
    assert identity("清河市文化和旅游局2025年部门预算\n支出预算表\n", book).kind == "部门预算"


def test_a_sentence_that_names_final_accounts_does_not_make_them(book: Rulebook) -> None:
    sentence = "预算编制不科学，部门预算资金331.99万元，实际部门决算资金1958.52万元，差异率偏高，应当按照上年实际情况和本年任务合理测算，并逐项说明理由。"
    assert identity(sentence, book).kind is None
