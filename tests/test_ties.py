"""One wrong number among equals: what tells it from them, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.diagnosis.causes import causes
from auditor.diagnosis.net import Net
from auditor.engine import audit_file
from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.report import Comparison, Finding, Term
from auditor.numbers import UNITS
from auditor.rulebook import Rulebook
from examples import performance
from examples.docx_writer import write
from examples.performance_errors import Slip, plant

DREDGING, RESERVOIR, WHOLE = "县域河道清淤疏浚", "小型水库安全运行管护", "部门（单位）名称"
Audit = Callable[..., list[Finding]]


@pytest.fixture
def audit(tmp_path: Path, book: Rulebook) -> Audit:
    """The errors and warnings of the clean performance report with those slips."""

    def audited(*slips: tuple[str, str, str, str]) -> list[Finding]:
        faulty, _ = plant(deepcopy(performance.blocks()), [Slip("T", "", *slip) for slip in slips])
        path = tmp_path / "report.docx"
        write(path, faulty)
        return [f for f in audit_file(path, book).findings if f.severity != "info"]

    return audited


@pytest.mark.parametrize(
    ("form", "row", "old", "new"),
    [
        (RESERVOIR, "总分", "99.67", "91.67"),
        (DREDGING, "总分", "98.82", "89.82"),
        (WHOLE, "总分", "99.91", "99.19"),
        (DREDGING, "年度资金总额", "194.70", "19.470"),
        (WHOLE, "年度资金总额", "857.45", "854.75"),
    ],
    ids=["total, told from its parts by the average", "total and grade", "total, told again in the text",
         "amount that a sum in the text needs", "operand of a rate, told from the rate by another relation"],
)  # fmt: skip
def test_what_else_is_printed_tells_the_wrong_number(audit: Audit, form: str, row: str, old: str, new: str) -> None:
    found = audit((form, row, old, new))
    assert len(found) == 1
    assert [s.suggestion for s in found[0].suspects if found[0].places[s.place].quote == new] == [old]


def test_an_average_that_fails_alone_is_computed_anew(audit: Audit) -> None:
    found = audit(("", "平均分为", "99.25", "98.25"))
    assert [(f.rule, f.expected, len(f.suspects)) for f in found] == [("SCR018", "99.25", 0)]


def test_what_another_correction_brings_to_light_refutes_no_other(audit: Audit) -> None:
    """Both slips stand in one table: each is told with its own correction."""
    found = audit((RESERVOIR, "总分", "99.67", "96.97"), (RESERVOIR, "年度资金总额", "96.00", "98.00"))
    told = {found[i].places[s.place].quote: s.suggestion for i in range(len(found)) for s in found[i].suspects}
    assert told.get("96.97") == "99.67"
    assert "98.00" in told


def _fact(text: str, row: int, column: int = 1) -> Fact:
    unit, places = UNITS["万元"], len(text.partition(".")[2])
    half = (Decimal(1).scaleb(-places) / 2).scaleb(unit.exponent)
    at = Location(1, row, column, 0, -1)
    return Fact(
        "表", (f"{row}", ""), "number", Decimal(text).scaleb(unit.exponent), half, places, unit, text, at, f"行{row}", ""
    )


def _balance(rule: str, total: Fact, *parts: Fact, relation: str = "==") -> Comparison:
    value = sum((part.value for part in parts), Decimal(0))
    terms = (Term(total, Decimal(1), True), *(Term(part, Decimal(1), False) for part in parts))
    difference, tolerance = total.value - value, sum((term.fact.half for term in terms), Decimal(0))
    passed = difference <= tolerance if relation == "<=" else abs(difference) <= tolerance
    return Comparison(rule, passed, relation, "", "", total.value, value, difference, tolerance, terms)


TOTAL, FIRST, SECOND = _fact("100.89", 1), _fact("28.93", 2), _fact("71.06", 3)
SUM = _balance("SUM", TOTAL, FIRST, SECOND)


def test_what_only_hints_singles_out_no_number() -> None:
    """The hint asks of 28.93 what the sum asks, too: 29.83. A slip bears that out; where none does, it is a tie."""
    slip = _balance("HINT", FIRST, _fact("29.83", 9))
    assert [[s.fact.text for s in cause.suspects] for cause in causes([SUM, slip], hints={"HINT"})] == [["28.93"]]
    other = _fact("33.14", 3)
    total = _fact("70.67", 1)
    mine = _fact("38.42", 2)
    balance, hint = _balance("SUM", total, mine, other), _balance("HINT", mine, _fact("37.53", 9))
    told = causes([balance, hint], hints={"HINT"})
    assert [len(cause.suspects) > 1 for cause in told if balance in cause.failed] == [True]
    assert [[s.fact.text for s in cause.suspects] for cause in causes([balance, hint])] == [["38.42"]]


def test_an_inequality_that_holds_allows_no_more_than_it_says() -> None:
    """The points 9.23 keep their weight at 9.23 at least, however far above it stands now."""
    weight, points = _fact("10.00", 1), _fact("9.23", 2)
    broken = _balance("SUM", weight, _fact("12.00", 3))
    held = _balance("MOST", points, weight, relation="<=")
    net = Net.of([broken, held])
    allowed = net.allowed(1, (weight.at, weight.text))
    assert allowed is not None
    assert allowed[0] == points.value - held.tolerance


def test_of_several_values_the_one_that_is_printed_twice_is_meant() -> None:
    """0.10 for 0.01: the sum of many parts would allow 0.00 as well, the same number elsewhere does not."""
    wrong, twin = _fact("0.10", 1), _fact("0.01", 2)
    parts = [_fact(text, row) for row, text in enumerate(("0.00", "0.01", "0.00"), 4)]
    told = causes([_balance("SAME", wrong, twin), _balance("SUM", wrong, *parts)])
    assert [[meant.text for meant in cause.meant.values()] for cause in told] == [["0.01"]]


def test_what_is_wrong_if_the_suspect_is_right_is_told(audit: Audit) -> None:
    single = audit((DREDGING, "项目总成本", "194.70万元", "149.70万元"))
    assert "若此数无误，则 「年度资金总额」194.70 必有误" in single[0].suspects[0].reason
    several = audit((DREDGING, "年度资金总额", "194.70", "19.470"))
    assert "条关系里都另有数字有误" in several[0].suspects[0].reason


def test_a_coarse_rate_tells_no_operand() -> None:
    """101% of 136.4 is 134.4 or 135.6 or many others, even if one of them is printed elsewhere."""
    rate, part, whole = _fact("101", 1), _fact("136.4", 1, 2), _fact("136.4", 2)
    rate = rate._replace(unit=UNITS["%"], value=Decimal(101), half=Decimal("0.5"))
    terms = (Term(rate, whole.value, True), Term(part, Decimal(-100), True), Term(whole, rate.value, True))
    ratio = Comparison(
        "RATE", False, "==", "", "", Decimal(101), Decimal(100), Decimal(1), Decimal("0.5"), terms, False, scale=whole.value
    )
    told = causes([ratio], [_fact("134.4", 7)])
    assert [dict(cause.meant) for cause in told] == [{}]
