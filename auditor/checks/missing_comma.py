"""Two items of a list run together because the comma between them is missing: rules that say `missing_comma:`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from auditor.checks.words import WHERE, found, note
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Outcome
from auditor.model.shape import Regex, Shape

NUMERIC: Final = False
KEY: Final = "missing_comma"
SETTINGS: Final[Mapping[str, Shape]] = {"missing_comma": Regex(), **WHERE}
_SUFFIX = 2
_LEAST_STEM = 2
_MOST_STEM = 5
_LEAST_ALIKE = 2
_JOINED = frozenset("的等和及与或外中")


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """In a list whose items mostly end alike (收支管理、资产管理), an item with that ending twice (采购管理合同管理) is two."""
    outcome = Outcome(rule)
    for match, _ in found(facts, rule.settings["missing_comma"], rule.settings):
        outcome.looked += 1
        items = [(item[0], match.start() + item.start()) for item in re.finditer(r"[^、]+", match[0])]
        endings = Counter(text[-_SUFFIX:] for text, _ in items if len(text) > _SUFFIX)
        for text, start in items:
            ending = text[-_SUFFIX:]
            if endings[ending] > _LEAST_ALIKE and _twice(text, ending):
                cut = text.index(ending) + _SUFFIX
                spot = facts.script.spot(start, start + len(text))
                outcome.notes.append(
                    note([spot], 改为=f"{text[:cut]}、{text[cut:]}")._replace(expected=f"{text[:cut]}、{text[cut:]}")
                )
    return outcome


def _twice(text: str, ending: str) -> bool:
    parts = text.split(ending)
    stems = parts[:2]
    return (
        len(parts) == 3
        and not parts[2]
        and all(_LEAST_STEM <= len(stem) <= _MOST_STEM and not _JOINED & set(stem) for stem in stems)
    )
