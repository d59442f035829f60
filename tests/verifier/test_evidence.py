"""Every finding's evidence is added up anew by a program that shares no code with the audit."""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from auditor.engine import audit_document, audit_file
from auditor.model.examples import examples
from auditor.model.report import Finding
from auditor.reading.text import read_text
from auditor.reports.json import finding_object
from auditor.rulebook import Rulebook
from auditor.trial import alone
from examples.build import FAULTY, FOLDER, PERFORMANCE_FAULTY
from examples.docx_writer import write
from examples.errors import random_errors
from examples.final_accounts import blocks
from examples.ledger import make
from tests.verifier.recheck import faults


def _plain(found: Iterator[Finding] | tuple[Finding, ...]) -> list[dict[str, object]]:
    return [json.loads(json.dumps(finding_object(finding))) for finding in found]


def test_the_verifier_shares_no_code_with_the_program() -> None:
    source = (Path(__file__).parent / "recheck.py").read_text(encoding="utf-8")
    modules = {
        name
        for node in ast.walk(ast.parse(source))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert not {name for name in modules if name.partition(".")[0] in {"auditor", "examples", "tests"}}


@pytest.mark.parametrize("name", [FAULTY, PERFORMANCE_FAULTY])
def test_evidence_of_the_example_reports(book: Rulebook, name: str) -> None:
    found = _plain(audit_file(FOLDER / f"{name}.docx", book).findings)
    assert sum(bool(finding["evidence"]) for finding in found) >= 8
    assert [fault for finding in found for fault in faults(finding)] == []


def test_evidence_of_the_failing_examples_of_all_rules(book: Rulebook) -> None:
    told, wrong = 0, []
    for rule in book.rules.values():
        for example in examples(rule):
            if example.kind == "fail":
                report = audit_document(read_text(example.text), alone(rule, book), profile=example.profile)
                for finding in _plain(report.findings):
                    told += bool(finding["evidence"])
                    wrong += [f"{rule.id} {example.name}: {fault}" for fault in faults(finding)]
    assert wrong == []
    assert told > 100


def test_evidence_of_many_errors_at_once(tmp_path: Path, book: Rulebook) -> None:
    report, _ = random_errors(blocks(make(31), "江西"), Random("evidence"), 20)
    path = tmp_path / "report.docx"
    write(path, report)
    found = _plain(audit_file(path, book).findings)
    assert sum(bool(finding["evidence"]) for finding in found) >= 15
    assert [fault for finding in found for fault in faults(finding)] == []


def test_the_verifier_notices_evidence_that_was_tampered_with(book: Rulebook) -> None:
    found = _plain(audit_file(FOLDER / f"{FAULTY}.docx", book).findings)
    finding = next(f for f in found if f["evidence"] and f["evidence"][0]["shape"] == "sum")  # type: ignore[index]
    for change in ({"difference": "0"}, {"constant": finding["evidence"][0]["difference"]}):  # type: ignore[index]
        forged = copy.deepcopy(finding)
        forged["evidence"][0].update(change)  # type: ignore[index]
        assert faults(forged)


def test_evidence_of_a_real_report(real_report: Path, book: Rulebook) -> None:
    found = _plain(audit_file(real_report, book).findings)
    assert any(finding["evidence"] for finding in found)
    assert [fault for finding in found for fault in faults(finding)] == []
