"""Understand a whole report: its tables, then what it is."""

from __future__ import annotations

from collections import Counter

from auditor.meaning.captions import Caption, Captions
from auditor.meaning.contents import contents
from auditor.meaning.forms import read_forms
from auditor.meaning.identify import identify, layouts
from auditor.meaning.mentions import read_mentions
from auditor.meaning.passages import passages, scraps
from auditor.meaning.prose import understand_prose
from auditor.meaning.recognise import recognise, words
from auditor.meaning.sheets import raw_sheet, sheet
from auditor.meaning.signs import places, titles, weighed
from auditor.model.document import Document, Location, Table
from auditor.model.facts import Facts, Unknown
from auditor.model.pack import TableKind, Vocabulary
from auditor.numbers import UNITS, Unit


def understand(document: Document, vocabulary: Vocabulary, profile: str | None = None) -> Facts:
    """All facts of a report. `profile` overrides the one that the report's words suggest."""
    facts = survey(document, vocabulary, profile)
    read_mentions(facts, vocabulary)
    understand_prose(facts, vocabulary)
    return facts


def survey(document: Document, vocabulary: Vocabulary, profile: str | None = None) -> Facts:
    """What a report is and what its tables hold; its sentences are not read."""
    facts = Facts(document, contents=contents(document, vocabulary.captions.get("contents")), needles=vocabulary.needles)
    lines = places(document, facts.contents)
    facts.kinds = weighed(vocabulary.reports, lines)
    facts.titles = titles(vocabulary.reports, facts.kinds, lines)
    kinds = layouts(facts, vocabulary)
    captions = Captions(vocabulary, kinds)
    tables: list[tuple[list[Table], Caption, TableKind | None]] = []
    for table in document.tables:
        if table.parent is not None:
            continue
        caption = captions.of(document, table)
        kind = recognise(caption.kind, words(table), kinds)
        if tables and _continues(tables[-1], table, caption, kind):
            tables[-1][0].append(table)
            if caption.notes:
                pieces, first, known = tables[-1]
                tables[-1] = pieces, first._replace(notes=caption.notes), known
        else:
            tables.append(([table], caption, kind))
    usual = _usual_unit([caption for _, caption, _ in tables])
    group, seen = 0, set[str]()
    for pieces, caption, kind in tables:
        if kind is None:
            raw = raw_sheet(pieces[0], caption, vocabulary, caption.unit or usual)
            facts.unknown.append(Unknown(Location(pieces[0].block), caption.title, raw))
            continue
        if kind.blocks:
            at = caption.at or Location(pieces[0].block, 0, 0)
            title = caption.title if caption.at else kind.name
            if not read_forms(pieces, kind, title, at, caption.year, caption.unit or usual, vocabulary, facts):
                raw = raw_sheet(pieces[0], caption, vocabulary, caption.unit or usual)
                facts.unknown.append(Unknown(Location(pieces[0].block), caption.title, raw))
            continue
        if kind.name in seen:
            group, seen = group + 1, set()
        seen.add(kind.name)
        unit = caption.unit or usual
        facts.sheets.append(sheet(pieces, kind, caption, vocabulary, unit, pieces[0].number, group))
    facts.identity = identify(document, facts, [caption for _, caption, _ in tables], vocabulary, profile, lines)
    facts.passages = passages(document, facts.titles)
    facts.scraps = scraps(document)
    return facts


def _usual_unit(captions: list[Caption]) -> Unit:
    """The money unit of most tables of the report; 万元 when none says."""
    units = Counter(caption.unit for caption in captions if caption.unit and caption.unit.measure == "money")
    return units.most_common(1)[0][0] if units else UNITS["万元"]


def _continues(
    before: tuple[list[Table], Caption, TableKind | None], table: Table, caption: Caption, kind: TableKind | None
) -> bool:
    """Whether a table goes on from the one before it, cut by a page break: same columns, nothing but 续表 between."""
    pieces, _, known = before
    last = pieces[-1]
    if table.width != last.width or table.sheet != last.sheet:
        return False
    if caption.continued and (caption.kind is None or caption.kind is known):
        return True
    # Nothing stands between the two: in print they are one table, with or without its header repeated.
    return table.block == last.block + 1 and caption.kind is None and (kind is None or kind is known)
