"""Plain text and Markdown: tables that are drawn are read, tables that cannot be told are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.engine import audit_document
from auditor.model.document import Document, Notice, Paragraph, Unreadable
from auditor.reading import read
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook
from tests.reading.test_xlsx import grid


def shown(document: Document) -> list[str]:
    return [b.text if isinstance(b, Paragraph) else f"{b.height}×{b.width}" for b in document.blocks]


def test_markdown_tables_with_escapes_marks_and_breaks() -> None:
    document = read_text(
        "## 一、收支\n\n| 项目 | 金额 |\n|:--|--:|\n| **合计** | 1\\|2 |\n| 甲<br>乙 | \\-3.5 |\n\n正文 **311.56** &lt;万元&gt;\n"
    )
    assert grid(document.tables[0]) == [["项目", "金额"], ["合计", "1|2"], ["甲\n乙", "-3.5"]]
    assert [(p.text, p.level) for p in document.paragraphs] == [("一、收支", 1), ("正文 311.56 <万元>", None)]


def test_grids_with_rules_round_every_row() -> None:
    grids = [
        "+------+----+\n| 项目 | 金 |\n|      | 额 |\n+======+====+\n| 合计 | 3  |\n+------+----+",
        "┌──┬──┐\n│项目│金额│\n├──┼──┤\n│合计│3│\n└──┴──┘",
    ]
    assert [[["".join(cell.split()) for cell in row] for row in grid(read_text(text).tables[0])] for text in grids] == [
        [["项目", "金额"], ["合计", "3"]]
    ] * 2


def test_tables_of_tabs_and_their_rules() -> None:
    assert grid(read_text("项目\t金额\n----\t---\n合计\t3\n\t5\n").tables[0]) == [["项目", "金额"], ["合计", "3"], ["", "5"]]


def test_tables_in_html_amid_markdown() -> None:
    document = read_text(
        "# 一、收支\n\n<table><tr><td rowspan=2>甲</td><td>1</td></tr>\n<tr><td>2</td></tr></table>\n\n注：略\n"
    )
    assert shown(document) == ["一、收支", "2×2", "注：略"] and document.tables[0].cells[0].rowspan == 2


CELLS = """附件1
收支表

\t项目
\t行次
\t金额

\t本年收入
合计
\t1
\t311.56

\t其他

收入

\t2
\t

{rest}
注：略。
"""


def test_a_cell_a_line() -> None:
    document = read_text(CELLS.format(rest=""))
    assert shown(document) == ["附件1", "收支表", "3×3", "注：略。"]
    assert grid(document.tables[0])[1:] == [["本年收入\n合计", "1", "311.56"], ["其他\n收入", "2", ""]]


def test_a_cell_written_downwards_ends_where_the_rows_below_say() -> None:
    upright = "\t\n\t\n\t\n\n\t绩\n\n效\n\n\n\t一级\n\t100\n\n\t\n\t二级\n\t50\n"
    assert grid(read_text(CELLS.format(rest=upright)).tables[0])[-2:] == [["绩\n效", "一级", "100"], ["", "二级", "50"]]


@pytest.mark.parametrize(
    ("row", "unsure"),
    [
        ("\t总分\n\t100\n\t90\n\t\n", True),
        ("\t总分\n\t100\n", True),
        ("\t说明\n", False),
        ("\t一级\n\t二级\n\t三级\n\t四级\n", False),
    ],
)
def test_merged_cells_of_one_cell_a_line_make_the_columns_a_guess(row: str, unsure: bool) -> None:
    table = read_text(CELLS.format(rest=row)).tables[0]
    assert table.unsure == unsure and len(grid(table)[-1]) == table.width


def test_rows_that_cannot_be_told_apart_make_the_audit_incomplete(book: Rulebook) -> None:
    unclear = "\t\n\t\n\t\n\n\t绩\n\n效\n\n\n\t一级\n\t100\n\t5\n\t6\n"
    document = read_text(CELLS.format(rest=unclear))
    assert document.unread == (Notice("cell-a-line", 1, "项目"),)
    report = audit_document(document, book)
    assert report.status == "incomplete" and "一格一行" in (report.reason or "")


def test_indented_paragraphs_are_no_table() -> None:
    assert shown(read_text("\t一、收入情况\n\t本年收入 311.56 万元。\n\n\t二、支出情况\n\t本年支出 3 万元。\n\t另有说明。\n\t完。\n")) == [
        "一、收入情况", "本年收入 311.56 万元。", "二、支出情况", "本年支出 3 万元。", "另有说明。", "完。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("收支表\n" + "\n".join(f"项目{n}\n{n}\n{n}.50" for n in range(6)), "loose-numbers"),
        ("收支表\n" + "\n".join(f"项目{n}    {n}.50    {n}.70" for n in range(4)), "aligned-by-spaces"),
    ],
)
def test_tables_that_are_not_drawn_are_said(text: str, kind: str, book: Rulebook) -> None:
    document = read_text(text)
    assert [(part.kind, part.detail) for part in document.unread] == [(kind, "收支表")] or document.unread[0].kind == kind
    assert audit_document(document, book).status == "incomplete"


def test_page_numbers_and_short_lists_are_no_tables() -> None:
    assert not read_text("\n".join(f"第{n}页的正文写了很多很多很多很多很多很多的字。\n{n}" for n in range(20))).unread
    assert not read_text("一、收入\n311.56\n二、支出\n316.83\n").unread


def test_what_markdown_hides(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 草稿\n---\n甲<!-- 9 -->乙\n\n<!--\n收入9.99万元\n-->\n[//]: # (9)\n下降~~7.77~~5.06<sup>2</sup>%\n<div hidden>\n9\n</div>\n"
    )
    document = read(path)
    assert ["".join(text.split()) for text in shown(document)] == ["甲乙", "下降5.06²%"]
    assert set(document.notices) == {Notice("hidden-text", 3), Notice("struck-text", 1)}
    plain = read_text("甲<!-- 9 -->乙")
    assert shown(plain) == ["甲<!-- 9 -->乙"]


def test_markdown_may_begin_with_a_piece_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("<div align=center>\n\n# 决算\n\n</div>\n\n| 甲 | 1 |\n|--|--|\n| 乙 | 2 |\n")
    assert shown(read(path)) == ["决算", "2×2"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig", "big5"])
def test_a_stray_byte_costs_a_character(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        "收入決算表\n本年收入合計 | 311.56\n年初結餘 | 14.89\n".encode(encoding, "replace")
        + (b"" if encoding == "utf-16" else b"\xff")
    )
    document = read(path)
    assert [cell.text for cell in document.tables[0].cells][1] == "311.56" and not document.unread


def test_garbage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("収入と支出の決算、その他の事項について報告いたします。".encode("shift_jis") * 9)
    with pytest.raises(Unreadable, match="garbled"):
        read(path)
