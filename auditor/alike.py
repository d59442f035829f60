"""Near misses: how two words differ, told as one stretch that was left out, put in or replaced."""

from __future__ import annotations

from typing import NamedTuple


class Slip(NamedTuple):
    """`left` of the first word stands where `right` stands in the second; `before` and `after` characters are common."""

    before: int
    left: str
    right: str
    after: int

    @property
    def size(self) -> int:
        """How many characters differ."""
        return max(len(self.left), len(self.right))

    @property
    def inside(self) -> bool:
        """Whether two characters or more are common at either end."""
        return self.before > 1 and self.after > 1

    @property
    def one_sided(self) -> bool:
        """Whether characters were only left out or only put in."""
        return not self.left or not self.right


def slip(first: str, second: str) -> Slip:
    """The shortest stretch by which two words differ."""
    most = min(len(first), len(second))
    before = 0
    while before < most and first[before] == second[before]:
        before += 1
    after = 0
    while after < most - before and first[-1 - after] == second[-1 - after]:
        after += 1
    return Slip(before, first[before : len(first) - after], second[before : len(second) - after], after)
