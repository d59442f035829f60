"""What a workbook's looks hide, strike out or change: conditional formats, fonts, pages' heads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from auditor.engine import audit_document
from auditor.model.document import Document, Notice
from auditor.reading import read
from auditor.reading.spreadsheet.printed import print_number
from auditor.rulebook import Rulebook

Draw = Callable[[Callable[[Worksheet], object]], Document]
THOUSANDTHS = DifferentialStyle(numFmt=NumberFormat(numFmtId=170, formatCode="0.00,"))
WHITE = Font(color="FFFFFFFF")


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """A sheet of two lines and two columns, changed before it is saved."""

    def make(change: Callable[[Worksheet], object]) -> Document:
        book = Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        for row in (["项目", "甲", "乙"], ["合计", 14890, -20], ["其他", 9630.5, 30]):
            sheet.append(row)
        change(sheet)
        book.save(tmp_path / "a.xlsx")
        return read(tmp_path / "a.xlsx")

    return make


def numbers(document: Document) -> list[str]:
    return [cell.text for cell in document.tables[0].cells if cell.row and cell.column]


def under(*rules: Rule, area: str = "B2:C3") -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for rule in rules:
            sheet.conditional_formatting.add(area, rule)

    return change


def coloured(colour: str) -> Rule:
    return Rule(type="cellIs", operator="lessThan", formula=["0"], dxf=DifferentialStyle(font=Font(color=colour)))


def thousandths(operator: Any, *limits: str) -> Rule:
    return Rule(type="cellIs", operator=operator, formula=list(limits), dxf=THOUSANDTHS)


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (thousandths("greaterThan", "1000"), ["14.89", "-20", "9.63", "30"]),
        (thousandths("lessThanOrEqual", "-20"), ["14890", "-0.02", "9630.5", "30"]),
        (thousandths("between", "25", "9999"), ["14890", "-20", "9.63", "0.03"]),
        (thousandths("notBetween", "25", "9999"), ["14.89", "-0.02", "9630.5", "30"]),
        (Rule(type="expression", formula=["B2>1000"], dxf=THOUSANDTHS), ["14.89", "-20", "9.63", "30"]),
        (Rule(type="expression", formula=["ISERROR(B2)"], dxf=THOUSANDTHS), ["14890", "-20", "9630.5", "30"]),
        (Rule(type="containsBlanks", formula=["LEN(TRIM(B2))=0"], dxf=THOUSANDTHS), ["14890", "-20", "9630.5", "30"]),
        (coloured("FFFF0000"), ["14890", "-20", "9630.5", "30"]),
    ],
)
def test_conditions_change_the_format(draw: Draw, rule: Rule, shown: list[str]) -> None:
    document = draw(under(rule))
    assert numbers(document) == shown and not document.unread


def test_a_condition_that_is_not_understood_is_unreadable(draw: Draw) -> None:
    document = draw(under(Rule(type="expression", formula=["$A2=LEFT(D1,2)"], dxf=THOUSANDTHS), area="B2:B3"))
    assert numbers(document) == ["\ufffd", "-20", "\ufffd", "30"]
    assert document.unread == (Notice("conditional-format", 2, "Sheet!B2"),)
    red = DifferentialStyle(fill=PatternFill(bgColor="FFFF0000"))
    colour = Rule(type="expression", formula=["$A2=LEFT(D1,2)"], dxf=red)
    assert numbers(draw(under(colour))) == ["14890", "-20", "9630.5", "30"]


@pytest.mark.parametrize("hiding", [coloured("FFFFFFFF"), "font", ";;;", "[White]0", "bar"])
def test_what_does_not_show_is_left_out_and_said(draw: Draw, hiding: Rule | str) -> None:
    def change(sheet: Worksheet) -> None:
        if hiding == "font":
            sheet["C2"].font = WHITE
        elif hiding == "bar":
            ends = [FormatObject(type="min"), FormatObject(type="max")]
            bar = Rule(type="dataBar", dataBar=DataBar(cfvo=ends, color=Color("FF638EC6"), showValue=False))
            sheet.conditional_formatting.add("C2", bar)
        elif isinstance(hiding, str):
            sheet["C2"].number_format = hiding
        else:
            sheet.conditional_formatting.add("C2:C3", hiding)

    document = draw(change)
    assert numbers(document) == ["14890", "", "9630.5", "30"] and document.notices == (Notice("hidden-text", 1),)


def test_white_on_a_dark_ground_shows(draw: Draw) -> None:
    def change(sheet: Worksheet) -> None:
        for cell in sheet[1]:
            cell.font, cell.fill = WHITE, PatternFill("solid", fgColor="FF1A6FB5")

    document = draw(change)
    assert [cell.text for cell in document.tables[0].cells][:3] == ["项目", "甲", "乙"] and not document.notices


def test_struck_out_and_raised(draw: Draw) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C3"].font = Font(strike=True)
        sheet["A2"] = CellRichText("合计", TextBlock(InlineFont(vertAlign="superscript"), "1"))
        sheet["A3"] = CellRichText(TextBlock(InlineFont(strike=True), "其它"), "其他")

    document = draw(change)
    assert [cell.text.strip() for cell in document.tables[0].cells if cell.column == 0] == ["项目", "合计¹", "其他"]
    assert numbers(document)[-1] == "" and sum(notice.times for notice in document.notices) == 2


def test_the_head_of_the_page_tells_the_unit(draw: Draw, tmp_path: Path, book: Rulebook) -> None:
    def change(sheet: Worksheet) -> None:
        head, foot = sheet.oddHeader, sheet.oddFooter
        assert head is not None and foot is not None
        head.right.text, foot.center.text = "单位：元", "第 &[Page] 页，共 &[Pages] 页"

    heads = [block.text for block in draw(change).paragraphs if block.part == "header"]
    assert heads == ["单位：元"]
    other = Workbook()
    sheet = other.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "收入支出决算总表"
    rows: list[list[Any]] = [
        ["收入", "金额", "支出", "金额"], ["本年收入合计", 31155, "本年支出合计", 31600], ["年初结转和结余", 445, "年末结转和结余", 0],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    change(sheet)
    other.save(tmp_path / "b.xlsx")
    run = audit_document(read(tmp_path / "b.xlsx"), book)
    assert run.identity.unit == "元"


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("-82.79", '[>=10000]0!.0,"万";0.00', "-82.79"), ("-5", "[<0]-0.00;0.00", "-5.00"), ("-5", "[<0]0.00;0.00", "-5.00"),
        ("-5", "[>=100]0.0;0.00;0", "5.00"), ("50", "[>=100]0.0;0.00;0", "50"), ("-5", "[<=-1](0.0);0.00", "(5.0)"),
        ("-5", '0.00;[Red]"△"0.00', "△5.00"), ("5", ";;;", ""), ("5", "[White]0", ""), ("31460000", '0.00,,"百万"', "31.46百万"),
        ("3146", '[$¥-804]#,##0.00', "¥3,146.00"), ("3146", "0.0000E+00", "3.1460E+03"), ("0", '_ * #,##0.00_ ;_ * "-"??_ ;_ @_ ', "0.00"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"), ("-3", "#,##0_);(#,##0)", "(3)"), ("0.5061", "0.0%", "50.6%"),
    ],
)  # fmt: skip
def test_sections_and_signs(stored: str, code: str, shown: str) -> None:
    assert print_number(stored, code).strip() == shown
