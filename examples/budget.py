"""The published budget of a department, from its ledger.

>>> blocks(make(7))
"""

from __future__ import annotations

from collections.abc import Iterator

from examples import hosting as h
from examples import subjects
from examples.amounts import NOUGHT, Amount, total
from examples.books import CAPITAL, FISCAL, FUND, GENERAL
from examples.content import Row, numeral, side_by_side, tall, wide
from examples.docx_writer import Block, Heading, PageBreak, Paragraph, Table
from examples.ledger import Ledger

_BLANK = [["", ""]]


def blocks(ledger: Ledger) -> list[Block]:
    """The whole budget, in 万元."""
    name, year = ledger.name, ledger.year
    writer = _Writer(ledger)
    total_text = writer.text(writer.of())
    found: list[Block] = [
        Paragraph(f"{name}{year}年度部门预算", "center"),
        PageBreak(),
        Heading(f"第一部分 {name}概况", 1),
        Paragraph(f"{name}部门预算由本级和所属单位的预算组成，包括：{'、'.join(ledger.units)}。"),
        Heading(f"第二部分 {year}年度部门预算说明", 1),
        Paragraph(f"{year}年，{name}收入预算{total_text}万元，支出预算{total_text}万元。"),
        Heading(f"第三部分 {year}年度部门预算表", 1),
    ]
    for title, table in writer.tables():
        found += [Paragraph(title, "center"), Paragraph(f"编制部门：{name}", "right"), Paragraph("单位：万元", "right"), table]
    return found


class _Writer:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.printer = ledger, ledger.printer()

    def text(self, amount: Amount, nought: str = "0.00") -> str:
        return self.printer.text(amount, nought=nought)

    def of(self, code: str = "", *money: str) -> Amount:
        return self.ledger.budget(code, money=money or FISCAL).initial

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Title and table."""
        yield "部门收支预算总表", self.overview()
        yield "部门财政拨款收支预算总表", self.fiscal()
        yield "部门支出预算总表", self.by_subject(*FISCAL)
        yield "一般公共预算支出功能分类预算表", self.by_subject(GENERAL)
        yield "政府性基金预算支出功能分类预算表", self.by_subject(FUND)
        yield "国有资本经营预算支出功能分类预算表", self.by_subject(CAPITAL)
        yield "“三公”经费预算表", self.hosting()

    def _sources(self, before: str = "") -> list[list[str]]:
        names = ("一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入")
        return [
            [f"{numeral(n)}、{label}", self.text(self.of("", money))]
            for n, (label, money) in enumerate(zip(names, FISCAL, strict=True), 1)
        ]

    def _classes(self) -> list[str]:
        codes = {code[:3] for code, _ in self.ledger.budgets if self.of(code)}
        return sorted(codes)

    def overview(self) -> Table:
        right = [
            [f"{numeral(n)}、{subjects.name(code)}", self.text(self.of(code))] for n, code in enumerate(self._classes(), 1)
        ]
        left = self._sources()
        height = max(len(left), len(right))
        left, right = (lines + _BLANK * (height - len(lines)) for lines in (left, right))
        whole = self.text(self.of())
        left += [["本年收入合计", whole], ["上年结转", "0.00"], ["收入总计", whole]]
        right += [["本年支出合计", whole], ["结转下年", "0.00"], ["支出总计", whole]]
        head: list[Row] = [[wide("收入", 2), wide("支出", 2)], ["项目", "预算数", "项目", "预算数"]]
        return Table([*head, *side_by_side(left, right)], 2, (6, 3, 6, 3))

    def fiscal(self) -> Table:
        right = [
            [f"{numeral(n)}、{subjects.name(code)}", *self._kinds(code)] for n, code in enumerate(self._classes(), 1)
        ]  # fmt: skip
        left = self._sources()
        height = max(len(left), len(right))
        left += _BLANK * (height - len(left))
        right += [[""] * 5] * (height - len(right))
        whole = self.text(self.of())
        left += [["本年收入合计", whole], ["上年结转", "0.00"], ["收入总计", whole]]
        right += [["本年支出合计", *self._kinds()], ["结转下年", "0.00", "0.00", "0.00", "0.00"], ["支出总计", *self._kinds()]]
        head: list[Row] = [
            [wide("收入", 2), wide("支出", 5)],
            ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
        ]
        return Table([*head, *side_by_side(left, right)], 2, (5, 3, 5, 3, 3, 3, 3))

    def _kinds(self, code: str = "") -> list[str]:
        return [self.text(self.of(code)), *(self.text(self.of(code, money)) for money in FISCAL)]

    def by_subject(self, *moneys: str) -> Table:
        """合计, 基本支出, 项目支出 of everything paid from that money."""
        codes = {code for code, money in self.ledger.budgets if money in moneys and self.of(code, *moneys)}
        head: list[Row] = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
        rows: list[Row] = [
            [code, subjects.name(code), *self._natures(codes, code, moneys)] for code in subjects.with_parents(codes)
        ]
        return Table([*head, *rows, ["合计", "", *self._natures(codes, "", moneys)]], 1, (2, 8, 3, 3, 3))

    def _natures(self, codes: set[str], code: str, moneys: tuple[str, ...]) -> list[str]:
        basics = {own for own in codes if self.ledger.now.sum("spending", own, money=moneys, nature="基本支出")}
        inside = sorted(own for own in codes if own.startswith(code))
        basic = total(self.of(own, *moneys) for own in inside if own in basics)
        rest = total(self.of(own, *moneys) for own in inside if own not in basics)
        return [self.text(amount, "") for amount in (basic + rest, basic, rest)]

    def hosting(self) -> Table:
        head: list[Row] = [
            [*tall("合计", h.ABROAD, h.RECEPTION), wide("公务用车购置及运行费", 3)],
            ["小计", "购置费", "运行费"],
        ]
        items = (h.TOTAL, h.ABROAD, h.RECEPTION, h.VEHICLES, h.PURCHASE, h.RUNNING)
        return Table([*head, [self.text(self.ledger.hosting.get(item, (NOUGHT,))[0]) for item in items]], 2)
