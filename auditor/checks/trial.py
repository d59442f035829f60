"""One statement tried on all places that it speaks of: what it says of numbers that were not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.checks.absence import Part, missing_operands, unknown
from auditor.model.report import Comparison, Outcome, Term

_ENOUGH = 2
"""So many places where the statement holds without a number that was not understood show that none of them is a part."""


@dataclass(slots=True, eq=False)
class Trial:
    """The comparisons of one statement on one set of tables. One that fails where a number not understood may be the missing
    operand waits until all are made: the others tell whether such numbers belong there."""

    outcome: Outcome
    without: int = 0
    completed_by: int = 0
    waiting: list[tuple[Comparison, Part]] = field(default_factory=list)
    doubts: Part | None = None

    def completed(self, made: Comparison, maybe: Sequence[Part]) -> Comparison:
        """The comparison; where exactly the numbers not placed are missing it holds, and they are bound by it."""
        if made.passed or not made.linear or made.scale != 1 or made.relation not in {"==", "≡"}:
            return made
        found = missing_operands(made.difference, made.tolerance, maybe)
        if found is None:
            return made
        self.completed_by += 1
        terms = tuple(Term(fact, abs(by), by > 0) for fact, by in found)
        return made._replace(passed=True, terms=(*made.terms, *terms), left="", right="")

    def add(self, made: Comparison, maybe: Sequence[Part]) -> None:
        """Keep a comparison, with the numbers that may be missing in it."""
        telling = [part for part in maybe if part[0].state == "number" and part[0].value]
        if not made.passed and maybe:
            self.waiting.append((made, maybe[0]))
            return
        self.outcome.comparisons.append(made)
        if telling and not {term.fact.at for term in made.terms} & {fact.at for fact, _ in telling}:
            # It holds without them; whether they should be in it is not known.
            self.without += 1
            self.doubts = self.doubts or telling[0]

    def close(self) -> None:
        """Decide on what waits: a failure where the statement holds elsewhere without such numbers, else not checked."""
        shown = self.without >= _ENOUGH and not self.completed_by
        for made, part in self.waiting:
            if shown and part[0].state == "number":
                self.outcome.comparisons.append(made)
            else:
                self.outcome.gaps.append(unknown(part[0]))
        if self.doubts:
            self.outcome.gaps.append(unknown(self.doubts[0]))
