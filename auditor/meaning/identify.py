"""What a report is: kind, year, owner, usual unit and profile, from its title, captions and words."""

from __future__ import annotations

import re
from collections import Counter

from auditor.labels import squeeze
from auditor.meaning.captions import Caption
from auditor.model.document import Document
from auditor.model.facts import Facts, Identity
from auditor.model.pack import Vocabulary

_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
_FRONT = 12


def identify(
    document: Document, facts: Facts, captions: list[Caption], vocabulary: Vocabulary, profile: str | None
) -> Identity:
    """The identity of a report; what it does not say is None."""
    front = [squeeze(p.text) for p in document.paragraphs[:_FRONT] if p.text.strip()]
    held = {sheet.kind for sheet in facts.sheets}
    years = Counter(caption.year for caption in captions if caption.year)
    year = years.most_common(1)[0][0] if years else None
    if year is None:
        year = next((int(m[1]) for text in front if (m := _YEAR.search(text))), None)
    entities = Counter(caption.entity for caption in captions if caption.entity)
    units = Counter(sheet.unit.name for sheet in facts.sheets if sheet.unit and sheet.unit.measure == "money")
    return Identity(
        _kind(front, held, vocabulary),
        year,
        entities.most_common(1)[0][0] if entities else None,
        units.most_common(1)[0][0] if units else None,
        profile or _profile(document, vocabulary),
    )


def _kind(front: list[str], held: set[str], vocabulary: Vocabulary) -> str | None:
    for text in front:
        for report in vocabulary.reports:
            if any(pattern.search(text) for pattern in report.titles):
                return report.name
    for report in vocabulary.reports:
        if held & set(report.tables):
            return report.name
    return None


def _profile(document: Document, vocabulary: Vocabulary) -> str | None:
    if not vocabulary.profiles:
        return None
    scores: Counter[str] = Counter()
    for block in document.paragraphs:
        for candidate in vocabulary.profiles:
            scores[candidate.name] += sum(bool(pattern.search(block.text)) for pattern in candidate.detect)
    best = scores.most_common(1)
    return best[0][0] if best and best[0][1] else None
