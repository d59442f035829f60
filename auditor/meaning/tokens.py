"""A folded passage → tokens: numbers with what they measure, function words, subjects, punctuation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from auditor.misprints import misprints
from auditor.model.pack import Prose, Quantity
from auditor.numbers import COUNT, PERCENT, UNITS, Unit, countable

Kind = Literal[
    "money", "percent", "count", "score", "bare", "nought", "word", "quantity", "base", "stop", "comma", "colon", "skip"
]
"""A `nought` is told in words that name the quantity, too (年初未安排预算); a `bare` number has no unit."""

_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+(?=\.\d)|\d+)(?:\.\d+)?"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d $")
_NOT_MONEY = "人余名件次份户篇台辆字平多亩吨册条家场里分级以"


class Token(NamedTuple):
    """A piece of a folded passage. `role` is the word's role, the classifier, or the year of a base."""

    kind: Kind
    start: int
    end: int
    role: str = ""
    value: Decimal | None = None
    places: int = 0
    unit: Unit = COUNT
    quantity: Quantity | None = None


def _any(words: Sequence[str]) -> str:
    """A pattern for any of these patterns, the first that fits. Those that begin with a plain character are tried only where
    that character stands, for nearly everywhere none of them does."""
    plain: dict[str, list[str]] = {}
    others: list[str] = []
    for word in words:
        if word[0].isalpha() and word[1:2] not in {"?", "*", "+", "{"} and "|" not in word:
            plain.setdefault(word[0], []).append(word[1:])
        else:
            others.append(word)
    by_first = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in plain.items())
    return "|".join([*others, f"(?=[{''.join(plain)}])(?:{by_first})"] if plain else others) or "(?!)"


class Lexer:
    """Cuts folded text into tokens; built once per vocabulary."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._roles = [(role, re.compile(word)) for role, words in prose.words.items() for word in words]
        self._known: dict[str, str] = {}
        self._noughts = [(re.compile(said), quantity) for quantity in prose.quantities for said in quantity.nought]
        self._quantities = {word: quantity for quantity in prose.quantities for word in quantity.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        prose = self._prose
        words = sorted((word for words in prose.words.values() for word in words), key=len, reverse=True)
        names = sorted(self._quantities, key=len, reverse=True)
        classifiers = "|".join(sorted(map(re.escape, prose.classifiers), key=len, reverse=True))
        sign = r"(?P<sign>(?<=[^\d\w%)])-|(?<=[\u4e00-\u9fff])-|△|▲(?![\d.,]+%)|(?<!正)负)?(?:(?<![A-Za-z])(?:¥|RMB|CNY)-?)?"
        return re.compile(
            rf"(?P<skip>(?=[〔\[【(\d第])(?:[〔\[【(]20\d\d[〕\]】)]第?\d+号|(?:19|20)\d\d年\d{{1,2}}月(?:\d{{1,2}}[日号])?|第\d+)"
            rf"|{'|'.join(prose.ignored) or '(?!)'})"
            rf"|(?P<base>{prose.compared_year.replace('{YEAR}', '(?P<year>(?:19|20)[0-9]{2})')})"
            r"|(?=[-\d△▲负¥RC])(?:(?P<dated>(?:19|20)\d\d(?:年度?|-(?:19|20)\d\d年))"
            rf"|{sign}(?:(?<=RMB)|(?<=CNY)|(?<![\d.A-Za-z]))(?P<number>{_NUM})(?:(?P<percent>%)|(?P<thousandth>‰)"
            rf"|(?P<money>[百千]?万?元|亿元|[万亿](?![{_NOT_MONEY}]))|(?P<score>分(?![钟之类别管析解配工局支为公项]))"
            rf"|(?P<more>[余多])?(?P<classifier>{classifiers})?))"
            rf"|(?P<nought>{_any([word.pattern for word, _ in self._noughts])}|零(?=[,;。]|万?元))"
            rf"|(?P<quantity>{_any([re.escape(name) for name in names])})"
            rf"|(?P<word>{_any(words)})"
            r"|(?P<stop>[。;；!！?？\n])|(?P<colon>[:：])|(?P<comma>[,，、])"
        )

    def tokens(self, text: str) -> Iterator[Token]:
        """The tokens of a folded text in order; what lies between them is plain words."""
        broken = tuple(misprints(text))
        for match in self._pattern.finditer(text):
            kind = match.lastgroup
            start, end = match.span()
            if match["number"] is not None and _doubtful(match, broken):
                yield Token("skip", start, end)
            elif match["number"] is not None:
                yield self._number(match, start, end)
            elif match["skip"] is not None or match["dated"] is not None:
                yield Token("skip", start, end)
            elif match["nought"] is not None:
                quantity = next((q for word, q in self._noughts if word.match(text, start)), None)
                yield Token("nought" if quantity else "bare", start, end, "", Decimal(0), unit=UNITS["元"], quantity=quantity)
            elif match["base"] is not None:
                yield Token("base", start, end, match["year"])
            elif match["quantity"] is not None:
                yield Token("quantity", start, end, match["quantity"], quantity=self._quantities[match["quantity"]])
            elif match["word"] is not None:
                yield Token("word", start, end, self._role(match))
            elif kind in {"stop", "colon", "comma"}:
                yield Token(kind, start, end, match[0])  # type: ignore[arg-type]

    def _number(self, match: re.Match[str], start: int, end: int) -> Token:
        digits = match["number"].replace(",", "").replace(" ", "")
        if not countable(digits):
            return Token("skip", start, end)
        value = Decimal(digits)
        if match["sign"]:
            value = -value
        places = len(digits) - digits.find(".") - 1 if "." in digits else 0
        if match["percent"]:
            return Token("percent", start, end, "", value, places, PERCENT)
        if match["thousandth"]:
            return Token("percent", start, end, "", value / 10, places + 1, PERCENT)
        if match["money"]:
            name = match["money"] + ("元" if match["money"] in "万亿" else "")
            return Token("money", start, end, "", value, places, UNITS[name])
        if match["score"]:
            return Token("score", start, end, "", value, places, Unit("分", "score", 0))
        if match["classifier"]:
            return Token("count", start, end, match["classifier"], value, places, COUNT)
        return Token("bare", start, end, "", value, places, COUNT)

    def _role(self, match: re.Match[str]) -> str:
        word, start, end = match["word"], *match.span()
        known = self._known.get(word)
        if known is None:
            # A word may look ahead, so it is tried where it stands.
            found = ((role, pattern.match(match.string, start)) for role, pattern in self._roles)
            exact = (role for role, again in found if again and again.end() == end)
            known = self._known[word] = next(exact, "")
        return known


def _doubtful(match: re.Match[str], misprinted: Sequence[tuple[int, int]]) -> bool:
    """Whether what was matched is perhaps only a part of a number: of a misprinted one, or behind a space between digits."""
    text, start, end = match.string, *match.span()
    if any(first < end and start < last for first, last in misprinted):
        return True
    return text[start - 1 : start] == " " and _YEAR.search(text, max(0, start - 5), start) is None


def outside(tokens: Iterable[Token], taken: list[tuple[int, int]]) -> Iterator[Token]:
    """The tokens that begin in none of those stretches, which are sorted."""
    starts = [start for start, _ in taken]
    ends = list(accumulate((end for _, end in taken), max))
    for token in tokens:
        before = bisect_right(starts, token.start)
        if not before or ends[before - 1] <= token.start:
            yield token
