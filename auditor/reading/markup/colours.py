"""Colours as pages write them."""

from __future__ import annotations

import re
from typing import Final

Colour = tuple[int, int, int]

_NAMED: Final[dict[str, Colour]] = {
    "white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255),
    "yellow": (255, 255, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "navy": (0, 0, 128),
    "maroon": (128, 0, 0), "lime": (0, 255, 0), "aqua": (0, 255, 255), "cyan": (0, 255, 255), "snow": (255, 250, 250),
    "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "windowtext": (0, 0, 0), "window": (255, 255, 255),
}  # fmt: skip
_WRITTEN = re.compile(
    r"#(?P<hex>[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b"
    r"|rgba?\(\s*(?P<red>[\d.]+%?)[\s,]+(?P<green>[\d.]+%?)[\s,]+(?P<blue>[\d.]+%?)(?:[\s,/]+(?P<alpha>[\d.]+%?))?\s*\)"
    rf"|\b(?P<name>{'|'.join(_NAMED)})\b|(?P<nothing>\btransparent\b)"
)
_NEAR: Final = 24
"""Of all three parts together: #fefefe on white, which nobody tells from it."""


def colour(said: str, behind: Colour | None) -> Colour | None:
    """The colour that a value names; what is transparent shows what is `behind`. None for one that is not known."""
    match = _WRITTEN.search(said)
    if match is None:
        return behind if said in {"inherit", "none", "currentcolor", "unset"} else None
    if match["nothing"]:
        return behind
    if match["name"]:
        return _NAMED[match["name"]]
    if match["red"]:
        return behind if _part(match["alpha"] or "1", 1) == 0 else (_of(match["red"]), _of(match["green"]), _of(match["blue"]))
    digits = match["hex"]
    if len(digits) < 6:
        digits = "".join(2 * digit for digit in digits)
    if digits[6:] == "00":
        return behind
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def alike(one: Colour, other: Colour) -> bool:
    """Whether nobody can tell text in one colour on the other."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) <= _NEAR


def _of(text: str) -> int:
    return int(_part(text, 255))


def _part(text: str, whole: int) -> float:
    number = text.rstrip("%")
    value = float(number) if number.count(".") <= 1 and number != "." else 1.0
    return value * whole / 100 if text.endswith("%") else value
