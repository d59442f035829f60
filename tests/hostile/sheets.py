"""Workbooks, old and new."""

from __future__ import annotations

import random
import struct
import zipfile
from pathlib import Path

from tests.hostile import Case
from tests.reading import ole

_X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def book(
    path: Path, sheet: str, *, texts: str = "", styles: str = "", times: int = 1, before: str = "", after: str = ""
) -> None:
    """A workbook of one sheet with those rows, listed that many times."""
    entries = "".join(f'<sheet name="表{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(times))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{_X}" xmlns:r="{_R}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_R}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{_R}/styles" Target="styles.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_X}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_X}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_X}">{before}<sheetData>{sheet}</sheetData>{after}</worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)


def _cell(address: str, text: str = "1.00") -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def _filled(path: Path, rows: int, columns: int) -> None:
    dice = random.Random(1)
    row = "<row>" + "<c><v>%d.%02d</v></c>" * columns + "</row>"
    book(path, "".join(row % tuple(dice.randrange(100) for _ in range(2 * columns)) for _ in range(rows)))


def _diagonal(path: Path, count: int) -> None:
    """A cell a row, each in a column of its own, over rows that are all joined: the grid is the square of what is stored."""
    from auditor.model.document import letters

    rows = "".join(
        f'<row r="{n + 1}">{_cell(f"{letters(n)}{n + 1}")}{_cell(f"{letters(n + 1)}{n + 1}")}</row>' for n in range(count)
    )
    book(path, rows)


def _hidden_columns(path: Path) -> None:
    book(path, f'<row r="1">{_cell("A1", "收入")}</row>', before='<cols><col min="1" max="99999999999" hidden="1"/></cols>')


def _merges(path: Path, count: int) -> None:
    """Merged cells that all cover each other and the whole sheet."""
    rows = "".join(f'<row r="{n + 1}">{_cell(f"A{n + 1}")}{_cell(f"B{n + 1}")}</row>' for n in range(count))
    merges = "".join(f'<mergeCell ref="A{n + 1}:XFD1048576"/>' for n in range(count))
    book(path, rows, after=f"<mergeCells>{merges}</mergeCells>")


def _hidden_rows(path: Path, count: int) -> None:
    """Every row is hidden, and every cell reaches over all of them."""
    rows = "".join(f'<row r="{n + 1}" hidden="1">{_cell(f"A{n + 1}")}</row>' for n in range(count))
    merges = "".join(f'<mergeCell ref="A{n + 1}:A{count}"/>' for n in range(count))
    book(path, rows + f'<row r="{count + 9}">{_cell(f"A{count + 9}")}</row>', after=f"<mergeCells>{merges}</mergeCells>")


def _captions(path: Path, count: int) -> None:
    """Rows without borders under one with: is each a caption?"""
    styles = (
        '<borders><border/><border><left style="thin"/><top style="thin"/></border></borders>'
        '<cellXfs><xf/><xf borderId="1"/></cellXfs>'
    )
    boxed = '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>2</v></c></row>'
    rows = "".join(f'<row r="{n + 2}"><c r="A{n + 2}"><v>1</v></c><c r="B{n + 2}"><v>2</v></c></row>' for n in range(count))
    book(path, boxed + rows, styles=styles)


def _heads(path: Path, count: int) -> None:
    """Words, numbers, a blank row, over and over: does a table begin at each?"""
    rows = "".join(
        f'<row r="{3 * n + 1}">{_cell(f"A{3 * n + 1}", "项目")}{_cell(f"B{3 * n + 1}", "金额")}</row>'
        f'<row r="{3 * n + 2}">{_cell(f"A{3 * n + 2}", "1.00")}{_cell(f"B{3 * n + 2}", "2.00")}</row>'
        for n in range(count)
    )
    book(path, rows)


def _repeated(path: Path, size: int, times: int) -> None:
    """One long text that a hundred thousand cells show."""
    rows = "".join(f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>0</v></c></row>' for n in range(times))
    book(path, rows, texts=f"<si><t>{'收入1.00' * (size // 6)}</t></si>")


def _format(path: Path, code: str, value: str = "1234.5", cells: int = 1) -> None:
    styles = f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>'
    rows = "".join(f'<row r="{n + 1}"><c r="A{n + 1}" s="0"><v>{value}</v></c></row>' for n in range(cells))
    book(path, rows + f'<row r="{cells + 1}">{_cell(f"A{cells + 1}", "收入")}</row>', styles=styles)


def _garbage(path: Path) -> None:
    dice = random.Random(9)
    ole.write(path, "Workbook", bytes(dice.randrange(256) for _ in range(20_000)))


def _wide_xls(path: Path, rows: int) -> None:
    """A cell in each row and one row of 256: a reader that fills every row up takes a hundred times what is stored."""
    from xlwt import Workbook

    made = Workbook()
    sheet = made.add_sheet("表")
    for row in range(rows):
        sheet.write(row, 0, 1.0)
    for column in range(1, 256):
        sheet.write(0, column, 2.0)
    made.save(str(path))


def _looping_xls(path: Path) -> None:
    """The table of sectors leads back to where it came from."""
    ole.write(path, "Workbook", b"\x09\x08\x10\x00" + b"\0" * 6000)
    data = bytearray(path.read_bytes())
    fat = struct.unpack_from("<I", data, 76)[0]
    at = 512 + 512 * fat
    for sector in range(128):
        struct.pack_into("<I", data, at + 4 * sector, 0)
    path.write_bytes(bytes(data))


CASES = {
    "xlsx：一百万格": Case(".xlsx", lambda path: _filled(path, 10_000, 100), "格，未读取", heavy=True),
    "xlsx：三百万格": Case(".xlsx", lambda path: _filled(path, 30_000, 100), "元素超过", heavy=True),
    "xlsx：一张表列了五千次": Case(".xlsx", lambda path: book(path, "<row><c><v>1</v></c></row>" * 2000, times=5000), "已损坏"),
    "xlsx：对角线上一万格": Case(".xlsx", lambda path: _diagonal(path, 10_000), "表格过大"),
    "xlsx：隐藏一千亿列": Case(".xlsx", _hidden_columns, None),
    "xlsx：四千个互相覆盖的合并": Case(".xlsx", lambda path: _merges(path, 4000), None),
    "xlsx：两万行全隐藏全合并": Case(".xlsx", lambda path: _hidden_rows(path, 20_000), None),
    "xlsx：有框一行、无框两万行": Case(".xlsx", lambda path: _captions(path, 20_000), None),
    "xlsx：表头与数字交替一万次": Case(".xlsx", lambda path: _heads(path, 10_000), None),
    "xlsx：十万格同一段长文": Case(".xlsx", lambda path: _repeated(path, 300_000, 20_000), "段落过长"),
    "xlsx：数字格式一千个百分号": Case(".xlsx", lambda path: _format(path, "0" + "%" * 1000), None),
    "xlsx：数字格式一万个占位": Case(".xlsx", lambda path: _format(path, "0.0" + "0 0" * 10_000), None),
    "xlsx：指数一百万的数": Case(".xlsx", lambda path: _format(path, "0.00", "1e1000000"), None),
    "xlsx：指数九亿的数": Case(".xlsx", lambda path: _format(path, "General", "1E+999999999"), None),
    "xlsx：一百万位的数": Case(".xlsx", lambda path: _format(path, "General", "9" * 1_000_000), "段落过长"),
    "xlsx：年份一亿的日期": Case(".xlsx", lambda path: _format(path, "yyyy-mm-dd", "99999999999"), None),
    "xls：乱码": Case(".xls", _garbage, "已损坏"),
    "xls：扇区表成环": Case(".xls", _looping_xls, "已损坏"),
    "xls：一行撑宽六万行": Case(".xls", lambda path: _wide_xls(path, 20_000), None),
}
