"""Blank templates: rules that say `blank_forms:`. All forms of a report without any figures are one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.checks import Mistake
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Note, Outcome
from auditor.model.shape import Scalar, Shape
from auditor.numbers import ZERO

NUMERIC: Final = False
KEY: Final = "blank_forms"
SETTINGS: Final[Mapping[str, Shape]] = {"blank_forms": Scalar(choices=("any",))}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Nothing can be wrong that the shape does not tell."""
    yield from ()


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """One note for all blank forms."""
    made = Outcome(rule, absent=Gap("no-forms"))
    for _ in facts.forms:
        made.comparisons.append(Comparison(rule.id, True, "word", "", "", ZERO, ZERO, ZERO, ZERO, ()))
    blank = [form for form in facts.forms if form.blank]
    if blank:
        names = "、".join(f"《{form.title}》" for form in blank)
        slots = (("条数", str(len(blank))), ("名单", names))
        made.notes.append(Note(blank[0].at, slots, tuple(form.at for form in blank[1:])))
    return made
