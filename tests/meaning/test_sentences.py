"""Properties of the sentence reader, for every wording in the pack: what is written is read back; what is consistent is
silent; one wrong digit is reported."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine import audit_document
from auditor.meaning import understand
from auditor.model.pack import Prose, Quantity, Subject
from auditor.model.text import Statement
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook, load

BOOK = load(cache=False)
assert BOOK.vocabulary.prose is not None
PROSE: Prose = BOOK.vocabulary.prose
FINAL = next(concepts for concepts in PROSE.concepts if concepts.name == "部门决算")
NAMES = PROSE.derived
CENT = Decimal("0.01")

amounts = st.decimals(min_value=Decimal("10.00"), max_value=Decimal("99999.99"), places=2)
rates = st.decimals(min_value=Decimal("0.10"), max_value=Decimal("99.99"), places=2)


def plain(pattern: str) -> str:
    """The first thing that a simple pattern of the pack matches."""
    first = re.sub(r"\(\?[!<=][^)]*\)", "", pattern).split("|")[0]
    return re.sub(r"\(\?:|\)\??|[?^$\\]", "", first) if "[" not in first else ""


def words(role: str) -> list[str]:
    return sorted({plain(word) for word in PROSE.words[role]} - {""})


def read(sentence: str, heading: str = "一、收入支出决算情况说明") -> list[Statement]:
    text = f"2024年度部门决算\n\n# 第三部分 2024年度部门决算情况说明\n\n## {heading}\n\n{sentence}\n"
    return understand(read_text(text), BOOK.vocabulary).statements


def heading_for(subject: Subject) -> str:
    return f"一、{plain(subject.within.pattern)}情况说明" if subject.within else "一、收入支出决算情况说明"


def figures(statements: list[Statement]) -> dict[str, Decimal]:
    return {name: abs(fact.value) for statement in statements for name, fact in statement.figures.items()}


SUBJECTS = [(word, subject) for subject in FINAL.subjects for word in subject.words]


@pytest.mark.parametrize(("word", "subject"), SUBJECTS, ids=[word for word, _ in SUBJECTS])
@settings(max_examples=5, deadline=None)
@given(amount=amounts)
def test_every_subject_is_read_with_its_amount(word: str, subject: Subject, amount: Decimal) -> None:
    statements = read(f"{word}{amount}万元。", heading_for(subject))
    meant = {template.concept for template in subject.means}
    assert [s.figures[PROSE.default.name].value for s in statements] == [amount * 10000]
    assert {meaning.concept for meaning in statements[0].meanings} == meant


@pytest.mark.parametrize("quantity", PROSE.quantities, ids=lambda quantity: quantity.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_quantity_is_read_under_its_name(quantity: Quantity, data: st.DataObject) -> None:
    amount = data.draw(amounts)
    word = data.draw(st.sampled_from(quantity.words))
    (statement,) = read(f"财政拨款本年支出{word}{amount}{'%' if quantity.rate else '万元'}。")
    expected = amount if quantity.rate else amount * 10000
    assert {name: fact.value for name, fact in statement.figures.items()} == {quantity.name: expected}


@settings(max_examples=200, deadline=None)
@given(
    amount=amounts, change=amounts, rate=rates, when=st.sampled_from(words("last_year")), sign=st.sampled_from(["increase", "decrease"]),
    data=st.data(),
)  # fmt: skip
def test_comparisons_are_read_back(
    amount: Decimal, change: Decimal, rate: Decimal, when: str, sign: str, data: st.DataObject
) -> None:
    first, second = (data.draw(st.sampled_from(words(sign))) for _ in range(2))
    (statement,) = read(f"本年收入合计{amount}万元，{when}{first}{change}万元，{second}{rate}%，主要原因：项目变动。")
    told = {name: fact.value for name, fact in statement.figures.items()}
    factor = -1 if sign == "decrease" else 1
    assert told == {
        PROSE.default.name: amount * 10000,
        NAMES["change"]: factor * change * 10000,
        NAMES["growth"]: factor * rate,
    }


@settings(max_examples=60, deadline=None)
@given(budget=amounts, final=amounts, rate=rates, data=st.data())
def test_completion_is_read_back(budget: Decimal, final: Decimal, rate: Decimal, data: st.DataObject) -> None:
    quantity = data.draw(st.sampled_from([q for q in PROSE.quantities if q.completion]))
    word = data.draw(st.sampled_from([w for w in quantity.words if not w.endswith("为")]))
    (statement,) = read(f"财政拨款本年支出{word}为{budget}万元，支出决算为{final}万元，完成{word}的{rate}%。")
    told = figures([statement])
    assert told == {quantity.name: budget * 10000, PROSE.default.name: final * 10000, quantity.completion: rate}


@settings(max_examples=60, deadline=None)
@given(whole=amounts, part=amounts, rate=rates, opening=st.sampled_from(["，其中：", "。其中：", "，其中"]))
def test_shares_are_read_back(whole: Decimal, part: Decimal, rate: Decimal, opening: str) -> None:
    statements = read(f"本年支出合计{whole}万元{opening}基本支出{part}万元，占{rate}%；项目支出{part}万元，占{rate}%。")
    parent, first, second = statements
    assert first.parent == second.parent == parent.number
    assert first.figures[NAMES["share"]].value == rate == second.figures[NAMES["share"]].value


def errors(sentence: str, book: Rulebook) -> list[str]:
    text = f"2024年度部门决算\n\n# 第三部分 2024年度部门决算情况说明\n\n## 一、收入支出决算情况说明\n\n{sentence}\n"
    return [f.rule for f in audit_document(read_text(text), book).findings if f.severity == "error"]


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


@settings(max_examples=80, deadline=None)
@given(
    before=st.decimals(min_value=1000, max_value=9999, places=2), after=st.decimals(min_value=1000, max_value=9999, places=2)
)
def test_a_true_comparison_is_silent_and_a_wrong_digit_is_not(before: Decimal, after: Decimal) -> None:
    change = after - before
    if abs(change) < 100:
        return
    rate = rounded(abs(change) / before * 100)
    up, grew = ("增加", "增长") if change > 0 else ("减少", "下降")
    sentence = "本年收入合计{}万元，比上年{}{}万元，{}{}%，主要原因：项目变动。"
    assert errors(sentence.format(after, up, abs(change), grew, rate), BOOK) == []
    wrong = f"{str(rate)[:-4]}{(int(str(rate)[-4]) + 3) % 10}{str(rate)[-3:]}"
    assert errors(sentence.format(after, up, abs(change), grew, wrong), BOOK)


@settings(max_examples=60, deadline=None)
@given(basic=st.decimals(min_value=100, max_value=9999, places=2), project=st.decimals(min_value=100, max_value=9999, places=2))
def test_true_shares_are_silent_and_a_wrong_digit_is_not(basic: Decimal, project: Decimal) -> None:
    whole = basic + project
    first, second = (rounded(part / whole * 100) for part in (basic, project))
    sentence = "本年支出合计{}万元，其中：基本支出{}万元，占{}%；项目支出{}万元，占{}%。"
    assert errors(sentence.format(whole, basic, first, project, second), BOOK) == []
    wrong = f"{(int(str(first)[0]) + 4) % 9 + 1}{str(first)[1:]}"
    if abs(Decimal(wrong) - first) > 1:
        assert errors(sentence.format(whole, basic, wrong, project, second), BOOK)
