"""Old workbooks show what new ones do."""

from __future__ import annotations

import random
import struct
from pathlib import Path
from typing import Any

import pytest
import xlwt

from auditor.diagnosis.places import address
from auditor.model.document import Location, Notice, Unreadable
from auditor.reading import read
from tests.reading import ole
from tests.reading.test_xlsx import grid, texts

BOOK, END = 0x0809, 0x000A
FILEPASS = 0x002F


def styled(code: str) -> Any:
    return xlwt.easyxf(num_format_str=code)


def test_numbers_merges_borders_and_notes(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("收支表")
    box = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin", num_format_str="#,##0.00")
    sheet.write(0, 0, "收入支出决算总表")
    sheet.write_merge(1, 1, 1, 2, "金额", box)
    sheet.write(1, 0, "项目", box)
    for column, value in enumerate(["合计", 1204.615, -3], 0):
        sheet.write(2, column, value, box)
    sheet.write(3, 0, "注：略。")
    book.save(str(tmp_path / "a.xls"))
    document = read(tmp_path / "a.xls")
    table = document.tables[0]
    assert texts(document) == ["收入支出决算总表", "注：略。"]
    assert grid(table) == [["项目", "金额"], ["合计", "1,204.62", "-3.00"]]
    assert address(document, Location(table.block, 1, 1)) == "收支表!B3" and document.format == "xls"


def test_percent_dates_and_what_a_format_hides(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, (value, code) in enumerate(
        [(0.8992, "0.00%"), (45123, "yyyy/m/d"), (5, ";;;"), ("约", "General"), (1 / 3, "General")]
    ):
        sheet.write(0, column, value, styled(code))
        sheet.write(1, column, column + 1)
    book.save(str(tmp_path / "a.xls"))
    assert grid(read(tmp_path / "a.xls").tables[0])[0] == ["89.92%", "2023/7/16", "", "约", "0.3333333333"]


def test_hidden_sheets_rows_and_columns(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet, other = book.add_sheet("表"), book.add_sheet("底稿")
    for row in range(3):
        for column in range(3):
            sheet.write(row, column, f"{row}{column}")
            other.write(row, column, "x")
    sheet.col(1).hidden = True
    sheet.row(1).hidden = True
    other.visibility = 1
    book.save(str(tmp_path / "a.xls"))
    document = read(tmp_path / "a.xls")
    assert grid(document.tables[0]) == [["00", "02"], ["20", "22"]]
    assert set(document.notices) == {Notice("hidden-sheet", 1, "底稿"), Notice("hidden-cells", 5, "表")}


def test_a_formula_written_without_its_value_is_unknown_never_nought(tmp_path: Path) -> None:
    """Programs that cannot calculate store nought and ask Excel to calculate when the file is opened."""
    book = xlwt.Workbook()
    first, sheet = book.add_sheet("空"), book.add_sheet("表")
    first.write(0, 0, "说明")
    for row, value in enumerate([1.5, 2.5]):
        sheet.write(row, 0, "甲")
        sheet.write(row, 1, value)
    sheet.write(2, 0, "合计")
    sheet.write(2, 1, xlwt.Formula("SUM(B1:B2)"))
    book.save(str(tmp_path / "a.xls"))
    document = read(tmp_path / "a.xls")
    assert grid(document.tables[0])[2] == ["合计", "=…"]
    assert document.unread == (Notice("uncached", 1, "表!B3"),)


def test_a_formula_that_shows_nothing_is_blank_where_others_have_values(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, (label, value) in enumerate([("甲", 1.5), ("乙", xlwt.Formula('IF(A1="","","")')), ("丙", xlwt.Formula("1+1"))]):
        sheet.write(row, 0, label)
        sheet.write(row, 1, value)
    book.save(str(tmp_path / "a.xls"))
    data = (tmp_path / "a.xls").read_bytes()
    place = struct.pack("<HH", 2, 1)
    at = next(i for i in range(len(data)) if data[i : i + 2] == b"\6\0" and data[i + 4 : i + 8] == place)
    (tmp_path / "a.xls").write_bytes(data[: at + 10] + struct.pack("<d", 2.0) + data[at + 18 :])
    document = read(tmp_path / "a.xls")
    assert grid(document.tables[0]) == [["甲", "1.5"], ["乙", ""], ["丙", "2"]] and not document.unread


def test_encrypted_workbooks(tmp_path: Path) -> None:
    begin = ole.record(BOOK, struct.pack("<HHHHII", 0x0600, 0x0005, 0x1FD2, 0x07CD, 0, 0x0306))
    data = begin + ole.record(FILEPASS, struct.pack("<HHHH", 1, 1, 1, 0) + b"\1" * 48) + ole.record(END, b"")
    with pytest.raises(Unreadable, match="encrypted"):
        read(ole.write(tmp_path / "a.xls", "Workbook", data))


@pytest.mark.parametrize("kept", [300, 700, 2000, 4000])
def test_damaged_workbooks(tmp_path: Path, kept: int) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row in range(200):
        sheet.write(row, 0, f"第{row}行")
    book.save(str(tmp_path / "a.xls"))
    data = (tmp_path / "a.xls").read_bytes()
    (tmp_path / "a.xls").write_bytes(data[:kept])
    with pytest.raises(Unreadable, match="file-damaged"):
        read(tmp_path / "a.xls")


@pytest.mark.parametrize("seed", range(12))
def test_wrong_bytes_are_a_damaged_file_or_none(tmp_path: Path, seed: int) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row in range(60):
        sheet.write(row, 0, f"第{row}行")
        sheet.write(row, 1, row / 7, styled("0.00"))
    book.save(str(tmp_path / "a.xls"))
    data = bytearray((tmp_path / "a.xls").read_bytes())
    chance = random.Random(seed)
    for _ in range(40):
        data[chance.randrange(512, len(data))] = chance.randrange(256)
    (tmp_path / "a.xls").write_bytes(data)
    try:
        read(tmp_path / "a.xls")
    except Unreadable as problem:
        assert problem.key in {"file-damaged", "encrypted", "no-text", "ole-unknown"}
