"""The table of contents against the headings: rules that say `contents:`."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final

from auditor.checks.titles import entries, lines
from auditor.labels import bare
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Regex, Scalar, Shape
from auditor.model.text import pattern
from auditor.outline import numbered_level

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "contents"
SETTINGS: Final[Mapping[str, Shape]] = {"contents": Scalar(choices=("found",)), "except": Regex(), "owner": Regex()}
_LEAST = 4
_MOSTLY = 0.6
_CLOSE = 0.7


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Look for every numbered entry among the lines of the report, in the same or similar words.

    Entries that match `except` are another rule's matter; the headings may put the name of the office for what `owner`
    matches. When most entries are not found the contents were misread, and nothing is said."""
    outcome = Outcome(rule, absent=Gap("no-contents"))
    there = {_plain(text) for _, text in lines(facts)}
    missing = []
    for at, text in entries(facts):
        if numbered_level(text) is None or ("except" in rule.settings and pattern(rule.settings["except"]).search(text)):
            continue
        outcome.looked += 1
        wanted = _plain(text)
        ways = {wanted, pattern(rule.settings["owner"]).sub("", wanted) if "owner" in rule.settings else wanted}
        if len(wanted) >= _LEAST and not any(len(way) >= _LEAST and _there(way, there) for way in ways):
            missing.append(Note(at, (("原文", wanted), ("组", wanted)), actual=wanted))
    if outcome.looked and len(missing) > (1 - _MOSTLY) * outcome.looked:
        return Outcome(rule, gaps=[Gap("no-contents")])
    outcome.notes = missing
    return outcome


def _plain(text: str) -> str:
    return bare(text).rstrip("0123456789.…·-_—")


def _there(wanted: str, there: set[str]) -> bool:
    if wanted in there:
        return True
    for line in there:
        shorter, longer = sorted((wanted, line), key=len)
        if len(shorter) >= _LEAST and (longer.startswith(shorter) or longer.endswith(shorter)):
            return True
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    for line in there:
        matcher.set_seq1(line)
        if matcher.real_quick_ratio() >= _CLOSE and matcher.quick_ratio() >= _CLOSE and matcher.ratio() >= _CLOSE:
            return True
    return False
