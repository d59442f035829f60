"""Plants errors into a finished report: named ones for the example, random ones for benchmarks.

Each changes exactly one printed number; the ledger knows nothing of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from itertools import pairwise
from random import Random
from typing import Final, Literal, NamedTuple

from examples.books import FUND
from examples.docx_writer import Block, Cell, Paragraph, Table, placed

Kind = Literal["table", "sentence"]

_CELL = re.compile(r"-?[\d,]+\.\d+%?")
_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*\.\d+(?=%|万元|分)")
_DIGITS_TO_PLACE = re.compile(r"[^\d.]")
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Planted:
    """An error in a report: what it is, where, and the text before and after. `block`, `row` and `column` (of the grid)
    count from nought; `start` is the character in a sentence; −1 where it does not apply."""

    id: str
    description: str
    kind: Kind
    where: str
    old: str
    new: str
    block: int
    row: int = -1
    column: int = -1
    start: int = -1

    def as_json(self) -> dict[str, object]:
        return asdict(self)


class InTable(NamedTuple):
    """The first cell below the header `column` to the right of the label `row`, in the table of that title."""

    title: str
    row: str
    column: str


class InSentence(NamedTuple):
    """The number that follows these words in a paragraph of the explanations."""

    after: str


class Error(NamedTuple):
    """An error to plant: `change` makes the wrong text of the right one."""

    id: str
    description: str
    place: InTable | InSentence
    change: Callable[[str], str]


class Site(NamedTuple):
    """A printed number: its block, its row and its place among the row's cells (or −1), and the characters."""

    block: int
    row: int
    cell: int
    start: int
    text: str


def swapped(text: str) -> str:
    """The first two neighbouring digits that differ exchanged: 316.83 → 136.83. 5.00 cannot; it is retyped."""
    pairs = _pairs(text)
    if not pairs:
        return retyped(text)
    left, right = pairs[0]
    chars = list(text)
    chars[left], chars[right] = chars[right], chars[left]
    return "".join(chars)


def shifted(text: str) -> str:
    """The point one place to the right: 9.33 → 93.3."""
    point = text.index(".")
    return text[:point] + text[point + 1] + "." + text[point + 2 :]


def more(text: str) -> str:
    """A count that is one too high."""
    return str(int(text) + 1)


def retyped(text: str) -> str:
    """The digit before the point mistyped: 14.89 → 17.89."""
    at = text.index(".") - 1 if "." in text else len(text) - 1
    return text[:at] + str((int(text[at]) + 3) % 10) + text[at + 1 :]


def _pairs(text: str) -> list[tuple[int, int]]:
    """Positions of neighbouring digits that differ and may be exchanged without a leading nought."""
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    return [
        (left, right)
        for left, right in pairwise(digits)
        if text[left] != text[right] and not (left == 0 and text[right] == "0")
    ]


_OVERVIEW, _REVENUE, _SPENDING = "收入支出决算总表", "收入决算表", "支出决算表"
_FISCAL, _GENERAL = "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表"
_ECONOMIC, _FUND = "一般公共预算财政拨款基本支出决算表", "政府性基金预算财政拨款收入支出决算表"
_HOSTING, _ASSETS = "财政拨款“三公”经费支出决算表", "国有资产占用情况表"

PLANTED: Final = (
    Error("T01", "收入总计数字颠倒", InTable(_OVERVIEW, "总计", "金额"), swapped),
    Error("T02", "年末结转和结余抄错一位", InTable(_OVERVIEW, "年末结转和结余", "金额"), retyped),
    Error("T03", "类级行小数点错位", InTable(_REVENUE, "卫生健康支出", "本年收入合计"), shifted),
    Error("T04", "事业收入合计数字颠倒", InTable(_REVENUE, "合计", "事业收入"), swapped),
    Error("T05", "项级行项目支出抄错一位", InTable(_SPENDING, "旅游宣传", "项目支出"), retyped),
    Error("T06", "财政拨款总表的基金支出与基金表不符", InTable(_FISCAL, "本年支出合计", FUND), swapped),
    Error("T07", "基本支出与支出决算表不符", InTable(_GENERAL, "住房公积金", "基本支出"), retyped),
    Error("T08", "经济科目金额抄错一位", InTable(_ECONOMIC, "办公费", "金额"), retyped),
    Error("T09", "人员经费合计数字颠倒", InTable(_ECONOMIC, "人员经费合计", "金额"), swapped),
    Error("T10", "基金表年初结转和结余抄错一位", InTable(_FUND, "合计", "年初结转和结余"), retyped),
    Error("T11", "“三公”经费决算合计抄错一位", InTable(_HOSTING, "一、“三公”经费支出", "决算数"), retyped),
    Error("T12", "车辆数合计多一辆", InTable(_ASSETS, "一、车辆数合计（台、辆）", "决算数"), more),
    Error("S01", "支出构成占比数字颠倒", InSentence("；项目支出{}万元，占"), swapped),
    Error("S02", "本年收入增减率抄错一位", InSentence("本年收入合计{}万元，比上年{}万元，"), retyped),
    Error("S03", "文中基本支出与表不符", InSentence("一般公共预算财政拨款基本支出"), swapped),
    Error("S04", "完成年初预算的比率抄错一位", InSentence("（类）年初预算数{}万元，决算数{}万元，完成年初预算的"), retyped),
    Error("S05", "文中接待批次与表不符", InSentence("全年国内公务接待"), more),
    Error("S06", "采购各类之和与总额不符", InSentence("政府采购货物支出"), retyped),
)
"""The errors of examples/决算报告-有错.docx."""


def plant(blocks: Sequence[Block], errors: Iterable[Error] = PLANTED) -> tuple[list[Block], list[Planted]]:
    """The report with these errors, and what was planted. Raises LookupError when a place is not in the report."""
    faulty = deepcopy(list(blocks))
    planted = []
    for error in errors:
        site = _find(faulty, error.place)
        planted.append(_put(faulty, site, error.change(site.text), error.id, error.description))
    return faulty, planted


def random_errors(blocks: Sequence[Block], rng: Random, n: int, kind: Kind = "table") -> tuple[list[Block], list[Planted]]:
    """The report with n numbers mistyped (a digit, two digits exchanged, the point shifted), each in another place."""
    faulty = deepcopy(list(blocks))
    candidates = list(_cells(faulty) if kind == "table" else _sentence_amounts(faulty))
    planted: list[Planted] = []
    for site in rng.sample(candidates, len(candidates)):
        if len(planted) == n:
            break
        way, new = mistyped(site.text, rng)
        # A sentence keeps its length only now and then; one error in each keeps the others' positions true.
        if new and all(site.block != other.block or kind == "table" for other in planted):
            planted.append(_put(faulty, site, new, f"R{len(planted) + 1:02}", way))
    return faulty, planted


def mistyped(text: str, rng: Random) -> tuple[str, str]:
    """A way to mistype a number and the result: never the same value, never less than 0.2 % away. ("", "") if none."""
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    for _ in range(_TRIES):
        way = rng.choice(("一位数字错", "一位数字错", "数字颠倒", "小数点错位"))
        chars = list(text)
        if way == "一位数字错":
            at = rng.choice(digits)
            chars[at] = rng.choice([d for d in "0123456789" if d != text[at]])
        elif way == "数字颠倒" and _pairs(text):
            left, right = rng.choice(_pairs(text))
            chars[left], chars[right] = chars[right], chars[left]
        elif way == "小数点错位" and "." in text:
            point = text.index(".")
            other = point + rng.choice((-1, 1))
            if 0 < other < len(text) - 1 and text[other].isdigit():
                chars[point], chars[other] = chars[other], chars[point]
        new = "".join(chars)
        before, after = (float(_DIGITS_TO_PLACE.sub("", value)) for value in (text, new))
        if not re.match(r"0\d", new) and abs(after - before) > abs(before) * 0.002:
            return way, new
    return "", ""


def _put(blocks: list[Block], site: Site, new: str, name: str, description: str) -> Planted:
    """Write the wrong text over the right one."""
    block = blocks[site.block]
    if isinstance(block, Table):
        row = block.rows[site.row]
        cell = row[site.cell]
        row[site.cell] = cell._replace(text=new) if isinstance(cell, Cell) else new
        column, where = _described(blocks, site)
        return Planted(name, description, "table", where, site.text, new, site.block, site.row, column)
    assert isinstance(block, Paragraph)
    text = block.text
    block.content = text[: site.start] + new + text[site.start + len(site.text) :]
    where = text[max(0, site.start - 20) : site.start].rpartition("。")[2].rpartition("；")[2] + "▁"
    return Planted(name, description, "sentence", where, site.text, new, site.block, start=site.start)


def _described(blocks: Sequence[Block], site: Site) -> tuple[int, str]:
    """The grid column of a cell, and its table, row and column in words."""
    table = blocks[site.block]
    assert isinstance(table, Table)
    cells = placed(table)[site.row]
    column = cells[site.cell][0]
    labels = [cell.text for _, cell in cells[: site.cell] if _is_label(cell.text)]
    return column, f"《{_title(blocks, site.block)}》{labels[-1] if labels else ''} × {_head(table, column)}"


def _head(table: Table, column: int) -> str:
    """The lowest header above a grid column."""
    heads = [
        cell.text
        for row in placed(table)[: table.header]
        for at, cell in row
        if at <= column < at + cell.colspan and _is_label(cell.text)
    ]
    return heads[-1] if heads else ""


def _is_label(text: str) -> bool:
    """Whether a cell names something: no code, line number, amount or blank."""
    return bool(text.strip("0123456789.,-% "))


def _find(blocks: Sequence[Block], place: InTable | InSentence) -> Site:
    if isinstance(place, InSentence):
        words = re.escape(place.after).replace(re.escape("{}"), "[^，。；]*?")
        pattern = re.compile(rf"{words}\D{{0,8}}?(\d[\d,]*(?:\.\d+)?)")
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph) and (match := pattern.search(block.text)):
                return Site(at, -1, -1, match.start(1), match[1])
        raise LookupError(f"no sentence with {place.after}")
    for at, block in enumerate(blocks):
        if not isinstance(block, Table) or _title(blocks, at) != place.title:
            continue
        for r, row in enumerate(placed(block)):
            labelled = False
            for index, (column, cell) in enumerate(row):
                if labelled and not _is_label(cell.text) and _head(block, column) == place.column:
                    return Site(at, r, index, 0, cell.text)
                labelled = labelled or cell.text == place.row
    raise LookupError(f"no {place.column} of {place.row} in {place.title}")


def _title(blocks: Sequence[Block], at: int) -> str:
    """The centred paragraph above a table."""
    above = (b.text for b in reversed(blocks[:at]) if isinstance(b, Paragraph) and b.align == "center")
    return next(above, "")


def _cells(blocks: Sequence[Block]) -> Iterator[Site]:
    """The amounts in tables that are not nought."""
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            for r, row in enumerate(block.rows):
                for index, cell in enumerate(row):
                    text = _text(cell)
                    if _CELL.fullmatch(text) and text.strip("0.-%"):
                        yield Site(at, r, index, 0, text)


def _sentence_amounts(blocks: Sequence[Block]) -> Iterator[Site]:
    """The amounts, rates and scores in paragraphs that are not nought."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            for match in _AMOUNT.finditer(block.text):
                if match[0].strip("0."):
                    yield Site(at, -1, -1, match.start(), match[0])


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
