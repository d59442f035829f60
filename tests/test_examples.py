"""The example reports: what is committed is what the builder makes, and its audits are those that are expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.engine import audit_file
from auditor.rulebook import Rulebook
from examples import build
from examples.docx_writer import write
from examples.final_accounts import blocks
from examples.ledger import make


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    build.build(folder)
    return folder


def test_committed_files_are_what_the_builder_makes(rebuilt: Path) -> None:
    made = sorted(path.name for path in rebuilt.iterdir())
    assert made == sorted(path.name for path in build.FOLDER.iterdir() if path.suffix in {".docx", ".json"})
    for name in made:
        assert (rebuilt / name).read_bytes() == (build.FOLDER / name).read_bytes(), f"{name}: run python -m examples.build"


@pytest.mark.parametrize("name", [build.FAULTY, build.PERFORMANCE_FAULTY])
def test_every_planted_error_is_shown_where_it_is(rebuilt: Path, book: Rulebook, name: str) -> None:
    planted = [error for error in build.build(rebuilt) if error.id.startswith("P") == (name == build.PERFORMANCE_FAULTY)]
    report = audit_file(rebuilt / f"{name}.docx", book)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    for error in planted:
        spots = {(place.at.block, place.at.row) for finding in errors for place in finding.places}
        assert (error.block, error.row) in spots, f"{error.id} {error.where}: {error.old} → {error.new}"
    assert len(errors) <= len(planted)


@pytest.mark.parametrize(("name", "passed"), [(build.CLEAN, 60), (build.SHANGHAI, 60), (build.PERFORMANCE, 40)])
def test_clean_reports_have_no_error_and_no_warning(rebuilt: Path, book: Rulebook, name: str, passed: int) -> None:
    report = audit_file(rebuilt / f"{name}.docx", book)
    assert [f.message for f in report.findings if f.severity != "info"] == []
    assert report.verdict_count("passed") > passed


@pytest.mark.parametrize("seed", range(101, 107))
@pytest.mark.parametrize("style", ["江西", "上海"])
def test_other_clean_reports_are_clean_too(tmp_path: Path, book: Rulebook, style: str, seed: int) -> None:
    path = tmp_path / "report.docx"
    write(path, blocks(make(seed), style))  # type: ignore[arg-type]
    report = audit_file(path, book)
    assert [f"{f.rule} {f.message}" for f in report.findings if f.severity != "info"] == []
