"""Tables and parts that a report of its kind must have: rules that say `required:`. Which they are, the profile says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks.titles import entries, lines, names, tails
from auditor.checks.words import front, listed
from auditor.labels import squeeze
from auditor.model.document import Location
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Scalar, Shape
from auditor.model.text import pattern

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "required"
SETTINGS: Final[Mapping[str, Shape]] = {"required": Scalar(choices=("tables", "parts")), "least": Scalar(pattern=r"\d+")}


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Look for each of them. A report that has fewer than `least` of them is a piece of one, and is not judged."""
    outcome = Outcome(rule, absent=Gap("no-profile"))
    identity = facts.identity
    wanted = vocabulary.setting(identity.profile, "required", identity.kind or "")
    if not wanted:
        return outcome
    sort = rule.settings["required"]
    finder = _tables if sort == "tables" else _parts
    missing = []
    for name, there in finder(wanted, facts, vocabulary):
        outcome.looked += 1
        if not there:
            missing.append(name)
    if outcome.looked - len(missing) < int(rule.settings.get("least", "1")):
        return Outcome(rule, absent=Gap("no-tables" if sort == "tables" else "no-sentences"))
    pictures = any(notice.kind == "picture" for notice in facts.document.notices)
    for name in missing:
        promised = next((at for at, text in entries(facts) if names(name, text)), None)
        if sort == "tables" and pictures:
            outcome.gaps.append(Gap("pictures", (("table", name),)))
        else:
            outcome.notes.append(_note(name, promised or front(facts), promised is not None, facts))
    return outcome


def _note(name: str, at: Location, promised: bool, facts: Facts) -> Note:
    slots = (
        ("名称", name),
        ("目录", "目录列有，正文没有" if promised else ""),
        ("体例", facts.identity.profile or ""),
        ("组", name),
    )
    return Note(at, slots, expected=name)


def _tables(wanted: Mapping[str, Any], facts: Facts, vocabulary: Vocabulary) -> Iterator[tuple[str, bool]]:
    since = wanted.get("since", {})
    known = {kind.name: kind.titles for kind in vocabulary.tables.values()}
    titles = {title: name for name, others in known.items() for title in (*others, name)}
    titles.update((name, name) for name in wanted.get("tables", ()))
    known_as = {squeeze(title): name for title, name in titles.items()}
    lengths = sorted({len(title) for title in known_as}, reverse=True)
    held = {sheet.kind for sheet in facts.sheets}
    last = {title[-1] for title in known_as}
    for _, text in lines(facts):
        # 支出决算表 is also the end of longer titles: a line names the table with the longest one that fits.
        ends = [end for end in tails(text) if end[-1:] in last]
        if ends:
            held.update([known_as[end[-n:]] for n in lengths for end in ends if end[-n:] in known_as][:1])
    for name in wanted.get("tables", ()):
        if not (facts.identity.year and facts.identity.year < int(since.get(name, "0"))):
            yield name, name in held


def _parts(wanted: Mapping[str, Any], facts: Facts, vocabulary: Vocabulary) -> Iterator[tuple[str, bool]]:
    there = "\n".join(text for _, text in lines(facts))
    for name, patterns in wanted.get("parts", {}).items():
        yield name, any(pattern(match).search(there) for match in listed(patterns))
