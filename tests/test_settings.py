"""audit.yaml: found upward from each document, strict, below the command line; the schemas of editors agree with the loader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from auditor import ledger, settings
from auditor.rulebook import RulebookError, schema
from tests.conftest import ROOT
from tests.test_cli import FAULTY, run


def editor(text: str) -> Any:
    """YAML as editors read it: version 1.2, in which `on` is a word."""
    return YAML(typ="safe", pure=True).load(text)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "2024" / "报 告.md"
    path.parent.mkdir()
    path.write_text(FAULTY, encoding="utf-8")
    return path


def config(report: Path, text: str) -> None:
    (report.parent.parent / "audit.yaml").write_text(text, encoding="utf-8")


def test_it_is_found_upward_and_the_command_line_stands_above(report: Path) -> None:
    config(report, "select: [XTB, SUM]\n")
    assert run(report).exit_code == 0 and "BAL003" not in run(report).output
    assert run(report, "--select", "BAL").exit_code == 1
    config(report, "ignore: BAL\nmin-checked: 0\n")
    assert run(report).exit_code == 0
    config(report, "fail-on: never\n")
    assert run(report).exit_code == 0 and run(report, "--fail-on", "error").exit_code == 1
    assert "配置：audit.yaml" in run(report, "-v").output and "配置：" not in run(report).output


def test_severity_per_rule(report: Path) -> None:
    config(report, "severity: {BAL: info, BAL003: warning, BAL001: warning}\nfail-on: warning\n")
    result = run(report, "--format", "json")
    levels = {f["rule"]: f["severity"] for f in json.loads(result.stdout)["reports"][0]["findings"]}
    assert levels["BAL003"] == "warning" and result.exit_code == 1
    config(report, "severity: {BAL: info}\n")
    assert run(report).exit_code == 0


def test_every_document_has_the_nearest(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "2023" / "报告.md"
    other.parent.mkdir()
    other.write_text(FAULTY, encoding="utf-8")
    (report.parent / "audit.yaml").write_text("fail-on: never\n", encoding="utf-8")
    assert run(report).exit_code == 0
    result = run(report, other)
    assert result.exit_code == 1 and "有错误级及以上的发现" in result.output
    (other.parent / "audit.yaml").write_text("ignore: [BAL]\nmin-checked: 0\n", encoding="utf-8")
    result = run(report, other, "--format", "json")
    first, second = json.loads(result.stdout)["reports"]
    assert result.exit_code == 0 and first["summary"]["error"] == 1 and second["summary"]["error"] == 0


def test_packs_and_ledger_are_found_from_the_configuration(report: Path, tmp_path: Path) -> None:
    rule = (ROOT / "rules/final-accounts/BAL/BAL003.yaml").read_text(encoding="utf-8").replace("BAL003", "OUR003")
    (tmp_path / "规则").mkdir()
    (tmp_path / "规则" / "OUR003.yaml").write_text(rule, encoding="utf-8")
    config(report, "packs: [规则]\nselect: OUR\nledger: 台账/l.yaml\n")
    assert "OUR003" in run(report).output
    assert "# OUR003" in run("explain", "our003").output, "the current folder's configuration"
    result = run("accept", report, "--reason", "x")
    assert result.exit_code == 2 and "台账" in result.output, "the folder is not there"
    (tmp_path / "台账").mkdir()
    assert run("accept", report, "--reason", "x").exit_code == 0
    assert "report: ../2024/报 告.md" in (tmp_path / "台账" / "l.yaml").read_text(encoding="utf-8")
    assert run(report).exit_code == 0


BAD = {
    "selct: [BAL]": "audit.yaml:1:1: 不认识的键「selct」；是不是「select」？\n  selct: [BAL]\n  ^",
    "select：[BAL]": "audit.yaml:1:1: 用了全角冒号",
    "fail-on: fatal": "audit.yaml:1:10: 「fatal」不在可选值内",
    "select: [BAL, BAX]": "audit.yaml:1:15: 没有编号以「BAX」开头的规则；是不是「BAL」？",
    "severity: {TXX: info}": "audit.yaml:1:12: 没有编号以「TXX」",
    "ignore: [SAN\n": "YAML 语法错误",
    "packs: [没有]": "找不到规则包",
    "select: [BAL]\nselect: [SUM]": "audit.yaml:2:1: 键「select」重复",
}


@pytest.mark.parametrize("text", BAD)
def test_mistakes_have_a_place_and_nothing_is_audited(report: Path, text: str) -> None:
    config(report, text)
    result = run(report, "-o", report.parent / "a.json")
    assert result.exit_code == 2 and BAD[text] in result.output
    assert "退出码" not in result.output and not (report.parent / "a.json").exists()


def test_an_option_that_no_rule_fits_is_no_clean_pass(report: Path) -> None:
    for option in ("--select", "--ignore"):
        result = run(report, option, "BAL999")
        assert result.exit_code == 2 and "没有编号以「BAL999」开头的规则" in result.output
    assert run(report, "--config", "没有.yaml").exit_code == 2


def test_init(report: Path, tmp_path: Path) -> None:
    assert run("init", tmp_path).exit_code == 0
    assert run(report).exit_code == 1, "everything is commented out"
    before = (tmp_path / "audit.yaml").read_text(encoding="utf-8")
    assert run("init", tmp_path).exit_code == 2 and (tmp_path / "audit.yaml").read_text(encoding="utf-8") == before
    assert run("init", tmp_path / "没有").exit_code == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_names_every_setting_rightly(tmp_path: Path, lang: str) -> None:
    template = (ROOT / f"auditor/templates/audit.{lang}.yaml").read_text(encoding="utf-8")
    lines = [line[2:] for line in template.splitlines() if re.match(r"# ( *[A-Za-z-]+: ?[^:]*)$", line)]
    path = tmp_path / "audit.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    settings.read(path)
    assert set(editor(path.read_text(encoding="utf-8"))) == set(settings.SHAPE.known)


SCHEMAS = {"config": settings.SHAPE, "ledger": ledger.SHAPE, "rule": None}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_for_editors_are_current(name: str) -> None:
    """Mend with: make schemas"""
    text = (ROOT / f"docs/schemas/{name}.schema.json").read_text(encoding="utf-8")
    assert text == schema.text(SCHEMAS[name], name) == run("schema", name).output
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


def test_the_pack_holds_to_the_schema_of_rule_files() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema.text(None, "rule")))
    paths = sorted((ROOT / "rules").rglob("*.yaml"))
    assert len(paths) > 100
    for path in paths:
        assert validator.is_valid(editor(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize(
    "text",
    [
        "selct: [BAL]",
        "fail-on: fatal",
        "severity: {BAL: bad}",
        "select: {a: b}",
        "packs: [[a]]",
        "profile: [a]",
        "severity: info",
    ],
)
def test_the_schema_and_the_loader_refuse_the_same(tmp_path: Path, text: str) -> None:
    path = tmp_path / "audit.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError):
        settings.read(path)
    validator = jsonschema.Draft202012Validator(json.loads(schema.text(settings.SHAPE, "config")))
    assert not validator.is_valid(editor(text))


@pytest.mark.parametrize("text", ["select: BAL", "select: [BAL, SUM]", "severity: {BAL: info}\nfail-on: never\nprofile: 某省"])
def test_the_schema_and_the_loader_take_the_same(tmp_path: Path, text: str) -> None:
    path = tmp_path / "audit.yaml"
    path.write_text(text, encoding="utf-8")
    settings.read(path)
    validator = jsonschema.Draft202012Validator(json.loads(schema.text(settings.SHAPE, "config")))
    assert validator.is_valid(editor(text))
