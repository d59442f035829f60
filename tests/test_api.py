"""The interface for Python: documented, typed, stable."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import auditor
from auditor.cli import main
from auditor.model.frames import FACT, FINDING, REPORT
from auditor.rulebook import RulebookError
from tests.conftest import ROOT
from tests.many.conftest import REPORT as TEXT


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "报告.md"
    path.write_text(TEXT.format(office="第一局", total="336.45"), encoding="utf-8")
    return path


def test_every_name_is_there_and_in_the_docs() -> None:
    text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    for name in auditor.__all__:
        assert getattr(auditor, name) is not None
    for function in (auditor.audit, auditor.audit_many, auditor.read, auditor.read_jsonl):
        assert f"{function.__name__}(" in text and function.__doc__
        assert all(parameter.annotation is not parameter.empty for parameter in inspect.signature(function).parameters.values())
    known = set(inspect.signature(auditor.audit_many).parameters) - set(inspect.signature(auditor.audit).parameters)
    assert all(name in text for name in known)
    assert all(f"`{column}`" in text for column in (*FACT, *FINDING, *REPORT))
    assert set(auditor.__all__) <= set(dir(auditor))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(auditor, "nothing")  # noqa: B009
    assert (ROOT / "auditor/py.typed").exists()


def test_read_and_audit(faulty: Path) -> None:
    document = auditor.read(faulty)
    assert isinstance(document, auditor.Document) and len(document.tables) == 1
    report = auditor.audit(faulty)
    assert (report.status, report.identity.year) == ("complete", 2024)
    first = next(finding for finding in report.findings if finding.severity == "error")
    assert (first.rule, first.actual, first.expected) == ("BAL003", "336.45", "326.45")
    assert not [finding for finding in auditor.audit(faulty, ignore=["BAL"]).findings if finding.rule.startswith("BAL")]
    with pytest.raises(RulebookError):
        auditor.audit(faulty, select=["NIE"])
    with pytest.raises(auditor.Unreadable):
        auditor.read(faulty.with_name("无.docx"))
    assert auditor.audit(faulty.with_name("无.docx")).status == "incomplete"


def test_the_nearest_configuration_counts(faulty: Path) -> None:
    (faulty.parent / "audit.yaml").write_text("severity: {BAL: info}", encoding="utf-8")
    assert auditor.audit(faulty).count("error") == auditor.audit_many(faulty)[0].count("error") == 0


def test_tables(faulty: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    report = auditor.audit(faulty)
    findings = report.findings.frame
    assert list(findings.columns) == list(FINDING) and len(findings) == len(report.findings)
    assert findings.loc[findings["rule"] == "BAL003", "difference"].tolist() == ["10"]
    assert report.facts is not None and list(report.facts.frame.columns) == list(FACT)
    facts = report.facts.frame
    assert facts.loc[facts["text"] == "336.45", "value"].tolist() == [Decimal("336.45")]

    other = faulty.with_name("好.md")
    other.write_text(
        faulty.read_text(encoding="utf-8").replace("336.45", "326.45").replace("第一局", "第二局"), encoding="utf-8"
    )
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    seen: list[int] = []
    reports = auditor.audit_many([faulty, other], progress=lambda: seen.append(1))
    assert len(seen) == 2 and isinstance(reports, auditor.Reports)
    assert list(reports.frame.columns) == list(REPORT) and reports.frame["error"].tolist() == [1, 0]
    frame = reports.findings.frame
    assert set(frame.loc[frame["severity"] == "error", "entity"]) == {"第一局"}
    assert frame["year"].dtype == "Int64" and reports[0].facts is None
    assert auditor.Reports(()).frame.empty and list(auditor.Reports(()).findings.frame.columns)[-1] == "fingerprint"


def test_the_example_runs(tmp_path: Path) -> None:
    """The notebook, on a folder of its own making."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples/analyse_folder.py")], capture_output=True, text=True, cwd=tmp_path, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "8 份报告，0 份没有审核完" in done.stdout and "SUM" in done.stdout
    cells = (ROOT / "examples/analyse_folder.py").read_text(encoding="utf-8").split("# %%")
    assert len(cells) > 10


def test_names_that_are_no_unicode(faulty: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Names in GBK, as old archives bring them: no table and no output stumbles, and JSON Lines keep them apart."""
    pytest.importorskip("pyarrow")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "many"
    folder.mkdir()
    names = [os.fsdecode(os.fsencode(folder) + b"/\xb1\xa8" + ending) for ending in (b"\xa7.md", b"\xb8.md")]
    for name in names:
        try:
            Path(name).write_text(faulty.read_text(encoding="utf-8"), encoding="utf-8")
        except (OSError, UnicodeError):
            pytest.skip("the file system knows Unicode only")
    reports = auditor.audit_many(folder)
    assert [report.path for report in reports] == sorted(names)
    assert reports.frame["path"].str.contains("\ufffd").all() and len(reports.findings.frame)
    outputs = [
        tmp_path / f"a.{suffix}" for suffix in ("jsonl", "parquet", "reports.parquet", "summary.html", "sarif", "csv", "xlsx")
    ]
    result = CliRunner().invoke(main, [str(folder), *(f"-o{output}" for output in outputs)])
    assert result.exit_code == 1, result.output
    assert all(output.stat().st_size for output in outputs)
    assert [report.path for report in auditor.read_jsonl(outputs[0])] == sorted(names)
    outputs[0].read_text(encoding="utf-8")
