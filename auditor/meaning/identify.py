"""What a report is: kind, year, owner, usual unit and profile, by all that its title, captions and words say."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from auditor.labels import squeeze
from auditor.meaning.captions import Caption
from auditor.meaning.signs import LEAST, Places, chosen, weighed
from auditor.model.document import Document
from auditor.model.facts import Facts, Identity
from auditor.model.kinds import ReportKind
from auditor.model.pack import TableKind, Vocabulary

_YEAR = re.compile(r"(?<!\d)(20\d{2})年(?!\d{1,2}月)")
_TITLE = 4
_TOLD = 2
"""What the title says of the year counts as much as the captions of four tables; a name on the cover or beside its label as two
captions: one caption copied from elsewhere does not change whose report it is."""
_FISCAL = 2
_LONGEST_LABEL = 24
_COVER = 10
_COVER_LINES = 3


def identify(
    document: Document, facts: Facts, captions: list[Caption], vocabulary: Vocabulary, profile: str | None, lines: Places
) -> Identity:
    """The identity of a report; what it does not say is None. Its kind was weighed before (`facts.kinds`)."""
    told_year, told_entity = _labelled(document, vocabulary)
    entity = _entity(captions, told_entity, _cover(vocabulary, lines))
    units = Counter(sheet.unit.name for sheet in facts.sheets if sheet.unit and sheet.unit.measure == "money")
    facts.profiles = weighed(vocabulary.profiles, {**lines, "entity": [squeeze(entity)] if entity else []})
    return Identity(
        chosen(facts.kinds) or _held(facts, vocabulary),
        _year(captions, told_year, lines),
        entity,
        units.most_common(1)[0][0] if units else None,
        profile or chosen(facts.profiles),
    )


def _year(captions: list[Caption], told: str | None, lines: Places) -> int | None:
    """The year that most speaks for: captions, the title, a label; else the year that most headings and sentences name."""
    votes = Counter(caption.year for caption in captions if caption.year)
    title = next((int(m[1]) for line in lines["title"] if (m := _YEAR.search(line))), None)
    if title:
        votes[title] += _TITLE
    if told:
        votes[int(told)] += _TOLD
    if not votes:
        told_in = [*lines["heading"], *lines["text"]]
        votes = Counter(int(year) for line in told_in for year in set(_YEAR.findall(line)))
    return votes.most_common(1)[0][0] if votes else None


def _entity(captions: list[Caption], *told: str | None) -> str | None:
    votes: Counter[str] = Counter()
    for name in told:
        if name:
            votes[name] += _TOLD
    votes.update(caption.entity for caption in captions if caption.entity)
    return votes.most_common(1)[0][0] if votes else None


def _cover(vocabulary: Vocabulary, lines: Places) -> str | None:
    """The name on the cover, before or behind the year and the kind of report, over up to three lines; else in a heading."""
    pattern = vocabulary.captions.get("cover")
    if pattern is None:
        return None
    title = [line for line in lines["title"] if len(line) > 1]  # a single character, as the name of a sheet, begins no name
    joined = ("".join(title[start : start + count]) for start in range(len(title)) for count in range(1, _COVER_LINES + 1))
    for line in (*joined, *lines["heading"][:_COVER]):
        if match := pattern.search(line):
            return next((group for group in match.groups() if group), None)
    return None


def _labelled(document: Document, vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    """Year and owner as told in a table, each in the cell behind its label."""
    wanted = vocabulary.captions.get("year_label"), vocabulary.captions.get("entity_label")
    told: list[str | None] = [None, None]
    for table in document.tables:
        for label, value in pairwise(table.cells):
            if label.row != value.row:
                continue
            if not label.text or len(label.text) > _LONGEST_LABEL:
                continue
            for index, pattern in enumerate(wanted):
                if told[index] is None and pattern and pattern.fullmatch(squeeze(label.text)):
                    told[index] = squeeze(value.text) or None
    year = _YEAR.search(told[0]) if told[0] else None
    return year[1] if year else None, told[1]


def layouts(facts: Facts, vocabulary: Vocabulary) -> list[TableKind]:
    """The layouts of tables that a report of its kind may have."""
    name = chosen(facts.kinds)
    report = next((one for one in vocabulary.reports if one.name == name), None)
    own = report is not None and report.own_tables
    return [
        kind for kind in vocabulary.tables.values()
        if (name in kind.reports if kind.reports else not own or kind.blocks or kind.block.shape)
    ]  # fmt: skip


def kind_of(facts: Facts, vocabulary: Vocabulary) -> ReportKind | None:
    """What the pack says of its kind of report."""
    return next((one for one in vocabulary.reports if one.name == facts.identity.kind), None)


def is_fiscal(facts: Facts, vocabulary: Vocabulary) -> bool:
    """Whether the document can be a report at all: its kind is known, or its words speak of public money, more than one of
    them, for any letter may ask for a budget."""
    words = vocabulary.captions.get("fiscal")
    if facts.identity.kind or facts.sheets or words is None:
        return True
    said: set[str] = set()
    for passage in (*facts.passages, *facts.scraps):
        said.update(words.findall(passage.folded))
        if len(said) >= _FISCAL:
            return True
    return False


def _held(facts: Facts, vocabulary: Vocabulary) -> str | None:
    """The kind of report whose tables it has, where no sign speaks."""
    if facts.kinds and facts.kinds[0].points >= LEAST:
        return None
    held = {sheet.kind for sheet in facts.sheets}
    return next((report.name for report in vocabulary.reports if held & set(report.tables)), None)
