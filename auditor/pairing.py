"""Which documents belong beside a report: paired by office, year and kind as read, never by the names of files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from auditor.labels import squeeze
from auditor.model.document import Paragraph
from auditor.model.facts import Facts
from auditor.model.partners import Beside, Companions, Pairing, Partner, PartnerKind
from auditor.model.report import Gap
from auditor.numbers import numeral

_FRONT = 12
_SHORTEST_NAME = 4


def partner(facts: Facts, pairing: Pairing) -> Partner:
    """A document that was understood, as something that reports are compared with."""
    document = facts.document
    front = "\n".join(squeeze(p.text) for p in document.paragraphs[:_FRONT])
    level = next((name for name, pattern in pairing.levels.items() if pattern.search(front)), "")
    return Partner(document.path, content(facts), _slim(facts), tuple(_names(facts, pairing)), level, front)


def pair(facts: Facts, partners: Sequence[Partner], pairing: Pairing) -> Beside | None:
    """The documents beside a report, by the names that the pack gives them; None when it has none. A report, and another file
    that says the same, is no partner of itself."""
    if facts.identity.year is None or not partners:
        return None
    own = partner(facts, pairing)
    others: dict[str, Partner] = {}
    for one in partners:
        if one.content != own.content:
            others.setdefault(one.content, one)
    chosen: dict[str, int] = {}
    named: dict[str, Companions] = {}
    for kind in pairing.kinds.values():
        found = _found(own, kind, list(others.values()), facts, pairing)
        if len(found) > 1 and not kind.many:
            paths = "、".join(sorted(one.path for one in found))
            named[kind.name] = Companions((), Gap("several-partners", (("partner", kind.name), ("paths", paths))))
        elif found:
            numbers = tuple(chosen.setdefault(one.content, len(chosen) + 1) for one in found)
            named[kind.name] = Companions(numbers, None, _complete(kind, len(found), facts))
    return Beside(tuple(others[one] for one in chosen), named) if named else None


def _found(own: Partner, kind: PartnerKind, others: Sequence[Partner], facts: Facts, pairing: Pairing) -> list[Partner]:
    if kind.own_level and own.level != kind.own_level:
        return []
    fitting = [one for one in others if _fits(one, kind, own)]
    if kind.entity == "named":
        text = facts.script.text
        return [one for one in fitting if any(len(n) >= _SHORTEST_NAME and n in text for n in one.names)]
    exact = [one for one in fitting if set(one.names) & set(own.names)]
    return exact or [one for one in fitting if any(_alias(a, b, pairing) for a in one.names for b in own.names)]


def _fits(one: Partner, kind: PartnerKind, own: Partner) -> bool:
    """Whether a document is of the kind, year and level that the name asks for."""
    identity, year = one.facts.identity, own.facts.identity.year
    if year is None or identity.year != year + kind.year:
        return False
    if kind.level and one.level != kind.level:
        return False
    if kind.entity == "same" and not kind.own_level and one.level and own.level and one.level != own.level:
        return False
    if identity.kind in kind.reports or (kind.titled and kind.titled.search(one.title)):
        return True
    return any(form.kind in kind.holds and not form.blank for form in one.facts.forms)


def _alias(one: str, other: str, pairing: Pairing) -> bool:
    """Whether two names are of one office: the longer has but the name of its region more, in front."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_NAME or not long.endswith(short) or pairing.affixes is None:
        return False
    return pairing.affixes.fullmatch(long[: len(long) - len(short)]) is not None


def _complete(kind: PartnerKind, found: int, facts: Facts) -> bool | None:
    """Whether as many are there as the report says; None when it does not say, or says different numbers."""
    if kind.counted is None:
        return None
    told = {_number(match["n"]) for match, _ in facts.script.find(kind.counted.pattern)}
    return told == {found} if len(told) == 1 else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(numeral(text))


def _names(facts: Facts, pairing: Pairing) -> Iterator[str]:
    """The offices that a report is of, as it and its forms print them."""
    printed = [facts.identity.entity] if facts.identity.entity else []
    for form in facts.forms:
        rows = [row for rows in form.rows.values() for row in rows]
        printed += [row.text(field) for row in rows for field in pairing.owners if row.text(field)]
    for name in dict.fromkeys(squeeze(text) for text in printed):
        yield pairing.suffixes.sub("", name) if pairing.suffixes else name


def content(facts: Facts) -> str:
    """A digest of what a report is and of its numbers, in whatever format it is printed."""
    said = hashlib.sha256(repr(facts.identity[:3]).encode())
    for fact in facts.numbers:
        said.update(f"{fact.sheet}|{'|'.join(fact.key)}|{fact.value}\n".encode())
    return said.hexdigest()[:32]


def _slim(facts: Facts) -> Facts:
    """Without the words that no number stands in."""
    kept = set(_blocks(facts))
    blocks = tuple(
        block if block.block in kept else Paragraph(block.block, 0, "") for block in facts.document.blocks
    )  # fmt: skip
    document = replace(facts.document, blocks=blocks, properties={}, notices=())
    return Facts(
        document, facts.identity, facts.sheets, [], [], facts.statements, [], [], facts.forms, facts.mentions, facts.phrases
    )


def _blocks(facts: Facts) -> Iterable[int]:
    for sheet in facts.sheets:
        yield from (fact.at.block for fact in sheet.facts.values())
    for statement in facts.statements:
        yield from (fact.at.block for fact in statement.figures.values())
    for rows in facts.mentions.values():
        yield from (entry.fact.at.block for row in rows for entry in row.cells.values())
