"""Sums across reports, as text, page and tables; from this run or from the JSON Lines of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import main


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def years(folder: Path) -> Path:
    """Two more years of one unit that close with what the next begins with, and a file that cannot be read."""
    text = next(folder.rglob("3.md")).read_text(encoding="utf-8").replace("316.83", "311.56").replace("9.63", "14.89")
    for year in (2022, 2023):
        (folder / f"{year}.md").write_text(text.replace("2024", str(year)), encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\3\4nothing")
    return folder


def test_the_text(years: Path) -> None:
    result = run(years, "--format", "summary")
    assert result.exit_code == 2
    first, *lines = result.stdout.splitlines()
    assert first.startswith("核对 66/66（100%）；12 份报告：6 份没有错误，1 份没有审核完或核对得太少，0 份未审核；错误 5，")
    rule = next(line for line in lines if line.startswith("  BAL003"))
    assert rule.split()[2:] == ["5/11", "5", "1", "1", "3"], "reports of those it applied to, findings, 2022 2023 2024"
    unit = next(line for line in lines if line.startswith("  第3局"))
    assert unit.split()[1:4] == ["3", "0", "3"] and "BAL003×3" in unit
    assert [line.split()[:4] for line in lines if line.startswith("  202")] == [
        ["2022", "1", "0", "1"], ["2023", "1", "0", "1"], ["2024", "9", "6", "3"],
    ]  # fmt: skip
    assert any("坏.docx" in line and "已损坏" in line for line in lines)
    assert "12 reports: 6 without errors" in run(years, "--format", "summary", "--lang", "en").stdout


def test_the_page_escapes_and_runs_nothing(years: Path, tmp_path: Path) -> None:
    bad = years / "坏<b>&.md"
    bad.write_text(next(years.rglob("3.md")).read_text(encoding="utf-8").replace("第3局", "<script>局"), encoding="utf-8")
    page = tmp_path / "a.summary.html"
    run(years, "-o", page)
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html and "script-src" not in html and "BAL003" in html and "第3局" in html
    assert "Content-Security-Policy" in html


def test_shards_add_up_to_the_whole(years: Path, tmp_path: Path) -> None:
    parts = []
    for number in (1, 2, 3):
        parts.append(tmp_path / f"{number}.jsonl")
        run(years, "--shard", f"{number}/3", "--with", years, "-o", parts[-1])
    every = tmp_path / "all.jsonl"
    run(years, "-o", every)
    assert sorted(line for part in parts for line in part.open(encoding="utf-8")) == sorted(every.open(encoding="utf-8"))
    whole = run(years, "--format", "summary")
    summed = run("summary", *parts)
    assert (summed.exit_code, summed.stdout) == (whole.exit_code, whole.stdout) == (2, run("summary", *parts, parts[0]).stdout)
    assert run("summary", tmp_path, "--format", "jsonl").stdout.count("\n") == 12, "all files of the folder, each report once"
    assert not summed.stderr
    parts[0].write_text(parts[0].read_text(encoding="utf-8").replace('"pack": "sha256:', '"pack": "sha256:0'), encoding="utf-8")
    assert "2 种不同的程序版本或规则" in run("summary", *parts).stderr
    page = tmp_path / "汇总.html"
    assert run("summary", *parts, "-o", page).exit_code == 2 and "第3局" in page.read_text(encoding="utf-8")
    assert run("summary", every, "--format", "jsonl").stdout.splitlines() == every.read_text(encoding="utf-8").splitlines()


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    for text in ("{}", "no", '{"document": 1}', "[]"):
        path.write_text(f"\n{text}\n".lstrip(), encoding="utf-8")
        result = run("summary", path)
        assert result.exit_code == 2 and "a.jsonl:1：不是 auditor 的 JSON Lines" in result.stderr
    path.write_text("", encoding="utf-8")
    for nothing in (path, tmp_path):
        assert run("summary", nothing).exit_code == 2 and "没有一份报告" in run("summary", nothing).stderr


def test_tables(years: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    findings, reports = tmp_path / "a.parquet", tmp_path / "a.reports.parquet"
    run(years, "-o", findings, "-o", reports)
    first = findings.read_bytes()
    found, told = pandas.read_parquet(findings), pandas.read_parquet(reports)
    assert len(told) == 12 and told["error"].sum() == (found["severity"] == "error").sum() == 5
    assert found.groupby("year")["rule"].count().to_dict().keys() == {2022, 2023, 2024}
    assert set(found.loc[found["rule"] == "BAL003", "expected"]) == {"326.45"}
    run(years, "-o", findings)
    assert findings.read_bytes() == first
    monkeypatch.setattr("auditor.reports.writing.find_spec", lambda _: None)
    refused = run(years, "-o", findings)
    assert refused.exit_code == 2 and "fiscal-auditor[parquet]" in refused.output and not refused.stdout
