"""Attachments that a report names against those that it has: rules that say `attachments:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from auditor.checks import Mistake
from auditor.checks.titles import lines
from auditor.checks.words import WHERE, found, note
from auditor.labels import squeeze
from auditor.model.document import Location
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Note, Outcome
from auditor.model.shape import Keys, Regex, Shape
from auditor.model.text import Spot, pattern

NUMERIC: Final = False
WHOLE: Final = True
KEY: Final = "attachments"
SETTINGS: Final[Mapping[str, Shape]] = {
    "attachments": Keys({"named": Regex(), "head": Regex(), "declared": Regex()}, required=("named", "head")),
    **WHERE,
}
_NEAR = 4
_LEAST = 4


class _Head(NamedTuple):
    block: int
    number: str


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Patterns that do not catch what they must."""
    for key, group in (("named", "name"), ("head", "number"), ("declared", "number")):
        text = data["attachments"].get(key)
        if text is not None and f"(?P<{group}>" not in text:
            yield Mistake(text, 0, "regex", (("why", f"(?P<{group}>…)"),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Without `declared`: what `named` points at (by name, by number or just so) must be there. With it: what is declared
    as number n must stand under that number. `head` is the line above an attachment."""
    outcome = Outcome(rule, absent=Gap("no-attachments"))
    said = rule.settings["attachments"]
    there = list(lines(facts))
    heads = [_Head(at.block, match["number"] or "") for at, text in there if (match := pattern(said["head"]).search(text))]
    titles = [(at.block, text) for at, text in there]
    if "declared" in said:
        _declared(outcome, said["declared"], heads, titles, facts)
    else:
        _named(outcome, said["named"], heads, titles, facts)
    return outcome


def _named(outcome: Outcome, named: str, heads: list[_Head], titles: list[tuple[int, str]], facts: Facts) -> None:
    groups: dict[str, list[Spot]] = {}
    for match, spot in found(facts, named, outcome.rule.settings):
        outcome.looked += 1
        name, number = match["name"] or "", match.groupdict().get("number") or ""
        own = {piece.at.block for piece in spot.passage.pieces}
        if name:
            present = any(block not in own and _same(name, text) for block, text in titles)
        elif number:
            present = any(head.number == number for head in heads)
        else:
            present = any(head.block not in own for head in heads)
        if not present:
            groups.setdefault(name or number, []).append(spot)
    for name, spots in groups.items():
        outcome.notes.append(note(spots, 名称=name))


def _same(name: str, line: str) -> bool:
    """Whether a line is that title: as words of either one, brackets and numbers aside."""
    name, line = squeeze(name), squeeze(line)
    return len(line) >= _LEAST and (name in line or (line in name and len(line) * 2 > len(name)))


def _declared(outcome: Outcome, declared: str, heads: list[_Head], titles: list[tuple[int, str]], facts: Facts) -> None:
    """One note for all declared attachments that stand under another number or under none."""
    spots: list[Spot] = []
    wrong: list[str] = []
    places: list[Location] = []
    for match, spot in found(facts, declared, {}):
        title = _plain(match["name"])
        own = spot.passage.pieces[0].at.block
        block = next((b for b, text in titles if b > own and _plain(text) == title), None)
        if block is None:
            continue
        outcome.looked += 1
        head = next((h for h in reversed(heads) if block - _NEAR <= h.block <= block), None)
        number = head.number if head else ""
        if number != match["number"]:
            spots.append(spot)
            places.append(Location(block))
            wrong.append(f"{match['number']}（{'实为' + number if number else '无编号'}）")
    if spots:
        made: Note = note(spots, 编号="、".join(wrong))
        outcome.notes.append(made._replace(related=(*made.related, *places)))


def _plain(text: str) -> str:
    """A title without its remarks in brackets."""
    line = squeeze(text)
    while "(" in line and ")" in line[line.index("(") :]:
        start = line.index("(")
        line = line[:start] + line[line.index(")", start) + 1 :]
    return line
