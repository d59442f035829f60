"""The date that a report is signed with against the period that it judges: rules that say `dated:`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.labels import squeeze
from auditor.model.document import Location, Paragraph
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Severity, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Keys, Regex, Shape
from auditor.model.text import pattern

NUMERIC: Final = False
KEY: Final = "dated"
SETTINGS: Final[Mapping[str, Shape]] = {
    "dated": Keys({"date": Regex(), "title": Regex(), "cites": Regex(), "unless": Regex()}, required=("date", "title"))
}
_YEAR = re.compile(r"(20\d\d)年")
_LAST_MONTH = 12
_TITLE_LINES = 3
_LONGEST = 90


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """A date pattern without year and month."""
    for group in ("year", "month"):
        if f"(?P<{group}>" not in data["dated"]["date"]:
            yield Mistake(data["dated"]["date"], 0, "regex", (("why", f"(?P<{group}>…)"),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Judge every line that is a date. Its period is the earliest year in the nearest title above, else the report's.

    A date in the last month of the period is left alone. With `cites`, documents of later years that the text below
    names are told as proof; a date within its period is then wrong only if there is such a document."""
    outcome = Outcome(rule, absent=Gap("no-names"))
    said = rule.settings["dated"]
    paragraphs = [p for p in facts.document.paragraphs if p.block not in facts.contents and p.text.strip()]
    for index, paragraph in enumerate(paragraphs):
        match = pattern(said["date"]).fullmatch(squeeze(paragraph.text))
        if match is None:
            continue
        title = _title(paragraphs[:index], pattern(said["title"]))
        if "unless" in said and pattern(said["unless"]).search(title):
            continue
        years = [int(year) for year in _YEAR.findall(title)]
        period = min(years) if years else facts.identity.year if title else None
        if period is None:
            continue
        outcome.looked += 1
        signed = int(match["year"])
        early = signed < period or (signed == period and int(match["month"]) < _LAST_MONTH)
        cited = list(_later(facts, said["cites"], paragraph.block, signed)) if "cites" in said else []
        if early or cited:
            slots = (
                ("原文", " ".join(paragraph.text.split())), ("年度", str(period)),
                ("引用", f"，而且引用了更晚的文件{'、'.join(dict.fromkeys(t for _, t in cited))}" if cited else ""),
                ("问题", f"早于评价期末（{period}年12月31日）" if early else "早于所引文件"),
            )  # fmt: skip
            # A year in a title may be that of the evaluation itself; a later document that is named settles it.
            severity: Severity | None = None if cited else "warning"
            related = tuple(at for at, _ in cited)
            outcome.notes.append(Note(Location(paragraph.block), slots, related, severity=severity))
    return outcome


def _title(before: list[Paragraph], wanted: re.Pattern[str]) -> str:
    """The nearest line above that is a title, with the lines that it goes on from."""
    for index in range(len(before) - 1, -1, -1):
        text = squeeze(before[index].text)
        if len(text) <= _LONGEST and wanted.search(text):
            lines = [squeeze(p.text) for p in before[max(0, index - _TITLE_LINES + 1) : index + 1]]
            kept: list[str] = []
            for line in reversed(lines):
                if kept and (len(line) > _LONGEST or line.endswith(("。", "；"))):
                    break
                kept.append(line)
            return "".join(reversed(kept))
    return ""


def _later(facts: Facts, cites: str, block: int, signed: int) -> Iterator[tuple[Location, str]]:
    for match, spot in facts.script.find(cites):
        if spot.at.block > block and int(match["year"]) > signed:
            yield spot.at, spot.text
