"""As many named as are said to be (下设 3 个科室：甲、乙、丙): rules that say `enumeration:`.

A pattern has the groups n (digits or Chinese numerals) and list; `ends` is where a list gives way to something else, `range`
an item that stands for several (一科至三科), with the groups first and last. Where a list may be cut in more than one way
(names that hold 和, commas between items that hold 、), it fails only when no way gives the number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from auditor.checks import Mistake
from auditor.model.facts import TEXT, Fact, Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Many, Regex, Scalar, Shape
from auditor.model.text import Passage
from auditor.numbers import COUNT, ZERO

WHOLE: Final = True
KEY: Final = "enumeration"
SETTINGS: Final[Mapping[str, Shape]] = {
    "enumeration": Keys(
        {
            "patterns": Many(Regex()),
            "joined": Many(Scalar()),
            "open": Regex(),
            "no_item": Regex(),
            "ends": Regex(),
            "range": Regex(),
        },
        required=("patterns",),
    ),
}
ONE = Decimal(1)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SEVERAL = re.compile("[、,]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_TIMES = re.compile(r"[(（](?:[^()（）]{0,2})(\d+|[一二三四五六七八九十两]+)个[^()（）]{0,4}[)）]")


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Patterns without the two groups."""
    for pattern in data["enumeration"]["patterns"]:
        if "?P<n>" not in pattern or "?P<list>" not in pattern:
            yield Mistake(pattern, 0, "unknown-label", (("table", "enumeration"), ("name", "n, list")))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Count every list that a pattern finds, once."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    said = rule.settings["enumeration"]
    patterns = [re.compile(pattern) for pattern in said["patterns"]]
    for passage in facts.passages:
        if not _SEVERAL.search(passage.folded):
            continue
        taken: set[int] = set()
        for pattern in patterns:
            for match in pattern.finditer(passage.folded):
                number = numeral(match["n"])
                if number is None or match.start("n") in taken:
                    continue
                counts = _counts(match["list"], said)
                if not counts:
                    continue
                taken.add(match.start("n"))
                outcome.comparisons.append(_compare(rule.id, passage, match, number, counts, said))
    return outcome


def numeral(text: str) -> int | None:
    """The number that digits or Chinese numerals up to 99 stand for."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if any(c not in _DIGITS for c in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    if not ten:
        return _DIGITS.get(text)
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _counts(text: str, said: Mapping[str, Any]) -> set[int]:
    """All numbers of items that the list may be read to have."""
    ends = re.search(said["ends"], text) if "ends" in said else None
    text = text[: ends.start()] if ends else text
    more = _several(text, said)
    text = _BRACKETS.sub("", text)
    joined = "|".join(map(re.escape, said.get("joined", ()))) or "(?!)"
    no_item = re.compile(said.get("no_item", "(?!)"))
    found = set()
    for marks in ("、,", "、", ","):
        if not all(mark in text for mark in marks):
            continue
        items = [item for item in re.split(f"[{marks}]", text) if item.strip() and not no_item.search(item)]
        joints = len(re.findall(joined, items[-1][1:-1])) if items else 0
        everywhere = sum(len(re.findall(joined, item[1:-1])) for item in items)
        found |= {len(items), len(items) + min(joints, 1), len(items) + everywhere}
    if not found and ends is not None and text.strip():
        found = {1}
    return found | {count + more for count in found}


def _several(text: str, said: Mapping[str, Any]) -> int:
    """How many more are meant than are written: 一科至三科, 养护站（2 个）."""
    more = sum((numeral(match[1]) or 1) - 1 for match in _TIMES.finditer(text))
    if "range" in said:
        for match in re.finditer(said["range"], text):
            first, last = numeral(match["first"]), numeral(match["last"])
            if first is not None and last is not None and first < last:
                more += last - first
    return more


def _compare(
    rule: str, passage: Passage, match: re.Match[str], number: int, counts: set[int], said: Mapping[str, Any]
) -> Comparison:
    start, end = match.start("n"), _word_end(passage.folded, match.end("n"))
    told = Fact(
        TEXT, ("enumeration",), "number", Decimal(number), ZERO, 0, COUNT, passage.printed(start, end),
        passage.locate(start, end), passage.printed(start, end), "",
    )  # fmt: skip
    # The word may stand behind the list, before the number.
    is_open = "open" in said and re.search(said["open"], match.string[match.start("list") : _after(match)]) is not None
    # 甲、乙、丙等 5 个 names some of them; it may not name more than there are.
    passed = number >= min(counts) if is_open else number in counts
    nearest = min(counts, key=lambda count: (abs(count - number), count))
    return Comparison(
        rule, passed, "word", told.text, passage.printed(*match.span("list")), Decimal(number), Decimal(nearest),
        Decimal(number - nearest), ZERO, (Term(told, ONE, True),), False, expected=str(nearest), actual=told.text,
    )  # fmt: skip


def _after(match: re.Match[str]) -> int:
    return max(match.end("list"), match.start("n"))


_NOUN = re.compile(r"[^,，;；。:：、()（）\d\s]{0,12}")


def _word_end(text: str, at: int) -> int:
    """The end of the noun behind the number, so that what is counted is quoted too."""
    match = _NOUN.match(text, at)
    return match.end() if match else at
