"""Which of many documents may belong together: few are looked at closely for each, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from auditor.model.partners import Card, Pairing
from auditor.pairing import bare_names

_HEAD: Final = 3
"""So many characters of a name are looked up; names and subjects are no shorter."""
_SHORTEST: Final = 4


def neighbours(cards: Sequence[Card], pairing: Pairing) -> Iterator[list[Card]]:
    """For each document those that bear its name or a longer or shorter one, or are named in it, or the other way round."""
    owners: dict[str, list[int]] = defaultdict(list)
    heads: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for index, card in enumerate(cards):
        names = bare_names(card, pairing)
        for name in names:
            owners[name].append(index)
        for word in {*names, *card.subjects}:
            heads[word[:_HEAD]].append((word, index))
    near: list[set[int]] = [set() for _ in cards]
    for index, card in enumerate(cards):
        found = {
            other
            for name in bare_names(card, pairing)
            for start in range(max(len(name) - _SHORTEST, 0) + 1)
            for other in owners.get(name[start:], ())
        }
        for text in {card.title, *card.subjects, *(words for words, _ in card.lists.values())}:
            found.update(_mentioned(text, heads))
        for other in found:
            near[index].add(other)
            near[other].add(index)
    for index, found in enumerate(near):
        yield [cards[other] for other in sorted(found - {index})]


def _mentioned(text: str, heads: dict[str, list[tuple[str, int]]]) -> Iterator[int]:
    """The documents whose name or subject stands in the text."""
    for start in range(len(text) - _HEAD + 1):
        for word, index in heads.get(text[start : start + _HEAD], ()):
            if text.startswith(word, start):
                yield index
