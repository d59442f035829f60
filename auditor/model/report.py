"""What an audit says: comparisons, verdicts, findings and the report of one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from auditor.model.document import Document, Location
from auditor.model.facts import Fact, Facts, Identity
from auditor.model.kinds import RuleGroup
from auditor.model.pack import SEVERITIES, Rule, Severity

if TYPE_CHECKING:
    import pandas

VerdictState = Literal["passed", "failed", "not_applicable", "not_checked"]
Status = Literal["complete", "partial", "incomplete"]
State = Literal["complete", "partial", "incomplete", "not_audited"]
FailOn = Literal["error", "warning", "info", "never"]


class Term(NamedTuple):
    """An operand of a comparison: a fact, its factor (+1, −1, or the slope of the scaled relation in it) and its side."""

    fact: Fact
    factor: Decimal
    left: bool


class Comparison(NamedTuple):
    """One relation between printed numbers, tried out.

    `difference` is left − right in base units; `tolerance` is what rounding of the operands can explain. `terms` bind the
    facts; `linear` is False for ratios. `severity` overrides the rule's. `expected` and `actual` are told when they are no
    plain sum, `at` when the words at fault are no number. `generic` marks a catch-all that names nothing.
    (left − right) × `scale` is linear in every single fact, with the factors of the terms; nought: it is not. What is
    `derived` (an average) is to be computed anew where nothing else fails, whatever slip might explain it. `beside` are the
    operands in other documents: the report is measured by them, and they are suspected of nothing. `silent` are the blocks of
    tables that count as nought in it because they print nothing there. `proof`: in how many of how many places the report
    shows the same relation."""

    rule: str
    passed: bool
    relation: str
    left: str
    right: str
    left_value: Decimal
    right_value: Decimal
    difference: Decimal
    tolerance: Decimal
    terms: tuple[Term, ...]
    linear: bool = True
    group: str = ""
    severity: Severity | None = None
    expected: str | None = None
    actual: str | None = None
    at: Location | None = None
    generic: bool = False
    scale: Decimal = Decimal(1)
    beside: tuple[Term, ...] = ()
    derived: bool = False
    silent: tuple[int, ...] = ()
    proof: tuple[int, int] | None = None


class Gap(NamedTuple):
    """A comparison that could not be made: why (a wording key with slots) and where."""

    key: str
    slots: tuple[tuple[str, str], ...] = ()
    at: Location | None = None


@dataclass(slots=True, eq=False)
class Outcome:
    """What one rule gave on one document, before findings are made of it. `looked` counts the places that were looked at
    without comparing numbers. An outcome that is `sole` and has notes stands for all others: nothing else is worth saying."""

    rule: Rule
    comparisons: list[Comparison] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    absent: Gap | None = None
    notes: list[Note] = field(default_factory=list)
    looked: int = 0
    sole: bool = False
    seconds: float = 0.0

    def copy(self) -> Outcome:
        """The same, whose lists are its own."""
        return replace(self, comparisons=[*self.comparisons], gaps=[*self.gaps], notes=[*self.notes])


class Note(NamedTuple):
    """A violation that is no comparison of numbers (a missing table, a word): where, and the slots of its message. With
    `facts` the places are theirs, the first one primary. `severity` overrides the rule's."""

    at: Location
    slots: tuple[tuple[str, str], ...] = ()
    related: tuple[Location, ...] = ()
    expected: str | None = None
    actual: str | None = None
    severity: Severity | None = None
    facts: tuple[Fact, ...] = ()


class Place(NamedTuple):
    """A place as people read it. `quote` is the offending text exactly as printed, `context` the row or sentence, `path` the
    file when it is not the audited one."""

    quote: str
    context: str
    section: tuple[str, ...]
    table: str | None
    row: str | None
    column: str | None
    address: str
    page: int | None
    role: Literal["primary", "related"]
    at: Location
    path: str | None = None


class Suspect(NamedTuple):
    """A figure that may be the wrong one, by index into the finding's places, and what it should be."""

    place: int
    suggestion: str | None
    reason: str


class Operand(NamedTuple):
    """A printed number of a relation: where (index into the finding's places; None when it is not among them), the text,
    value and half of the last place in base units, and what it counts for."""

    place: int | None
    text: str
    value: Decimal
    half: Decimal
    factor: Decimal


class Evidence(NamedTuple):
    """A relation that fails. sum: Σ factor × value + constant should stand in `relation` to nought; quotient: the first
    operand is the second ÷ the third × −(factor of the second); other: only the difference is told."""

    rule: str
    relation: str
    shape: str
    operands: tuple[Operand, ...]
    constant: Decimal
    difference: Decimal
    tolerance: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One defect, with everything a person needs to mend it. `unit` is that of the difference."""

    rule: str
    severity: Severity
    title: str
    message: str
    places: tuple[Place, ...]
    expected: str | None = None
    actual: str | None = None
    difference: str | None = None
    tolerance: str | None = None
    suspects: tuple[Suspect, ...] = ()
    also: tuple[str, ...] = ()
    basis: str = ""
    fix: str = ""
    fingerprint: str = ""
    evidence: tuple[Evidence, ...] = ()
    unit: str = ""


class Findings(tuple[Finding, ...]):
    """Findings in reading order, and as a table. Of several reports: `owners` is the report of each."""

    owners: tuple[Report, ...] = ()

    @property
    def frame(self) -> pandas.DataFrame:
        """One row per finding (pandas): rule, severity, title, message, first place, expected, actual, difference …; those
        of several reports with path, kind, entity and year. Amounts are text, exactly as printed."""
        from auditor.model.frames import findings

        return findings(self, self.owners)


class Accepted(NamedTuple):
    """A finding that people looked at and left as it is: their reason, who and when, until when (dates as YYYY-MM-DD)."""

    finding: Finding
    reason: str
    author: str
    date: str
    expires: str | None


class Verdict(NamedTuple):
    """What one rule says of one document. Nought compared is never a pass."""

    rule: str
    state: VerdictState
    compared: int
    reason: str | None = None


class Number(NamedTuple):
    """A printed number that was understood: where it stands, in words too (no table: in a sentence), and the rules that
    compared it."""

    at: Location
    table: str | None
    row: str
    column: str
    text: str
    rules: tuple[str, ...]


class Details(NamedTuple):
    """What few outputs need: the numbers in reading order, and where the document itself is shown, the document, the places
    of numbers that were not understood and the titles of its tables by block."""

    document: Document | None = None
    numbers: tuple[Number, ...] = ()
    unread: tuple[Location, ...] = ()
    titles: Mapping[int, str] = MappingProxyType({})

    @property
    def bound(self) -> dict[Location, tuple[str, ...]]:
        """The rules that compared each number, without those that none did."""
        return {number.at: number.rules for number in self.numbers if number.rules}


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """The audit of one document. `status` is incomplete when something could not be read or a rule crashed, partial when all
    was read and too little compared. `printed` counts the amounts and percentages in print, understood or not, with all
    numbers that were understood (`figures`), `checked` those that at least one comparison binds. `findings` are open,
    `accepted` are those of the ledger. `fail_on` is the level of the document's own configuration, `seconds` how long each
    rule took. Without anything fiscal a document is not `audited`, which fails the run only when it was `named` by itself.
    `least` is the per cent to be compared that the pack lays down for its kind of report.

    `details` makes or fetches what few ask for. `facts` are there when the audit was made in this process."""

    path: str
    status: Status
    reason: str | None
    identity: Identity = Identity()
    findings: Findings = Findings()
    verdicts: tuple[Verdict, ...] = ()
    figures: int = 0
    checked: int = 0
    remarks: tuple[str, ...] = ()
    details: Callable[[], Details] = Details
    facts: Facts | None = None
    accepted: tuple[Accepted, ...] = ()
    fail_on: FailOn | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    printed: int = 0
    audited: bool = True
    named: bool = True
    least: int | None = None

    @property
    def state(self) -> State:
        """How the audit ended."""
        return "not_audited" if self.status == "partial" and not self.audited else self.status

    @property
    def failing(self) -> bool:
        """Whether it ended so that the run is not complete."""
        return self.state != "complete" and (self.named or self.state != "not_audited")

    @property
    def words_only(self) -> bool:
        """Whether only the words were examined, as its kind of report allows."""
        return self.least == 0 and self.audited and self.checked * 2 < max(self.printed, 1)

    @property
    def document(self) -> Document | None:
        """The document as read; None when it could not be read, or was read in another process that kept it."""
        return self.details().document

    @property
    def bound(self) -> Mapping[Location, tuple[str, ...]]:
        """The rules that compared each printed number."""
        return self.details().bound

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    def verdict_count(self, state: VerdictState) -> int:
        return sum(verdict.state == state for verdict in self.verdicts)


class Reports(tuple[Report, ...]):
    """Several reports, and tables of them."""

    @property
    def frame(self) -> pandas.DataFrame:
        """One row per report (pandas): path, kind, entity, year, status, counts of findings and verdicts, figures, checked."""
        from auditor.model.frames import reports

        return reports(self)

    @property
    def findings(self) -> Findings:
        """The open findings of all of them."""
        found = Findings(finding for report in self for finding in report.findings)
        found.owners = tuple(report for report in self for _ in report.findings)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One call of the program: the reports it gave and what they were made with; `groups` is the order of a checklist."""

    reports: tuple[Report, ...]
    version: str
    pack: str
    rules: Mapping[str, Rule]
    fail_on: FailOn = "error"
    lang: str = "zh"
    groups: tuple[RuleGroup, ...] = ()

    @property
    def exit_code(self) -> int:
        """2 when an audit is not complete, else 1 when a finding is at or above `fail_on`, else 0. What is not audited fails
        only when it was named."""
        if any(report.failing for report in self.reports):
            return 2
        audited = [report for report in self.reports if report.state != "not_audited"]
        return int(any(self.fails(report, finding.severity) for report in audited for finding in report.findings))

    def level(self, report: Report) -> FailOn:
        """From which severity on a finding of that report counts as a failure."""
        return report.fail_on or self.fail_on

    def fails(self, report: Report, severity: Severity) -> bool:
        level = self.level(report)
        return level != "never" and SEVERITIES.index(severity) <= SEVERITIES.index(level)
