"""Reports compared with other documents: what belongs together, what is found, what is said where."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from auditor import caching
from auditor.cli import main
from auditor.engine import audit_file
from auditor.model.partners import Card
from auditor.model.report import Report
from auditor.neighbours import neighbours
from auditor.pairing import related
from auditor.partners import Partners, opened
from auditor.rulebook import Rulebook, load
from examples.department import YEAR, Papers, papers
from examples.department_errors import ACCOUNTS, SLIPS, Slip
from examples.docx_writer import Paragraph, write

GRAVE = {"error", "warning"}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


@pytest.fixture(scope="module")
def agreed() -> Papers:
    return papers()


@pytest.fixture(scope="module")
def folder(agreed: Papers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("department")
    agreed.write(place)
    return place


@pytest.fixture(scope="module")
def beside(folder: Path, book: Rulebook) -> Partners:
    return gather(sorted(map(str, folder.glob("*.docx"))), book)


def gather(paths: list[str], book: Rulebook) -> Partners:
    """The documents in those files, as a run has them."""
    found = [opened(Path(path), path, book, None, "zh") for path in paths]
    return Partners(tuple(p for p in found if not isinstance(p, str)), tuple(p for p in found if isinstance(p, str)))


def grave(report: Report) -> list[str]:
    return [f"{f.rule} {f.severity} {f.message}" for f in report.findings if f.severity in GRAVE]


def compared(report: Report) -> dict[str, int]:
    return {v.rule: v.compared for v in report.verdicts if v.rule.startswith("XDC") and v.compared}


def test_papers_that_agree_are_silent(folder: Path, beside: Partners, book: Rulebook) -> None:
    """And they are compared: every rule that has its papers there compares something."""
    seen: dict[str, int] = {}
    for path in folder.glob("*.docx"):
        report = audit_file(path, book, partners=beside)
        assert grave(report) == [], path.name
        for rule, n in compared(report).items():
            seen[rule] = seen.get(rule, 0) + n
    assert set(seen) >= {slip.rule for slip in SLIPS}
    assert seen["XDC007"] > 200


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.id)
def test_each_contradiction_is_told_with_places_in_both_papers(
    slip: Slip, agreed: Papers, folder: Path, beside: Partners, book: Rulebook, tmp_path: Path
) -> None:
    wrong, right = slip.change(agreed).files(), agreed.files()
    changed = []
    for name in [name for name in wrong if wrong[name] != right[name]]:
        write(tmp_path / name, wrong[name])
        changed.append(name)
    gone = {str(folder / name) for name in {*changed} | {name for name in right if name not in wrong}}
    others = gather([str(tmp_path / name) for name in changed], book).documents
    around = Partners((*others, *(one for one in beside.documents if one.path not in gone)))
    home = tmp_path if slip.told_in in changed else folder
    report = audit_file(home / slip.told_in, book, partners=around)
    told = [f for f in report.findings if slip.rule in (f.rule, *f.also)]
    assert told, grave(report)
    assert any(place.path for finding in told for place in finding.places), "the place in the other paper"
    assert all(finding.places[0].path is None for finding in told), "the first place is in the report itself"
    assert [f.rule for f in report.findings if f.severity in GRAVE and not f.rule.startswith("XDC")] == []


def test_what_the_text_announces_is_a_warning(agreed: Papers, beside: Partners, book: Rulebook, tmp_path: Path) -> None:
    slip = next(slip for slip in SLIPS if slip.rule == "XDC001")
    changed = slip.change(agreed)
    last = f"清河市水利局{YEAR - 1}年度部门决算.docx"
    write(tmp_path / last, changed.files()[last])
    report = [*agreed.files()[ACCOUNTS], Paragraph("本年因机构改革划转，对年初结转和结余作了调整，统计口径与上年不同。")]
    write(tmp_path / ACCOUNTS, report)
    around = gather([str(tmp_path / last)], book)
    found = [f for f in audit_file(tmp_path / ACCOUNTS, book, partners=around).findings if f.rule.startswith("XDC")]
    assert found
    assert {finding.severity for finding in found} == {"warning"}
    assert grave(audit_file(tmp_path / ACCOUNTS, book, partners=beside)) == []


def test_a_report_without_partners_says_nothing(folder: Path, book: Rulebook) -> None:
    report = audit_file(folder / ACCOUNTS, book)
    states = {v.state for v in report.verdicts if v.rule.startswith("XDC")}
    assert states == {"not_applicable"}
    assert report.status == "complete"


def test_the_same_report_twice_is_no_partner_of_itself(folder: Path, book: Rulebook) -> None:
    report = audit_file(folder / ACCOUNTS, book, partners=gather([str(folder / ACCOUNTS)] * 2, book))
    assert compared(report) == {}


def test_two_different_reports_of_last_year_are_not_guessed_between(
    agreed: Papers, folder: Path, book: Rulebook, tmp_path: Path
) -> None:
    last = f"清河市水利局{YEAR - 1}年度部门决算.docx"
    other = SLIPS[0].change(agreed).files()[last]
    write(tmp_path / "稿.docx", other)
    around = gather([str(folder / last), str(tmp_path / "稿.docx")], book)
    verdicts = {v.rule: v for v in audit_file(folder / ACCOUNTS, book, partners=around).verdicts}
    assert verdicts["XDC001"].state == "not_checked"
    assert "稿.docx" in (verdicts["XDC001"].reason or "")


def test_a_partner_that_cannot_be_read_is_told_and_nothing_is_complete(folder: Path, book: Rulebook, tmp_path: Path) -> None:
    broken = tmp_path / "上年.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    report = audit_file(folder / ACCOUNTS, book, partners=gather([str(broken)], book))
    assert report.status == "incomplete"
    assert "上年.docx" in (report.reason or "")


OUTPUTS = (".html", ".json", ".jsonl", ".sarif", ".xml", ".md", ".gitlab.json", ".csv", ".xlsx", ".docx")


@pytest.fixture(scope="module")
def contradicted(agreed: Papers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with this year's report, last year's, with which it does not agree, and what was told of it in every form."""
    place = tmp_path_factory.mktemp("contradicted")
    last = f"清河市水利局{YEAR - 1}年度部门决算.docx"
    files = SLIPS[0].change(agreed).files()
    write(place / "本年.docx", files[ACCOUNTS])
    write(place / "上年.docx", files[last])
    told = [part for suffix in OUTPUTS for part in ("-o", str(place / f"out{suffix}"))]
    done = CliRunner().invoke(
        main,
        [str(place / "本年.docx"), "--with", str(place / "上年.docx"), "--no-cache", "--annotate", str(place / "notes"), *told],
    )
    assert done.exit_code == 1, done.output
    (place / "out.txt").write_text(done.output, encoding="utf-8")
    return place


def unpacked(path: Path) -> str:
    if path.suffix not in {".xlsx", ".docx"}:
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("suffix", [".txt", *OUTPUTS])
def test_every_output_names_the_other_file(contradicted: Path, suffix: str) -> None:
    text = unpacked(contradicted / f"out{suffix}")
    assert any(name in text for name in ("上年.docx", quote("上年.docx"), json.dumps("上年.docx").strip('"'))), suffix


def test_the_annotated_copy_names_the_other_file(contradicted: Path) -> None:
    (copy,) = (contradicted / "notes").iterdir()
    assert "上年.docx" in unpacked(copy)


def test_json_gives_the_places_in_both_files(contradicted: Path) -> None:
    (report,) = json.loads((contradicted / "out.json").read_text(encoding="utf-8"))["reports"]
    finding = next(f for f in report["findings"] if f["rule"] == "XDC001")
    assert "path" not in finding["places"][0]
    other = next(p for p in finding["places"] if "path" in p)
    assert (other["path"].endswith("上年.docx"), other["row"], other["quote"]) == (True, "年末结转和结余", "91.94")
    assert finding["expected"] == "91.94"


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own that knows the shipped rules already."""
    kept = tmp_path / "cache" / "fiscal-auditor"
    shutil.copytree(caching.folder(), kept, ignore=shutil.ignore_patterns("reports", "cards"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return kept


def told(place: Path, *options: object) -> str:
    done = CliRunner().invoke(main, [str(place), "--format", "jsonl", "--fail-on", "never", *map(str, options)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_reports_of_a_folder_are_compared_with_each_other(contradicted: Path, own_cache: Path, tmp_path: Path) -> None:
    """By one worker or two, from the cache or not: the same. What is compared with it is a part of a report's cache."""
    both = tmp_path / "报告"
    both.mkdir()
    for name in ("本年.docx", "上年.docx"):
        shutil.copy(contradicted / name, both)
    first = told(both, "--jobs", 2)
    assert "XDC001" in [f["rule"] for line in first.splitlines() for f in json.loads(line)["findings"]]
    assert told(both, "--jobs", 1) == told(both, "--no-cache") == first
    assert len(list(own_cache.glob("cards/*/*"))) == 2
    (both / "上年.docx").unlink()
    alone = told(both, "--jobs", 1)
    assert "XDC001" not in [f["rule"] for line in alone.splitlines() for f in json.loads(line)["findings"]]


def test_a_shard_compares_with_what_is_named(contradicted: Path, own_cache: Path) -> None:
    named = [told(contradicted, "--shard", f"{n}/2", "--with", contradicted, "--select", "XDC") for n in (1, 2)]
    assert sorted("".join(named).splitlines()) == sorted(told(contradicted, "--select", "XDC").splitlines())
    alone = "".join(told(contradicted, "--shard", f"{n}/2", "--select", "XDC") for n in (1, 2))
    assert '"findings": [{' not in alone
    assert '"findings": [{' in "".join(named)


def test_few_of_many_are_looked_at_closely(book: Rulebook) -> None:
    """Two hundred counties with two years each: every report is near the other year of its own office, and no others."""
    cards = [
        Card(f"{n}-{year}", f"{n}-{year}", "部门决算", year, (f"第{n:03}县水利局",), "部门", f"第{n:03}县水利局{year}年度部门决算")
        for n in range(200) for year in (2023, 2024)
    ]  # fmt: skip
    pairing = book.vocabulary.pairing
    near = list(neighbours(cards, pairing))
    assert {len(found) for found in near} == {1}
    assert [related(card, found, pairing) for card, found in zip(cards, near, strict=True)][:4] == [
        [],
        ["0-2023"],
        [],
        ["1-2023"],
    ]


def test_another_edition_is_no_partner() -> None:
    """A draft of the same report holds the same forms; it is no self-evaluation to compare the report with."""
    names = ("清河市文化局",)
    own = Card("a.docx", "1", "部门决算", 2024, names, "部门", "清河市文化局2024年度部门决算", ("项目支出绩效自评表",), (), {})
    draft = own._replace(path="b.docx", content="2")
    form = own._replace(path="c.docx", content="3", kind="绩效自评")
    assert related(own, [draft, form], load().vocabulary.pairing) == ["c.docx"]
