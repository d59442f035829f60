"""--annotate: where copies go, what is refused before the audit, what is told after it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import main
from tests.annotation.stripping import parts
from tests.conftest import ROOT
from tests.reading.package import p, write

EXAMPLE = ROOT / "examples/决算报告-有错.docx"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["check", *(str(arg) for arg in args), "-q"])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "甲 县" / "报告.docx"
    path.parent.mkdir()
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def test_a_copy_in_a_new_folder(report: Path, tmp_path: Path) -> None:
    before = report.read_bytes()
    done = run(report, "--annotate", tmp_path / "批注/一", "--annotate-author", "张三", "--annotate-date", "2025-03-01")
    assert done.exit_code == 1 and report.read_bytes() == before
    (copy,) = (tmp_path / "批注/一").iterdir()
    text = parts(copy.read_bytes())["word/comments.xml"].decode()
    assert copy.name == "报告.docx" and 'w:author="张三"' in text and 'w:date="2025-03-01' in text


def test_copies_keep_their_folders(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "乙" / "报告.docx"
    other.parent.mkdir()
    write(other, p("收入支出"))
    assert run(tmp_path, "--annotate", tmp_path / "批注").exit_code == 1
    copies = sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "批注").rglob("*.docx"))
    assert copies == ["批注/乙/报告.docx", "批注/甲 县/报告.docx"]
    again = run(tmp_path, "--annotate", tmp_path / "批注")
    assert "批注/" not in again.stdout, "copies are not audited again"


def test_what_is_wrong_is_told_before_the_audit(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    for folder, word in ((report.parent, "不能覆盖"), (tmp_path / "文件", "不是文件夹"), (tmp_path / "文件/里", "不是文件夹")):
        done = run(report, "--annotate", folder)
        assert done.exit_code == 2 and word in done.stderr and done.stdout == ""
    twice = run(report, "--annotate", tmp_path / "批注", "-o", tmp_path / "报告.docx")
    assert twice.exit_code == 1
    (tmp_path / "批").mkdir()
    twice = run(report, "--annotate", tmp_path / "批", "-o", tmp_path / "批/报告.docx")
    assert twice.exit_code == 2 and "两个结果写同一个文件" in twice.stderr and not list((tmp_path / "批").iterdir())
    monkeypatch.setattr("os.access", lambda path, mode: False)
    done = run(report, "--annotate", tmp_path / "新")
    assert done.exit_code == 2 and "不可写" in done.stderr and not (tmp_path / "新").exists()
    assert run(report, "--annotate", tmp_path / "新", "--annotate-date", "三月").exit_code == 2


def test_formats_that_bear_no_marks_are_told(report: Path, tmp_path: Path) -> None:
    plain = tmp_path / "报告.md"
    said = "清河市水利局2024年度部门决算\n\n公务接待费支出决算为4.40万元，比上年减少1.10万元，下降20.00%。\n"
    plain.write_text(said, encoding="utf-8")
    alone = run(plain, "--annotate", tmp_path / "批注")
    assert alone.exit_code == 2 and "不能加批注" in alone.stderr and not (tmp_path / "批注").exists()
    both = run(plain, report, "--annotate", tmp_path / "批注")
    assert both.exit_code == 1 and "不能加批注" in both.stderr
    assert [path.name for path in (tmp_path / "批注").rglob("*.*")] == ["报告.docx"]


def test_nothing_is_half_written(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "批注").mkdir()
    (tmp_path / "批注/报告.docx").write_bytes(b"old")

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    done = run(report, "--annotate", tmp_path / "批注", "-o", tmp_path / "a.json")
    assert done.exit_code == 2 and "No space left" in done.stderr
    assert [path.name for path in (tmp_path / "批注").iterdir()] == ["报告.docx"]
    assert (tmp_path / "批注/报告.docx").read_bytes() == b"old" and not (tmp_path / "a.json").exists()


def test_an_unreadable_report_has_no_copy(report: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 broken")
    done = run(broken, report, "--annotate", tmp_path / "批注")
    assert done.exit_code == 2 and "没有读成" in done.stderr
    assert [path.name for path in (tmp_path / "批注").rglob("*.docx")] == ["报告.docx"]
