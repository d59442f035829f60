"""Commented copies of Word documents: the right characters, nothing else changed, nothing that Word would refuse."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from auditor.annotation import CannotAnnotate, Signature, annotated
from auditor.diagnosis.places import place
from auditor.engine import audit_file
from auditor.model.document import Document, Location, Table
from auditor.model.report import Details, Finding, Findings, Report
from auditor.reading import read
from auditor.rulebook import Rulebook
from examples.build import build_many
from tests.annotation.stripping import anchors, dangling, parts, stripped
from tests.conftest import ROOT
from tests.reading.package import W, p, r, tbl, tc, tr, write

SIGNED = Signature("张三", "2025-03-01")
BODY = "word/document.xml"
COMMENT = "<w:commentRangeStart w:id='7'/><w:r><w:t>旧</w:t></w:r><w:commentRangeEnd w:id='7'/><w:r><w:commentReference w:id='7'/></w:r>"


def comment(path: Path, places: Sequence[Location]) -> bytes:
    """A copy with one finding at each of those places."""
    document = read(path)
    found = tuple(
        Finding("R1", "error", "题目", "说明 <b>&\x00\ud800", (place(document, at, "primary"),)) for at in places
    )  # fmt: skip
    return annotated(Report(str(path), "complete", None, details=lambda: Details(document), findings=Findings(found)), SIGNED)


def check(path: Path, data: bytes) -> list[str]:
    """The anchored texts in order of their ids; the copy must be the original again without its marks."""
    assert dangling(data) == []
    before, after = parts(path.read_bytes()), parts(data)
    old = set(anchors(before[BODY]))
    found = anchors(after[BODY])
    assert stripped(after[BODY], set(found) - old) == stripped(before[BODY], set())
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed <= {BODY, "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    return [found[identity] for identity in sorted(found, key=int) if identity not in old]


def numbers(document: Document) -> list[Location]:
    """Every number of a document: in tables by cell, in paragraphs by characters."""
    found: list[Location] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += [Location(block.block, c.row, c.column) for c in block.cells if re.search(r"\d", c.text)]
        else:
            found += [Location(block.block, start=m.start(), end=m.end()) for m in re.finditer(r"\d[\d.,]*", block.text)]
    return found


def test_every_number_of_a_report(tmp_path: Path) -> None:
    """Thousands of comments, many in one run, none disturbs another."""
    path = ROOT / "examples/决算报告-有错.docx"
    document = read(path)
    places = numbers(document)
    assert len(places) > 1000
    assert check(path, comment(path, places)) == [document.text(at) for at in places]


@pytest.mark.parametrize(
    ("body", "at", "text"),
    [
        (p("共", "1,2", "34", ".56", "万元"), Location(0, start=1, end=9), "1,234.56"),
        (p("共 1,234.56 万元"), Location(0, start=2, end=10), "1,234.56"),
        (p(r("共 12", "<w:b/>"), r("34 元")), Location(0, start=2, end=6), "1234"),
        (p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙 5 丙</w:t></w:r>"), Location(0, start=4, end=5), "5"),
        (p('<w:hyperlink r:id="x" xmlns:r="http://y">' + r("见 8.00 元") + "</w:hyperlink>"), Location(0, start=2, end=6), "8.00"),
        (p('<w:ins w:id="1" w:author="a">' + r("增 8.00 元") + "</w:ins>"), Location(0, start=2, end=6), "8.00"),
        (p("<w:fldSimple w:instr='X'>" + r("8.00 元") + "</w:fldSimple>"), Location(0, start=0, end=4), "8.00"),
        (p("<w:sdt><w:sdtPr/><w:sdtContent>" + r("8.00 元") + "</w:sdtContent></w:sdt>"), Location(0, start=0, end=4), "8.00"),
        (p("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>" + r("8 元") + "</w:sdtContent></w:sdt>"), Location(0, start=0, end=1), "8 元"),
        (p("<w:r><w:ruby><w:rubyPr/><w:rt/><w:rubyBase>" + r("拼 9") + "</w:rubyBase></w:ruby></w:r>"), Location(0, start=2, end=3), "拼 9"),
        (tbl(tr("甲", "12.30")), Location(0, 0, 1), "12.30"),
        (tbl(tr("甲", "<w:tc><w:p/></w:tc>")), Location(0, 0, 1), ""),
        (tbl(tr("甲", tc("", inside=p("12") + p("30")))), Location(0, 0, 1, 3, 5), "30"),
        (tbl(tr(tc("甲 9", "<w:gridSpan w:val='2'/>"), "1"), tr("a", "b", "c")), Location(0, 0, 1), "甲 9"),
        (tbl(tr(tc("甲", "<w:vMerge w:val='restart'/>"), "1"), tr(tc("", "<w:vMerge/>"), "2")), Location(0, 1, 0), "甲"),
        (tbl(tr("甲", tc("", inside=tbl(tr("5.5", "6")) + "<w:p/>"))), Location(1, 0, 0), "5.5"),
        (tbl(tr("甲", tc("", inside=tbl(tr("5.5")) + "<w:p/>"))), Location(0, 0, 1), "5.5"),
        (tbl(tr("甲", "2")), Location(0), "甲"),
        (tbl(tr("甲", tc("5", "<w:cellDel w:id='1'/>"))), Location(0, 0, 1), "甲"),
        (p(properties="<w:jc w:val='left'/>"), Location(0), ""),
        (p("前", properties="<w:rPr><w:del w:id='1'/></w:rPr>") + p("后 7 元"), Location(0, start=3, end=4), "7"),
        (p("前 6 元", properties="<w:rPr><w:del w:id='1'/></w:rPr>") + p("后"), Location(0, start=2, end=3), "6"),
        (p(r("甲") + "<w:r><w:pict><w:txbxContent>" + p("框 3 元") + "</w:txbxContent></w:pict></w:r>"), Location(1, start=2, end=3), ""),
        (p(r("甲") + "<!-- 注 -->" + r("2")), Location(0, start=1, end=2), "2"),
    ],
)  # fmt: skip
def test_anchors(tmp_path: Path, body: str, at: Location, text: str) -> None:
    padding = "" if at.block or body.startswith("<w:tbl") else p("尾")
    path = write(tmp_path / "a.docx", body + padding)
    (found,) = check(path, comment(path, [at]))
    assert found.replace("框 3 元", "") == text


def test_several_at_one_place(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", p("共 1,234.56 万元，占 5.0%"))
    places = [Location(0, start=2, end=10), Location(0, start=2, end=10), Location(0), Location(0, start=4, end=8)]
    assert check(path, comment(path, places)) == ["1,234.56", "1,234.56", "共 1,234.56 万元，占 5.0%", "234."]


def test_a_note_is_commented_where_it_hangs(tmp_path: Path) -> None:
    body = p("正文", "<w:r><w:footnoteReference w:id='2'/></w:r>", "。")
    path = write(tmp_path / "a.docx", body, footnotes=f"<w:footnote w:id='2'>{p('注 5.5 元')}</w:footnote>")
    data = comment(path, [Location(1, start=2, end=5)])
    assert check(path, data) == [""]
    assert parts(data)["word/footnotes.xml"] == parts(path.read_bytes())["word/footnotes.xml"]
    assert re.search(rb'<w:commentRangeStart w:id="0"/><w:r><w:footnoteReference', parts(data)[BODY])


def test_comments_that_are_there_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", p(COMMENT, "新 5"), comments='<w:comment w:id="7"><w:p/></w:comment>')
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/_rels/document.xml.rels", RELS)
    types = zipfile.ZipFile(path).read("[Content_Types].xml").replace(b"</Types>", OVERRIDE + b"</Types>")
    with_types = tmp_path / "b.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(with_types, "w") as new:
        for name in old.namelist():
            new.writestr(name, types if name == "[Content_Types].xml" else old.read(name))
    data = comment(with_types, [Location(0, start=3, end=4)])
    assert check(with_types, data) == ["5"]
    assert anchors(parts(data)[BODY]) == {"7": "旧", "8": "5"}
    assert parts(data)["word/comments.xml"].startswith(b"<?xml")


RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>'
)
OVERRIDE = (
    b'<Override PartName="/word/comments.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>'
)


def test_strict_documents_stay_strict(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    path = write(tmp_path / "a.docx", p("共 5 元"), namespace=strict)
    changed = parts(comment(path, [Location(0, start=2, end=3)]))
    assert strict.encode() in changed[BODY] and strict.encode() in changed["word/comments.xml"]
    assert W.encode() not in changed[BODY] + changed["word/comments.xml"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", p("共 5 元"))
    first = comment(path, [Location(0, start=2, end=3)])
    assert first == comment(path, [Location(0, start=2, end=3)])
    text = parts(first)["word/comments.xml"].decode()
    assert 'w:author="张三"' in text and 'w:date="2025-03-01T00:00:00Z"' in text and "&lt;b&gt;&amp;��" in text


def test_a_file_that_changed_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", p("共 5 元"))
    details = Details(read(path))
    report = Report(str(path), "complete", None, details=lambda: details)
    write(path, p("共 6 元"))
    with pytest.raises(CannotAnnotate):
        annotated(report, SIGNED)


def test_the_copy_is_audited_alike(book: Rulebook, tmp_path: Path) -> None:
    for path in sorted(ROOT.glob("examples/*.docx")):
        report = audit_file(path, book)
        copy = tmp_path / path.name
        copy.write_bytes(annotated(report, SIGNED))
        again = audit_file(copy, book)
        assert [(f.fingerprint, f.message, f.places) for f in again.findings] == [
            (f.fingerprint, f.message, f.places) for f in report.findings
        ]
        assert (again.status, again.figures, again.verdicts) == (report.status, report.figures, report.verdicts)
        check(path, copy.read_bytes())


def test_comments_stand_on_planted_errors(book: Rulebook, tmp_path: Path) -> None:
    """Of the planted errors that are found at all, at least 95 % bear a comment on the very number."""
    reports = [
        (tmp_path / kind / report["file"], report["errors"][0]["new"])
        for kind, seed in (("table", 4000), ("sentence", 7000))
        for report in build_many(tmp_path / kind, 18, seed, errors_per_report=1, kind=kind)  # type: ignore[arg-type]
    ]
    commented = []
    for path, new in reports:
        audited = audit_file(path, book)
        if any(finding.severity != "info" for finding in audited.findings):
            texts = anchors(parts(annotated(audited, SIGNED))[BODY]).values()
            commented.append(any(text.strip().startswith(new) for text in texts))
    assert len(commented) >= 0.9 * len(reports)
    assert sum(commented) >= 0.95 * len(commented), f"{sum(commented)} of {len(commented)}"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy(book: Rulebook, tmp_path: Path) -> None:
    report = audit_file(ROOT / "examples/决算报告-有错.docx", book)
    copy = tmp_path / "copy.docx"
    copy.write_bytes(annotated(report, SIGNED))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "odt", "--outdir", tmp_path, copy], check=True, capture_output=True
    )
    content = zipfile.ZipFile(tmp_path / "copy.odt").read("content.xml").decode()
    assert content.count("<office:annotation ") == parts(copy.read_bytes())["word/comments.xml"].count(b"<w:comment ")
