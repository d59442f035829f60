"""Old formats go through LibreOffice; where it is missing, a sentence says how to get it."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from auditor.engine import audit_file
from auditor.model.document import Notice, Unreadable
from auditor.reading import read
from auditor.reading.office import conversion
from auditor.rulebook import Rulebook
from tests.conftest import ROOT
from tests.reading import ole

RTF = r"{\rtf1\ansi\ansicpg936\uc1 \u25910?\u20837?\par 311.56\par}"
needs_office = pytest.mark.skipif(conversion.program() is None, reason="LibreOffice is not installed")


def rtf(path: Path) -> Path:
    path.write_text(RTF, encoding="ascii")
    return path


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".rtf", ".odt"])
def test_without_libreoffice_the_sentence_tells_how_to_get_it(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Rulebook
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: None)
    path = tmp_path / f"a{suffix}"
    report = audit_file(str(rtf(path) if suffix in {".rtf", ".odt"} else ole.word(path)), book)
    assert (
        report.status == "incomplete"
        and report.reason
        and "请安装 LibreOffice" in report.reason
        and "另存为 .docx" in report.reason
    )


def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(conversion, "program", lambda: str(program))


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_a_conversion_that_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(Unreadable, match="office-failed"):
        read(ole.word(tmp_path / "a.doc"))


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_a_conversion_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setattr(conversion, "LONGEST", 1)
    with pytest.raises(Unreadable, match="office-slow"):
        read(ole.word(tmp_path / "a.doc"))
    child = int((tmp_path / "child").read_text())
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True).stdout.strip()
    assert state in {"", "Z"} or state.startswith("Z")


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_profile_is_its_own_and_macros_are_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = (
        'for a in "$@"; do case "$a" in -env:UserInstallation=file://*) cp -r "${a#-env:UserInstallation=file://}" '
        + f"{tmp_path}/kept;; esac; done"
    )
    fake(tmp_path, monkeypatch, keep)
    with pytest.raises(Unreadable, match="office-failed"):
        read(rtf(tmp_path / "a.rtf"))
    settings = (tmp_path / "kept" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert 'name="DisableMacrosExecution" oor:op="fuse"><value>true' in settings


@needs_office
@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt", ".wps"])
def test_old_formats_give_the_findings_of_the_docx(suffix: str, tmp_path: Path, book: Rulebook) -> None:
    original = next(ROOT.glob("examples/*有错.docx"))
    saved = ".doc" if suffix == ".wps" else suffix
    with conversion.converted(original, ".docx", "docx"):
        pass
    make(original, tmp_path, saved.lstrip("."))
    path = tmp_path / f"{original.stem}{saved}"
    path = path.rename(path.with_suffix(suffix))
    before, after = audit_file(str(original), book), audit_file(str(path), book)
    assert after.status == "complete" and after.document and Notice("converted") in after.document.notices
    assert after.document.path == str(path)
    assert [(f.rule, f.expected, f.actual, f.fingerprint) for f in after.findings] == [
        (f.rule, f.expected, f.actual, f.fingerprint) for f in before.findings
    ]
    assert {(v.rule, v.state, v.compared) for v in after.verdicts} == {(v.rule, v.state, v.compared) for v in before.verdicts}


def make(original: Path, folder: Path, kind: str) -> None:
    program = conversion.program()
    assert program is not None
    profile = (folder / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        str(original),
    ]
    subprocess.run(command, check=True, capture_output=True)


@needs_office
def test_a_broken_old_document(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read(ole.word(tmp_path / "a.doc"))
