"""What a sentence denies (无“三公”经费支出) must be nought in the tables: rules that say `denied:`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from auditor.checks.meanings import ANY, listed
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Many, Scalar, Shape
from auditor.numbers import ZERO

NUMERIC: Final = False
KEY: Final = "denied"
SETTINGS: Final[Mapping[str, Shape]] = {"denied": Many(Scalar(), single=True)}


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Look up what is denied; one number of that meaning that is not nought contradicts it."""
    outcome = Outcome(rule, absent=Gap("nothing"))
    concepts = set(listed(rule.settings["denied"]))
    for statement in facts.statements:
        place = statement.words.get("denied")
        meanings = [m for m in statement.meanings if concepts & {ANY, m.concept}]
        if place is None or not meanings:
            continue
        number, start, end = map(int, place.split(":"))
        passage = facts.passages[number]
        denied, at = passage.printed(start, end), passage.locate(start, end)
        for meaning in meanings:
            for fact in facts.printed.get(meaning, ()):
                found = f"《{fact.sheet}》「{fact.row}」{fact.text}"
                made = Comparison(
                    rule.id, not fact.value, "word", f"称无“{denied}”", found, ZERO, fact.value, fact.value, ZERO,
                    (Term(fact, ZERO, False),), False, expected=fact.text or "0", actual=denied, at=at,
                )  # fmt: skip
                outcome.comparisons.append(made)
    return outcome
