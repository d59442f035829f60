"""PDFs that cannot be read, or not wholly: one clear sentence, exit code 2, never a clean pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import main
from auditor.model.document import Unreadable
from auditor.reading import read
from auditor.reading.pdf import pages
from tests.reading.paper import Page, pdf

ROWS = (("项目", "金额"), ("合计", "1.00"), ("其他", "2.00"))
LOCKED = f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"


def text(page: Page | None = None) -> Page:
    return (page or Page()).text(70, 60, "这里有一些文字。").table((50, 150, 250), 100, ROWS)


def refused(path: Path) -> str:
    with pytest.raises(Unreadable) as problem:
        read(path)
    return problem.value.key


def audit(path: Path) -> tuple[int, dict[str, object]]:
    done = CliRunner().invoke(main, ["--format", "json", str(path)])
    report: dict[str, object] = json.loads(done.stdout)["reports"][0]
    return done.exit_code, report


def test_only_pictures(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", Page().picture(0, 800, 600, 800), Page().picture(0, 800, 600, 800))
    assert refused(path) == "scanned"
    code, report = audit(path)
    assert code == 2 and report["status"] == "incomplete" and not report["findings"]
    assert "扫描" in str(report["reason"])


def test_some_pages_are_pictures(tmp_path: Path) -> None:
    """What can be read is audited; the pages that cannot are named; a page number on a scan does not hide it."""
    scans = [Page().picture(0, 700, 600, 700).text(295, 780, str(n)) for n in (2, 3)]
    path = pdf(
        tmp_path / "a.pdf", text().text(295, 780, "1"), *scans, text().text(295, 780, "4"), Page().picture(0, 800, 600, 800)
    )
    document = read(path)
    assert len(document.tables) == 2
    assert [(notice.kind, notice.times, notice.detail) for notice in document.unread] == [("scanned", 3, "2–3、5")]
    code, report = audit(path)
    assert code == 2 and report["status"] == "incomplete" and "2–3、5" in str(report["reason"])


def test_a_blank_page_is_no_scan(tmp_path: Path) -> None:
    assert not read(pdf(tmp_path / "a.pdf", text(), Page(), text())).unread


def test_a_scan_with_invisible_text_is_a_scan(tmp_path: Path) -> None:
    """The text under a scan is what a machine took it for; people see the picture."""
    page = Page().picture(0, 800, 600, 800).text(70, 60, "收入 307.82 万元", mode=3)
    assert refused(pdf(tmp_path / "a.pdf", page)) == "scanned"


def test_pictures_beside_text_are_told(tmp_path: Path) -> None:
    document = read(pdf(tmp_path / "a.pdf", text().picture(300, 700, 200, 200)))
    assert [notice.kind for notice in document.notices] == ["picture"] and not document.unread


def test_encrypted(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", text(), trailer=LOCKED)
    assert refused(path) == "encrypted"
    assert audit(path)[0] == 2


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_cut_off(tmp_path: Path, share: float) -> None:
    """pdfium would mend such a file and show the pages that are left."""
    path = pdf(tmp_path / "a.pdf", *[text() for _ in range(6)])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(path) == "cut-off"
    code, report = audit(path)
    assert code == 2 and "不完整" in str(report["reason"])


def test_a_change_saved_after_the_end_and_cut_off(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", text())
    path.write_bytes(path.read_bytes() + b"4 0 obj\n<< /Length 900 >>\nstream\nBT")
    assert refused(path) == "cut-off"


def test_rubbish_inside(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"rubbish " * 99 + b"%%EOF")
    assert refused(path) == "pdf-damaged"
    assert audit(path)[0] == 2


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", text(), text())
    data = path.read_bytes()
    kid = data.index(b"/Kids [") + len(b"/Kids [")
    path.write_bytes(data[:kid] + data[kid:].replace(b"6 0 R", b"9 0 R", 1))
    document = read(path)
    assert [(notice.kind, notice.detail) for notice in document.unread] == [("broken", "1")] and len(document.tables) == 1


def test_too_large_and_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path / "a.pdf", text(), text(), text())
    monkeypatch.setattr(pages, "MOST_PAGES", 2)
    assert refused(path) == "too-many-pages"
    monkeypatch.setattr(pages, "LARGEST_FILE", 100)
    assert refused(path) == "file-too-large"


def test_nothing_at_all(tmp_path: Path) -> None:
    assert refused(pdf(tmp_path / "a.pdf", Page())) == "no-text"


def test_told_by_content_not_by_name(tmp_path: Path) -> None:
    assert read(pdf(tmp_path / "report.docx", text())).format == "pdf"


def test_what_fails_on_an_unsure_table_is_not_checked(tmp_path: Path) -> None:
    """The same numbers, once with ruling lines and once without: an error, and a check that was not made."""
    rows = (("项目", "决算数"), ("一、“三公”经费支出", "9.00"), ("1.因公出国（境）费", "2.00"),
            ("2.公务用车购置及运行维护费", "0.00"), ("3.公务接待费", "3.00"))  # fmt: skip
    ruled = Page().text(100, 60, "财政拨款“三公”经费支出决算表").text(300, 90, "单位：万元").table((50, 250, 350), 100, rows)
    plain = Page().text(100, 60, "财政拨款“三公”经费支出决算表").text(300, 80, "单位：万元")
    for n, (label, amount) in enumerate(rows):
        plain.text(53, 120 + 16 * n, label).text(270, 120 + 16 * n, amount)
    states = []
    for name, page in (("ruled", ruled), ("plain", plain)):
        _, report = audit(pdf(tmp_path / f"{name}.pdf", page))
        states.append({verdict["rule"]: verdict["state"] for verdict in report["verdicts"]})  # type: ignore[attr-defined]
    failed = {rule for rule, state in states[0].items() if state == "failed"}
    assert failed and {states[1][rule] for rule in failed} == {"not_checked"}
    assert "failed" not in states[1].values()


def test_fonts_without_characters_are_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    data = pdf(path, text()).read_bytes()
    path.write_bytes(data.replace(b"/UniGB-UCS2-H", b"/Identity-H   ").replace(b"(GB1)", b"(Identity)"))
    assert refused(path) == "no-characters"
    assert "字体" in str(audit(path)[1]["reason"])
