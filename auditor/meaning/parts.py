"""What a name means inside a list of parts: 基本支出 of an item is not that of the whole."""

from __future__ import annotations

from auditor.meaning.drafts import Draft
from auditor.meaning.subjects import Mention
from auditor.model.facts import Meaning


def scoped(meanings: tuple[Meaning, ...], mention: Mention, whole: Draft | None) -> tuple[Meaning, ...]:
    """The meanings of a name told as a part of `whole`: with the dimensions of the whole that the name leaves open; none when
    the whole is unknown, or is something that the name's usual meaning is no part of."""
    if whole is None or not meanings:
        return meanings
    if not whole.meanings:
        return () if whole.figures else meanings
    found: dict[Meaning, None] = {}
    for meaning in meanings:
        for around in whole.meanings:
            made = _inside(meaning, around, mention.implied)
            if made is not None:
                found[made] = None
    return tuple(found)


def _inside(meaning: Meaning, around: Meaning, implied: frozenset[str]) -> Meaning | None:
    if meaning.concept != around.concept:
        return meaning
    said = dict(meaning.dimensions)
    for name, value in around.dimensions:
        if name not in said:
            said[name] = value
        elif name in implied and said[name] != value:
            return None
    return Meaning(meaning.concept, tuple(sorted(said.items())))
