"""How the pack writes what a number means: 概念(维度=值, 维度=〈轴〉)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from auditor.model.facts import Meaning

TOTAL = "合计"
"""The member of an axis that stands for all of it."""

_MEANS = re.compile(r"\s*([^\s(（)）=]+)\s*(?:[(（](.*)[)）])?\s*")
_AXIS = re.compile(r"〈(.+)〉")


class Template(NamedTuple):
    """How a cell gets its meaning: a concept, and dimensions that are fixed or taken from an axis, sorted by name."""

    concept: str
    parts: tuple[tuple[str, str, bool], ...]

    @classmethod
    def parse(cls, text: str) -> Template | None:
        """The meaning written as 概念(维度=值, 维度=〈轴〉), brackets optional; None when it is not well formed."""
        match = _MEANS.fullmatch(text)
        if match is None:
            return None
        parts = []
        for piece in filter(None, (p.strip() for p in re.split(r"[,，]", match[2] or ""))):
            name, _, value = (part.strip() for part in piece.partition("="))
            if not name or not value:
                return None
            axis = _AXIS.fullmatch(value)
            parts.append((name, axis[1] if axis else value, axis is not None))
        return cls(match[1], tuple(sorted(parts)))

    def fill(self, values: Mapping[str, str], defaults: Mapping[str, str]) -> Meaning:
        """The meaning with the axes' members put in; dimensions at their total or default are left out."""
        dimensions = []
        for name, value, from_axis in self.parts:
            if from_axis:
                value = values.get(value, "")
            if value and value != TOTAL and defaults.get(name) != value:
                dimensions.append((name, value))
        return Meaning(self.concept, tuple(dimensions))
