"""Figures in which one paper of a department contradicts another, while every paper by itself is right.

python -m examples.department_errors FOLDER writes a folder for each, and one in which all agree."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, NamedTuple

from examples import hosting as h
from examples.amounts import FEN_IN_WAN, Amount, entry
from examples.books import GENERAL, Books
from examples.department import NAME, YEAR, Papers, papers
from examples.ledger import Budget, Ledger

ACCOUNTS: Final = f"{NAME}{YEAR}年度部门决算.docx"
EVALUATION: Final = f"{NAME}{YEAR}年度整体支出绩效自评报告.docx"
_MORE: Final = entry("planted", 7 * FEN_IN_WAN + 310_000)


class Slip(NamedTuple):
    """What is wrong, the rule that tells it, the paper it is told in, and how the papers come to say so."""

    id: str
    description: str
    rule: str
    told_in: str
    change: Callable[[Papers], Papers]


def _books(ledger: Ledger, which: Literal["now", "before"], change: Callable[[Books], Books]) -> Ledger:
    if which == "now":
        return replace(ledger, now=change(ledger.now))
    return replace(ledger, before=change(ledger.before))


def _projects_more(by: Amount, closing: bool = False) -> Callable[[Books], Books]:
    """The first project of the general budget cost more, or left more; its revenue grows with it."""

    def change(books: Books) -> Books:
        at = next(n for n, line in enumerate(books.lines) if line.money == GENERAL and "项目支出" in line.spending)
        line = books.lines[at]
        more = {**line.spending, "项目支出": line.spending["项目支出"] + by}
        changed = replace(line, closing=line.closing + by) if closing else replace(line, spending=more)
        return replace(books, lines=(*books.lines[:at], changed, *books.lines[at + 1 :]))

    return change


def _hosting_more(books: Books) -> Books:
    return replace(books, hosting=_more(books.hosting, h.RECEPTION, h.DOMESTIC, h.TOTAL))


def _more(amounts: Mapping[str, Amount], *items: str) -> dict[str, Amount]:
    return {**amounts, **{item: amounts[item] + _MORE for item in items}}


def _project(ledger: Ledger) -> tuple[str, str]:
    """The first project of the general budget, as its budget is named."""
    return next((line.code, line.money) for line in ledger.now.lines if line.money == GENERAL and "项目支出" in line.spending)


def _budgets(ledger: Ledger, by: Amount) -> Ledger:
    """That project was granted more."""
    key = _project(ledger)
    budget = ledger.budgets[key]
    return replace(ledger, budgets={**ledger.budgets, key: Budget(budget.initial + by, budget.full + by)})


def _budget_more(papers: Papers) -> Papers:
    return replace(papers, budgeted=_budgets(papers.budgeted, _MORE))


def _costly(papers: Papers) -> Papers:
    ledger = _budgets(papers.evaluated, _LARGE)
    return replace(papers, evaluated=replace(ledger, now=_projects_more(_LARGE)(ledger.now)))


def _reception_budget_more(papers: Papers) -> Papers:
    ledger = papers.budgeted
    found = {item: Budget(ledger.hosting[item].initial + _MORE, ledger.hosting[item].full) for item in (h.RECEPTION, h.TOTAL)}
    return replace(papers, budgeted=replace(ledger, hosting={**ledger.hosting, **found}))


def _unit(papers: Papers, change: Callable[[Ledger], Ledger]) -> Papers:
    last = list(papers.units)[-1]
    return replace(papers, units={**papers.units, last: change(papers.units[last])})


def _cars(ledger: Ledger) -> Ledger:
    return replace(ledger, vehicles={**ledger.vehicles, "其他用车": ledger.vehicles["其他用车"] + 60})


def _without_a_unit(papers: Papers) -> Papers:
    return replace(papers, units=dict(list(papers.units.items())[1:]))


_LARGE: Final = entry("planted", 1000 * FEN_IN_WAN)
SLIPS: Final = (
    Slip("D1", "上年年末结转比本年年初结转多 7.31 万元", "XDC001", ACCOUNTS,
         lambda p: replace(p, last=_books(p.last, "now", _projects_more(_MORE, closing=True)))),
    Slip("D2", "上年支出比本年说明反推的多 7.31 万元", "XDC002", ACCOUNTS,
         lambda p: replace(p, last=_books(p.last, "now", _projects_more(_MORE)))),
    Slip("D3", "基础数据表的上年“三公”经费比上年决算多 7.31 万元", "XDC003", EVALUATION,
         lambda p: replace(p, evaluated=_books(p.evaluated, "before", _hosting_more))),
    Slip("D4", "公开的预算比决算所写年初预算多 7.31 万元", "XDC004", ACCOUNTS, _budget_more),
    Slip("D5", "自评项目的执行数比决算的项目支出还大", "XDC005", ACCOUNTS, _costly),
    Slip("D6", "整体自评的执行数比决算多 7.31 万元", "XDC006", EVALUATION,
         lambda p: replace(p, evaluated=_books(p.evaluated, "now", _projects_more(_MORE)))),
    Slip("D7", "一个单位的项目支出多 7.31 万元，各单位之和不等于部门", "XDC007", ACCOUNTS,
         lambda p: _unit(p, lambda ledger: _books(ledger, "now", _projects_more(_MORE)))),
    Slip("D8", "单位不全，其中一个的车辆比部门还多", "XDC008", ACCOUNTS,
         lambda p: _without_a_unit(_unit(p, _cars))),
    Slip("D9", "公开的公务接待费预算比决算表的年初预算数多 7.31 万元", "XDC012", ACCOUNTS, _reception_budget_more),
)  # fmt: skip


def main(folder: Path) -> None:
    """Write the papers that agree, and those of every slip with what is told."""
    agreed = papers()
    agreed.write(folder / "一致")
    for slip in SLIPS:
        slip.change(agreed).write(folder / slip.id)
    told = [{key: getattr(slip, key) for key in ("id", "description", "rule", "told_in")} for slip in SLIPS]
    (folder / "planted.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
