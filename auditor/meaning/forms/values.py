"""The grammar of values in forms: ≥98%, 不少于12次, 100人/次, 90%-95%, 2024年底前, 已完成, =."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from auditor.labels import squeeze
from auditor.model.form import Grammar, Value
from auditor.numbers import UNITS, parse, unit_named

_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"[^\d,.;:()≥≤=<>]{0,10}"
_RANGE = r"[~\-—–至到]"
_NOTHING = Value("blank")
_MANY = {"千": 3, "万": 4, "亿": 8}
_STOPS = re.compile(r"[。;!]+$")


class Weighted(NamedTuple):
    """A heading without the weight printed in it, and that weight: 产出指标(50分). Empty when there is none."""

    name: str
    weight: str


class Reader:
    """Reads printed values with the words of the pack; made once per vocabulary."""

    def __init__(self, words: Grammar) -> None:
        self._words = words
        self._before = dict(sorted(words.before, key=lambda pair: -len(pair[0])))
        self._behind = dict(sorted(words.behind, key=lambda pair: -len(pair[0])))
        self._measures = {name: measure for measure, names in words.units.items() for name in names}
        self._number = _pattern(self._before, self._behind, words)
        self.read = lru_cache(maxsize=4096)(self._read)

    def _read(self, text: str, front: str = "", behind: str = "") -> Value:
        """What a cell says; `front` is an operator and `behind` a unit printed in columns of their own."""
        body = _STOPS.sub("", squeeze(text))
        if not body:
            return _NOTHING
        operator = self._before.get(squeeze(front), "")
        if body in self._before:
            return Value("operator", self._before[body])
        match = self._number.fullmatch(body)
        dated = self._words.dates.search(body)
        if match and (not dated or match["before"]):
            return self._quantity(match, operator, squeeze(behind))
        if dated:
            return Value("date", operator)
        state = parse(text).state
        if state in {"dash", "none"}:
            return _NOTHING
        return Value("words", operator, tier=self._tier(body))

    def _quantity(self, match: re.Match[str], operator: str, unit: str) -> Value:
        first = parse(match["first"])
        last = parse(match["last"]) if match["last"] else first
        operator = self._before.get(match["before"] or "", "") or self._behind.get(match["behind"] or "", "") or operator
        name = (match["unit"] or "").strip() or unit
        measure, exponent = self.measure(name)
        places = max(first.places, last.places)
        return Value(
            "number", operator, min(first.value, last.value), max(first.value, last.value), places, name, measure, exponent
        )

    def points(self, text: str) -> str:
        """The printed number of points without the word for points: 10分 → 10."""
        return self._words.points.sub("", text)

    def weighted(self, text: str) -> Weighted:
        """The name and the weight of a class heading."""
        match = self._words.weighted.search(text)
        if match is None:
            return Weighted(text, "")
        return Weighted(text[: match.start()].strip(), match["n"])

    def measure(self, name: str) -> tuple[str, int]:
        """What a unit measures, and its power of ten; an unknown unit counts things."""
        if not name:
            return "", 0
        money = unit_named(name.removesuffix("人民币"))
        if money is not None and money.measure == "money":
            return "money", money.exponent
        known = self._measures.get(name)
        if known:
            return known, 0
        if name[0] in _MANY and len(name) > 1:
            return self._measures.get(name[1:], "count"), _MANY[name[0]]
        if name in UNITS:
            return UNITS[name].measure, 0
        return "count", 0

    def _tier(self, body: str) -> str:
        return next((tier.name for tier in self._words.tiers if tier.words.fullmatch(body)), "")


def _pattern(before: dict[str, str], behind: dict[str, str], words: Grammar) -> re.Pattern[str]:
    lead = "|".join(map(re.escape, sorted(words.lead, key=len, reverse=True)))
    tail = "|".join(map(re.escape, sorted(words.tail, key=len, reverse=True)))
    front = "|".join(map(re.escape, before))
    back = "|".join(map(re.escape, behind))
    return re.compile(
        rf"(?:{lead})?(?P<before>{front})?(?P<first>-?{_NUM})(?:%?{_RANGE}(?P<last>{_NUM}))?"
        rf"(?P<unit>%|{_UNIT}?)(?P<behind>{back})?(?:{tail})?"
    )
