"""SARIF holds to its schema and carries what the JSON report carries."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from auditor.model.report import Report, Run
from auditor.reports import sarif
from tests.reports.conftest import Make, error

SUBSET = Path(__file__).with_name("sarif-subset.schema.json")


def rendered(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sarif.render(run))
    return found


def validate(data: dict[str, Any], path: Path = SUBSET) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(data)


def test_it_holds_to_the_schema(whole: Run, make: Make) -> None:
    validate(rendered(whole))
    validate(rendered(make()))


def test_the_subset_refuses_what_sarif_refuses(whole: Run) -> None:
    data = rendered(whole)
    data["runs"][0]["results"][0]["severity"] = "error"
    with pytest.raises(jsonschema.ValidationError):
        validate(data)


@pytest.mark.skipif("AUDITOR_SARIF_SCHEMA" not in os.environ, reason="no copy of the official schema is named")
def test_it_holds_to_the_official_schema(whole: Run) -> None:
    validate(rendered(whole), Path(os.environ["AUDITOR_SARIF_SCHEMA"]))


def test_every_verdict_has_its_kind(faulty: Report, make: Make) -> None:
    run = rendered(make(faulty))["runs"][0]
    kinds: dict[str, int] = {}
    for result in run["results"]:
        kinds[result["kind"]] = kinds.get(result["kind"], 0) + 1
        assert (result["kind"] == "fail") == (result["level"] != "none")
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert kinds["fail"] == len(faulty.findings)
    assert kinds["pass"] == faulty.verdict_count("passed")
    assert kinds.get("notApplicable", 0) == faulty.verdict_count("not_applicable")
    assert kinds.get("review", 0) == faulty.verdict_count("not_checked")


def test_places_are_labels_and_the_uri_is_encoded(faulty: Report, make: Make) -> None:
    result = next(r for r in rendered(make(faulty))["runs"][0]["results"] if r["level"] == "error")
    location = result["locations"][0]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii() and unquote(uri) == faulty.path and "%25" in uri and "%20" in uri
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "收入支出决算总表/总计/金额"
    assert result["relatedLocations"]
    assert result["partialFingerprints"]["auditor/v1"] == error(faulty).fingerprint


def test_accepted_findings_are_suppressed_and_all_results_say_so(whole: Run) -> None:
    results = rendered(whole)["runs"][0]["results"]
    assert all("suppressions" in result for result in results)
    suppressed = [result for result in results if result["suppressions"]]
    assert [result["suppressions"][0]["justification"] for result in suppressed] == ["已核对"]
    assert suppressed[0]["suppressions"][0]["properties"]["author"] == "张三"


def test_a_report_that_was_not_audited_is_an_error_of_the_run(whole: Run) -> None:
    invocation = rendered(whole)["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False and invocation["exitCode"] == 2
    assert any(n["level"] == "error" and "文件已损坏" in n["message"]["text"] for n in invocation["toolExecutionNotifications"])


def test_the_rules_bring_their_help_from_the_pack(faulty: Report, make: Make) -> None:
    for lang, why in (("zh", "**为什么**"), ("en", "**Why**")):
        rules = rendered(make(faulty, lang=lang))["runs"][0]["tool"]["driver"]["rules"]
        assert all(why in rule["help"]["markdown"] and rule["shortDescription"]["text"] for rule in rules)


def test_equal_fingerprints_stay_apart(whole: Run) -> None:
    run = rendered(whole)["runs"][0]
    keys = [
        (
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["partialFingerprints"]["primaryLocationLineHash"],
        )
        for result in run["results"]
        if result["kind"] == "fail"
    ]
    assert len(keys) == len(set(keys))
