"""Names that were given up for others: rules that say `outdated:` with a classification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.words import WHERE, found, note
from auditor.model.classification import Classification
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Outcome
from auditor.model.shape import Many, Regex, Scalar, Shape

NUMERIC: Final = False
KEY: Final = "outdated"
SETTINGS: Final[Mapping[str, Shape]] = {"outdated": Many(Scalar()), "before": Regex(), **WHERE}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown classifications."""
    known = _classifications(vocabulary)
    for name in data["outdated"]:
        if name not in known:
            yield Mistake(name, 0, "unknown-classification", (("name", name),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Look for every old name that the report's year should no longer use. `before` are words that may introduce one."""
    outcome = Outcome(rule, absent=Gap("no-year"))
    year = facts.identity.year
    if year is None:
        return outcome
    known = _classifications(vocabulary)
    before = f"(?<!{rule.settings['before']})" if "before" in rule.settings else ""
    for name in rule.settings["outdated"]:
        levels = "|".join(level.name for level in known[name].levels)
        for renaming in known[name].renamed:
            if year < renaming.since:
                continue
            outcome.looked += 1
            if renaming.old not in facts.script.text:
                continue
            mark = rf"(?=[（(](?:{levels})[）)])" if renaming.marked else ""
            spots = [spot for _, spot in found(facts, before + re.escape(renaming.old) + mark, rule.settings)]
            if spots:
                made = note(spots, 现名=renaming.new, 起始=str(renaming.since))
                outcome.notes.append(made._replace(expected=renaming.new))
    return outcome


def _classifications(vocabulary: Vocabulary) -> dict[str, Classification]:
    kinds = vocabulary.tables.values()
    return {axis.classification.name: axis.classification for kind in kinds for axis in kind.axes if axis.classification}
