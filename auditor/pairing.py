"""Which documents belong beside a report: paired by office, year and kind as read, never by the names of files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from auditor.labels import squeeze
from auditor.model.document import Paragraph
from auditor.model.facts import TEXT, Facts
from auditor.model.partners import Beside, Card, Companions, Pairing, Partner, PartnerKind, front, subject
from auditor.model.report import Gap
from auditor.numbers import numeral

_SHORTEST_NAME = 4
_LONGEST_LIST = 300
_NEAR = 6
_NONE = ("", None)


def card(facts: Facts, pairing: Pairing) -> Card:
    """What tells where a document belongs that was understood, or at least surveyed."""
    document, identity = facts.document, facts.identity
    names = tuple(_names(facts, pairing))
    lines = front(document)
    level = next((name for line in (*lines, *names) for name, pattern in pairing.levels.items() if pattern.search(line)), "")
    held = tuple(dict.fromkeys(form.kind for form in facts.forms if not form.blank))
    subjects = tuple(filter(None, (subject(form, pairing.subjects) for form in facts.forms)))
    lists = {kind.name: _list(facts, kind.listed) for kind in pairing.kinds.values() if kind.listed}
    return Card(
        document.path, content(facts), identity.kind, identity.year, names, level, "\n".join(lines), held, subjects, lists
    )  # fmt: skip


def partner(facts: Facts, pairing: Pairing) -> Partner:
    """A document that was understood, as something that reports are compared with."""
    return Partner(card(facts, pairing), _slim(facts))


def pair(facts: Facts, partners: Sequence[Partner], pairing: Pairing) -> Beside | None:
    """The documents beside a report, by the names that the pack gives them; None when it has none. A report, and another file
    that says the same, is no partner of itself."""
    if facts.identity.year is None or not partners:
        return None
    own = card(facts, pairing)
    whole = {one.card.path: one for one in partners}
    chosen: dict[str, int] = {}
    named: dict[str, Companions] = {}
    for kind, found, sure in _companions(own, [one.card for one in partners], pairing):
        if len(found) > 1 and not kind.many:
            paths = "、".join(sorted(one.path for one in found))
            named[kind.name] = Companions((), Gap("several-partners", (("partner", kind.name), ("paths", paths))))
        else:
            numbers = tuple(chosen.setdefault(one.path, len(chosen) + 1) for one in found)
            counted = own.lists.get(kind.name, _NONE)[1] if kind.listed else None
            named[kind.name] = Companions(numbers, None, None if counted is None else counted == len(found), sure)
    return Beside(tuple(whole[path] for path in chosen), named) if named else None


def related(own: Card, others: Sequence[Card], pairing: Pairing) -> list[str]:
    """The files that belong beside a document, or may."""
    found = {one.path for _, companions, _ in _companions(own, others, pairing) for one in companions}
    return sorted(found)


def _companions(own: Card, others: Sequence[Card], pairing: Pairing) -> Iterator[tuple[PartnerKind, list[Card], bool]]:
    """The documents that each name stands for, if any, and whether it is certain that they belong to the report."""
    distinct: dict[str, Card] = {}
    for one in sorted(others, key=lambda one: one.path):
        if one.content != own.content and not _edition(own, one):
            distinct.setdefault(one.content, one)
    for kind in pairing.kinds.values():
        found, sure = _found(own, kind, list(distinct.values()), pairing)
        if found:
            yield kind, found, sure


def _edition(own: Card, one: Card) -> bool:
    """Whether that is another edition (a draft) of the report itself, which holds what the report holds."""
    what, other = (own.kind, own.year, own.level, set(own.names)), (one.kind, one.year, one.level, set(one.names))
    return bool(own.kind) and what == other and set(own.held) == set(one.held)


def _found(own: Card, kind: PartnerKind, others: Sequence[Card], pairing: Pairing) -> tuple[list[Card], bool]:
    """The documents that may go by that name, and whether it is certain that they belong to the report."""
    if kind.own_level and own.level != kind.own_level:
        return [], True
    fitting = [one for one in others if _fits(one, kind, own, pairing.marked)]
    if kind.about:
        fitting = [one for one in fitting if _named(one.subjects, own.title) or _named(own.subjects, one.title)]
    if kind.listed:
        text, _ = own.lists.get(kind.name, _NONE)
        return [
            one for one in fitting if any(len(n) >= _SHORTEST_NAME and n in text for n in bare_names(one, pairing))
        ], True  # fmt: skip
    mine = bare_names(own, pairing)
    exact = [one for one in fitting if mine & bare_names(one, pairing)]
    level = [one for one in exact if one.level == own.level or kind.holds]
    if level or exact:
        return level or exact, bool(level)
    return [
        one for one in fitting
        if any(_alias(a, b, pairing) for a in one.names for b in own.names)
        or (not own.names and _named(one.names, _told(own))) or (not one.names and _named(own.names, _told(one)))
    ], False  # fmt: skip


def bare_names(one: Card, pairing: Pairing) -> set[str]:
    """The names of a document's offices without the words that tell a head office from its department."""
    return {_without(pairing.head, name) for name in one.names}


def _told(one: Card) -> str:
    """Where a document without an owner may name one."""
    return "\n".join((one.title, *one.subjects))


def _named(subjects: Iterable[str], title: str) -> bool:
    return any(subject in title for subject in subjects)


def _fits(one: Card, kind: PartnerKind, own: Card, marked: Set[str]) -> bool:
    """Whether a document is of the kind, year and level that the name asks for."""
    if own.year is None or one.year != own.year + kind.year:
        return False
    if kind.levels and one.level not in kind.levels:
        return False
    if not kind.listed and one.level != own.level and ((one.level and own.level) or {one.level, own.level} & marked):
        return False
    if one.kind in kind.reports or (kind.titled and kind.titled.search(one.title)):
        return True
    return bool(set(one.held) & set(kind.holds))


def _alias(one: str, other: str, pairing: Pairing) -> bool:
    """Whether two names are of one office: the longer has but the name of its region more, in front."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_NAME or not long.endswith(short) or pairing.affixes is None:
        return False
    return pairing.affixes.fullmatch(long[: len(long) - len(short)]) is not None


def _list(facts: Facts, start: re.Pattern[str]) -> tuple[str, int | None]:
    """The words from where a list of offices begins up to the next heading, and how many it says there are."""
    found = list(facts.script.find(start.pattern))
    counts = {_number(match["n"]) for match, _ in found if match.groupdict().get("n")}
    lines: list[str] = []
    for _, spot in found:
        first = facts.script.passages.index(spot.passage)
        for passage in facts.script.passages[first : first + _LONGEST_LIST]:
            if passage.heading and passage is not spot.passage:
                break
            lines.append(passage.folded)
        begun = spot.at.block
        table = next((t for t in facts.document.tables if begun < t.block <= begun + _NEAR), None)
        lines += [squeeze(cell.text) for cell in table.cells] if table else []
    return "\n".join(lines), counts.pop() if len(counts) == 1 else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(numeral(text))


def _names(facts: Facts, pairing: Pairing) -> Iterator[str]:
    """The offices that a report is of as it prints them; where it does not say, those that its forms name."""
    printed = [facts.identity.entity] if facts.identity.entity else []
    for form in facts.forms if not printed else ():
        rows = [row for rows in form.rows.values() for row in rows]
        printed += [row.text(field) for row in rows for field in pairing.owners if row.text(field)]
    for name in dict.fromkeys(squeeze(text) for text in printed):
        yield _without(pairing.suffixes, name)


def _without(pattern: re.Pattern[str] | None, name: str) -> str:
    return pattern.sub("", name) if pattern else name


def content(facts: Facts) -> str:
    """A digest of what a report is and of the amounts in its tables (of its text where it has none), in whatever format it is
    printed."""
    amounts = [fact for fact in facts.numbers if fact.sheet != TEXT and fact.value] or facts.numbers
    lines = sorted({f"{fact.sheet}|{'|'.join(fact.key)}|{fact.value:f}" for fact in amounts})
    return hashlib.sha256("\n".join([repr(facts.identity[:3]), *lines]).encode()).hexdigest()[:32]


def _slim(facts: Facts) -> Facts:
    """Without the words that no number stands in."""
    kept = set(_blocks(facts))
    blocks = tuple(
        block if block.block in kept else Paragraph(block.block, 0, "") for block in facts.document.blocks
    )  # fmt: skip
    document = replace(facts.document, blocks=blocks, properties={}, notices=())
    return Facts(
        document,
        facts.identity,
        facts.sheets,
        [],
        [],
        facts.statements,
        [],
        [],
        facts.forms,
        facts.mentions,
        facts.phrases,
        unit_told=facts.unit_told,
    )


def _blocks(facts: Facts) -> Iterable[int]:
    for sheet in facts.sheets:
        yield from (fact.at.block for fact in sheet.facts.values())
    for statement in facts.statements:
        yield from (fact.at.block for fact in statement.figures.values())
    for rows in facts.mentions.values():
        yield from (entry.fact.at.block for row in rows for entry in row.cells.values())
