"""Relations as a net over the figures that they share: what a figure may be, and what a change of figures would mend.

The differences are those that are left once the figures found wrong so far are put right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from auditor.diagnosis.suspicion import Spot, Suspicion, spot
from auditor.model.facts import TEXT, Fact
from auditor.model.report import Comparison

_FAR = Decimal(10) ** 15
ZERO = Decimal(0)


_WHOLE = Decimal(100)


def _possible(fact: Fact, low: Decimal, high: Decimal) -> bool:
    """Whether such a number can have one of the values: no amount is less than nought where it is printed as more, save that
    its sign may be wrong; nothing falls by more than all of it."""
    value = fact.value
    if low > high or (value and low <= -value <= high):
        return low <= high
    if value > 0 or (not value and fact.sheet != TEXT):
        return high >= ZERO
    return value == 0 or (low <= ZERO and (fact.unit.measure != "percent" or high >= -_WHOLE))


class Tied(NamedTuple):
    """A comparison with the slope of its difference in every figure; `tells` unless it says nothing about values; a `hint`
    when it may well fail though every number is right."""

    comparison: Comparison
    slopes: Mapping[Spot, Decimal]
    tells: bool
    hint: bool = False


def _tied(comparison: Comparison, facts: Mapping[Spot, Fact], *, hint: bool) -> Tied:
    slopes: dict[Spot, Decimal] = defaultdict(Decimal)
    # A limit on a ratio (yuan a car) is a norm, not arithmetic: it tells no value.
    tells = bool(comparison.scale) and (comparison.linear or comparison.relation == "==")
    for term in comparison.terms:
        factor = term.factor if term.left else -term.factor
        at = spot(term.fact)
        if tells and at in facts and facts[at].unit != term.fact.unit and facts[at].value:
            # A number without a unit that rules read differently: 13.56, and 13.56 万元.
            factor *= term.fact.value / facts[at].value
        slopes[at] += factor / comparison.scale if tells else ZERO
    return Tied(comparison, slopes, tells, hint)


def _hints(comparison: Comparison, rules: Container[str]) -> bool:
    return comparison.derived or comparison.severity == "info" or comparison.rule in rules


@dataclass(slots=True, eq=False)
class Net:
    """Relations by index. `open` are those that fail and are not explained yet; `settled` the figures put right."""

    relations: list[Tied]
    facts: dict[Spot, Fact]
    touching: dict[Spot, list[int]]
    open: set[int]
    differences: dict[int, Decimal] = field(default_factory=dict)
    tolerances: dict[int, Decimal] = field(default_factory=dict)
    mended: set[int] = field(default_factory=set)
    settled: set[Spot] = field(default_factory=set)

    @classmethod
    def of(cls, comparisons: Sequence[Comparison], hints: Container[str] = ()) -> Net:
        """The failed comparisons, and all others that share a figure with them. `hints` are rules that only hint."""
        facts: dict[Spot, Fact] = {}
        for term in (t for c in comparisons if not c.passed for t in c.terms):
            known = facts.setdefault(spot(term.fact), term.fact)
            if known.unit.measure != "money" and term.fact.unit.measure == "money":
                facts[spot(term.fact)] = term.fact
        relations: list[Tied] = []
        touching: dict[Spot, list[int]] = {at: [] for at in facts}
        for comparison in comparisons:
            if comparison.passed and not any((t.fact.at, t.fact.text) in facts for t in comparison.terms):
                continue
            index = len(relations)
            relations.append(_tied(comparison, facts, hint=_hints(comparison, hints)))
            for at in relations[index].slopes:
                if at in facts:
                    touching[at].append(index)
        return cls(relations, facts, touching, {i for i, r in enumerate(relations) if not r.comparison.passed})

    def copy(self) -> Net:
        """A net to try things on."""
        return Net(
            self.relations, self.facts, self.touching, set(self.open),
            dict(self.differences), dict(self.tolerances), set(self.mended), set(self.settled),
        )  # fmt: skip

    def failing(self, at: Spot, *, hints: bool = True) -> list[int]:
        """The open relations of a figure, with those that only hint or without."""
        return [i for i in self.touching[at] if i in self.open and (hints or not self.relations[i].hint)]

    def suspects(self, indexes: Iterable[int]) -> dict[Spot, Fact]:
        """The figures of those relations that are not settled, in order."""
        return {
            at: self.facts[at] for i in sorted(indexes) for at in self.relations[i].slopes if at not in self.settled
        }  # fmt: skip

    def difference(self, index: int) -> Decimal:
        return self.differences.get(index, self.relations[index].comparison.difference)

    def tolerance(self, index: int) -> Decimal:
        return self.tolerances.get(index, self.relations[index].comparison.tolerance)

    def _held(self, index: int) -> bool:
        return index not in self.open and (self.relations[index].comparison.passed or index in self.mended)

    def allowed(self, index: int, at: Spot) -> tuple[Decimal, Decimal] | None:
        """The values of one figure for which the relation holds, all others as they are; None when it does not tell."""
        tied = self.relations[index]
        slope = tied.slopes.get(at, ZERO)
        if not tied.tells or not slope:
            return None
        value = self.facts[at].value
        centre = value - self.difference(index) / slope
        slack = self.tolerance(index) / abs(slope)
        match tied.comparison.relation:
            case "≡":
                low, high = centre, centre
            case "==":
                low, high = centre - slack, centre + slack
            case "<=" | "<":
                low, high = (-_FAR, centre + slack) if slope > 0 else (centre - slack, _FAR)
            case ">=" | ">":
                low, high = (centre - slack, _FAR) if slope > 0 else (-_FAR, centre + slack)
            case _:
                return None
        # What passed by a word of grace (a percentage cut off) allows what is printed.
        return (min(low, value), max(high, value)) if self._held(index) else (low, high)

    def explains(self, at: Spot, *, hints: bool = True) -> tuple[Suspicion, tuple[int, ...]] | None:
        """The values of a figure that mend its failing relations without breaking the others, and what they mend.

        If not all failing ones can be mended together, the largest part that can (differences that are equal)."""
        failing = self.failing(at, hints=hints)
        if all(self.relations[i].comparison.derived for i in failing):
            return None
        ranges = [(i, *allowed) for i in failing if (allowed := self.allowed(i, at)) is not None]
        held = [a for i in self.touching[at] if self._held(i) and (a := self.allowed(i, at)) is not None]
        floor, ceiling = max((a[0] for a in held), default=-_FAR), min((a[1] for a in held), default=_FAR)
        best: tuple[Suspicion, tuple[int, ...]] | None = None
        for _, low, high in ranges:
            kept = []
            for index, other_low, other_high in ranges:
                if other_low <= high and low <= other_high:
                    low, high = max(low, other_low), min(high, other_high)
                    kept.append(index)
            low, high = max(low, floor), min(high, ceiling)
            if _possible(self.facts[at], low, high) and (best is None or len(kept) > len(best[1])):
                best = Suspicion(self.facts[at], low, high), tuple(kept)
        return best

    def settle(self, culprit: Suspicion, covered: Iterable[int]) -> list[int]:
        """Put a figure right (as far as it is known) in all relations; those failing ones that hold now besides `covered`."""
        at = spot(culprit.fact)
        self.settled.add(at)
        shift = (culprit.low + culprit.high) / 2 - culprit.fact.value
        spread = (culprit.high - culprit.low) / 2
        self.close(covered)
        also = []
        for index in self.touching[at]:
            slope = self.relations[index].slopes[at]
            self.differences[index] = self.difference(index) + slope * shift
            self.tolerances[index] = self.tolerance(index) + abs(slope) * spread
            if index in self.open and self.relations[index].tells and self._fits(index):
                also.append(index)
        self.close(also)
        return also

    def close(self, indexes: Iterable[int], *, held: bool = True) -> None:
        """Explained: by figures that are known now, or (not `held`) by one of several."""
        for index in indexes:
            self.open.discard(index)
            if held:
                self.mended.add(index)

    def _fits(self, index: int, shift: Decimal = ZERO) -> bool:
        difference, tolerance = self.difference(index) + shift, self.tolerance(index)
        match self.relations[index].comparison.relation:
            case "≡":
                return not difference
            case "==":
                return abs(difference) <= tolerance
            case "<=" | "<":
                return difference <= tolerance
            case ">=" | ">":
                return difference >= -tolerance
            case _:
                return False

    def mends(self, values: Mapping[Spot, Decimal]) -> tuple[int, ...]:
        """The failing relations that hold with those values; none when one that holds now would fail."""
        shifts: dict[int, Decimal] = defaultdict(Decimal)
        for at, value in values.items():
            for index in self.touching[at]:
                shifts[index] += self.relations[index].slopes[at] * (value - self.facts[at].value)
        found = []
        for index, shift in shifts.items():
            tied = self.relations[index]
            if not tied.tells or not tied.comparison.linear:
                continue
            fits = self._fits(index, shift)
            if index in self.open and fits:
                found.append(index)
            elif not fits and self._held(index) and shift:
                return ()
        return tuple(sorted(found))

    def components(self) -> Iterator[set[int]]:
        """The failing relations in groups that share figures, in order."""
        left = set(self.open)
        while left:
            group = {min(left)}
            edge = list(group)
            while edge:
                index = edge.pop()
                near = {i for at in self.relations[index].slopes for i in self.touching[at] if i in left} - group
                group |= near
                edge.extend(near)
            left -= group
            yield group
