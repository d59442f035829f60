"""What each table of the report shows, whatever its layout: labels and amounts from the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from examples import subjects
from examples.amounts import Amount, Printer
from examples.books import FISCAL, MONEYS, NATURES, SOURCES, Quantity
from examples.docx_writer import Cell, Paragraph, Table
from examples.ledger import Ledger

Labelled = tuple[str, Amount]
Panel = list[tuple[str, ...]]
"""Lines of a label and its printed values."""
Piece = Paragraph | Table
Row = list[str | Cell]

_DIGITS = "零一二三四五六七八九"
_BLANK: Panel = [("", "")]
_FLOW: tuple[Quantity, Quantity, Quantity] = ("opening", "revenue", "closing")


def numeral(n: int) -> str:
    """A counting number below a hundred: 1 → 一, 12 → 十二, 26 → 二十六."""
    tens, units = divmod(n, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[units] if units else "")


def _numbered(lines: Iterable[tuple[str, ...]]) -> Panel:
    """一、…, 二、… before the labels of the lines."""
    return [(f"{numeral(n)}、{label}", *values) for n, (label, *values) in enumerate(lines, 1)]


class Content:
    """The figures of one ledger, table by table, and how they print."""

    def __init__(self, ledger: Ledger, printer: Printer) -> None:
        self.ledger, self.printer, self.now = ledger, printer, ledger.now
        self._codes = subjects.class_codes()

    # overview tables

    def sources(self) -> list[Labelled]:
        """Revenue by source: the three appropriations, then the others."""
        fiscal = [(f"{money}收入", self.now.sum("revenue", money=(money,))) for money in FISCAL]
        return fiscal + [(source, self.now.sum("revenue", source=source)) for source in SOURCES[1:]]

    def classes(self, money: Iterable[str] = MONEYS) -> list[Amount]:
        """Expenditure by functional class in the order of the form."""
        return [self.now.sum("spending", self._codes.get(name, "-"), money=money) for name in subjects.CLASSES]

    def overview(self, used_label: str, nought: str, *, gap: bool) -> tuple[Panel, Panel]:
        """收入支出决算总表: its two panels. `nought` is what a quantity that did not occur prints as; `gap` leaves a
        blank line before the totals."""
        text, now = self.text, self.now
        sources = [(label, text(amount, nought)) for label, amount in self.sources()]
        left = [*_numbered(sources), *_BLANK * (len(subjects.CLASSES) - len(sources))]
        right = _numbered(zip(subjects.CLASSES, self.texts(self.classes(), ""), strict=True))
        left += [("本年收入合计", text(now.sum("revenue"))), (used_label, text(now.sum("used"), nought))]
        left += [("年初结转和结余", text(now.sum("opening"), nought)), *_BLANK * gap, ("总计", text(now.grand_total()))]
        right += [("本年支出合计", text(now.sum("spending"))), ("结余分配", text(now.sum("distributed"), nought))]
        right += [
            ("年末结转和结余", text(now.sum("closing"), nought)),
            *_BLANK * gap,
            ("总计", text(now.grand_total())),
        ]
        return left, right

    def fiscal_overview(self, nought: str) -> tuple[Panel, Panel]:
        """财政拨款收入支出决算总表: its two panels, the right one with a column for each kind of money."""
        text, kinds = self.text, (FISCAL, *((money,) for money in FISCAL))
        revenues, openings = self.fiscal("revenue"), self.fiscal("opening")
        left = _numbered(zip(FISCAL, self.texts(revenues[1:], ""), strict=True))
        left += _BLANK * (len(subjects.CLASSES) - len(left))
        left += [("本年收入合计", text(revenues[0])), ("年初财政拨款结转和结余", text(openings[0], nought))]
        left += _numbered(zip(FISCAL, self.texts(openings[1:], ""), strict=True))
        left += [("总计", text(self.now.grand_total(FISCAL)))]
        by_money = [self.texts(self.classes(money), "") for money in kinds]
        right = _numbered(zip(subjects.CLASSES, *by_money, strict=True))
        right += [("本年支出合计", *self.texts(self.fiscal("spending"), nought))]
        right += [("年末财政拨款结转和结余", *self.texts(self.fiscal("closing"), nought)), *[("",) * 5] * len(FISCAL)]
        right += [("总计", *(text(self.now.grand_total(money), nought) for money in kinds))]
        return left, right

    def fiscal(self, which: Quantity) -> list[Amount]:
        """A quantity of the appropriations: all, general, fund, capital."""
        return [self.now.sum(which, money=money) for money in (FISCAL, *((m,) for m in FISCAL))]

    # tables by subject; "" is the total row

    def revenue_row(self, code: str) -> list[Amount]:
        """收入决算表: all, then by source."""
        return [self.now.sum("revenue", code), *(self.now.sum("revenue", code, source=s) for s in SOURCES)]

    def spending_row(self, code: str) -> list[Amount]:
        """支出决算表: all, then by nature."""
        return [self.now.sum("spending", code), *(self.now.sum("spending", code, nature=n) for n in NATURES)]

    def money_row(self, code: str, money: str) -> list[Amount]:
        """One kind of money: all expenditure, basic, projects."""
        return [self.now.sum("spending", code, money=(money,), nature=n) for n in (None, *NATURES[:2])]

    def flow_row(self, code: str, money: str) -> list[Amount]:
        """One kind of money: opening, revenue, expenditure in all, basic, projects, closing."""
        opening, revenue, closing = (self.now.sum(q, code, money=(money,)) for q in _FLOW)
        return [opening, revenue, *self.money_row(code, money), closing]

    def subject_rows(
        self, codes: set[str], row: Callable[[str], list[Amount]], nought: str
    ) -> Iterator[tuple[str, str, list[str]]]:
        """Code, name and printed amounts of every 项 and of the 类 and 款 above it."""
        for code in subjects.with_parents(codes):
            yield code, subjects.name(code), self.texts(row(code), nought)

    def fund_codes(self, money: str) -> set[str]:
        """The 项 of a kind of money that show anything at all."""
        return self.now.codes("opening", "revenue", "spending", "closing", money=(money,))

    # economic items

    def economic_lines(self, *classes: str) -> list[tuple[str, str, str]]:
        """Code, name and printed amount of economic classes with all their items."""
        return [
            (code, name, self.printer.text(self.now.items(code)))
            for kind in classes
            for code, name in subjects.ECONOMIC.items()
            if code.startswith(kind)
        ]

    def text(self, amount: Amount, nought: str = "0.00") -> str:
        return self.printer.text(amount, nought=nought)

    def texts(self, amounts: Sequence[Amount], nought: str = "0.00") -> list[str]:
        return [self.printer.text(amount, nought=nought) for amount in amounts]


def side_by_side(*panels: Sequence[Sequence[str]]) -> list[Row]:
    """Panels of equal-length rows put beside each other; the shorter ones end in blanks."""
    height = max(len(panel) for panel in panels)
    blanks = [[""] * len(panel[0]) for panel in panels]
    return [
        [text for panel, blank in zip(panels, blanks, strict=True) for text in (panel[n] if n < len(panel) else blank)]
        for n in range(height)
    ]


def wide(text: str, columns: int, rows: int = 1) -> Cell:
    """A cell over several columns and rows."""
    return Cell(text, columns, rows)


def tall(*texts: str, rows: int = 2) -> Row:
    """Cells that reach down over several rows."""
    return [Cell(text, 1, rows) for text in texts]
