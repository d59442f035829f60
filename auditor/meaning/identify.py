"""What a report is: kind, year, owner, usual unit and profile, from its title, captions and words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from auditor.labels import squeeze
from auditor.meaning.captions import Caption
from auditor.model.document import Document, Paragraph
from auditor.model.facts import Facts, Identity
from auditor.model.kinds import ReportKind
from auditor.model.pack import TableKind, Vocabulary

_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
_FRONT = 12
_LONGEST_TITLE = 60
_LONGEST_LABEL = 24
_COVER = 10
_COVER_LINES = 3


def identify(
    document: Document, facts: Facts, captions: list[Caption], vocabulary: Vocabulary, profile: str | None
) -> Identity:
    """The identity of a report; what it does not say is None."""
    front = _front(document)
    held = {sheet.kind for sheet in facts.sheets}
    years = Counter(caption.year for caption in captions if caption.year)
    year = years.most_common(1)[0][0] if years else None
    cover = _cover(document, facts, vocabulary)
    told_year, told_entity = _labelled(document, vocabulary)
    if year is None and told_year:
        year = int(told_year)
    if year is None:
        year = next((int(m[1]) for text in front if (m := _YEAR.search(text))), None)
    entities = Counter(caption.entity for caption in captions if caption.entity)
    entity = entities.most_common(1)[0][0] if entities else told_entity or cover
    units = Counter(sheet.unit.name for sheet in facts.sheets if sheet.unit and sheet.unit.measure == "money")
    return Identity(
        _kind(document, held, vocabulary),
        year,
        entity,
        units.most_common(1)[0][0] if units else None,
        profile or _profile(document, vocabulary),
    )


def _cover(document: Document, facts: Facts, vocabulary: Vocabulary) -> str | None:
    """The name on the cover: before or behind the year and the kind of report, over up to three lines."""
    pattern = vocabulary.captions.get("cover")
    if pattern is None:
        return None
    lines: list[str] = []
    for block in document.blocks[:_COVER]:
        if not isinstance(block, Paragraph) or block.block in facts.contents:
            break
        if block.text.strip():
            lines.append(squeeze(block.text))
    for start in range(len(lines)):
        for count in range(1, _COVER_LINES + 1):
            match = pattern.search("".join(lines[start : start + count]))
            if match:
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


def titled(document: Document, vocabulary: Vocabulary) -> ReportKind | None:
    """The kind of report that the first lines say it is."""
    for text in _front(document):
        if len(text) > _LONGEST_TITLE:
            continue
        for report in vocabulary.reports:
            if any(pattern.search(text) for pattern in report.titles):
                return report
    return None


def layouts(document: Document, vocabulary: Vocabulary) -> list[TableKind]:
    """The layouts of tables that a report of its kind may have."""
    report = titled(document, vocabulary)
    name, own = (report.name, report.own_tables) if report else (None, False)
    return [
        kind for kind in vocabulary.tables.values()
        if (name in kind.reports if kind.reports else not own or kind.blocks or kind.block.shape)
    ]  # fmt: skip


def _front(document: Document) -> list[str]:
    return [squeeze(p.text) for p in document.paragraphs[:_FRONT] if p.text.strip()]


def _kind(document: Document, held: set[str], vocabulary: Vocabulary) -> str | None:
    if report := titled(document, vocabulary):
        return report.name
    for report in vocabulary.reports:
        if held & set(report.tables):
            return report.name
    return None


def _profile(document: Document, vocabulary: Vocabulary) -> str | None:
    if not vocabulary.profiles:
        return None
    scores: Counter[str] = Counter()
    texts = [block.text for block in document.paragraphs]
    whole = "\n".join(texts)
    for candidate in vocabulary.profiles:
        for pattern in candidate.detect:
            if pattern.search(whole):
                scores[candidate.name] += sum(bool(pattern.search(text)) for text in texts)
    best = scores.most_common(1)
    return best[0][0] if best and best[0][1] else None
