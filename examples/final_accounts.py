"""A ledger → the blocks of a complete report of final accounts, in one of the forms in use.

>>> blocks(make(7), "上海")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, Literal, NamedTuple

from examples import jiangxi_tables, jiangxi_text, shanghai_tables, shanghai_text
from examples.amounts import Habit
from examples.content import Content, Piece, numeral
from examples.docx_writer import Block, Heading, PageBreak, Paragraph
from examples.glossary import terms
from examples.ledger import Ledger

Style = Literal["江西", "上海"]


class Form(NamedTuple):
    """The parts of a report in one form."""

    profile: Callable[[Content], Iterator[Block]]
    profile_sections: tuple[str, ...]
    titles: tuple[str, ...]
    tables: Callable[[Content], Iterator[list[Piece]]]
    sections: tuple[str, ...]
    explanations: Callable[[Content], Iterator[Block]]


STYLES: Final[dict[Style, Form]] = {
    "江西": Form(
        jiangxi_text.profile, ("部门主要职责", "机构设置及人员情况"), jiangxi_tables.TITLES, jiangxi_tables.tables,
        jiangxi_text.SECTIONS, jiangxi_text.explanations,
    ),
    "上海": Form(
        shanghai_text.profile, ("主要职能", "部门决算单位构成"), shanghai_tables.TITLES, shanghai_tables.tables,
        shanghai_text.SECTIONS, shanghai_text.explanations,
    ),
}  # fmt: skip
"""The forms by the place that uses them."""


def blocks(
    ledger: Ledger, style: Style = "江西", rounding: Habit = "independent", level: Literal["部门", "单位"] = "部门"
) -> list[Block]:
    """The whole report. Every number in it is the printed form of a ledger amount under the `rounding` habit. `level`: of a
    department with its units, or of a single unit."""
    form = STYLES[style]
    content = Content(ledger, ledger.printer(rounding))
    name, year = ledger.name, ledger.year
    parts = (
        (f"第一部分 {name}概况", form.profile_sections),
        (f"第二部分 {year}年度部门决算表", form.titles),
        (f"第三部分 {year}年度部门决算情况说明", form.sections),
        ("第四部分 名词解释", ()),
    )
    first, second, third, fourth = (title for title, _ in parts)
    report: list[Block] = [
        Paragraph(f"{name}{year}年度部门决算", "center"),
        PageBreak(),
        *_contents(parts),
        PageBreak(),
    ]
    report += [Heading(first, 1), *form.profile(content), PageBreak(), Heading(second, 1)]
    for table in form.tables(content):
        report += [*table, PageBreak()]
    report += [Heading(third, 1), *form.explanations(content), PageBreak()]
    report += [Heading(fourth, 1), *terms(content)]
    return report if level == "部门" else [_of_unit(block) for block in report]


def _of_unit(block: Block) -> Block:
    """The block with the words for a single unit in place of those for a department."""
    if isinstance(block, Heading):
        return replace(block, text=_unit_words(block.text))
    if isinstance(block, Paragraph) and isinstance(block.content, str):
        return replace(block, content=_unit_words(block.content))
    return block


def _unit_words(text: str) -> str:
    for words in ("本部门", "部门决算", "部门概况", "部门主要职责", "部门："):
        text = text.replace(words, words.replace("部门", "单位"))
    return text


def _contents(parts: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[Block]:
    """The table of contents, and the remark on rounding below it."""
    yield Paragraph("目录", "center")
    for title, sections in parts:
        yield Paragraph(title)
        for number, section in enumerate(sections, 1):
            yield Paragraph(f"{numeral(number)}、{section}")
    yield Paragraph("注：本报告因金额单位换算可能存在尾数误差。")
