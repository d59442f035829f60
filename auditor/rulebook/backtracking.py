"""Regular expressions that can take for ever: those that can match some text in two ways while they go round a loop, so
that every further character doubles the ways to be tried: (a+)+, (a|a)*, (\\d+,?)*.

A pattern becomes the automaton of its positions (Glushkov's); it is dangerous when one word leads from a position back to
itself on two different ways. Look-arounds, anchors and references are taken as if nothing stood there, which errs on the
safe side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

_SAMPLES: Final = "0９a中Z_ \n\t,.，。、%（)-"
"""Characters that tell the classes of an expression apart, besides those that it names."""
_FEW: Final = 8
"""Up to so many repetitions are written out; more of them are a loop."""
_LOOKS: Final = frozenset({_constants.ASSERT, _constants.ASSERT_NOT})
_NOTHING: Final = frozenset({_constants.AT, _constants.GROUPREF})
_REPEATS: Final = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT})


class _Part(NamedTuple):
    """Where a part of an expression begins and ends, and in how many ways it can match nothing; counts stop at two."""

    first: Counter[int]
    last: Counter[int]
    empty: int


@dataclass(slots=True)
class _Automaton:
    """`symbols`: which samples each position takes; `follows`: which positions come next, and in how many ways."""

    state: Any
    flags: int
    samples: str
    symbols: list[frozenset[str]] = field(default_factory=list)
    follows: list[Counter[int]] = field(default_factory=list)
    looks: list[Any] = field(default_factory=list)

    def sequence(self, items: Iterable[tuple[Any, Any]]) -> _Part:
        made = _Part(Counter(), Counter(), 1)
        for operator, argument in items:
            made = self._joined(made, self._item(operator, argument))
        return made

    def _joined(self, a: _Part, b: _Part) -> _Part:
        self._follow(a.last, b.first)
        return _Part(_sum(a.first, b.first, a.empty), _sum(b.last, a.last, b.empty), min(2, a.empty * b.empty))

    def _follow(self, last: Counter[int], first: Counter[int]) -> None:
        for before, times in last.items():
            for after, more in first.items():
                self.follows[before][after] = min(2, self.follows[before][after] + times * more)

    def _item(self, operator: Any, argument: Any) -> _Part:
        if operator in _REPEATS:
            return self._repeated(*argument)
        if operator is _constants.POSSESSIVE_REPEAT:
            part = self._whole(argument[2])
            return part._replace(empty=1) if argument[0] == 0 else part
        if operator is _constants.BRANCH:
            parts = [self.sequence(branch) for branch in argument[1]]
            first, last = Counter[int](), Counter[int]()
            for part in parts:
                first, last = _sum(first, part.first, 1), _sum(last, part.last, 1)
            return _Part(first, last, min(2, sum(part.empty for part in parts)))
        if operator is _constants.SUBPATTERN:
            return self.sequence(argument[3])
        if operator is _constants.ATOMIC_GROUP:
            return self._whole(argument)
        if operator is _constants.GROUPREF_EXISTS:
            return self._item(_constants.BRANCH, (None, [argument[1], argument[2] or []]))
        if operator in _LOOKS:
            self.looks.append(argument[1])
        if operator in _LOOKS or operator in _NOTHING:
            return _Part(Counter(), Counter(), 1)
        return self._position(operator, argument)

    def _repeated(self, least: int, most: Any, body: Any) -> _Part:
        """Few copies are written out, one after the other; many are one copy that comes back to its beginning."""
        if most is _constants.MAXREPEAT or int(most) > _FEW:
            part = self.sequence(body)
            self._follow(part.last, part.first)
            return part._replace(empty=1) if least == 0 else part
        made = _Part(Counter(), Counter(), 1)
        for number in range(int(most), 0, -1):
            made = self._joined(self.sequence(body), made)
            if number > least:
                made = made._replace(empty=1)
        return made

    def _whole(self, body: Any) -> _Part:
        """What gives nothing back once it has matched: inside it is judged by itself, from outside it is one step."""
        self.looks.append(body)
        inside = _Automaton(self.state, self.flags, self.samples)
        inside.sequence(body)
        return self._step(frozenset[str]().union(*inside.symbols))

    def _position(self, operator: Any, argument: Any) -> _Part:
        one = _compiler.compile(_parser.SubPattern(self.state, [(operator, argument)]), self.flags)
        return self._step(frozenset(sample for sample in self.samples if one.fullmatch(sample)))

    def _step(self, symbols: frozenset[str]) -> _Part:
        self.symbols.append(symbols)
        self.follows.append(Counter())
        here = Counter({len(self.symbols) - 1: 1})
        return _Part(here, Counter(here), 0)

    def explodes(self) -> bool:
        """Whether a loop goes two ways over one word."""
        return any(self._ambiguous(loop) for loop in _loops(self.follows))

    def _ambiguous(self, loop: frozenset[int]) -> bool:
        if any(times > 1 and after in loop for position in loop for after, times in self.follows[position].items()):
            return True

        def next_(pair: tuple[int, int]) -> Iterator[tuple[int, int]]:
            for a in self.follows[pair[0]]:
                for b in self.follows[pair[1]]:
                    if a in loop and b in loop and self.symbols[a] & self.symbols[b]:
                        yield a, b

        # Two positions reached by one word from one, which both lead back to it by one word.
        reached = _reachable([(position, position) for position in loop], next_)
        apart = {pair for pair in reached if pair[0] != pair[1]}
        back: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for pair in reached:
            for other in next_(pair):
                back.setdefault(other, []).append(pair)
        for position in loop:
            home = _reachable([(position, position)], lambda pair: back.get(pair, ()))
            away = _reachable([(position, position)], next_)
            if any(pair in home and pair in away for pair in apart):
                return True
        return False


def _sum(a: Counter[int], b: Counter[int], times: int) -> Counter[int]:
    if not times:
        return a
    made = Counter(a)
    for key, count in b.items():
        made[key] = min(2, made[key] + count * times)
    return made


def _reachable(start: Sequence[tuple[int, int]], next_: Any) -> set[tuple[int, int]]:
    seen, waiting = set(start), list(start)
    while waiting:
        for pair in next_(waiting.pop()):
            if pair not in seen:
                seen.add(pair)
                waiting.append(pair)
    return seen


def _loops(follows: Sequence[Counter[int]]) -> Iterator[frozenset[int]]:
    """The sets of positions that lead to each other (Kosaraju's, without recursion)."""
    order: list[int] = []
    seen: set[int] = set()
    for root in range(len(follows)):
        stack = [(root, iter(follows[root]))] if root not in seen else []
        seen.add(root)
        while stack:
            position, rest = stack[-1]
            after = next((one for one in rest if one not in seen), None)
            if after is None:
                order.append(position)
                stack.pop()
            else:
                seen.add(after)
                stack.append((after, iter(follows[after])))
    before: list[list[int]] = [[] for _ in follows]
    for position, afters in enumerate(follows):
        for after in afters:
            before[after].append(position)
    seen.clear()
    for root in reversed(order):
        if root in seen:
            continue
        group, waiting = {root}, [root]
        while waiting:
            new = [one for one in before[waiting.pop()] if one not in seen and one not in group]
            group.update(new)
            waiting += new
        seen |= group
        if len(group) > 1 or root in follows[root]:
            yield frozenset(group)


def explodes(pattern: str, flags: int = 0) -> bool:
    """Whether that expression can take a time that doubles with every character. Raises re.error."""
    parsed = _parser.parse(pattern, flags)
    samples = "".join(dict.fromkeys(_SAMPLES + "".join(c for c in pattern if c not in "\\()[]{}?*+|^$")))[:200]
    waiting = [parsed]
    while waiting:
        automaton = _Automaton(parsed.state, parsed.state.flags | flags, samples)
        automaton.sequence(waiting.pop())
        waiting += automaton.looks
        if automaton.explodes():
            return True
    return False


def culprit(pattern: str) -> int | None:
    """Where the smallest dangerous loop of an expression begins; None when there is none. Raises re.error."""
    if not explodes(pattern):
        return None
    for start, end in sorted(_groups(pattern), key=lambda span: span[1] - span[0]):
        try:
            if explodes(pattern[start:end]):
                return start
        except re.error:
            continue  # refers to a group outside
    return 0


_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)
_QUANTIFIER = re.compile(r"[*+?][?+]?|\{\d*,?\d*\}[?+]?")


def _groups(pattern: str) -> Iterator[tuple[int, int]]:
    """Groups with what repeats them."""
    opened: list[int] = []
    for atom in _ATOM.finditer(pattern):
        if atom[0] == "(":
            opened.append(atom.start())
        elif atom[0] == ")" and opened:
            repeated = _QUANTIFIER.match(pattern, atom.end())
            yield opened.pop(), repeated.end() if repeated else atom.end()
