"""Running text of PDFs: paragraphs from lines, headings, headers and page numbers, and where all that is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model.document import Document, Location, Table
from auditor.reading import pdf as reader
from auditor.reading import read
from tests.reading.paper import HEIGHT, Page, pdf

FULL = "本年度收入合计三百零七万元其中财政拨款收入三百零七万元占比一百其他各项收入都没有发生一直到"
"""45 characters: at 10 points from 70 to 520."""


def texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs]


def prose(page: Page, top: float, *lines: str) -> Page:
    """Lines of a justified text; one that begins with a full-width space is indented by two characters."""
    for n, line in enumerate(lines):
        indent = 20 if line.startswith("\u3000") else 0
        page.text(70 + indent, top + 16 * n, line.lstrip("\u3000"))
    return page


def test_lines_become_paragraphs(tmp_path: Path) -> None:
    page = prose(Page(), 60, "\u3000" + FULL[:44], FULL, "年底为止。", "\u3000" + FULL[:44], "今年增加。")
    assert texts(read(pdf(tmp_path / "a.pdf", page))) == [FULL[:44] + FULL + "年底为止。", FULL[:44] + "今年增加。"]


def test_a_sentence_goes_on_over_the_page(tmp_path: Path) -> None:
    first = prose(Page(), 60, "\u3000" + FULL[:44], FULL)
    second = prose(Page(), 60, "年底为止。", "\u3000第二段话。")
    document = read(pdf(tmp_path / "a.pdf", first, second))
    assert texts(document) == [FULL[:44] + FULL + "年底为止。", "第二段话。"]
    assert [p.page for p in document.paragraphs] == [1, 2]


def test_without_indents_the_space_between_paragraphs_tells(tmp_path: Path) -> None:
    page = Page()
    for y, line in ((60, FULL), (76, FULL), (92, FULL), (108, FULL), (138, FULL), (154, "到此为止。")):
        page.text(70, y, line)
    assert texts(read(pdf(tmp_path / "a.pdf", page))) == [FULL * 4, FULL + "到此为止。"]


def test_headings_get_their_levels(tmp_path: Path) -> None:
    page = prose(
        Page(), 60, "第二部分 情况说明", "一、总体情况", "（一）收入情况", "1.财政拨款", "\u3000" + FULL[:44], "没有。"
    )
    document = read(pdf(tmp_path / "a.pdf", page))
    assert [p.level for p in document.paragraphs] == [0, 1, 2, 3, None]
    assert document.paragraphs[-1].section == ("第二部分 情况说明", "一、总体情况", "（一）收入情况", "1.财政拨款")


def test_a_long_heading_is_one(tmp_path: Path) -> None:
    """A heading that fills its line does not swallow the heading that follows; its second line, centred, belongs to it."""
    page = prose(Page(), 60, "\u3000" + FULL[:44], FULL, FULL, FULL, "到此为止。")
    long = ("第三部分" + FULL)[: len(FULL)]
    page.text(70, 160, long).text(250, 176, "和分析的情况").text(70, 192, "一、总体").text(70, 208, long).text(
        70, 224, "一、收入"
    )
    found = texts(read(pdf(tmp_path / "a.pdf", page)))
    assert found[1:] == [long + "和分析的情况", "一、总体", long, "一、收入"]


def test_a_number_is_never_broken(tmp_path: Path) -> None:
    page = prose(Page(), 60, "\u3000" + FULL[:41] + "共307.", "82万元，比上年增加" + FULL[:36] + "1", "9.61万元。")
    assert "共307.82万元" in texts(read(pdf(tmp_path / "a.pdf", page)))[0]
    assert "19.61万元。" in texts(read(pdf(tmp_path / "a.pdf", page)))[0]


def test_low_and_high_marks_stay_in_their_line(tmp_path: Path) -> None:
    """A stop or comma set in another font, a little lower, is no line of its own."""
    page = (
        Page()
        .text(70, 60, "一")
        .text(80, 60.8, "、")
        .text(90, 60, "支出")
        .text(110, 60, "307")
        .text(125, 60.9, ".")
        .text(130, 60, "82")
    )
    assert texts(read(pdf(tmp_path / "a.pdf", page))) == ["一、支出307.82"]


def test_two_numbers_are_never_one(tmp_path: Path) -> None:
    page = Page().text(70, 60, "12").text(92, 60, "34").text(120, 60, "5").text(140, 60, "6")
    assert texts(read(pdf(tmp_path / "a.pdf", page))) == ["12 34 5 6"]


def test_the_space_between_scripts_is_none(tmp_path: Path) -> None:
    page = Page().text(70, 60, "截至").text(92.5, 60, "2024").text(115, 60, "年").text(125, 60, " 12 月")
    assert texts(read(pdf(tmp_path / "a.pdf", page))) == ["截至2024年 12 月"]


def test_headers_footers_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    pages = [
        prose(Page(), 100, f"\u3000第{n}页上的这一段。").text(70, 40, "某某局部门说明").text(280, HEIGHT - 30, f"- {n} -")
        for n in range(1, 5)
    ]
    document = read(pdf(tmp_path / "a.pdf", *pages))
    assert [(p.text, p.part) for p in document.paragraphs] == [
        ("某某局部门说明", "header"), *((f"第{n}页上的这一段。", "body") for n in range(1, 5)),
    ]  # fmt: skip


def test_a_unit_at_the_same_place_of_every_page_is_kept(tmp_path: Path) -> None:
    """It stands under a title that differs: no header."""
    pages = [
        Page()
        .text(200, 60, f"第{name}张表")
        .text(400, 80, "单位：万元")
        .table((50, 150, 250), 100, (("甲", "1.00"), ("乙", "2.00")))
        for name in "一二三四"
    ]
    assert texts(read(pdf(tmp_path / "a.pdf", *pages))).count("单位：万元") == 4


def test_watermarks_are_left_out(tmp_path: Path) -> None:
    page = prose(Page(), 60, "\u3000" + FULL[:44], "到此为止。").text(100, 300, "草稿", 60, matrix="0.7 0.7 -0.7 0.7")
    assert texts(read(pdf(tmp_path / "a.pdf", page))) == [FULL[:44] + "到此为止。"]


# where things are printed


def inside(area: reader.Area, left: float, right: float, baseline: float) -> bool:
    return (
        area.left == pytest.approx(left, abs=1)
        and area.right == pytest.approx(right, abs=1)
        and area.bottom < HEIGHT - baseline < area.top
    )


def test_the_place_of_words_and_cells(tmp_path: Path) -> None:
    page = prose(Page(), 60, "\u3000" + FULL[:44], "年底为止307.82万元。")
    page.table((50, 150, 250), 100, (("甲", "1.00"), ("乙", "")))
    path = pdf(tmp_path / "a.pdf", page)
    document = read(path)
    text = document.paragraphs[0].text
    start = text.index("307.82")
    (table,) = document.tables
    words, both, cell, blank = reader.areas(
        path,
        [
            Location(0, start=start, end=start + 6),
            Location(0, start=43, end=46),
            Location(table.block, 0, 1),
            Location(table.block, 1, 1),
        ],
    )
    assert len(words) == 1 and words[0].page == 1 and inside(words[0], 110, 140, 76)
    assert len(both) == 2 and inside(both[0], 520, 530, 60) and inside(both[1], 70, 90, 76)
    assert len(cell) == 1 and inside(cell[0], 153, 173, 114)
    assert len(blank) == 1 and inside(blank[0], 150, 250, 130)


def test_the_place_on_a_turned_page(tmp_path: Path) -> None:
    page = Page(HEIGHT, 600)
    page.marks = [f"q 0 1 -1 0 {HEIGHT} 0 cm", *Page().table((50, 150, 250), 100, (("甲", "1.00"), ("乙", "2.00"))).marks, "Q"]
    path = pdf(tmp_path / "a.pdf", page)
    table = next(block for block in read(path).blocks if isinstance(block, Table))
    ((area,),) = reader.areas(path, [Location(table.block, 0, 1)])
    # (x, y) from the top left is (y, x) in user space here: the text runs upwards.
    assert area.bottom == pytest.approx(153, abs=1) and area.top == pytest.approx(173, abs=1)
    assert area.left < 114 < area.right


def test_items_numbered_one_after_the_other_are_apart(tmp_path: Path) -> None:
    page = prose(Page(), 60, "\u3000" + FULL[:44], FULL, "年底为止。")
    page.text(50, 200, ("表7.2026年" + FULL)[:46]).text(50, 216, "表8.2026年支出表")
    assert texts(read(pdf(tmp_path / "a.pdf", page)))[-1] == "表8.2026年支出表"
