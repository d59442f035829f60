"""Tables of PDFs: ruling lines of every kind, merged cells, page breaks, text that runs over its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model.document import Document, Table
from auditor.reading import read
from tests.reading.paper import HEIGHT, WIDTH, Page, pdf

XS = (50, 150, 250, 350)
ROWS = (("项目", "本年", "上年"), ("合计", "307.82", "1,234.50"), ("一、甲", "300.00", "—"), ("二、乙", "7.82", ""))


def grid(table: Table) -> list[list[str]]:
    return [["" if cell is None else cell.text for cell in row] for row in table.grid()]


def only_table(document: Document) -> Table:
    (table,) = document.tables
    return table


def test_a_table_between_its_caption_and_note(tmp_path: Path) -> None:
    page = Page().text(180, 80, "某某表").text(290, 95, "单位：万元").table(XS, 100, ROWS).text(50, 195, "注：本表说明。")
    document = read(pdf(tmp_path / "a.pdf", page))
    assert [getattr(block, "text", "table") for block in document.blocks] == ["某某表", "单位：万元", "table", "注：本表说明。"]
    table = only_table(document)
    assert grid(table) == [list(row) for row in ROWS]
    assert table.pages == (1, 1, 1, 1) and table.page == 1 and not table.unsure
    assert document.format == "pdf" and not document.unread


def test_lines_drawn_as_thin_rectangles(tmp_path: Path) -> None:
    page = Page()
    for y in (100, 120, 140):
        page.bar(50, y, 350, y)
    for x in XS:
        page.bar(x, 100, x, 140)
    page.text(53, 114, "甲").text(153, 114, "1.00").text(253, 134, "2.00")
    assert grid(only_table(read(pdf(tmp_path / "a.pdf", page)))) == [["甲", "1.00", ""], ["", "", "2.00"]]


def test_cells_drawn_as_frames_over_shading(tmp_path: Path) -> None:
    """Every cell has its own frame; the shading behind them is no line."""
    page = Page().frame(40, 95, 300, 125, "f")
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            page.frame(XS[0] + 80 * c, 100 + 20 * r, XS[0] + 80 * (c + 1), 120 + 20 * r)
            if text:
                page.text(XS[0] + 80 * c + 3, 114 + 20 * r, text)
    assert grid(only_table(read(pdf(tmp_path / "a.pdf", page)))) == [list(row) for row in ROWS]


def test_a_table_in_a_form_object(tmp_path: Path) -> None:
    page = Page().form(Page().table(XS, 100, ROWS), 0.6, 40, 90)
    assert grid(only_table(read(pdf(tmp_path / "a.pdf", page)))) == [list(row) for row in ROWS]


@pytest.mark.parametrize("shown", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "turned", [f"0 1 -1 0 {HEIGHT} 0", f"0 -1 1 0 0 {WIDTH}", f"-1 0 0 -1 {WIDTH} {HEIGHT}"], ids=["up", "down", "over"]
)
def test_a_page_that_is_turned(tmp_path: Path, turned: str, shown: int) -> None:
    """Landscape tables on portrait pages: the drawing is turned, with or without the page."""
    size = (WIDTH, HEIGHT) if turned.startswith("-1") else (HEIGHT, WIDTH)
    page = Page(*size, rotate=shown)
    page.marks = [f"q {turned} cm", *Page().table(XS, 100, ROWS).marks, "Q"]
    table = only_table(read(pdf(tmp_path / "a.pdf", page)))
    assert grid(table) == [list(row) for row in ROWS]


def test_merged_cells_stand_once(tmp_path: Path) -> None:
    page = Page().grid(XS, (100, 120, 140, 160), missing=[("|", 0, 2), ("-", 1, 0)])
    page.text(53, 134, "项目").text(220, 114, "支出").text(153, 134, "基本").text(253, 134, "其他").text(153, 154, "1.00")
    table = only_table(read(pdf(tmp_path / "a.pdf", page)))
    spans = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells if cell.text}
    assert spans == {
        "项目": (0, 0, 2, 1),
        "支出": (0, 1, 1, 2),
        "基本": (1, 1, 1, 1),
        "其他": (1, 2, 1, 1),
        "1.00": (2, 1, 1, 1),
    }


def test_a_table_without_outer_borders(tmp_path: Path) -> None:
    missing = [("|", r, c) for r in range(3) for c in (0, 3)]
    page = Page().grid(XS, (100, 120, 140, 160), missing).text(53, 114, "甲").text(153, 114, "1.00").text(253, 154, "2.00")
    assert grid(only_table(read(pdf(tmp_path / "a.pdf", page)))) == [["甲", "1.00", ""], ["", "", ""], ["", "", "2.00"]]


def test_a_single_box_is_no_table(tmp_path: Path) -> None:
    page = Page().grid((50, 350), (100, 140)).text(60, 120, "请注意以下事项。")
    document = read(pdf(tmp_path / "a.pdf", page))
    assert not document.tables and [p.text for p in document.paragraphs] == ["请注意以下事项。"]


def test_lines_of_a_cell(tmp_path: Path) -> None:
    """A line that was full goes on; one that somebody ended does not; a number is never broken, two are never one."""
    page = Page().grid((50, 100, 150, 220, 300), (100, 130))
    page.text(53, 112, "机关事业").text(53, 124, "单位")
    page.text(103, 112, "371,514,6").text(103, 124, "55.00")
    page.text(155, 112, "311.56").text(155, 124, "311.55")
    page.text(225, 112, "编码").text(225, 124, "名称")
    assert grid(only_table(read(pdf(tmp_path / "a.pdf", page))))[0] == [
        "机关事业单位",
        "371,514,655.00",
        "311.56\n311.55",
        "编码\n名称",
    ]


def test_what_was_typed_into_a_form_is_printed(tmp_path: Path) -> None:
    page = Page().table(XS, 100, (("甲", "1.00", ""), ("乙", "", "2.00"))).field(253, 114, "7.50")
    assert grid(only_table(read(pdf(tmp_path / "a.pdf", page)))) == [["甲", "1.00", "7.50"], ["乙", "", "2.00"]]


# page breaks


def test_a_table_cut_by_the_page_is_one(tmp_path: Path) -> None:
    first = Page().table(XS, 640, ROWS).text(290, 785, "第 1 页")
    second = Page().table(XS, 60, (("三、丙", "1.00", "2.00"),)).text(50, 160, "下一段。").text(290, 785, "第 2 页")
    first.text(50, 60, "表前面的文字放在这里。")
    document = read(pdf(tmp_path / "a.pdf", first, second))
    table = only_table(document)
    assert grid(table) == [*map(list, ROWS), ["三、丙", "1.00", "2.00"]]
    assert table.pages == (1, 1, 1, 1, 2)
    assert [p.text for p in document.paragraphs] == ["表前面的文字放在这里。", "下一段。"]


def test_a_header_printed_again_is_left_out(tmp_path: Path) -> None:
    first = Page().table(XS, 640, ROWS)
    second = Page().table(XS, 60, (ROWS[0], ("三、丙", "1.00", "2.00")))
    table = only_table(read(pdf(tmp_path / "a.pdf", first, second)))
    assert grid(table) == [*map(list, ROWS), ["三、丙", "1.00", "2.00"]]


def test_a_table_that_had_room_is_another(tmp_path: Path) -> None:
    """The first table ends half way down the page: what begins the next page was put there on purpose."""
    first = Page().table(XS, 100, ROWS)
    second = Page().table(XS, 60, ROWS)
    third = Page().text(50, 700, "别的文字写满一页，直到最下面。")
    assert len(read(pdf(tmp_path / "a.pdf", first, second, third)).tables) == 2


def test_a_row_cut_by_the_page_is_one(tmp_path: Path) -> None:
    xs = (50, 80, 134, 250)
    first = Page().table(xs, 600, [("1", "行政运行", "1.00")] * 6).grid(xs, (720, 740))
    first.text(53, 734, "7").text(83, 734, "机关事业单").text(137, 734, "6.18")
    second = (
        Page().grid(xs, (60, 80, 100)).text(83, 74, "位养老支出").text(53, 94, "8").text(83, 94, "医疗").text(137, 94, "2.71")
    )
    table = only_table(read(pdf(tmp_path / "a.pdf", first, second)))
    assert grid(table)[6:] == [["7", "机关事业单位养老支出", "6.18"], ["8", "医疗", "2.71"]]
    assert len(table.pages) == 8


@pytest.mark.parametrize(
    ("upper", "lower", "rows"),
    [
        ("12,437.3", "6", [["7", "机关事业单位养老支出", "12,437.36"]]),
        ("12,437.36", "4,178.90", [["7", "机关事业单", "12,437.36"], ["", "位养老支出", "4,178.90"]]),
        ("12,437.36", "5", [["7", "机关事业单", "12,437.36"], ["", "位养老支出", "5"]]),
    ],
)
def test_numbers_on_two_pages_are_one_when_the_column_says_so(
    tmp_path: Path, upper: str, lower: str, rows: list[list[str]]
) -> None:
    xs = (50, 80, 134, 137 + 5 * len(upper) + 5)
    first = Page().table(xs, 600, [("1", "行政运行", "1.00")] * 6).grid(xs, (720, 740))
    first.text(53, 734, "7").text(83, 734, "机关事业单").text(137, 734, upper)
    second = Page().grid(xs, (60, 80, 100)).text(83, 74, "位养老支出").text(137, 74, lower)
    second.text(53, 94, "8").text(83, 94, "医疗").text(137, 94, "2.71")
    assert grid(only_table(read(pdf(tmp_path / "a.pdf", first, second))))[6:] == [*rows, ["8", "医疗", "2.71"]]


def test_a_merged_cell_cut_by_the_page_goes_on(tmp_path: Path) -> None:
    xs = (50, 150, 250)
    first = (
        Page()
        .grid(xs, (700, 720, 740), missing=[("-", 1, 0)])
        .text(53, 724, "产出指标")
        .text(153, 714, "数量")
        .text(153, 734, "质量")
    )
    second = Page().grid(xs, (60, 80, 100), missing=[("-", 1, 0)]).text(153, 74, "时效").text(153, 94, "成本")
    table = only_table(read(pdf(tmp_path / "a.pdf", first, second)))
    assert [row[0] for row in grid(table)] == ["产出指标"] * 4


# what cannot be read is not guessed


def test_text_over_an_empty_neighbour_stays_whole(tmp_path: Path) -> None:
    page = Page().grid(XS, (100, 120, 140)).text(53, 114, "一、一般公共服务支出合计").text(253, 114, "1.00")
    table = only_table(read(pdf(tmp_path / "a.pdf", page)))
    assert grid(table)[0] == ["一、一般公共服务支出合计", "", "1.00"] and not table.unsure


def test_overprinted_cells_are_refused(tmp_path: Path) -> None:
    """Columns too narrow for their text: the label runs over the number beside it."""
    page = Page().grid(XS, (100, 120, 140)).text(53, 114, "一、一般公共服务支出合计").text(153, 114, "307.82")
    page.text(53, 134, "二、其他").text(153, 134, "1.00")
    document = read(pdf(tmp_path / "a.pdf", page))
    table = only_table(document)
    assert set(grid(table)[0][0]) == set(grid(table)[0][1]) == {"\ufffd"}
    assert grid(table)[1] == ["二、其他", "1.00", ""]
    assert table.unsure
    assert [(notice.kind, notice.detail) for notice in document.unread] == [("overprinted", "1")]


def test_two_numbers_on_one_place_are_refused(tmp_path: Path) -> None:
    page = Page().grid(XS, (100, 120, 140)).text(153, 114, "307.82").text(155, 114, "19.61").text(53, 134, "甲")
    assert "\ufffd" in grid(only_table(read(pdf(tmp_path / "a.pdf", page))))[0][1]


def test_a_number_that_did_not_fit_is_refused(tmp_path: Path) -> None:
    page = Page().table(XS, 100, (("甲", "#####", "1.00"), ("乙", "2.00", "")))
    document = read(pdf(tmp_path / "a.pdf", page))
    assert grid(only_table(document))[0] == ["甲", "\ufffd", "1.00"] and document.unread


def test_bold_by_printing_twice_is_read_once(tmp_path: Path) -> None:
    page = Page().table(XS, 100, ROWS).text(153.3, 134, "307.82")
    assert grid(only_table(read(pdf(tmp_path / "a.pdf", page))))[1][1] == "307.82"


def test_text_outside_its_window_is_not_seen(tmp_path: Path) -> None:
    page = Page().text(50, 60, "看得见的一行。").window(40, 70, 560, 105).text(50, 100, "也看得见。").text(50, 130, "看不见。")
    document = read(pdf(tmp_path / "a.pdf", page))
    assert "".join(p.text for p in document.paragraphs) == "看得见的一行。也看得见。"


def test_columns_without_lines_are_unsure(tmp_path: Path) -> None:
    page = Page().text(50, 60, "下表没有框线。")
    for y, row in zip((100, 116, 132, 148), ROWS, strict=True):
        for x, text in zip((50, 200, 300), row, strict=True):
            if text:
                page.text(x, y, text)
    table = only_table(read(pdf(tmp_path / "a.pdf", page)))
    assert grid(table) == [list(row) for row in ROWS] and table.unsure
