"""The relation language."""

from __future__ import annotations

import pytest

from auditor.formula import Binary, Children, FormulaError, Has, Number, Optional, Ref, Sum, parse


def test_a_sum_with_an_optional_operand() -> None:
    relation = parse("「甲」 + 可缺(「乙」) - 「丙」 == 「丁」").relation
    assert relation.operator == "=="
    assert isinstance(relation.left, Binary) and relation.left.operator == "-"
    inner = relation.left.left
    assert isinstance(inner, Binary) and isinstance(inner.right, Optional)


def test_a_group_with_levels_and_children() -> None:
    statement = parse("每个 科目(类、款), 性质 in 《支出决算表》：本项 == 求和(科目的下级)")
    assert statement.each is not None
    assert [(axis.name, axis.only) for axis in statement.each.axes] == [("科目", ("类", "款")), ("性质", ())]
    assert statement.relation.left == Ref(None, (), statement.relation.left.at)
    total = statement.relation.right
    assert isinstance(total, Sum) and isinstance(total.items[0], Children) and total.items[0].axis == "科目"


def test_real_labels_need_no_escaping() -> None:
    left = parse("《“三公”经费表》「（一）国（境）外：#1%」「决算数」 ≤ 30%").relation.left
    assert left == Ref("“三公”经费表", ("（一）国（境）外：#1%", "决算数"), 0)


def test_conditions() -> None:
    statement = parse("当 有(「会议费」) 且 「甲」 > 0：「甲」 同有同无 「乙」")
    assert isinstance(statement.when[0], Has) and not isinstance(statement.when[1], Has)
    assert statement.relation.operator == "<=>"


def test_products_bind_closer_than_sums() -> None:
    left = parse("「甲」 + 「乙」 / 「丙」 == 1").relation.left
    assert isinstance(left, Binary) and left.operator == "+" and isinstance(left.right, Binary)
    assert isinstance(parse("1 == 2").relation.right, Number)


@pytest.mark.parametrize(
    ("source", "at", "key"),
    [
        ("「甲」 == ", 7, "formula-operand"),
        ("「甲」 「乙」", 8, "formula-expected"),
        ("「甲」 == 「乙」 5", 11, "formula-rest"),
        ("「甲」 ? 「乙」", 4, "formula-character"),
        ("每个 科目 《表》：「甲」 == 1", 6, "formula-expected"),
        ("求和(「甲」 == 1", 9, "formula-expected"),
    ],
)
def test_mistakes_are_placed(source: str, at: int, key: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(source)
    assert caught.value.key == key
    if key != "formula-rest" and key != "formula-expected":
        assert caught.value.at == at
