"""Failed relations → causes: the smallest set of figures whose change would make every relation hold.

One wrong cell breaks several relations. A figure explains a failed relation when some value of it would make the
relation hold without breaking another one that holds now; the figures that explain most are taken first, and equals are
ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.model.document import Location
from auditor.model.facts import Fact
from auditor.model.report import Comparison

Spot = tuple[Location, str]


class Suspicion(NamedTuple):
    """A figure that may be wrong, and the values (low…high, base units) that would satisfy all its relations."""

    fact: Fact
    low: Decimal
    high: Decimal


class Cause(NamedTuple):
    """Failed comparisons with one explanation; several suspects are a tie, none means that no figure explains."""

    failed: tuple[Comparison, ...]
    suspects: tuple[Suspicion, ...]


def causes(comparisons: Sequence[Comparison]) -> list[Cause]:
    """The causes of all failed comparisons, in order of the first comparison of each."""
    open_failures = [c for c in comparisons if not c.passed]
    if not open_failures:
        return []
    touching: dict[Spot, list[Comparison]] = defaultdict(list)
    facts: dict[Spot, Fact] = {}
    wanted = {_spot(term.fact) for c in open_failures for term in c.terms}
    for comparison in comparisons:
        for term in comparison.terms:
            spot = _spot(term.fact)
            if spot in wanted:
                facts[spot] = term.fact
                if not touching[spot] or touching[spot][-1] is not comparison:
                    touching[spot].append(comparison)
    found: list[Cause] = []
    left = {id(c): c for c in open_failures}
    while left:
        best: list[tuple[Suspicion, tuple[int, ...]]] = []
        for spot, fact in facts.items():
            failing = [c for c in touching[spot] if id(c) in left]
            if not failing or (best and len(failing) < len(best[0][1])):
                continue
            explained = _explains(fact, failing, touching[spot])
            if explained is None:
                continue
            suspicion, covered = explained
            if not best or len(covered) > len(best[0][1]):
                best = [(suspicion, covered)]
            elif len(covered) == len(best[0][1]):
                best.append((suspicion, covered))
        if not best:
            found = _attach(found, list(left.values()))
            break
        covered = best[0][1]
        ties = tuple(suspicion for suspicion, other in best if other == covered)
        found.append(Cause(tuple(left[i] for i in covered), ties))
        for i in covered:
            del left[i]
    order = {id(c): n for n, c in enumerate(comparisons)}
    return sorted(found, key=lambda cause: order[id(cause.failed[0])])


def _attach(found: list[Cause], rest: Sequence[Comparison]) -> list[Cause]:
    """Words join the cause that suspects one of their figures; the others stand alone."""
    joined = list(found)
    for comparison in rest:
        spots = {_spot(term.fact) for term in comparison.terms}
        home = next(
            (
                i
                for i, cause in enumerate(joined)
                if any(_spot(s.fact) in spots for s in cause.suspects) and comparison.relation == "word"
            ),
            None,
        )
        if home is None:
            joined.append(Cause((comparison,), ()))
        else:
            joined[home] = joined[home]._replace(failed=(*joined[home].failed, comparison))
    return joined


def _spot(fact: Fact) -> Spot:
    return fact.at, fact.text


def _explains(
    fact: Fact, failing: Sequence[Comparison], touching: Sequence[Comparison]
) -> tuple[Suspicion, tuple[int, ...]] | None:
    """The values of the fact that mend the failing relations without breaking the others, and what they mend.

    If not all failing ones can be mended together, the largest part that can (differences that are equal)."""
    spot = _spot(fact)
    ranges = []
    for comparison in failing:
        allowed = _allowed(comparison, spot)
        if allowed is not None:
            ranges.append((comparison, *allowed))
    if not ranges:
        return None
    best: tuple[Suspicion, tuple[int, ...]] | None = None
    for _, low, high in ranges:
        kept = []
        for comparison, other_low, other_high in ranges:
            if other_low <= high and low <= other_high:
                low, high = max(low, other_low), min(high, other_high)
                kept.append(comparison)
        for comparison in touching:
            if comparison.passed:
                allowed = _allowed(comparison, spot)
                if allowed is None:
                    continue
                low, high = max(low, allowed[0]), min(high, allowed[1])
        if low > high:
            continue
        if best is None or len(kept) > len(best[1]):
            best = Suspicion(fact, low, high), tuple(id(c) for c in kept)
    return best


_FAR = Decimal(10) ** 15


def _allowed(comparison: Comparison, spot: Spot) -> tuple[Decimal, Decimal] | None:
    """The values of one fact for which the comparison holds, all others as printed; None when it does not tell."""
    if not comparison.scale or not (comparison.linear or comparison.relation == "=="):
        # A limit on a ratio (yuan a car) is a norm, not arithmetic: it tells no value.
        return None
    slope = sum(
        (term.factor if term.left else -term.factor for term in comparison.terms if _spot(term.fact) == spot),
        Decimal(0),
    )
    if not slope:
        return None
    slope /= comparison.scale
    value = next(term.fact.value for term in comparison.terms if _spot(term.fact) == spot)
    centre = value - comparison.difference / slope
    slack = comparison.tolerance / abs(slope)
    if comparison.passed:
        # What passed by a word of grace (a percentage cut off) allows what is printed.
        slack = max(slack, abs(centre - value))
    match comparison.relation:
        case "≡":
            return centre, centre
        case "==":
            return centre - slack, centre + slack
        case "<=" | "<":
            return (-_FAR, centre + slack) if slope > 0 else (centre - slack, _FAR)
        case ">=" | ">":
            return (centre - slack, _FAR) if slope > 0 else (-_FAR, centre + slack)
        case _:
            return None
