"""Readers are found by looking, chosen by content, and refuse with one sentence."""

from __future__ import annotations

import importlib
import pkgutil
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook

from auditor import reading
from auditor.engine import audit_file
from auditor.model.document import Notice, Unreadable
from auditor.reading import archive, read
from auditor.rulebook import Rulebook
from tests.conftest import ROOT
from tests.reading import ole
from tests.reading.package import p, tbl, tr, write

PAGE = "<html><body><p>收入支出决算总表</p><table><tr><td>项目<td>金额<tr><td>合计<td>311.56</table></body></html>"
NAMES = [info.name for info in pkgutil.iter_modules(reading.__path__)]
READERS = [name for name in NAMES if hasattr(importlib.import_module(f"auditor.reading.{name}"), "ORDER")]


def docx(path: Path) -> Path:
    return write(path, p("收入") + tbl(tr("项目", "金额"), tr("合计", "311.56")))


def xlsx(path: Path) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in (["项目", "金额"], ["合计", 311.56]):
        book.active.append(row)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx").rename(path)


def xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    rows: list[list[Any]] = [["项目", "金额"], ["合计", 311.56]]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    book.save(str(path))
    return path


def page(path: Path) -> Path:
    path.write_bytes(PAGE.encode("gbk"))
    return path


@pytest.mark.parametrize("name", READERS)
def test_every_reader_has_its_four_names(name: str) -> None:
    module = importlib.import_module(f"auditor.reading.{name}")
    assert isinstance(module.ORDER, int) and all(suffix.startswith(".") and suffix.islower() for suffix in module.SUFFIXES)
    assert callable(module.matches) and callable(module.read)


def test_there_is_a_reader_for_what_users_have() -> None:
    assert {".docx", ".xlsx", ".xls", ".html", ".md", ".txt", ".doc", ".wps", ".rtf", ".odt"} <= set(reading.suffixes())


@pytest.mark.parametrize("gone", READERS)
def test_a_reader_that_is_deleted_is_a_format_less(gone: str, tmp_path: Path) -> None:
    """The others still read; the formats that are left are refused or not, but nothing breaks."""
    copy = tmp_path / "auditor"
    shutil.copytree(ROOT / "auditor", copy, ignore=shutil.ignore_patterns("__pycache__"))
    module = copy / "reading" / gone
    shutil.rmtree(module) if module.is_dir() else module.with_suffix(".py").unlink()
    files = {
        "docx": docx(tmp_path / "a.docx"),
        "xlsx": xlsx(tmp_path / "b.xlsx"),
        "html": page(tmp_path / "c.html"),
        "xls": xls(tmp_path / "d.xls"),
    }
    code = (
        "import sys; from auditor.reading import read; from auditor.model.document import Unreadable\n"
        "for path in sys.argv[1:]:\n"
        "    try: print(read(path).format)\n"
        "    except Unreadable as problem: print(problem.key)"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, files.values())], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for name, said in zip(files, done.stdout.split(), strict=True):
        assert said == name or gone == name, (name, said)


def test_backends_are_imported_by_their_readers_only(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("收入 1.00 万元", encoding="utf-8")
    code = "import sys; from auditor.reading import read; read(sys.argv[1]); print([m for m in ('lxml', 'xlrd', 'olefile', 'email', 'subprocess', 'xml') if m in sys.modules])"
    for path in (tmp_path / "a.md", docx(tmp_path / "a.docx")):
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=ROOT)
        assert done.stdout.strip() == ("[]" if path.suffix == ".md" else "['xml']"), done.stderr


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".xls", ".doc", ".html", ".pdf"])
@pytest.mark.parametrize("make", [docx, xlsx, xls, page])
def test_a_name_that_lies_is_told_and_the_content_read(make, suffix: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    document = read(make(tmp_path / f"报告{suffix}"))
    assert [cell.text for cell in document.tables[0].cells] == ["项目", "金额", "合计", "311.56"]
    lies = [notice for notice in document.notices if notice.kind == "named-otherwise"]
    usual = {"docx": ".docx", "xlsx": ".xlsx", "xls": ".xls", "html": ".html"}[document.format]
    known = suffix in reading.suffixes()
    assert lies == ([Notice("named-otherwise", 1, f"{suffix} → {usual}")] if known and suffix != usual else [])


def encrypted_package(path: Path) -> Path:
    return ole.write(path, "EncryptedPackage", b"\1" * 100)


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", b" " * (archive.SMALL_PART + 1))
    return path


def zipped(*names: str):  # type: ignore[no-untyped-def]
    def make(path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as out:
            for name in names:
                out.writestr(name, "x")
        return path

    return make


def encrypted_odt(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        out.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return path


def plain(data: bytes):  # type: ignore[no-untyped-def]
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


REFUSED = {
    "encrypted xlsx": (encrypted_package, ".xlsx", "已加密"),
    "encrypted doc": (lambda path: ole.word(path, encrypted=True), ".doc", "已加密"),
    "encrypted odt": (encrypted_odt, ".odt", "已加密"),
    "bomb": (bomb, ".xlsx", "压缩炸弹"),
    "damaged": (plain(b"PK\3\4" + b"\0" * 60), ".xlsx", "已损坏"),
    "damaged ole": (plain(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 900), ".xls", "已损坏"),
    "ofd": (zipped("OFD.xml", "Doc_0/Document.xml"), ".ofd", "OFD"),
    "slides": (zipped("ppt/presentation.xml"), ".pptx", "PPT"),
    "old slides": (lambda path: ole.write(path, "PowerPoint Document", b"x"), ".ppt", "PPT"),
    "a zip": (zipped("readme.txt"), ".zip", "压缩包"),
    "an old office file": (lambda path: ole.write(path, "Contents2", b"x"), ".doc", "旧版 Office"),
    "a picture": (plain(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 50), ".docx", "PNG 图片"),
    "a scan": (plain(b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 50), ".jpg", "JPEG 图片"),
    "an archive": (plain(b"Rar!\x1a\7\0" + b"\0" * 50), ".rar", "RAR"),
    "bytes": (plain(bytes(range(256)) * 4), ".docx", "不是文本文件"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_one_sentence_for_what_cannot_be_audited(case: str, tmp_path: Path, book: Rulebook) -> None:
    make, suffix, said = REFUSED[case]
    report = audit_file(str(make(tmp_path / f"报告{suffix}")), book)
    assert report.status == "incomplete" and not report.findings
    assert report.reason and said in report.reason and "\n" not in report.reason and len(report.reason) < 80, report.reason


def test_too_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.reading.source.LARGEST_FILE", 100)
    with pytest.raises(Unreadable, match="file-too-large"):
        read(page(tmp_path / "a.html"))


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.reading.xlsx.sheet.MOST_CELLS", 3)
    with pytest.raises(Unreadable, match="sheet-too-large"):
        read(xlsx(tmp_path / "a.xlsx"))
