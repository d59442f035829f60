"""The tree that printed codes or typed numbers make of the lines of a table, and the sums that it promises."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.labels import squeeze, within
from auditor.outline import numbered

_UNNUMBERED, _HEAD = -2, -1
"""Levels of lines without a number: one that heads nothing yet, and one that heads a list."""

Parents = list[int | None]
"""For every line the one that it is a part of; None for roots and for lines that say nothing of it."""


def by_codes(codes: Sequence[str]) -> Parents:
    """The nearest line above whose code one's own begins with: lists may repeat codes under several headings, and a line
    without a code ends the list before it."""
    stack: list[int] = []
    found: Parents = []
    for index, code in enumerate(codes):
        if not code:
            stack.clear()
            found.append(None)
            continue
        while stack and (not code.startswith(codes[stack[-1]]) or code == codes[stack[-1]]):
            stack.pop()
        found.append(stack[-1] if stack else None)
        stack.append(index)
    return found


def by_numbering(labels: Sequence[str]) -> Parents:
    """The nearest line above whose typed number (一、 （一） 1. （1）) is of a higher level. A list that begins behind a line
    without a number belongs to that line; a line that is said to be a part of the one above is no list's head."""
    stack: list[tuple[int, int]] = []
    found: Parents = []
    for index, label in enumerate(labels):
        text = squeeze(label)
        mark = numbered(within(text))
        if mark is None:
            if text == within(text):
                stack = [(_UNNUMBERED, index)]
            found.append(None)
            continue
        while stack and stack[-1][0] >= mark.level:
            stack.pop()
        if stack and stack[-1][0] == _UNNUMBERED and mark.value == 1 and index == stack[-1][1] + 1:
            stack[-1] = (_HEAD, stack[-1][1])
        found.append(stack[-1][1] if stack and stack[-1][0] != _UNNUMBERED else None)
        stack.append((mark.level, index))
    return found
