"""What a browser shows of a saved page is what is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.diagnosis.places import address
from auditor.model.document import Document, Location, Notice, Paragraph, Unreadable
from auditor.reading import read
from tests.reading.test_xlsx import grid

Draw = Callable[[str], Document]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    def make(body: str) -> Document:
        (tmp_path / "a.html").write_text(f"<!DOCTYPE html><html><body>{body}</body></html>", encoding="utf-8")
        return read(tmp_path / "a.html")

    return make


def shown(document: Document) -> list[str]:
    return [b.text if isinstance(b, Paragraph) else f"{b.height}×{b.width}" for b in document.blocks]


def test_headings_paragraphs_and_line_breaks(draw: Draw) -> None:
    document = draw(
        "<h1>第三部分<br>情况说明</h1><div>收入<b>311.56</b>\n 万元<p>支出</p>尾<br>二、支出</div><p>&nbsp;</p><p></p>"
    )
    assert [(p.text, p.level) for p in document.paragraphs] == [
        ("第三部分情况说明", 0), ("收入311.56 万元", None), ("支出", None), ("尾", None), ("二、支出", 1), ("", None),
    ]  # fmt: skip


def test_scripts_menus_and_forms_are_no_text(draw: Draw) -> None:
    document = draw(
        "<nav>首页</nav><script>x('9.99')</script><style>p{}</style><select onchange='go()'><option>甲</select><p>正文<!-- 注 --></p>"
    )
    assert shown(document) == ["正文"]


def test_hidden_text_is_left_out_and_said(draw: Draw) -> None:
    document = draw(
        "<p>收入<span style='DISPLAY : none'>草稿</span></p><p hidden>旧</p><table><tr><td>甲<td>1<tr style='display:none'><td>乙<td>2</table>"
    )
    assert shown(document) == ["收入", "1×2"] and document.notices == (Notice("hidden-text", 3),)


def test_unclosed_cells_and_rows(draw: Draw) -> None:
    assert grid(draw("<table><tr><td>项目<td>金额<tr><td>合计<td>311.56").tables[0]) == [["项目", "金额"], ["合计", "311.56"]]


def test_spans_beyond_the_table_and_groups_out_of_order(draw: Draw) -> None:
    table = draw(
        "<table><tfoot><tr><td>合计<td>3<td>4</tfoot><thead><tr><th rowspan=2>项目<th colspan=99>金额<tr><th>甲<th>乙</thead>"
        "<tbody><tr><td rowspan=0>子<td>1<td>2</table>"
    ).tables[0]
    assert grid(table) == [["项目", "金额"], ["甲", "乙"], ["子", "1", "2"], ["合计", "3", "4"]]
    assert [(c.rowspan, c.colspan) for c in table.cells][:2] == [(2, 1), (1, 2)]


def test_a_cell_may_reach_out_of_the_head(draw: Draw) -> None:
    """As LibreOffice writes the first rows of a table with headings."""
    table = draw(
        "<table><thead><tr><td rowspan=2>人数<td>编制<td>在职</thead><tbody><tr><td>46<td>44<tr><td>甲<td>1<td>2</table>"
    ).tables[0]
    assert grid(table) == [["人数", "编制", "在职"], ["46", "44"], ["甲", "1", "2"]]


def test_a_cell_that_reaches_over_a_hidden_row(draw: Draw) -> None:
    table = draw("<table><tr><td rowspan=2>甲<td>1<tr style='display:none'><td>2<tr><td>乙<td>3</table>").tables[0]
    assert grid(table) == [["甲", "1"], ["乙", "3"]]


def test_thousands_of_empty_columns_and_rows(draw: Draw) -> None:
    row = "<tr><td>甲</td>" + "<td></td>" * 3000 + "<td>1</td><td colspan=12000>&nbsp;</td></tr>"
    table = draw(f"<table>{row}{'<tr><td></td></tr>' * 2000}{row}</table>").tables[0]
    assert grid(table) == [["甲", "1"], ["甲", "1"]]
    assert address(draw(f"<table>{row}{row}</table>"), Location(0, 1, 1)) == "第 1 张表 第 2 行第 3002 列"


def test_tables_for_layout_are_looked_through(draw: Draw) -> None:
    data = "<table><tr><td>项目<td>金额<tr><td>合计<td>3</table>"
    page = f"<table><tr><td>首页</td><td>公开</td></tr><tr><td><ul><li>目录</ul></td><td><h2>一、收支</h2>{data}<p>注</p></td></tr></table>"
    assert shown(draw(page)) == ["首页", "公开", "目录", "一、收支", "2×2", "注"]
    assert shown(draw(f"<table><tr><td>{data}</td></tr></table>")) == ["2×2"]
    article = f"<table><tr><td>栏目</td><td><h3>说明</h3><p>{'字' * 300}</p></td></tr></table>"
    assert shown(draw(article)) == ["栏目", "说明", "字" * 300]


def test_a_table_inside_a_cell_of_data(draw: Draw) -> None:
    tables = draw("<table><tr><td>甲<td>1<tr><td>乙<td>2<table><tr><td>其中<td>0.5</table></table>").tables
    assert [grid(table) for table in tables] == [[["甲", "1"], ["乙", "2"]], [["其中", "0.5"]]]
    assert tables[1].parent == Location(0, 1, 1)


def test_a_cell_of_several_lines(draw: Draw) -> None:
    table = draw("<table><tr><td><p>本年\n收入</p><p>合计</p><td>3 1<br/>1.56<td> 1,2<b>34</b>.5 </table>").tables[0]
    assert grid(table) == [["本年 收入\n合计", "3 1\n1.56", "1,234.5"]]


def test_captions_and_ordered_lists_print(draw: Draw) -> None:
    document = draw("<ol start=3><li>甲<li value=7>乙</ol><table><caption>收支总表</caption><tr><td>甲<td>1</table>")
    assert shown(document) == ["3. 甲", "7. 乙", "收支总表", "1×2"]


def test_pictures_are_told_icons_are_not(draw: Draw) -> None:
    assert draw("<p>表见图<img src=a width=900 height=600><img src=b><img src=c width=16 height=16></p>").notices == (
        Notice("picture", 2),
    )


def test_gbk_under_the_name_of_gb2312(tmp_path: Path) -> None:
    """镕 and 〇 are not in GB 2312; a decoder that believes the label stops at them."""
    page = "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head><body><p>朱镕基二〇二四年：311.56 万元</p></body></html>"
    (tmp_path / "a.htm").write_bytes(page.encode("gbk"))
    document = read(tmp_path / "a.htm")
    assert shown(document) == ["朱镕基二〇二四年：311.56 万元"] and not document.notices


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    label = {"utf-8": "gb2312", "utf-8-sig": "gb2312"}.get(encoding, encoding)
    page = f"<html><meta charset='{label}'><body><p>收入決算：３１１.56</p></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    assert shown(read(tmp_path / "a.html")) == ["收入決算：３１１.56"]


def test_broken_characters_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes("<html><meta charset=utf-8><p>收入</p>".encode() + b"<p>\xff\xfe1.56</p>")
    assert read(tmp_path / "a.html").notices == (Notice("undecodable", 2),)


def test_a_declaration_does_not_confuse(tmp_path: Path) -> None:
    page = (
        '<?xml version="1.0" encoding="gb2312"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>收入\0 1</p></body></html>'
    )
    (tmp_path / "a.xhtml").write_bytes(page.replace("\0", "").encode("gbk"))
    assert shown(read(tmp_path / "a.xhtml")) == ["收入 1"]


def test_a_page_saved_with_its_pictures(tmp_path: Path) -> None:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: quoted-printable\n\n'
    body = "<html><body><p>=CA=D5=C8=EB 311.56</p></body></html>\n\n--b\nContent-Type: image/png\n\nx\n--b--\n"
    (tmp_path / "a.mht").write_text(head + body, encoding="ascii")
    assert shown(read(tmp_path / "a.mht")) == ["收入 311.56"]


def test_a_page_that_breaks_off_is_incomplete(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><p>收入</p><table><tr><td>合计<td>3", encoding="utf-8")
    assert read(tmp_path / "a.html").unread == (Notice("cut-off"),)


def test_frames_only(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_text(
        "<html><frameset><frame src=sheet001.htm><noframes>请升级</noframes></frameset></html>", encoding="utf-8"
    )
    with pytest.raises(Unreadable, match="frames"):
        read(tmp_path / "a.htm")


def test_too_deep(draw: Draw) -> None:
    with pytest.raises(Unreadable, match="too-deep"):
        draw("<div>" * 5000 + "深")


def test_a_page_that_shows_nothing(draw: Draw) -> None:
    with pytest.raises(Unreadable, match="no-text"):
        draw("<script>document.write('收入')</script><p> </p>")


def styled(draw: Draw, style: str, body: str) -> list[str]:
    return shown(draw(f"<style>{style}</style>{body}"))


@pytest.mark.parametrize(
    "style",
    ["display:none", "opacity:0", "color:#fff", "color:rgb(254,255,255)", "font-size:0", "visibility:hidden", "text-indent:-9999px",
     "position:absolute;left:-9999px", "height:0;overflow:hidden", "color:rgba(1,2,3,0)"],
)  # fmt: skip
def test_what_style_sheets_hide(draw: Draw, style: str) -> None:
    assert styled(draw, f".m{{{style}}}", "<p>甲</p><p class='a m'>9.99</p><p>乙</p>") == ["甲", "乙"]
    assert styled(draw, "", f"<p>甲</p><p style='{style}'>9.99</p><p>乙</p>") == ["甲", "乙"]


@pytest.mark.parametrize(
    ("style", "left"),
    [("#x ul>.b{display:none}", "甲"), ("@media print{.b{display:none}}", "甲乙"), ("@media screen{.b{display:none}}", "甲"),
     ("li:nth-child(2){display:none}", "甲"), ("li[title=t]{display:none}", "甲"), ("/* .b{display:none} */", "甲乙"),
     (".b:hover{display:none}", "甲乙"), (".b{display:none}.b{display:block}", "甲乙"),
     (".b{display:none!important}li{display:block}", "甲"), ("ul{visibility:hidden}.b{visibility:visible}", "乙")],
)  # fmt: skip
def test_selectors(draw: Draw, style: str, left: str) -> None:
    assert "".join(styled(draw, style, "<div id=x><ul><li>甲</li><li class=b title=t>乙</li></ul></div>")) == left


def test_white_on_another_ground_shows(draw: Draw) -> None:
    rows = "<table><tr style='background:#1a6fb5;color:white'><td>科目<td>金额<tr><td>甲<td>1<tr><td>乙<td>2</table>"
    assert shown(draw(rows)) == ["3×2"]
    unknown = draw("<link rel=stylesheet href=a.css><p class=head><span style='color:#fff'>标题</span></p>")
    assert shown(unknown) == ["标题"] and not unknown.notices


def test_struck_out_text_is_left_out_and_said(draw: Draw) -> None:
    document = draw("<p>下降<del>7.77</del><span style='text-decoration:line-through'>6.66</span>8.06%</p>")
    assert "".join(shown(document)[0].split()) == "下降8.06%" and document.notices == (Notice("struck-text", 2),)


def test_raised_and_lowered_digits(draw: Draw) -> None:
    assert shown(
        draw("<p>5.06<sup>2</sup>% 82.79<sup>[1]</sup> H<sub>2</sub>O <span style='vertical-align:super'>3</span></p>")
    ) == ["5.06²% 82.79⁽¹⁾ H₂O ³"]


def test_controls_and_formulas_show_text(draw: Draw) -> None:
    cells = "<tr><td>甲<td><select><option>1.00<option selected>82.79</select><tr><td>乙<td><textarea>1\n2</textarea>"
    document = draw(
        f"<table>{cells}<tr><td>丙<td><input value=3><tr><td>丁<td><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math></table>"
    )
    assert [cell.text for cell in document.tables[0].cells] == ["甲", "82.79", "乙", "1\n2", "丙", "3", "丁", "1/2"]


def test_tables_made_of_other_elements(draw: Draw) -> None:
    rows = "".join(
        f"<div class=r><div class=c>{label}</div><div class=c>{n}</div></div>" for label, n in [("甲", 1), ("乙", 2)]
    )
    assert styled(draw, ".t{display:table}.r{display:table-row}.c{display:table-cell}", f"<div class=t>{rows}</div>") == ["2×2"]
    boxes = "".join(f"<div>科目{n}</div><div>{n}.00</div>" for n in range(9))
    assert [notice.kind for notice in draw(boxes).unread] == ["loose-numbers"]


def test_what_stands_elsewhere_is_said(draw: Draw) -> None:
    document = draw("<p>公开</p><iframe src=a.pdf></iframe><iframe src=s.html width=1></iframe><a href='b.XLSX?x=1'>附表</a>")
    assert document.unread == (Notice("frame", 1, "a.pdf"),) and document.notices == (Notice("attachment", 1, "附表"),)


def test_cells_that_are_invisible_keep_their_place(draw: Draw) -> None:
    document = draw("<table><tr><td>甲<td style='visibility:hidden'>9<td>1<tr><td>乙<td>2<td>3</table>")
    assert [cell.text for cell in document.tables[0].cells] == ["甲", "", "1", "乙", "2", "3"]


def test_odd_attributes_are_ignored(draw: Draw) -> None:
    assert (
        shown(draw(f"<table><tr><td colspan='²'>甲<td rowspan={'9' * 5000}>1<tr><td>乙<td>2</table><ol start='²'><li>丙</ol>"))[
            -1
        ]
        == "1. 丙"
    )
