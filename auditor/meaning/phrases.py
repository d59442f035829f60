"""Numbers told by fixed phrases of the pack: 保有量 3 辆, 预算执行率 93.1%."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.meaning.tokens import Token
from auditor.model.pack import Concepts, Phrase
from auditor.numbers import COUNT, PERCENT, UNITS, Unit, countable


class Phrased(NamedTuple):
    """A number told by a phrase: where its words and where the number begins."""

    words: int
    start: int
    token: Token
    phrase: Phrase


def phrased(text: str, concepts: Concepts) -> Iterator[Phrased]:
    """All numbers in a folded text that phrases tell."""
    for phrase in concepts.phrases:
        for match in phrase.pattern.finditer(text):
            digits = match["n"].replace(",", "")
            if not countable(digits):
                continue
            places = len(digits.partition(".")[2])
            start, end = match.start("n"), match.end("u") if phrase.kind == "money" else match.end("n")
            if phrase.kind != "money":
                end = match.end() if phrase.kind == "count" else end + 1
            unit = _unit(phrase, match["u"] if phrase.kind == "money" else "")
            yield Phrased(match.start(), start, Token(phrase.kind, start, end, "", Decimal(digits), places, unit), phrase)


def _unit(phrase: Phrase, money: str) -> Unit:
    if phrase.kind == "money":
        return UNITS[money]
    return {"count": COUNT, "percent": PERCENT, "score": Unit("分", "score", 0)}[phrase.kind]
