"""The nine tables of the Shanghai form: one code column, no line numbers, 三公 as one row of twelve columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from examples import hosting as h
from examples.amounts import Amount
from examples.books import CAPITAL, FISCAL, FUND, GENERAL, NATURES, OFFICE_ITEMS, SOURCES, STAFF_ITEMS
from examples.content import Content, Piece, Row, side_by_side, tall, wide
from examples.docx_writer import Paragraph, Table

TITLES = (
    "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表", "财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
)  # fmt: skip

Amounts = Callable[[str], list[Amount]]
_HOSTING = (h.TOTAL, h.ABROAD, h.VEHICLES, h.PURCHASE, h.RUNNING, h.RECEPTION)


def tables(content: Content) -> Iterator[list[Piece]]:
    """The pieces of each table: caption, table, notes."""
    makers = (overview, revenue, spending, fiscal_overview, general, economic, hosting, fund, capital)
    for title, maker in zip(TITLES, makers, strict=True):
        table, notes = maker(content)
        caption = [Paragraph(title, "center"), Paragraph("单位：万元", "right")]
        yield [*caption, table, *map(Paragraph, notes)]


def overview(content: Content) -> tuple[Table, list[str]]:
    """Revenue on the left, expenditure by class on the right."""
    left, right = content.overview("使用非财政拨款结余", "", gap=False)
    head: list[Row] = [[wide("收入", 2), wide("支出", 2)], ["项目", "决算数", "项目", "决算数"]]
    return Table(head + side_by_side(left, right), 2, (6, 3, 6, 3)), ["注：本表列示部门全年收入、支出和结转结余。"]


def _head(columns: Sequence[str]) -> list[Row]:
    return [[wide("项目", 2), *tall(*columns)], ["功能分类科目编码", "科目名称"]]


def _rows(content: Content, codes: set[str], row: Amounts, *, last: bool = False) -> list[Row]:
    """Rows by code; the total row stands first, or last."""
    rows: list[Row] = [[code, name, *texts] for code, name, texts in content.subject_rows(codes, row, "")]
    total: Row = [wide("合计", 2), *content.texts(row(""), "")]
    return [*rows, total] if last else [total, *rows]


def revenue(content: Content) -> tuple[Table, list[str]]:
    columns = ("本年收入合计", *SOURCES)
    rows = _rows(content, content.now.codes("revenue"), content.revenue_row)
    return Table(_head(columns) + rows, 2, (3, 6, *(3,) * 7)), ["注：本表按科目列示部门全年收入。"]


def spending(content: Content) -> tuple[Table, list[str]]:
    columns = ("本年支出合计", *NATURES)
    rows = _rows(content, content.now.codes("spending"), content.spending_row)
    return Table(_head(columns) + rows, 2, (3, 6, *(3,) * 6)), ["注：本表按科目列示部门全年支出。"]


def fiscal_overview(content: Content) -> tuple[Table, list[str]]:
    """Appropriations: revenue on the left, expenditure by class and money on the right."""
    left, right = content.fiscal_overview("")
    head: list[Row] = [
        [wide("收入", 2), wide("支出", 5)],
        ["项目", "决算数", "项目", "合计", *FISCAL],
    ]
    table = Table(head + side_by_side(left, right), 2, (5, 3, 5, 3, 3, 3, 3))
    return table, ["注：本表列示财政拨款的全年收支和结转结余。"]


def general(content: Content) -> tuple[Table, list[str]]:
    """General budget by subject; the total row comes last."""
    codes = content.now.codes("spending", money=(GENERAL,))
    rows = _rows(content, codes, lambda code: content.money_row(code, GENERAL), last=True)
    table = Table(_head(("合计", *NATURES[:2])) + rows, 2, (3, 6, 3, 3, 3))
    return table, ["注：本表按科目列示一般公共预算财政拨款的全年支出。"]


def economic(content: Content) -> tuple[Table, list[str]]:
    """Two panels of economic items."""
    panels = [content.economic_lines(*classes) for classes in (STAFF_ITEMS, ("302", "310"))]
    staff, office = (content.text(content.now.items(*items)) for items in (STAFF_ITEMS, OFFICE_ITEMS))
    head: list[Row] = [["经济分类科目编码", "科目名称", "决算数"] * 2]
    last: Row = [wide("人员经费合计", 2), staff, wide("公用经费合计", 2), office]
    table = Table([*head, *side_by_side(*panels), last], 1, (3, 6, 3) * 2)
    return table, ["注：本表按经济分类列示一般公共预算财政拨款的基本支出。"]


def hosting(content: Content) -> tuple[Table, list[str]]:
    """三公: budget and outlay in turn, one row."""
    ledger = content.ledger
    head: list[Row] = [
        [wide("财政拨款“三公”经费", 12)],
        [wide("合计", 2, 2), wide(h.ABROAD, 2, 2), wide(h.VEHICLES, 6), wide(h.RECEPTION, 2, 2)],
        [wide("小计", 2), wide(h.PURCHASE, 2), wide(h.RUNNING, 2)],
        ["预算数", "决算数"] * 6,
    ]
    row: Row = []
    for item in _HOSTING:
        row += content.texts((ledger.hosting[item].initial, content.now.hosting[item]))
    notes = ["注：本表列示财政拨款“三公”经费的预算和决算。"]
    if not ledger.has_hosting:
        row = [""] * 12
        notes.append(f"说明：{ledger.name}本年度没有财政拨款“三公”经费支出，故本表无数据。")
    return Table([*head, row], 4), notes


def fund(content: Content) -> tuple[Table, list[str]]:
    return _flows(content, FUND)


def capital(content: Content) -> tuple[Table, list[str]]:
    return _flows(content, CAPITAL)


def _flows(content: Content, money: str) -> tuple[Table, list[str]]:
    """Opening, revenue, expenditure and closing of one kind of money."""
    head: list[Row] = [
        [wide("项目", 2), *tall("年初结转和结余", "本年收入"), wide("本年支出", 3), *tall("年末结转和结余")],
        ["功能分类科目编码", "科目名称", "合计", *NATURES[:2]],
    ]
    codes = content.fund_codes(money)
    rows = _rows(content, codes, lambda code: content.flow_row(code, money))
    notes = [f"注：本表按科目列示{money}的全年收支和结转结余。"]
    if not codes:
        notes.append(f"说明：{content.ledger.name}本年度没有{money}收入和支出，故本表无数据。")
    return Table(head + rows, 2, (3, 6, *(3,) * 6)), notes
