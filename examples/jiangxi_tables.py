"""The ten tables of the Jiangxi form (公开01表 … 公开10表)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from examples import hosting as h
from examples.amounts import Amount
from examples.books import CAPITAL, FISCAL, FUND, GENERAL, NATURES, OFFICE_ITEMS, SOURCES, STAFF_ITEMS
from examples.content import Content, Piece, Row, side_by_side, tall, wide
from examples.docx_writer import Paragraph, Table
from examples.particulars import VEHICLES

TITLES = (
    "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表", "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表",
    "财政拨款“三公”经费支出决算表", "国有资产占用情况表",
)  # fmt: skip

Amounts = Callable[[str], list[Amount]]
_NOT_APPLICABLE = "---"


def tables(content: Content) -> Iterator[list[Piece]]:
    """The pieces of each table: caption, table, notes."""
    makers = (
        overview, revenue, spending, fiscal_overview, general, economic, fund, capital, hosting, assets,
    )  # fmt: skip
    for number, (title, maker) in enumerate(zip(TITLES, makers, strict=True), 1):
        table, notes = maker(content)
        unit = "单位：台、辆、套" if maker is assets else "金额单位：万元"
        lines = [f"公开{number:02}表", f"部门：{content.ledger.name}", f"{content.ledger.year}年度", unit]
        caption = [Paragraph(title, "center"), *(Paragraph(line, "right") for line in lines)]
        yield [*caption, table, *_notes(notes)]


def _notes(notes: Sequence[str]) -> list[Paragraph]:
    if len(notes) == 1:
        return [Paragraph(f"注：{notes[0]}")]
    return [Paragraph(f"{'注：' if n == 1 else ''}{n}.{note}") for n, note in enumerate(notes, 1)]


def overview(content: Content) -> tuple[Table, list[str]]:
    """01: two panels with line numbers."""
    left, right = content.overview("使用非财政拨款结余（含专用结余）", "0.00", gap=True)
    head: list[Row] = [
        [wide("收入", 3), wide("支出", 3)],
        ["项目", "行次", "金额", "项目（按功能分类）", "行次", "金额"],
        ["栏次", "", "1", "栏次", "", "2"],
    ]
    rows = side_by_side(_line_numbers(left, 1), _line_numbers(right, len(left) + 1))
    return Table(head + rows, 3, (6, 1, 3, 6, 1, 3)), [
        "本表列示部门全年收入、支出以及年初、年末的结转和结余。", "各表金额由元换算为万元，可能有尾差。",
    ]  # fmt: skip


def _line_numbers(lines: Sequence[Sequence[str]], start: int) -> list[list[str]]:
    return [[label, str(number), *values] for number, (label, *values) in enumerate(lines, start)]


def _subject_head(values: Sequence[str], depth: int = 2) -> list[Row]:
    """Header with 类/款/项 in three columns, a name column and ordinals; the total row goes on beside 类/款/项."""
    return [
        [wide("项目", 4), *tall(*values, rows=depth)],
        [wide("支出功能分类科目编码", 3), "科目名称"],
        [*tall("类", "款", "项"), "栏次", *map(str, range(1, len(values) + 1))],
    ]


def _subjects(content: Content, codes: set[str], row: Amounts, columns: Sequence[str], nought: str) -> Table:
    head = _subject_head(columns)
    return Table([*head, *_body(content, codes, row, nought)], 4, (1, 1, 1, 8, *(3,) * len(columns)))


def _body(content: Content, codes: set[str], row: Amounts, nought: str) -> list[Row]:
    rows: list[Row] = [["合计", *content.texts(row(""), nought)]]
    for code, name, texts in content.subject_rows(codes, row, nought):
        rows.append([wide(code, 3), name, *texts])
    return rows


def revenue(content: Content) -> tuple[Table, list[str]]:
    """02: by subject and source."""
    columns = ("本年收入合计", *SOURCES)
    table = _subjects(content, content.now.codes("revenue"), content.revenue_row, columns, "0.00")
    return table, ["本表按科目列示部门全年取得的收入。"]


def spending(content: Content) -> tuple[Table, list[str]]:
    """03: by subject and nature."""
    columns = ("本年支出合计", *NATURES)
    table = _subjects(content, content.now.codes("spending"), content.spending_row, columns, "")
    return table, ["本表按科目列示部门全年发生的支出。"]


def fiscal_overview(content: Content) -> tuple[Table, list[str]]:
    """04: revenue by money on the left, expenditure by class and money on the right."""
    left, right = content.fiscal_overview("0.00")
    head: list[Row] = [
        [wide("收入", 3), wide("支出", 6)],
        ["项目", "行次", "金额", "项目（按功能分类）", "行次", "合计", *FISCAL],
        ["栏次", "", "1", "栏次", "", "2", "3", "4", "5"],
    ]
    rows = side_by_side(_line_numbers(left, 1), _line_numbers(right, len(left) + 1))
    note = f"本表列示部门的{'、'.join(FISCAL[:2])}和{FISCAL[2]}的全年收支和结转结余。"
    return Table(head + rows, 3, (5, 1, 3, 5, 1, 3, 3, 3, 3)), [note]


def general(content: Content) -> tuple[Table, list[str]]:
    """05: by subject, basic and project expenditure."""
    codes = content.now.codes("spending", money=(GENERAL,))
    columns = ("本年支出合计", *NATURES[:2])
    table = _subjects(content, codes, lambda code: content.money_row(code, GENERAL), columns, "")
    return table, ["本表按科目列示一般公共预算财政拨款的全年支出。"]


def economic(content: Content) -> tuple[Table, list[str]]:
    """06: three panels of economic items."""
    head: list[Row] = [
        [wide("人员经费", 3), wide("公用经费", 6)],
        ["经济分类科目编码", "科目名称", "金额"] * 3,
    ]
    panels = [content.economic_lines(*c) for c in (STAFF_ITEMS, ("302",), ("307", "310", "399"))]
    staff, office = (content.text(content.now.items(*items)) for items in (STAFF_ITEMS, OFFICE_ITEMS))
    last: Row = [wide("人员经费合计", 2), staff, wide("公用经费合计", 5), office]
    table = Table([*head, *side_by_side(*panels), last], 2, (2, 5, 2) * 3)
    return table, ["本表按经济分类列示一般公共预算财政拨款的基本支出。"]


def fund(content: Content) -> tuple[Table, list[str]]:
    """07: opening, revenue, expenditure and closing of the government funds."""
    head: list[Row] = [
        [wide("项目", 4), *tall("年初结转和结余", "本年收入"), wide("本年支出", 3), *tall("年末结转和结余")],
        [wide("支出功能分类科目编码", 3), "科目名称", "小计", *NATURES[:2]],
        [*tall("类", "款", "项"), "栏次", *map(str, range(1, 7))],
    ]
    codes = content.fund_codes(FUND)
    rows = _body(content, codes, lambda code: content.flow_row(code, FUND), "0.00")
    notes = ["本表按科目列示政府性基金预算财政拨款的全年收支和结转结余。"]
    if not codes:
        notes.append("本部门本年度无政府性基金预算财政拨款收入、支出，故本表无数据。")
    return Table(head + rows, 4, (1, 1, 1, 8, *(3,) * 6)), notes


def capital(content: Content) -> tuple[Table, list[str]]:
    """08: expenditure of the state capital budget."""
    codes = content.now.codes("spending", money=(CAPITAL,))
    columns = ("合计", *NATURES[:2])
    table = _subjects(content, codes, lambda code: content.money_row(code, CAPITAL), columns, "0.00")
    notes = ["本表按科目列示国有资本经营预算财政拨款的全年支出。"]
    if not codes:
        notes.append("本部门本年度无国有资本经营预算财政拨款支出，故本表无数据。")
    return table, notes


def hosting(content: Content) -> tuple[Table, list[str]]:
    """09: 三公 outlays, one below the other, with the counts behind them."""
    ledger, text = content.ledger, content.text
    labels = {
        h.TOTAL: "一、“三公”经费支出", h.ABROAD: f"1.{h.ABROAD}", h.VEHICLES: f"2.{h.VEHICLES}",
        h.PURCHASE: f"（1）{h.PURCHASE}", h.RUNNING: f"（2）{h.RUNNING}", h.RECEPTION: f"3.{h.RECEPTION}",
        h.DOMESTIC: f"（1）{h.DOMESTIC}", h.FOREIGN: f"其中：{h.FOREIGN}", h.OVERSEAS: f"（2）{h.OVERSEAS}",
    }  # fmt: skip
    lines: list[list[str]] = []
    for item, label in labels.items():
        budget = ledger.hosting.get(item)
        planned = [text(budget.initial), text(budget.full)] if budget else [_NOT_APPLICABLE] * 2
        lines.append([label, *planned, text(content.now.hosting[item])])
    lines.append(["二、相关统计数", *[_NOT_APPLICABLE] * 3])
    counts = zip(_count_labels(), ledger.counts.values(), strict=True)
    lines += [[label, _NOT_APPLICABLE, _NOT_APPLICABLE, str(number)] for label, number in counts]
    head: list[Row] = [["项目", "栏次", "年初预算数", "全年预算数", "决算数"], ["行次", "", "1", "2", "3"]]
    notes = [
        "本表列示财政拨款“三公”经费的预算和决算。年初预算数为年初部门预算数，全年预算数为按规定程序调整后的预算数，"
        "决算数为当年实际支出数。"
    ]
    if not ledger.has_hosting:
        notes.append("本部门本年度无财政拨款“三公”经费支出，故本表无数据。")
    return Table([*head, *side_by_side(_line_numbers(lines, 1))], 2, (8, 1, 3, 3, 3)), notes


def _count_labels() -> list[str]:
    units = ("个", "人", "辆", "辆", "个", "个", "人", "人", "个", "人")
    labels, number = [], 0
    for name, unit in zip(h.COUNTS, units, strict=True):
        part = name.startswith("外事")
        number += not part
        labels.append(f"{'其中：' if part else f'{number}.'}{name}（{unit}）")
    return labels


def assets(content: Content) -> tuple[Table, list[str]]:
    """10: vehicles by kind and costly equipment."""
    ledger = content.ledger
    lines = [["一、车辆数合计（台、辆）", str(sum(ledger.vehicles.values()))]]
    lines += [[f"{n}.{kind}", str(ledger.vehicles[kind])] for n, kind in enumerate(VEHICLES, 1)]
    lines.append(["二、单价100万元（含）以上设备（不含车辆）（台、套）", str(ledger.equipment)])
    rows: list[Row] = [["项目", "栏次", "决算数"], *side_by_side(_line_numbers(lines, 1))]
    return Table(rows, 1, (8, 1, 3)), [f"本表列示截至{ledger.year}年12月31日部门占用的车辆和大型设备。"]
