"""A report that was read in part: what it seems to lack may stand where nobody could read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.checks import module
from auditor.engine import audit_document
from auditor.model.document import Notice
from auditor.model.examples import examples
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook, load
from auditor.trial import alone

BOOK = load(cache=False)
JUDGING = sorted(rule.id for rule in BOOK.rules.values() if getattr(module(rule.check), "WHOLE", False))


@pytest.mark.parametrize("rule_id", JUDGING)
def test_nothing_is_missing_from_what_was_not_read(rule_id: str, book: Rulebook) -> None:
    rule = book.rules[rule_id]
    failing = [example for example in examples(rule) if example.kind == "fail"]
    assert failing
    for example in failing:
        document = replace(read_text(example.text), unread=(Notice("scanned", 1, "2"),))
        report = audit_document(document, alone(rule, book), profile=example.profile)
        verdict = next(v for v in report.verdicts if v.rule == rule_id)
        assert verdict.state == "not_checked" and not report.findings
        assert report.status == "incomplete"
