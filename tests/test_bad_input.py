"""Bad input gets one clear sentence and exit code 2; the other files of a batch are still audited."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import main
from auditor.engine import audit_file
from auditor.reading import archive
from auditor.rulebook import Rulebook
from tests.reading.package import TYPES, W, p, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def entities(path: Path) -> Path:
    body = (
        '<!DOCTYPE w [<!ENTITY a "1"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    )
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("[Content_Types].xml", TYPES)
        out.writestr("word/document.xml", body)
    return path


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("word/document.xml", b" " * (archive.SMALL_PART + 1))
    return path


def damaged(path: Path) -> Path:
    write(path, "".join(p(f"第 {n} 段") for n in range(2000)))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        info = package.getinfo("word/document.xml")
    start = info.header_offset + 200
    data[start : start + 400] = b"\0" * 400
    path.write_bytes(data)
    return path


def deep(path: Path) -> Path:
    sdt = "<w:sdt><w:sdtContent>"
    return write(path, sdt * 3000 + p("深") + "</w:sdtContent></w:sdt>" * 3000)


def plain(data: bytes):  # type: ignore[no-untyped-def]
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def other_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("readme.txt", "hello")
    return path


CASES = {
    "not a zip": (plain(b"hello \xff\xfe\x00 there"), "不是"),
    "text named docx": (plain("收入 1 万元".encode()), "扩展名是 .docx"),
    "a zip that is no document": (other_zip, "不是 Word 文档"),
    "half an OLE file": (plain(OLE), "已损坏"),
    "half a file": (plain(b"PK\x03\x04" + b"\0" * 40), "已损坏"),
    "a damaged part": (damaged, "已损坏：word/document.xml"),
    "a bomb": (bomb, "疑似压缩炸弹"),
    "entities": (entities, "DOCTYPE"),
    "broken XML": (lambda path: write(path, "<w:p>"), "已损坏"),
    "too deep": (deep, "嵌套"),
    "an empty file": (plain(b""), "空的"),
    "no text": (lambda path: write(path, "<w:p/>"), "没有任何文字"),
}


@pytest.mark.parametrize("case", CASES)
def test_one_sentence_and_exit_code_2(case: str, tmp_path: Path) -> None:
    make, said = CASES[case]
    path = make(tmp_path / "报 告.docx")
    result = run(path)
    assert result.exit_code == 2, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    line = next(line for line in result.output.splitlines() if "未能完成审核" in line)
    assert said in line and len(line) < 120
    assert "通过 " not in result.output


def test_missing_paths_and_folders(tmp_path: Path) -> None:
    result = run(tmp_path / "没有.docx")
    assert result.exit_code == 2 and "找不到文件" in result.output
    result = run(tmp_path / "没有*.docx")
    assert result.exit_code == 2 and "找不到文件" in result.output


def test_an_empty_folder_is_no_clean_pass(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2 and "没有可以审核的文件" in result.output


def test_a_batch_goes_on(tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(OLE)
    write(tmp_path / "好.docx", p("一份说明"))
    (tmp_path / "~$好.docx").write_bytes(b"lock")
    result = run(tmp_path, "--format", "json")
    reports = json.loads(result.stdout)["reports"]
    assert result.exit_code == 2
    assert [(Path(r["path"]).name, r["status"]) for r in reports] == [
        ("坏.docx", "incomplete"),
        ("好.docx", "partial"),
    ]


def test_a_letter_is_not_audited_and_fails_only_when_it_was_named(tmp_path: Path) -> None:
    letter = write(tmp_path / "a.docx", p("会议通知"))
    result = run(letter)
    assert result.exit_code == 2 and "未审核" in result.output and "看不出文种" in result.output
    assert "没有错误" not in result.output and "通过" not in result.output
    for asked in ([tmp_path], [tmp_path / "*.docx"], [letter, "--mixed"]):
        result = run(*asked)
        assert result.exit_code == 0 and "未审核" in result.output and "没有可审核的报告" in result.output


def test_bad_options(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", p("会议通知"))
    assert run(path, "--format", "yaml").exit_code == 2
    assert run(path, "--nonsense").exit_code == 2
    assert run(path, "--pack", tmp_path / "没有").exit_code == 2
    result = run(path, "-o", tmp_path / "a.unknown")
    assert result.exit_code == 2 and "不认识的扩展名" in result.output
    result = run(path, "-o", tmp_path / "没有" / "a.json")
    assert result.exit_code == 2 and "写不进去" in result.output


def test_a_failure_of_the_program_is_no_clean_pass(book: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails outside the rules (here the diagnosis) costs the report its completeness, and is told."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("auditor.diagnosis.findings", fails)
    path = tmp_path / "a.txt"
    path.write_text("清河市文化局2024年度部门决算\n", encoding="utf-8")
    report = audit_file(path, book)
    assert report.status == "incomplete" and "ZeroDivisionError" in (report.reason or "")
