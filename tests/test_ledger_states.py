"""The ledger against a model of it, in any order of steps: numbers change, findings are accepted, time passes, people write in it."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from auditor import ledger
from auditor.accepting import accept
from auditor.model.facts import Identity
from auditor.model.report import Finding, Findings, Report, Verdict

RULES = {"0" * 16: "AAA001", "1" * 16: "AAA001", "2" * 16: "BBB002"}
FINGERPRINTS = st.sampled_from(sorted(RULES))
DIFFERENCES = st.sampled_from(("1.00", "2.50", "=1+1", "'", "- x: &y", "10", "yes", "收入 # 注"))
REASONS = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()) and text.isprintable())


class Said(NamedTuple):
    """What the ledger must hold of one finding."""

    difference: str
    reason: str
    expires: datetime.date | None


class Ledgers(RuleBasedStateMachine):
    """`found` is what the report says now and `said` what was accepted, both by fingerprint."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "audit.ledger.yaml"
        self.found = dict.fromkeys(RULES, "1.00")
        self.said: dict[str, Said] = {}
        self.notes: list[str] = []
        self.today = datetime.date(2025, 1, 1)
        self.name = "报告.docx"

    def teardown(self) -> None:
        self.folder.cleanup()

    def report(self, entity: str = "甲局") -> Report:
        findings = tuple(
            Finding(RULES[mark], "error", "不平", "不平", (), difference=amount, fingerprint=mark)
            for mark, amount in self.found.items()
        )
        verdicts = tuple(Verdict(name, "failed", 1) for name in set(RULES.values()))
        path = str(self.path.parent / self.name)
        return Report(path, "complete", None, Identity("部门决算", 2024, entity), Findings(findings), verdicts)

    def judged(self) -> Report:
        return ledger.apply(ledger.read(self.path), self.report(), self.today) if self.path.exists() else self.report()

    @rule(mark=FINGERPRINTS, difference=DIFFERENCES)
    def a_number_changes(self, mark: str, difference: str) -> None:
        self.found[mark] = difference

    @rule(mark=FINGERPRINTS)
    def it_is_mended(self, mark: str) -> None:
        self.found.pop(mark, None)

    @rule(days=st.sampled_from((1, 2, 30)))
    def time_passes(self, days: int) -> None:
        self.today += datetime.timedelta(days)

    @rule(name=st.sampled_from(("报告.docx", "决算 2024.pdf")))
    def the_file_has_another_name(self, name: str) -> None:
        self.name = name

    @precondition(lambda self: bool(self.judged().findings))
    @rule(which=st.integers(0, 2), reason=REASONS, days=st.sampled_from((None, 0, 1, 30)))
    def somebody_accepts(self, which: int, reason: str, days: int | None) -> None:
        judged = self.judged()
        finding = judged.findings[which % len(judged.findings)]
        expires = None if days is None else self.today + datetime.timedelta(days)
        accept([finding], judged, self.path, reason=reason, author="张三", today=self.today, expires=expires)
        self.said[finding.fingerprint] = Said(self.found[finding.fingerprint], reason, expires)

    @precondition(lambda self: self.path.exists())
    @rule(number=st.integers(0, 99))
    def somebody_writes_a_note(self, number: int) -> None:
        self.notes.append(f"# 注 {number}\n")
        self.path.write_text(self.notes[-1] + self.path.read_text(encoding="utf-8"), encoding="utf-8")

    @invariant()
    def it_holds_what_was_accepted(self) -> None:
        entries = ledger.read(self.path).entries if self.path.exists() else ()
        assert {entry.fingerprint: (entry.difference, entry.reason, entry.expires) for entry in entries} == {
            mark: (said.difference, said.reason, said.expires.isoformat() if said.expires else None)
            for mark, said in self.said.items()
        }
        assert len(entries) == len(self.said)
        text = self.path.read_text(encoding="utf-8") if entries else ""
        assert not entries or all(note in text for note in self.notes)
        assert [path.name for path in self.path.parent.iterdir()] in ([], [self.path.name])

    @invariant()
    def a_finding_is_open_or_accepted(self) -> None:
        judged = self.judged()
        valid = {mark for mark, said in self.said.items() if not said.expires or said.expires >= self.today}
        accepted = {mark for mark, amount in self.found.items() if mark in valid and self.said[mark].difference == amount}
        assert [one.fingerprint for one in judged.findings] == [mark for mark in self.found if mark not in accepted]
        assert {one.finding.fingerprint: one.reason for one in judged.accepted} == {m: self.said[m].reason for m in accepted}
        assert len(judged.remarks) == len(self.said) - len(accepted)

    @invariant()
    def another_office_has_none_of_it(self) -> None:
        if self.path.exists():
            other = self.report("乙局")
            assert ledger.apply(ledger.read(self.path), other, self.today) == other


Ledgers.TestCase.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
test_any_order_of_steps = Ledgers.TestCase
