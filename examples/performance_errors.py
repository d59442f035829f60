"""The errors of examples/绩效报告-有错.docx: each changes one cell or one number of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Final, NamedTuple

from examples.docx_writer import Block, Cell, Paragraph, Table, placed
from examples.errors import Planted


class Slip(NamedTuple):
    """An error: in the table that holds `form`, in the line of `row`, the text `old` becomes `new` where it stands last (or,
    with `first`, first). Without a `form` it stands in the paragraph that holds `row`."""

    id: str
    description: str
    form: str
    row: str
    old: str
    new: str
    first: bool = False


_DREDGING, _RESERVOIR, _WHOLE, _BASE = "县域河道清淤疏浚", "小型水库安全运行管护", "部门（单位）名称", "财政供养人员情况（人）"

PLANTED: Final = (
    Slip("P01", "执行率抄错", _DREDGING, "年度资金总额", "96.15%", "91.65%"),
    Slip("P02", "资金来源抄错一位", _RESERVOIR, "其中：当年财政拨款", "96.00", "69.00"),
    Slip("P03", "年度指标值只剩比较符", _DREDGING, "清淤断面验收合格率", "≥98%", "≥"),
    Slip("P04", "成本完成值与执行数不符", _DREDGING, "项目总成本", "194.70万元", "149.70万元"),
    Slip("P05", "没有达到目标却得满分", _WHOLE, "社会公众满意度", "93%", "83%"),
    Slip("P06", "一项分值抄错，表头标注和合计都不平", _WHOLE, "工程验收合格率", "15", "20", first=True),
    Slip("P07", "总分抄错", _RESERVOIR, "总分", "99.67", "96.97"),
    Slip("P08", "基础数据表“三公”经费与分项不符", _BASE, "三公经费", "9.60", "6.90"),
    Slip("P09", "评价等级与得分不符", _WHOLE, "总分", "等级：优", "等级：良"),
    Slip("P10", "自评资金与各表之和不符", "", "共涉及资金", "282.70", "298.50"),
    Slip("P11", "自评平均分算错", "", "平均分为", "99.25", "98.25"),
)


def plant(blocks: Sequence[Block], slips: Iterable[Slip] = PLANTED) -> tuple[list[Block], list[Planted]]:
    """The report with these errors, and what was planted. Raises LookupError when a place is not in the report."""
    faulty = deepcopy(list(blocks))
    return faulty, [_put(faulty, slip) for slip in slips]


def _put(blocks: list[Block], slip: Slip) -> Planted:
    for at, block in enumerate(blocks):
        if not slip.form and isinstance(block, Paragraph) and slip.row in block.text:
            start = block.text.index(slip.old, block.text.index(slip.row))
            block.content = block.text[:start] + slip.new + block.text[start + len(slip.old) :]
            return Planted(slip.id, slip.description, "sentence", f"{slip.row}▁", slip.old, slip.new, at, start=start)
        if slip.form and isinstance(block, Table) and slip.form in _texts(block):
            for r, cells in enumerate(placed(block)):
                texts = [cell.text for _, cell in cells]
                if slip.row in texts and slip.old in texts:
                    index = texts.index(slip.old) if slip.first else len(texts) - 1 - texts[::-1].index(slip.old)
                    old = block.rows[r][index]
                    block.rows[r][index] = old._replace(text=slip.new) if isinstance(old, Cell) else slip.new
                    where = f"《{slip.form}》{slip.row}"
                    return Planted(slip.id, slip.description, "table", where, slip.old, slip.new, at, r, cells[index][0])
    raise LookupError(slip.description)


def _texts(table: Table) -> set[str]:
    return {cell if isinstance(cell, str) else cell.text for row in table.rows for cell in row}
