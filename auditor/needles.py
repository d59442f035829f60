"""What every match of a pattern must hold, read off the pattern: where none of it stands, the pattern need not be tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Needles = tuple[tuple[str, ...], ...]
"""Groups of literal texts: a match holds at least one of each group. Empty when nothing can be said."""

_MOST = 24
"""Groups with more choices than this take longer to look up than they save."""


@lru_cache(maxsize=4096)
def needles(pattern: str) -> Needles:
    """The texts that must stand where the pattern matches, the longest first: 财政(拔|泼)付 → 财政, (拔 or 泼), 付.

    Raises re.error."""
    parsed = parser.parse(pattern)
    if parsed.state.flags & re.IGNORECASE:
        return ()
    return tuple(sorted(dict.fromkeys(_groups(parsed)), key=_rarity, reverse=True))


def _rarity(group: tuple[str, ...]) -> tuple[int, int]:
    """Longer texts are rarer, and so are fewer ones."""
    return min(map(len, group)), -len(group)


def _groups(parsed: Iterable[Any]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    run = ""
    for code, value in parsed:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append((run,))
            run = ""
        if code is codes.SUBPATTERN:
            found += _groups(value[3])
        elif code is codes.ATOMIC_GROUP:
            found += _groups(value)
        elif code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT} and value[0] > 0:
            found += _groups(value[2])
        elif code is codes.BRANCH:
            found += _choice([_groups(branch) for branch in value[1]])
        elif code is codes.IN:
            found += _set(value)
    return [*found, (run,)] if run else found


def _choice(branches: Sequence[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """One group for all branches, of what is rarest in each; none when a branch has nothing."""
    if not all(branches):
        return []
    best = (max(branch, key=_rarity) for branch in branches)
    group = tuple(dict.fromkeys(text for one in best for text in one))
    return [group] if len(group) <= _MOST else []


def _set(items: Sequence[tuple[Any, Any]]) -> list[tuple[str, ...]]:
    """[甲乙] as a group; none when the set holds a range or says what must not stand."""
    if not all(code is codes.LITERAL for code, _ in items):
        return []
    return [tuple(chr(value) for _, value in items)] if len(items) <= _MOST else []
