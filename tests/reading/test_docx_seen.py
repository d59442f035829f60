"""What people see of a Word document is read, and nothing else: hidden text, marks of notes, rare places of text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from auditor.model.document import Document
from auditor.reading import read
from tests.reading.package import W, p, r, tbl, tc, tr, write

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WHITE = '<w:color w:val="FFFFFF"/>'
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:type="character" w:styleId="Quiet"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Linked"><w:link w:val="Gone"/></w:style>'
    '<w:style w:type="character" w:styleId="Pale"><w:rPr><w:color w:val="FEFEFE"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Dark"><w:tblPr/><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
)


@pytest.fixture
def draw(tmp_path: Path):  # type: ignore[no-untyped-def]
    def make(body: str, **parts: str) -> Document:
        return read(write(tmp_path / "a.docx", body, **({"styles": STYLES} | parts)))

    return make


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def told(document: Document) -> set[str]:
    return {notice.kind for notice in (*document.notices, *document.unread)}


def add(path: Path, name: str, data: str, kind: str) -> None:
    """One part more, which the main part points at as x1."""
    with zipfile.ZipFile(path, "a") as out:
        out.writestr(f"word/{name}", data)
        out.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="x1" Type="{R}/{kind}" Target="{name}"/></Relationships>',
        )


@pytest.mark.parametrize(
    "hidden",
    [
        r("9", '<w:rStyle w:val="Quiet"/>'),
        r("9", '<w:rStyle w:val="Linked"/>'),
        r("9", WHITE),
        r("9", '<w:color w:val="FDFDFD"/>'),
        r("9", '<w:color w:val="auto" w:themeColor="background1"/>'),
        r("9", '<w:rStyle w:val="Pale"/>'),
        r("9", '<w:sz w:val="2"/>'),
        r("9", '<w:color w:val="00B050"/><w:shd w:val="clear" w:fill="00B050"/>'),
    ],
)
def test_what_nobody_sees_is_not_read(draw, hidden: str) -> None:  # type: ignore[no-untyped-def]
    document = draw(p(hidden, "31.40") + tbl(tr("甲", tc("", inside=p(hidden, "7.20")))))
    assert texts(document) == ["31.40"] and document.tables[0].cells[1].text == "7.20"
    assert told(document) == {"hidden-text"}


def test_a_style_of_paragraphs_hides_and_a_run_shows_again(draw) -> None:  # type: ignore[no-untyped-def]
    gone = '<w:pStyle w:val="Below"/>'
    document = draw(p("全文", properties=gone) + p("甲", r("乙", '<w:vanish w:val="0"/>'), properties=gone))
    assert texts(document) == ["", "乙"]
    twice = draw(p(r("现", '<w:rStyle w:val="Quiet"/>'), properties=gone))
    assert texts(twice) == ["现"]


def test_all_text_may_be_hidden_by_default(draw) -> None:  # type: ignore[no-untyped-def]
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    document = draw(p("甲") + p(r("乙", '<w:vanish w:val="false"/>')), styles=defaults + STYLES)
    assert texts(document) == ["", "乙"]


def test_white_on_a_dark_ground_is_seen(draw) -> None:  # type: ignore[no-untyped-def]
    def cell(properties: str = "") -> str:
        return tc("", properties, inside=p(r("项目", WHITE)))

    dark = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
    table = f"<w:tbl><w:tblPr>{dark}</w:tblPr>{tr(cell())}</w:tbl>"
    styled = f'<w:tbl><w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr>{tr(cell())}</w:tbl>'
    document = draw(
        tbl(tr(cell(dark), cell())) + table + styled + p(r("标题", WHITE), properties=dark)
        + p(r("标题", WHITE + '<w:highlight w:val="darkBlue"/>'))
    )  # fmt: skip
    assert [[c.text for c in t.cells] for t in document.tables] == [["项目", ""], ["项目"], ["项目"]]
    assert texts(document) == ["标题", "标题"]


def test_struck_out_text_is_left_out_and_said(draw) -> None:  # type: ignore[no-untyped-def]
    document = draw(p("下降", r("4.10", "<w:strike/>"), r("3", "<w:dstrike/>"), "2.60%"))
    assert texts(document) == ["下降2.60%"] and told(document) == {"struck-text"}


def test_raised_digits_are_marks(draw) -> None:  # type: ignore[no-untyped-def]
    up = '<w:vertAlign w:val="superscript"/>'
    document = draw(
        p("45.10", r("2", up), "万元") + p("45.10", r("12", '<w:rStyle w:val="Note"/>')) + p(r("45.1", up)) + p(r("3", up), r("4", up))
        + p("CO", r("2", '<w:vertAlign w:val="subscript"/>'))
    )  # fmt: skip
    assert texts(document) == ["45.10²万元", "45.10¹²", "45.1", "34", "CO₂"]


def test_equations(draw) -> None:  # type: ignore[no-untyped-def]
    def math(inside: str) -> str:
        return f"<m:oMath {M}>{inside}</m:oMath>"

    def mr(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    share = f"<m:f><m:num>{mr('3')}</m:num><m:den>{mr('4')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{mr('x')}</m:e><m:sup>{mr('2')}</m:sup></m:sSup>"
    root = f"<m:rad><m:deg/><m:e>{mr('9')}</m:e></m:rad>"
    document = draw(
        p("增长", math(mr("2.5")), "%")
        + p(math(share))
        + p(math(power))
        + p(math(root))
        + tbl(tr(tc("", inside=p(math(mr("8.1"))))))
    )
    assert texts(document) == ["增长2.5%", "3/4", "x²", "\ufffd"]
    assert document.tables[0].cells[0].text == "8.1"


def test_of_alternatives_the_one_that_word_shows(draw) -> None:  # type: ignore[no-untyped-def]
    def either(choice: str, other: str, needs: str = "w14") -> str:
        return f'<mc:AlternateContent><mc:Choice Requires="{needs}">{choice}</mc:Choice><mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>'

    document = draw(
        p("甲", either(r("1.5"), r("9.9"))) + p(f"<w:r>{either('<w:t>2.5</w:t>', '<w:t>9.9</w:t>')}</w:r>")
        + p(either(r("9.9"), r("3.5"), "unheard")) + either(p("4.5"), p("9.9")) + tbl(either(tr("5.5"), tr("9.9")))
    )  # fmt: skip
    assert texts(document) == ["甲1.5", "2.5", "3.5", "4.5"]
    assert [c.text for c in document.tables[0].cells] == ["5.5"]


def test_a_field_in_an_instruction_does_not_print(draw) -> None:  # type: ignore[no-untyped-def]
    def field(code: str, result: str) -> str:
        def char(kind: str) -> str:
            return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

        return f"{char('begin')}<w:r>{code}</w:r>{char('separate')}{result}{char('end')}"

    def code(text: str) -> str:
        return f"<w:instrText>{text}</w:instrText>"

    inner = field(code("REF a"), r("6"))
    document = draw(p(field(f"{code('= ')}</w:r>{inner}<w:r>{code(' * 2')}", r("12")), "元") + p("后"))
    assert texts(document) == ["12元", "后"]
    circle = "".join(f"<w:r>{c}</w:r>" for c in (
        '<w:fldChar w:fldCharType="begin"/>', code(r"eq \o\ac(○,3)"), '<w:fldChar w:fldCharType="end"/>',
    ))  # fmt: skip
    assert texts(draw(p("7.10", circle))) == ["7.10③"]


def test_form_fields_show_what_is_chosen(draw) -> None:  # type: ignore[no-untyped-def]
    def form(inside: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    entries = '<w:listEntry w:val="12.5"/><w:listEntry w:val="13.5"/>'
    chosen = form(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')
    first = form(f"<w:ddList>{entries}</w:ddList>")
    box = form("<w:checkBox><w:default w:val='1'/></w:checkBox>")
    assert texts(draw(p(chosen) + p(first) + p(box))) == ["13.5", "12.5", "☑"]


def test_a_text_box_alone_in_a_cell_is_its_text(draw) -> None:  # type: ignore[no-untyped-def]
    def box(text: str) -> str:
        return f"<w:r><w:pict><w:txbxContent>{p(text)}</w:txbxContent></w:pict></w:r>"

    document = draw(tbl(tr(tc("", inside=p(box("6.60"))), tc("", inside=p("5.50", box("旁注"))))))
    assert [c.text for c in document.tables[0].cells] == ["6.60", "5.50"]
    assert texts(document) == ["旁注"]


def test_a_table_for_layout_is_what_it_holds(draw) -> None:  # type: ignore[no-untyped-def]
    inner = tbl(tr("甲", "1"), tr("乙", "2"))
    document = draw(
        tbl(tr(tc("", inside=p("附表") + inner + p("")))) + tbl(tr(tc("", inside=inner), tc(""), tc("", inside=inner)))
    )
    assert [t.parent for t in document.tables] == [None] * 3 and texts(document)[0] == "附表"
    form = draw(tbl(tr("目标", tc("", inside=inner))))
    assert form.tables[1].parent is not None


def test_what_cannot_be_read_is_said(draw) -> None:  # type: ignore[no-untyped-def]
    document = draw(
        p("甲") + f'<w:p><w:subDoc r:id="x9" xmlns:r="{R}"/></w:p><w:odd>{p("丙 5")}</w:odd>' + p("甲", f"<w:odd>{r('8')}</w:odd>")
        + p('<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/></w:object></w:r>')
    )  # fmt: skip
    assert {notice.kind for notice in document.unread} == {"sub-document", "unknown-element", "embedded"}
    assert texts(document)[2] == "甲\ufffd"


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.html", "<html><body><p>插入 3.30</p></body></html>"), ("a.txt", "插入 3.30"), ("a.docx", ""), ("a.bin", "\0\1\2")],
)
def test_an_inserted_file_is_read_where_it_stands(tmp_path: Path, name: str, data: str) -> None:
    path = write(tmp_path / "a.docx", f'{p("前")}<w:altChunk r:id="x1" xmlns:r="{R}"/>{p("后")}')
    if name.endswith(".docx"):
        data = write(tmp_path / "b.docx", p("插入 3.30")).read_bytes()  # type: ignore[assignment]
    add(path, name, data, "aFChunk")
    document = read(path)
    if name.endswith(".bin"):
        assert [notice.kind for notice in document.unread] == ["inserted-file"]
    else:
        assert texts(document) == ["前", "插入 3.30", "后"] and not document.unread


def test_page_headers_come_first_and_once(tmp_path: Path) -> None:
    section = f'<w:sectPr><w:headerReference w:type="default" r:id="x1" xmlns:r="{R}"/></w:sectPr>'
    path = write(tmp_path / "a.docx", p("甲", properties=section) + p("乙") + section)
    number = p("第", "<w:fldSimple w:instr=' PAGE '><w:r><w:t>4</w:t></w:r></w:fldSimple>", "页")
    add(path, "header7.xml", f'<w:hdr xmlns:w="{W}">{p("单位：千元")}{number}</w:hdr>', "header")
    assert [(paragraph.text, paragraph.part) for paragraph in read(path).paragraphs] == [
        ("单位：千元", "header"), ("甲", "body"), ("乙", "body"),
    ]  # fmt: skip


def test_lists_by_the_link_of_a_style(draw) -> None:  # type: ignore[no-untyped-def]
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="4"><w:styleLink w:val="L"/>{level}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="5"/></w:num>'
    )
    item = p("项", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>')
    assert texts(draw(item + item, numbering=numbering)) == ["（一）项", "（二）项"]


def test_styles_in_another_spelling(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.docx", p("概况", properties='<w:pStyle w:val="H"/>') + p("甲", properties='<w:pStyle w:val="V"/>')
    )
    with zipfile.ZipFile(path, "a") as out:
        out.writestr(
            "word/styles.xml",
            f"<x:styles xmlns:x='{W}'><x:style x:type='paragraph' x:styleId='H'><x:name x:val='heading 2'/></x:style>"
            "<x:style x:type='paragraph' x:styleId='V'><x:rPr><x:vanish/></x:rPr></x:style></x:styles>",
        )
    document = read(path)
    assert [(paragraph.text, paragraph.level) for paragraph in document.paragraphs] == [("概况", 1), ("", None)]


def test_packages_that_word_opens_all_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", p("甲 1.10"))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
        for info in old.infolist():
            data = old.read(info)
            info.filename = info.filename.replace("/", "\\")
            new.writestr(info, data)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "d.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("word/document", "Word/Document"), old.read(name))
    (tmp_path / "c.docx").write_bytes(b"\r\nleft over\r\n" * 500 + path.read_bytes())
    for name in ("b.docx", "c.docx", "d.docx"):
        assert texts(read(tmp_path / name)) == ["甲 1.10"]


def test_what_is_raised_by_its_position_is_a_mark(draw) -> None:  # type: ignore[no-untyped-def]
    document = draw(p("45.10", r("3", '<w:position w:val="9"/><w:sz w:val="14"/>')) + p(r("45.10", '<w:position w:val="9"/>')))
    assert texts(document) == ["45.10³", "45.10"]


def test_a_frame_in_a_cell_is_no_table(draw) -> None:  # type: ignore[no-untyped-def]
    document = draw(tbl(tr("甲", tc("", inside=tbl(tr("9.30")) + p("")))))
    assert len(document.tables) == 1 and document.tables[0].cells[1].text.strip() == "9.30"


def test_a_cell_that_cannot_be_read_is_said(draw) -> None:  # type: ignore[no-untyped-def]
    backwards = f'<w:bdo w:val="rtl">{r("03.9")}</w:bdo>'
    document = draw(tbl(tr("甲", tc("", inside=p(backwards)))))
    assert [notice.kind for notice in document.unread] == ["unreadable-cell"]


def test_pictorial_symbols(draw) -> None:  # type: ignore[no-untyped-def]
    def sign(code: str, font: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    assert texts(draw(p(sign("F0FE", "Wingdings"), sign("F06B", "Wingdings 2"), sign("F04A", "Webdings")))) == ["☑②"]
