"""Every output: discovered, deterministic, safe against the text of documents, honest about what was not audited."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import junitparser
import pytest
from lxml import etree

from auditor import reports
from auditor.engine import audit_document
from auditor.model.report import Findings, Report, Run
from auditor.reading.text import read_text
from auditor.reports import csv as table
from auditor.reports import github, gitlab, jsonl, junit, markdown, paths
from auditor.rulebook import Rulebook
from tests.conftest import ROOT
from tests.reports.conftest import FAULTY, Make, error


def text(name: str, run: Run) -> str:
    output = reports.output(name)
    assert output is not None
    data = output.render(run)
    if isinstance(data, bytes) and data.startswith(b"PAR1"):
        return str(pytest.importorskip("pandas").read_parquet(io.BytesIO(data)).to_csv())
    if isinstance(data, str) or not data.startswith(b"PK"):
        return data.decode() if isinstance(data, bytes) else data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "\n".join(package.read(part).decode() for part in package.namelist())


@pytest.mark.parametrize("name", reports.names())
def test_the_same_run_gives_the_same_bytes(name: str, whole: Run) -> None:
    assert text(name, whole) == text(name, whole)


@pytest.mark.parametrize("name", reports.names())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_output_looks_clean_when_a_report_was_not_audited(name: str, lang: str, make: Make) -> None:
    run = make(Report("坏.docx", "incomplete", "REASON"), lang=lang)
    assert "REASON" in text(name, run)


def test_suffixes_choose_and_the_longest_wins() -> None:
    chosen = {
        name: (form.NAME if (form := reports.by_suffix(name)) else None)
        for name in (
            "a.json",
            "a.gitlab.json",
            "A.SARIF",
            "a.sarif.json",
            "a.xml",
            "a.md",
            "a.csv",
            "a.jsonl",
            "a.txt",
            "a.exe",
        )
    }
    assert list(chosen.values()) == ["json", "gitlab", "sarif", "sarif", "junit", "markdown", "csv", "jsonl", "text", None]
    assert reports.output("sentences") is None and reports.output("nothing") is None


def test_junit(whole: Run, make: Make, faulty: Report) -> None:
    data = junit.render(whole)
    etree.XMLSchema(etree.parse(str(Path(__file__).with_name("junit.xsd")))).assertValid(etree.fromstring(data))
    suites = list(junitparser.JUnitXml.fromstring(data))
    assert [suite.errors for suite in suites] == [0, 0, 0, 1]
    first = suites[0]
    failing = {case.name.split()[0] for case in first if any(isinstance(r, junitparser.Failure) for r in case.result)}
    assert failing == {"BAL001", "BAL003"} and first.failures == 2
    assert first.skipped == faulty.verdict_count("not_applicable") + faulty.verdict_count("not_checked")
    assert first.tests == len(faulty.verdicts)
    never = list(junitparser.JUnitXml.fromstring(junit.render(make(faulty, fail_on="never"))))
    assert never[0].failures == 0 and never[0].skipped == first.skipped


def test_github_keeps_within_the_limits_and_cannot_be_commanded(whole: Run, make: Make, faulty: Report) -> None:
    many = [replace(faulty, path=f"{n}.docx") for n in range(30)]
    lines = github.render(make(*many)).splitlines()
    for command in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{command}") for line in lines) <= github.MOST
    counted = [line for line in lines if line.startswith("::error")]
    assert len(counted) == 10 and re.search(r"另有 \d+ 条错误", counted[-1])
    commands = [line for line in lines if line.startswith("::") and not line.startswith(("::group", "::endgroup"))]
    assert lines[0].startswith("核对 ") and commands == lines[1 : len(commands) + 1], "annotations come before the log"

    out = github.render(whole)
    for line in out.split("\n"):
        assert re.match(r"::(error|warning|notice)( |::)|::group::|::endgroup::|[^:]|$", line), line
        if not line.startswith("::"):
            assert "##[" not in line
    first = next(line for line in out.split("\n") if "1%2C100%25.docx" in line)
    assert first.startswith("::error file=甲 县/报告 1%2C100%25.docx,title=BAL003 ")


def test_gitlab(whole: Run) -> None:
    issues = json.loads(gitlab.render(whole))
    schema = {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "content": {"type": "object", "required": ["body"]},
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string"},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {"path": {"type": "string"}, "lines": {"type": "object", "required": ["begin"]}},
                },
            },
        },
    }
    jsonschema.validate(issues, schema)
    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints)) == sum(len(r.findings) for r in whole.reports) + 1
    assert [i["severity"] for i in issues if i["check_name"] == "incomplete"] == ["blocker"]


def test_json_lines(whole: Run) -> None:
    lines = jsonl.render(whole).splitlines()
    assert len(lines) == len(whole.reports), "no character inside a line passes for a line's end"
    schema = json.loads((ROOT / "auditor/reports/report.schema.json").read_text(encoding="utf-8"))
    for line in lines:
        data = json.loads(line)
        head = {key: data.pop(key) for key in ("schema", "tool")}
        jsonschema.validate({**head, "reports": [data]}, schema)


def test_json_tells_open_and_accepted_apart(whole: Run) -> None:
    data = json.loads(text("json", whole))
    jsonschema.validate(data, json.loads((ROOT / "auditor/reports/report.schema.json").read_text(encoding="utf-8")))
    report = data["reports"][1]
    assert report["summary"]["accepted"] == 1 and report["summary"]["warning"] == 0
    assert report["accepted"][0]["acceptance"] == {
        "reason": "已核对", "author": "张三", "date": "2025-01-02", "expires": "2099-01-01"
    }  # fmt: skip


def test_markdown_escapes_and_keeps_its_limit(whole: Run, make: Make, faulty: Report) -> None:
    out = markdown.render(whole)
    assert (
        "<b>" not in out and "@某人" not in out and "[x](y)" not in out and "::error" not in out.replace("\\", "").split("\n")
    )
    assert out.count("<details>") == out.count("</details>")
    long = replace(faulty, findings=Findings(replace(error(faulty), message="很长" * 500) for _ in range(40)))
    cut = markdown.render(make(*[replace(long, path=f"{n}.docx") for n in range(300)]))
    assert len(cut) <= markdown.LIMIT and "评论长度所限" in cut and "退出码 1" in cut
    assert cut.count("<details>") == cut.count("</details>")
    assert reports.MARK in out[:100]


def test_csv_runs_no_formula(whole: Run, make: Make, faulty: Report) -> None:
    out = table.render(whole)
    assert out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out[1:])))
    assert all(not cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row.values() if cell)
    assert [row["结论"] for row in rows].count("已接受") == 1 and rows[-1]["结论"] == "未能完成审核"
    minus = replace(faulty, findings=Findings([replace(error(faulty), actual="-12.50", expected="-1+1")]))
    row = next(csv.DictReader(io.StringIO(table.render(make(minus))[1:])))
    assert (row["印为"], row["应为"]) == ("-12.50", "'-1+1"), "a plain number stays one"


def test_paths_are_relative_where_they_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.relative(str(tmp_path / "甲" / "a.docx")) == paths.relative("./甲/a.docx") == "甲/a.docx"
    assert paths.uri("甲 #1?.docx") == "%E7%94%B2%20%231%3F.docx"
    assert paths.uri(str(tmp_path.parent / "b.docx")).startswith("file:///")


def test_english_outputs_have_no_chinese_of_the_program(book: Rulebook, make: Make, faulty: Report) -> None:
    """Texts of the document and the citations of the pack stay Chinese; the program's own words do not."""
    en = make(audit_document(read_text(FAULTY), book, lang="en"), lang="en")
    zh = make(faulty)
    for name in reports.names():
        english, chinese = text(name, en), text(name, zh)
        for word in ("退出码", "规则：通过", "未能检查", "印为 ", "相差 ", "条规则", "为什么", "怎样改"):
            assert word not in english, (name, word)
        assert english != chinese or name == "parquet_reports", "numbers and names of the document, no words of the program"
