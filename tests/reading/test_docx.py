"""What Word prints is what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model.document import Document, Location
from auditor.reading import read
from tests.reading.package import p, r, tbl, tc, tr, write

SPAN = '<w:gridSpan w:val="{}"/>'
DOWN = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"


@pytest.fixture
def draw(tmp_path: Path):  # type: ignore[no-untyped-def]
    def make(body: str, **parts: str) -> Document:
        return read(write(tmp_path / "a.docx", body, **parts))

    return make


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_number_split_over_runs_is_one_number(draw) -> None:  # type: ignore[no-untyped-def]
    document = draw(p(r("收入 1,2", "<w:b/>"), r("34", '<w:color w:val="FF0000"/>'), r(".56 万元")))
    assert texts(document) == ["收入 1,234.56 万元"]


def test_tracked_changes_are_read_as_accepted(draw) -> None:  # type: ignore[no-untyped-def]
    inserted = f"<w:ins>{r('316.83')}</w:ins>"
    deleted = "<w:del><w:r><w:delText>318.63</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('甲')}</w:moveFrom><w:moveTo>{r('乙')}</w:moveTo>"
    document = draw(p("支出 ", deleted, inserted, moved))
    assert texts(document) == ["支出 316.83乙"]
    assert {notice.kind for notice in document.notices} == {"revision-inserted", "revision-deleted"}


def test_a_deleted_paragraph_mark_joins_paragraphs(draw) -> None:  # type: ignore[no-untyped-def]
    document = draw(p("共有车", properties="<w:rPr><w:del/></w:rPr>") + p("辆 0 辆"))
    assert texts(document) == ["共有车辆 0 辆"]


def test_a_deleted_row_is_gone(draw) -> None:  # type: ignore[no-untyped-def]
    table = draw(tbl(tr("甲", "1"), tr("乙", "2", properties="<w:del/>"), tr("丙", "3"))).tables[0]
    assert [cell.text for cell in table.cells] == ["甲", "1", "丙", "3"] and table.height == 2


def test_content_controls_round_blocks_rows_cells_and_runs(draw) -> None:  # type: ignore[no-untyped-def]
    def sdt(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{sdt(tc('合计'))}{tc('', inside=p(sdt(r('3.5'))))}</w:tr>"
    document = draw(sdt(p("目录")) + tbl(tr("项目", "金额"), sdt(row)))
    assert texts(document) == ["目录"]
    assert [(c.row, c.column, c.text) for c in document.tables[0].cells][2:] == [(1, 0, "合计"), (1, 1, "3.5")]


def test_fields_links_and_smart_tags_print_their_result(draw) -> None:  # type: ignore[no-untyped-def]
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SUM(ABOVE)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("12.50") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f"<w:fldSimple>{r('7')}</w:fldSimple><w:hyperlink>{r('表')}</w:hyperlink><w:smartTag>{r('一')}</w:smartTag>"
    assert texts(draw(p(field, simple))) == ["12.507表一"]


def test_a_symbol_minus_is_a_minus(draw) -> None:  # type: ignore[no-untyped-def]
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F02D"/></w:r>'
    hyphen = "<w:r><w:noBreakHyphen/></w:r>"
    assert texts(draw(p(symbol, r("0.05")) + p(hyphen, r("3")))) == ["−0.05", "-3"]


def test_hidden_text_is_left_out_and_said(draw) -> None:  # type: ignore[no-untyped-def]
    document = draw(p("收入", r("（草稿 99）", "<w:vanish/>"), r("12.00", '<w:vanish w:val="0"/>')))
    assert texts(document) == ["收入12.00"]
    assert [(n.kind, n.times) for n in document.notices] == [("hidden-text", 1)]


def test_a_text_box_is_read_once_after_its_paragraph(draw) -> None:  # type: ignore[no-untyped-def]
    box = f"<w:txbxContent>{p('框内 5.00')}</w:txbxContent>"
    alternate = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = draw(p("正文", alternate) + p("后文"))
    assert [(q.text, q.part) for q in document.paragraphs] == [
        ("正文", "body"),
        ("框内 5.00", "textbox"),
        ("后文", "body"),
    ]


def test_footnotes_follow_their_paragraph(draw) -> None:  # type: ignore[no-untyped-def]
    notes = f'<w:footnote w:id="2">{p("注：含结转 1.00 万元")}</w:footnote>'
    document = draw(p("收入", '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=notes)
    assert [(q.text, q.part) for q in document.paragraphs] == [("收入", "body"), ("注：含结转 1.00 万元", "footnote")]


def test_nested_tables_come_after_their_parent(draw) -> None:  # type: ignore[no-untyped-def]
    inner = tbl(tr("内", "1"))
    outer, nested = draw(tbl(tr("外", tc("", inside=p("旁") + inner)))).tables
    assert [cell.text for cell in outer.cells] == ["外", "旁"] and [cell.text for cell in nested.cells] == ["内", "1"]
    assert nested.parent == Location(outer.block, 0, 1)


def test_merged_cells_exist_once(draw) -> None:  # type: ignore[no-untyped-def]
    document = draw(
        tbl(
            tr(tc("项目", DOWN), tc("本年支出", SPAN.format(2)), tc("年末", DOWN)),
            tr(tc("", ON), "基本", "项目", tc("", ON)),
            tr("教育", "1", "2", "3"),
        )
    )
    table = document.tables[0]
    assert [(c.text, c.rowspan, c.colspan) for c in table.cells][:3] == [
        ("项目", 2, 1),
        ("本年支出", 1, 2),
        ("年末", 2, 1),
    ]
    grid = table.grid()
    assert grid[1][0] is grid[0][0] and grid[0][1] is grid[0][2] and grid[1][3] is grid[0][3]
    assert (table.height, table.width) == (3, 4)
    assert document.text(Location(table.block, 1, 3)) == "年末"


def test_vertical_merges_follow_grid_columns_not_cell_order(draw) -> None:  # type: ignore[no-untyped-def]
    table = draw(
        tbl(
            tr(tc("甲", SPAN.format(2)), tc("乙", DOWN)),
            tr("丙", "丁", tc("", ON), properties='<w:gridBefore w:val="0"/>'),
            tr(tc("戊"), tc("", ON), properties='<w:gridBefore w:val="1"/>'),
        )
    ).tables[0]
    assert next(c for c in table.cells if c.text == "乙").rowspan == 3
    assert next(c for c in table.cells if c.text == "戊").column == 1


def test_old_horizontal_merges(draw) -> None:  # type: ignore[no-untyped-def]
    row = tr(tc("收入", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "支出")
    assert [(c.text, c.column, c.colspan) for c in draw(tbl(row)).tables[0].cells] == [("收入", 0, 2), ("支出", 2, 1)]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def numbered(text: str, depth: int, num: int = 7) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')


def test_automatic_numbers_are_printed(draw) -> None:  # type: ignore[no-untyped-def]
    body = "".join(
        [numbered("收入", 0), numbered("甲", 1), numbered("乙", 1), numbered("丙", 2), numbered("支出", 0), numbered("丁", 1),
         numbered("重来", 0, 8)]
    )  # fmt: skip
    document = draw(body, numbering=NUMBERING)
    assert texts(document) == ["一、收入", "（一）甲", "（二）乙", "1.丙", "二、支出", "（一）丁", "一、重来"]
    assert document.paragraphs[1].label == "（一）"
    assert document.paragraphs[5].section == ("二、支出", "（一）丁")


def test_numbers_of_a_style(draw) -> None:  # type: ignore[no-untyped-def]
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="H1b"><w:name w:val="my own"/><w:basedOn w:val="H1"/></w:style>'
    )
    body = p("收入", properties='<w:pStyle w:val="H1"/>') + p("支出", properties='<w:pStyle w:val="H1b"/>')
    document = draw(body, numbering=NUMBERING, styles=styles)
    assert texts(document) == ["一、收入", "二、支出"]


def test_headings_by_style_and_by_number(draw) -> None:  # type: ignore[no-untyped-def]
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 2"/></w:style>'
    body = (
        p("第三部分 情况说明") + p("一、收入情况") + p("（一）总体。") + p("收入 12.00 万元，比上年增加。")
        + p("1.甲支出 3.50 万元，占 1%。") + p("概述", properties='<w:pStyle w:val="1"/>') + p("末")
    )  # fmt: skip
    document = draw(body, styles=styles)
    assert [q.level for q in document.paragraphs] == [0, 1, 2, None, None, 1, None]
    assert document.paragraphs[3].section == ("第三部分 情况说明", "一、收入情况", "（一）总体。")
    assert document.paragraphs[6].section == ("第三部分 情况说明", "概述")


def test_pages_where_word_left_its_breaks(draw) -> None:  # type: ignore[no-untyped-def]
    broken = "<w:r><w:lastRenderedPageBreak/></w:r>"
    document = draw(p("一") + p(broken, r("二")) + tbl(tr("甲"), tr(tc("", inside=p(broken, r("乙"))))))
    assert document.paragraphs[0].page == 1 and document.paragraphs[1].page is not None
    assert document.tables[0].pages == (2, 3)
    assert document.page(Location(document.tables[0].block, 1, 0)) == 3


def test_strict_documents_and_other_part_names(tmp_path: Path) -> None:
    strict = write(tmp_path / "s.docx", p("严格"), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert texts(read(strict)) == ["严格"]
    renamed = write(tmp_path / "n.docx", p("别名"), main="word/document2.xml")
    assert texts(read(renamed)) == ["别名"]


def test_addresses_count_paragraphs_and_cells(draw) -> None:  # type: ignore[no-untyped-def]
    from auditor.diagnosis.places import address
    from auditor.model.document import letters

    document = draw(p("一") + tbl(tr("甲", "乙")) + p("二"))
    assert address(document, Location(2)) == "段落 2"
    assert address(document, Location(1, 0, 1)) == "第 1 张表 第 1 行第 2 列"
    assert address(document, Location(1, 0, 1), "en") == "table 1, row 1, column 2"
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
