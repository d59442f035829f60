"""Tables whose balances fail in bulk without a common cause: they were probably misread, and nothing is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from auditor.diagnosis.causes import causes
from auditor.model.facts import TEXT
from auditor.model.report import Comparison, Gap, Outcome

_FEWEST_BALANCES = 6
_FEWEST_CAUSES = 4
_FEWEST_REPEATED = 3


def set_aside(outcomes: Sequence[Outcome]) -> list[str]:
    """Make *not checked* of what rests on tables (by name) that were probably misread. Those names."""
    if all(c.passed for o in outcomes for c in o.comparisons):
        return []
    balances: dict[int, list[Comparison]] = defaultdict(list)
    repeated: dict[int, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        for comparison in outcome.comparisons:
            blocks = {term.fact.at.block for term in comparison.terms}
            if _own(comparison):
                balances[blocks.pop()].append(comparison)
            elif _repeats(comparison):
                for block in blocks if len(blocks) == 2 else ():
                    repeated[block].append(comparison.passed)
    doubted = {
        block: (found[0].terms[0].fact.sheet, sum(not c.passed for c in found))
        for block, found in balances.items() if _misread(found) and not _borne_out(repeated[block])
    }  # fmt: skip
    if doubted:
        for outcome in outcomes:
            _withdraw(outcome, doubted)
    return list(dict.fromkeys(name for name, _ in doubted.values()))


def _own(comparison: Comparison) -> bool:
    """Whether it is an equality of amounts of one table."""
    if comparison.relation != "==" or not comparison.linear or comparison.generic:
        return False
    blocks = {term.fact.at.block for term in comparison.terms}
    told = sum(1 for term in comparison.terms if term.fact.value)
    return len(blocks) == 1 and told > 1 and comparison.terms[0].fact.sheet != TEXT


def _repeats(comparison: Comparison) -> bool:
    """Whether it compares one number with one other, neither of them nought."""
    if comparison.generic or comparison.relation not in {"==", "≡"}:
        return False
    return len(comparison.terms) == 2 and all(t.fact.value for t in comparison.terms)


def _borne_out(repeated: Sequence[bool]) -> bool:
    """Whether other tables and sentences repeat the numbers of a table, all but few: then it was read well, whatever fails."""
    return sum(repeated) >= max(_FEWEST_REPEATED, 2 * (len(repeated) - sum(repeated)))


def _misread(balances: Sequence[Comparison]) -> bool:
    """Whether half of its balances or more fail, for many causes of which none explains much."""
    failed = [c for c in balances if not c.passed]
    if len(balances) < _FEWEST_BALANCES or 2 * len(failed) < len(balances):
        return False
    found = causes(balances)
    return len(found) >= _FEWEST_CAUSES and all(2 * len(cause.failed) < len(failed) for cause in found)


def _withdraw(outcome: Outcome, doubted: Mapping[int, tuple[str, int]]) -> None:
    def gap(blocks: Iterable[int]) -> Gap | None:
        name = next((doubted[block] for block in blocks if block in doubted), None)
        return Gap("doubtful-table", (("table", name[0]), ("n", str(name[1])))) if name else None

    comparisons, notes = [], []
    for comparison in outcome.comparisons:
        found = None if comparison.passed else gap((*(t.fact.at.block for t in comparison.terms), *comparison.silent))
        if found is None:
            comparisons.append(comparison)
        else:
            outcome.gaps.append(found)
    for note in outcome.notes:
        found = gap((note.at.block, *(at.block for at in note.related)))
        if found is None:
            notes.append(note)
        else:
            outcome.gaps.append(found)
    outcome.comparisons, outcome.notes = comparisons, notes
