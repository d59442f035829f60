"""Failed relations → causes: the smallest sets of figures whose change would make every relation hold.

One wrong cell breaks several relations. A figure explains a failed relation when some value of it would make the
relation hold without breaking another one that holds now; the figures that explain most are taken first, and equals are
ties. What is found is put right before the next one is sought; where that takes three steps or more, every other first
step is tried for a shorter way (Fellegi and Holt)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from auditor.diagnosis.echoes import Echoes
from auditor.diagnosis.exchanges import Exchange, exchanges, gathered
from auditor.diagnosis.net import Net
from auditor.diagnosis.slips import refined, slipped
from auditor.diagnosis.suspicion import Cause, Spot, Suspicion, spot
from auditor.model.facts import Fact
from auditor.model.report import Comparison

_LONG = 3
_MOST_FIRST_STEPS = 80


def causes(comparisons: Sequence[Comparison], printed: Iterable[Fact] = (), hints: Container[str] = ()) -> list[Cause]:
    """The causes of all failed comparisons, in order of the first comparison of each. `printed` are all numbers of the report:
    of several values that one was meant to be, the one that is printed elsewhere is likelier. Rules that are `hints` may fail
    though every number is right."""
    if all(c.passed for c in comparisons):
        return []
    net = Net.of(comparisons, hints)
    echoes = Echoes(printed)
    found = list(_exchanged(net))
    for group in list(net.components()):
        found.extend(_solved(net, group, echoes))
    order = {id(c): n for n, c in enumerate(comparisons)}
    return sorted(gathered(found), key=lambda cause: order[id(cause.failed[0])])


def _solved(net: Net, group: set[int], echoes: Echoes) -> list[Cause]:
    """The shortest explanation of relations that share figures; the first one found among equals."""
    hints = {id(relation.comparison) for relation in net.relations if relation.hint}

    def length(chain: Sequence[Cause]) -> int:
        return sum(any(id(c) not in hints for c in cause.failed) for cause in chain)

    best = _chain(net.copy(), group, None, echoes)
    if length(best) >= _LONG:
        firsts = list(net.suspects(group))
        for first in firsts if len(firsts) <= _MOST_FIRST_STEPS else ():
            other = _chain(net.copy(), group, first, echoes)
            if length(other) < length(best):
                best = other
    return best


def _exchanged(net: Net) -> Iterator[Cause]:
    """Exchanges that explain more than any one figure does; they are put right."""
    while True:
        best: Exchange | None = None
        for exchange in exchanges(net):
            if best is None or len(exchange.covered) > len(best.covered):
                best = exchange
        if best is None:
            return
        single = _best(net, net.suspects(best.covered))
        if single is not None and len(single[0]) >= len(best.covered):
            return
        suspects = tuple(Suspicion(net.facts[at], meant.value, meant.value) for at, meant in best.meant.items())
        covered = {*best.covered, *(i for s in suspects for i in net.settle(s, best.covered))}
        yield Cause(tuple(net.relations[i].comparison for i in sorted(covered)), suspects, best.meant, best.slip)


def _chain(net: Net, group: set[int], first: Spot | None, echoes: Echoes) -> list[Cause]:
    """Figure after figure, the one that explains most first, or the one that is told first."""
    found: list[Cause] = []
    while left := group & net.open:
        step = _step(net, [first] if first is not None else net.suspects(left), echoes)
        if step is None:
            found = _attach(found, [net.relations[i].comparison for i in sorted(left)])
            break
        first = None
        covered, cause = list(step[0]), step[1]
        if cause.culprit is not None:
            covered.extend(net.settle(_known(cause, cause.culprit), covered))
        else:
            net.close(covered, held=False)
        found.append(cause._replace(failed=tuple(net.relations[i].comparison for i in sorted(covered))))
    return found


def _known(cause: Cause, culprit: Suspicion) -> Suspicion:
    """The suspect at the value that it was meant to be, if that is known."""
    meant = cause.meant.get(spot(culprit.fact))
    return culprit if meant is None else culprit._replace(low=meant.value, high=meant.value)


def _step(net: Net, spots: Iterable[Spot], echoes: Echoes) -> tuple[tuple[int, ...], Cause] | None:
    """The relations that the best figure mends, and the cause that this is. What only hints must be borne out by a slip of
    the hand; else the figures are told from the other relations alone."""
    spots = list(spots)
    best = _best(net, spots)
    if best is None:
        return None
    cause = _cause(net, best, echoes)
    if len({net.relations[i].hint for i in best[0]}) > 1 and not any(map(slipped, cause.suspects)):
        best = _best(net, spots, hints=False) or best
        cause = _cause(net, best, echoes)
    return best[0], cause


def _cause(net: Net, best: tuple[tuple[int, ...], tuple[Suspicion, ...]], echoes: Echoes) -> Cause:
    covered, suspects = best
    return refined(Cause(tuple(net.relations[i].comparison for i in covered), suspects), echoes)


def _best(net: Net, spots: Iterable[Spot], *, hints: bool = True) -> tuple[tuple[int, ...], tuple[Suspicion, ...]] | None:
    """The figures that explain most failing relations, and which."""
    best: list[tuple[Suspicion, tuple[int, ...]]] = []
    for at in spots:
        failing = net.failing(at, hints=hints)
        if not failing or (best and len(failing) < len(best[0][1])):
            continue
        explained = net.explains(at, hints=hints)
        if explained is None:
            continue
        if not best or len(explained[1]) > len(best[0][1]):
            best = [explained]
        elif len(explained[1]) == len(best[0][1]):
            best.append(explained)
    if not best:
        return None
    covered = best[0][1]
    return covered, tuple(suspicion for suspicion, other in best if other == covered)


def _attach(found: list[Cause], rest: Sequence[Comparison]) -> list[Cause]:
    """Words join the cause that suspects one of their figures; the others stand alone."""
    joined = list(found)
    for comparison in rest:
        spots = {spot(term.fact) for term in comparison.terms}
        home = (
            next(
                (i for i, cause in enumerate(joined) if any(spot(s.fact) in spots for s in cause.suspects)),
                None,
            )
            if comparison.relation == "word"
            else None
        )
        if home is None:
            joined.append(Cause((comparison,), ()))
        else:
            joined[home] = joined[home]._replace(failed=(*joined[home].failed, comparison))
    return joined
