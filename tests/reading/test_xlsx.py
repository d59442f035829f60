"""What Excel shows is what is read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from auditor.diagnosis.places import address
from auditor.engine import audit_document
from auditor.model.document import Document, Location, Notice, Paragraph, Table, Unreadable
from auditor.reading import read
from auditor.rulebook import Rulebook

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)

TOTALS: list[Sequence[Any]] = [
    ["收入", None, "支出", None],
    ["项目", "金额", "项目", "金额"],
    ["本年收入合计", 311.56, "本年支出合计", 316.83],
    ["年初结转和结余", 14.9, "年末结转和结余", 9.63],
    ["总计", 326.46, "总计", 326.46],
]


Draw = Callable[..., Document]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """A workbook of one sheet with those rows, changed by a function before it is saved."""

    def make(
        rows: Sequence[Sequence[Any]], change: Callable[[Worksheet], object] = lambda sheet: None, name: str = "表"
    ) -> Document:
        book = Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = name
        for row in rows:
            sheet.append(list(row))
        change(sheet)
        book.save(tmp_path / "a.xlsx")
        return read(tmp_path / "a.xlsx")

    return make


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.height)]


def texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.part != "sheet" and p.text]


def shape(document: Document) -> list[str]:
    """Paragraphs by their text, tables by their size."""
    shown = [b for b in document.blocks if not isinstance(b, Paragraph) or b.text]
    return [b.text if isinstance(b, Paragraph) else f"{b.height}×{b.width}" for b in shown]


def test_numbers_print_under_their_format(draw: Draw) -> None:
    def change(sheet: Worksheet) -> None:
        for column, code in enumerate(["0.00", "0.00%", "#,##0.00_);(#,##0.00)", "General"], 2):
            sheet.cell(2, column).number_format = code

    document = draw([["项目", "甲", "乙", "丙", "丁"], ["合计", 311.555, 0.89917, -1204.61, "311.5 "]], change)
    assert grid(document.tables[0])[1] == ["合计", "311.56", "89.92%", "(1,204.61)", "311.5 "]


def test_the_place_of_a_cell_is_its_address(draw: Draw) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(3, 2)
        sheet.insert_cols(2, 2)
        sheet.row_dimensions[7].hidden = True

    document = draw([["收支总表"], *TOTALS], change, "收支 总表")
    table = document.tables[0]
    at = next(Location(table.block, c.row, c.column) for c in table.cells if c.text == "316.83")
    assert address(document, at) == "收支 总表!F6" and document.text(at) == "316.83"
    assert "14.9" not in str(grid(table))


def test_merged_cells_stand_once(draw: Draw) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("A3:A4")

    cells = (
        draw([["收入", None, "支出", None], ["项目", "金额", "项目", "金额"], ["甲", 1, "丙", 3], [None, 2, "丁", 4]], change)
        .tables[0]
        .cells
    )
    assert [(c.text, c.colspan) for c in cells if c.row == 0] == [("收入", 2), ("支出", 2)]
    assert next(c.rowspan for c in cells if c.text == "甲") == 2
    assert len([c for c in cells if c.row == 3]) == 3


def test_what_is_hidden_is_left_out_and_said(tmp_path: Path) -> None:
    book = Workbook()
    shown, hidden = book.active, book.create_sheet("底稿")
    assert isinstance(shown, Worksheet)
    shown.title = "表"
    rows: list[list[Any]] = [["项目", "过程", "金额"], ["甲", 7, 1], ["乙", 8, 2], ["丙", 9, 3]]
    for row in rows:
        shown.append(row)
        hidden.append(row)
    shown.column_dimensions["B"].hidden = True
    shown.row_dimensions[3].hidden = True
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    document = read(tmp_path / "a.xlsx")
    assert [grid(table) for table in document.tables] == [[["项目", "金额"], ["甲", "1"], ["丙", "3"]]]
    assert set(document.notices) == {Notice("hidden-sheet", 1, "底稿"), Notice("hidden-cells", 6, "表")}


def test_hidden_is_also_written_true(draw: Draw, tmp_path: Path) -> None:
    """As LibreOffice writes it."""

    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True

    draw([["项目", "金额"], ["甲", 1], ["乙", 2]], change)
    rewrite(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", 'hidden="1"', 'hidden="true"')
    assert grid(read(tmp_path / "a.xlsx").tables[0]) == [["项目", "金额"], ["乙", "2"]]


def test_a_merged_cell_keeps_what_is_visible_of_it(draw: Draw) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A4")
        sheet.row_dimensions[2].hidden = True

    cells = draw([["类别", "金额"], ["甲", 1], [None, 2], [None, 3]], change).tables[0].cells
    assert [(c.text, c.row, c.rowspan) for c in cells if c.column == 0] == [("类别", 0, 1), ("甲", 1, 2)]


def test_a_formula_without_its_value_is_unknown_never_nought(draw: Draw, book: Rulebook) -> None:
    rows = [["收入支出决算总表"], ["金额单位：万元"], *TOTALS[:-1], ["总计", "=SUM(B5:B6)", "总计", 326.46]]
    document = draw(rows)
    assert grid(document.tables[0])[-1] == ["总计", "=SUM(B5:B6)", "总计", "326.46"]
    assert document.unread == (Notice("uncached", 1, "表!B7"),)
    report = audit_document(document, book)
    assert report.status == "incomplete" and "表!B7" in (report.reason or "")
    assert not [finding for finding in report.findings if finding.severity == "error"]
    assert "BAL001" in {v.rule for v in report.verdicts if v.state == "not_checked"}


def test_a_column_of_unknown_values_is_a_column_of_values(draw: Draw, book: Rulebook) -> None:
    """Formulas are no labels: the labels of the rows stay what they are."""
    rows = [["收入支出决算总表"], ["金额单位：万元"], *TOTALS]
    known = audit_document(draw(rows), book)
    assert known.facts
    unknown = audit_document(draw([row if i < 4 else [row[0], f"=A{i}", *row[2:]] for i, row in enumerate(rows)]), book)
    assert unknown.facts
    labels = {(fact.row, fact.column) for fact in known.facts.numbers if fact.text in {"316.83", "9.63"}}
    assert labels <= {(fact.row, fact.column) for fact in unknown.facts.numbers} and len(labels) == 2


def test_the_value_of_a_formula_is_read(tmp_path: Path, draw: Draw) -> None:
    draw([["项目", "金额"], ["甲", "=1+1"], ["乙", "=A1"], ["丙", "=154.4万元"]])
    rewrite(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", "<f>1+1</f><v></v>", "<f>1+1</f><v>2.50</v>")
    rewrite(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", "<f>1+1</f><v />", "<f>1+1</f><v>2.50</v>")
    document = read(tmp_path / "a.xlsx")
    # The last one is what a program made of typed words; no formula begins so.
    assert [row[1] for row in grid(document.tables[0])] == ["金额", "2.5", "=A1", "=154.4万元"]
    assert document.unread == (Notice("uncached", 1, "表!B3"),)


def test_errors_show_as_errors(draw: Draw) -> None:
    assert grid(draw([["项目", "占比"], ["甲", "#DIV/0!"]]).tables[0])[1] == ["甲", "#DIV/0!"]


def test_noughts_that_the_sheet_does_not_show(draw: Draw) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.sheet_view.showZeros = False

    assert grid(draw([["项目", "甲", "乙"], ["合计", 0, 5]], change).tables[0]) == [["项目", "甲", "乙"], ["合计", "", "5"]]


def test_tables_with_borders_among_paragraphs(draw: Draw) -> None:
    """Borders tell the table; titles, office and unit side by side, and notes are paragraphs."""
    title: list[Sequence[Any]] = [["收入支出决算总表"], ["公开01表"], ["编制单位：某局", "2024年度", None, "金额单位：万元"]]
    rows: list[Sequence[Any]] = [
        *title,
        *TOTALS,
        ["注：本表反映全年收支。"],
        [],
        ["支出决算表"],
        *TOTALS[1:],
        ["注：本表另有说明。"],
    ]

    def change(sheet: Worksheet) -> None:
        for first, last in ((4, 8), (12, 15)):
            for row in sheet.iter_rows(min_row=first, max_row=last, max_col=4):
                for cell in row:
                    cell.border = BOX
        sheet.merge_cells("A1:D1")

    assert shape(draw(rows, change)) == [
        "表", "收入支出决算总表", "公开01表", "编制单位：某局", "2024年度", "金额单位：万元", "5×4", "注：本表反映全年收支。",
        "支出决算表", "4×4", "注：本表另有说明。",
    ]  # fmt: skip


def test_a_blank_row_with_borders_belongs_to_the_table(draw: Draw) -> None:
    def change(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(min_row=1, max_row=7, max_col=4):
            for cell in row:
                cell.border = BOX

    assert shape(draw([*TOTALS[:3], [], [], *TOTALS[3:]], change)) == ["表", "5×4"]


def test_tables_without_borders_are_parted_by_titles_and_blank_rows(draw: Draw) -> None:
    rows = [["收入支出决算总表"], ["金额单位：万元"], *TOTALS, [], ["支出决算表"], ["金额单位：万元"], *TOTALS, ["注：略。"]]
    assert shape(draw(rows)) == [
        "表",
        "收入支出决算总表",
        "金额单位：万元",
        "5×4",
        "支出决算表",
        "金额单位：万元",
        "5×4",
        "注：略。",
    ]


def test_a_form_with_a_row_not_filled_in_is_one_table(draw: Draw) -> None:
    form = [
        ["年度资金总额", 10, 10],
        ["年度目标", "预期目标", "完成情况"],
        [],
        ["一级指标", "二级指标", "分值"],
        ["产出", "数量", 50],
    ]
    assert shape(draw(form)) == ["表", "4×3"]


def test_a_line_of_one_cell_inside_a_table_stays_there(draw: Draw) -> None:
    """A label whose amounts are blank, also behind a blank row."""
    rows = [*TOTALS[1:3], ["其他"], *TOTALS[3:4], [], ["其他"], *TOTALS[4:]]
    assert shape(draw(rows)) == ["表", "6×4"]


def test_prose_becomes_headings_and_paragraphs(draw: Draw) -> None:
    long = "本单位2024年度收入总计326.46万元，其中本年收入311.56万元，年初结转和结余14.90万元，与上年相比略有下降，主要原因是压减开支。"
    document = draw([["第三部分 情况说明"], ["一、收入情况"], [long], [], *TOTALS, ["二、支出情况"], [long], [long], *TOTALS])
    assert [p.level for p in document.paragraphs if p.text] == [0, 0, 1, None, 1, None, None]
    assert [table.height for table in document.tables] == [5, 5]
    assert document.tables[1].section == ("第三部分 情况说明", "二、支出情况")


def test_the_name_of_a_sheet_names_its_table(draw: Draw, book: Rulebook) -> None:
    name = "Z01 收入支出决算总表(财决01表)"
    report = audit_document(draw([["金额单位：万元"], *TOTALS], name=name), book)
    assert report.facts and [sheet.kind for sheet in report.facts.sheets] == ["收入支出决算总表"]


def test_a_printed_title_counts_more_than_the_name_of_the_sheet(draw: Draw, book: Rulebook) -> None:
    rows = [["收入支出决算总表"], ["金额单位：万元"], *TOTALS]
    report = audit_document(draw(rows, name="收入决算表"), book)
    assert report.facts and [sheet.kind for sheet in report.facts.sheets] == ["收入支出决算总表"]


def test_far_away_cells_cost_nothing(draw: Draw) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "远"
        sheet["XFC1048576"] = 1

    tables = draw(TOTALS, change).tables
    assert sum(len(table.cells) for table in tables) < 60


def test_strict_workbooks_and_other_part_names(draw: Draw, tmp_path: Path) -> None:
    draw(TOTALS)
    path = tmp_path / "a.xlsx"
    usual, strict = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        rewrite(path, part, usual, strict)
    rewrite(path, "xl/_rels/workbook.xml.rels", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            "http://purl.oclc.org/ooxml/officeDocument/relationships/")  # fmt: skip
    assert grid(read(path).tables[0])[2] == ["本年收入合计", "311.56", "本年支出合计", "316.83"]


def test_shared_texts_in_runs_without_their_phonetic_guides(draw: Draw, tmp_path: Path) -> None:
    draw([["项目", "金额"], ["甲", 1]])
    path = tmp_path / "a.xlsx"
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>项目</t></si>'
        '<si><r><t>合</t></r><r><rPr><b/></rPr><t xml:space="preserve">计_x000D_\n（万元）</t></r><rPh sb="0" eb="1"><t>hé</t></rPh></si></sst>'
    )
    rows = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c t="b"><v>1</v></c><c><v>7</v></c></row></sheetData>'
    )
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if "sharedStrings" not in name}
    parts["xl/worksheets/sheet1.xml"] = re.sub(
        "<sheetData>.*</sheetData>", rows, parts["xl/worksheets/sheet1.xml"], flags=re.DOTALL
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace(
        "</Relationships>", f'<Relationship Id="x1" Type="{kind}" Target="/xl/texts.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as out:
        for name, data in (parts | {"xl/texts.xml": shared}).items():
            out.writestr(name, data)
    assert grid(read(path).tables[0]) == [["项目", "合计\n（万元）"], ["TRUE", "7"]]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_damaged_parts(draw: Draw, tmp_path: Path, part: str) -> None:
    draw(TOTALS)
    rewrite(tmp_path / "a.xlsx", part, "</", "<")
    with pytest.raises(Unreadable, match="file-damaged"):
        read(tmp_path / "a.xlsx")


def rewrite(path: Path, part: str, old: str, new: str) -> None:
    """Change the text of a part."""
    with zipfile.ZipFile(path) as package:
        parts: dict[str, Any] = {name: package.read(name) for name in package.namelist()}
    parts[part] = parts[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
