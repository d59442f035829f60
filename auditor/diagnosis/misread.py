"""Tables whose balances fail in bulk without a common cause: they were probably misread, and nothing is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from auditor.diagnosis.causes import causes
from auditor.model.facts import TEXT
from auditor.model.report import Comparison, Gap, Outcome

_FEWEST_BALANCES = 6
_FEWEST_CAUSES = 4


def set_aside(outcomes: Sequence[Outcome]) -> list[str]:
    """Make *not checked* of what fails in tables (by name) that were probably misread. Those names."""
    if all(c.passed for o in outcomes for c in o.comparisons):
        return []
    balances: dict[int, list[Comparison]] = defaultdict(list)
    for outcome in outcomes:
        for comparison in outcome.comparisons:
            block = _own(comparison)
            if block is not None:
                balances[block].append(comparison)
    doubted = {
        block: (found[0].terms[0].fact.sheet, sum(not c.passed for c in found))
        for block, found in balances.items() if _misread(found)
    }  # fmt: skip
    if doubted:
        for outcome in outcomes:
            _withdraw(outcome, doubted)
    return list(dict.fromkeys(name for name, _ in doubted.values()))


def _own(comparison: Comparison) -> int | None:
    """The table whose figures alone an equality of amounts binds."""
    if comparison.relation != "==" or not comparison.linear or comparison.generic:
        return None
    blocks = {term.fact.at.block for term in comparison.terms}
    told = sum(1 for term in comparison.terms if term.fact.value)
    return next(iter(blocks)) if len(blocks) == 1 and told > 1 and comparison.terms[0].fact.sheet != TEXT else None


def _misread(balances: Sequence[Comparison]) -> bool:
    """Whether half of its balances or more fail, for many causes of which none explains much."""
    failed = [c for c in balances if not c.passed]
    if len(balances) < _FEWEST_BALANCES or 2 * len(failed) < len(balances):
        return False
    found = causes(balances)
    return len(found) >= _FEWEST_CAUSES and all(2 * len(cause.failed) < len(failed) for cause in found)


def _withdraw(outcome: Outcome, doubted: dict[int, tuple[str, int]]) -> None:
    kept = []
    for comparison in outcome.comparisons:
        name = next((doubted[t.fact.at.block] for t in comparison.terms if t.fact.at.block in doubted), None)
        if name is None or comparison.passed:
            kept.append(comparison)
        else:
            outcome.gaps.append(Gap("doubtful-table", (("table", name[0]), ("n", str(name[1])))))
    outcome.comparisons = kept
