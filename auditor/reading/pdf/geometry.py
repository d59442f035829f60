"""The shapes on a page, in reading space: points, x to the right, y downwards from the top left corner as one reads it."""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

Glyph = tuple[float, float, float, float, str]
"""A printed character: baseline, left, right, size, the character. A plain tuple: a report has tens of thousands."""


def half_empty(char: str) -> bool:
    """Whether a mark fills half of its square: typesetters push the next character into the other half."""
    return unicodedata.category(char)[0] == "P" and char not in ".,"


Rule = tuple[float, float, float]
"""A ruling line: where it lies, from, to. Of a horizontal line the first is y, of a vertical one x."""


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Frame(NamedTuple):
    """A page's visible box in PDF user space, and by how many quarters its text is turned there."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def reading(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space in reading space."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def user(self, x: float, y: float) -> tuple[float, float]:
        """A point of reading space in user space."""
        if self.turn == 0:
            return self.left + x, self.top - y
        if self.turn == 1:
            return self.left + y, self.bottom + x
        if self.turn == 2:
            return self.right - x, self.bottom + y
        return self.right - y, self.top - x


class Sheet(NamedTuple):
    """What is printed on one page. `pictures` is the share of the page that images cover; `drawn` counts other shapes,
    `lost` texts of which the engine tells no character, `hidden` those that nobody sees."""

    number: int
    frame: Frame
    glyphs: list[Glyph]
    across: list[Rule]
    down: list[Rule]
    pictures: float
    drawn: int
    lost: int = 0
    hidden: int = 0


class Skipped(NamedTuple):
    """A page that is not read: `broken`, or `crowded` with more than any page holds."""

    number: int
    why: Literal["broken", "crowded"]
