"""Shares told in sentences, computed again: rules that say `share:`.

What a share is of is said (占…总额的), or is what the list stands under (…的具体构成：…). Where several numbers can be
meant, one that fits is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from auditor.checks.ratio import quotient
from auditor.model.facts import Fact, Facts, Meaning
from auditor.model.pack import Prose, Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome
from auditor.model.shape import Many, Scalar, Shape
from auditor.model.template import Template
from auditor.model.text import Statement

KEY: Final = "share"
SETTINGS: Final[Mapping[str, Shape]] = {
    "share": Many(Scalar(), single=True),
    "last_place": Scalar(choices=("allow", "only")),
    "else_of": Many(Scalar()),
}
HUNDRED = Decimal(100)


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compute every share of the rule's concepts; `else_of` are meanings to try when none is said."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    prose = vocabulary.prose
    if prose is None:
        return outcome
    wanted = rule.settings["share"]
    concepts = {wanted} if isinstance(wanted, str) else set(wanted)
    for statement in facts.statements:
        told = statement.figures.get(prose.derived["share"])
        if told is None or not ("*" in concepts or any(m.concept in concepts for m in statement.meanings)):
            continue
        part = (
            statement.figures.get(prose.default.name)
            or statement.borrowed.get(prose.default.name)
            or _table_number(facts, statement.meanings)
        )
        if part is None:
            continue
        bases = [
            fact
            for fact in _bases(statement, facts, prose, rule, vocabulary.default_dimensions)
            if fact.value and fact is not part
        ]
        if not bases:
            outcome.gaps.append(Gap("no-base", (("quote", statement.subject), ("text", told.text)), told.at))
            continue
        made = [_compare(rule, told, part, base, statement) for base in bases]
        kept = [m for m in made if m is not None]
        if kept:
            outcome.comparisons.append(next((m for m in kept if m.passed), kept[0]))
    return outcome


def _table_number(facts: Facts, meanings: tuple[Meaning, ...]) -> Fact | None:
    found = (fact for meaning in meanings for fact in facts.printed.get(meaning, ()) if fact.state == "number")
    return next(found, None)


def _bases(
    statement: Statement,
    facts: Facts,
    prose: Prose,
    rule: Rule,
    defaults: Mapping[str, str],
) -> Iterator[Fact]:
    """The numbers that the share may be of, the likeliest first. Nothing is a share of what it is itself."""
    name = prose.default.name
    if statement.base:
        for meaning in (m for m in statement.base if m not in statement.meanings):
            yield from facts.told.get((meaning, name), ())
            yield from (f for f in facts.printed.get(meaning, ()) if f.state == "number")
        return
    parent = facts.numbered.get(statement.parent)
    while parent is not None:
        if name in parent.figures:
            yield parent.figures[name]
        for meaning in parent.meanings:
            if name not in parent.figures:
                yield from facts.told.get((meaning, name), ())
            yield from (f for f in facts.printed.get(meaning, ()) if f.state == "number")
        parent = facts.numbered.get(parent.parent)
    for text in rule.settings.get("else_of", ()):
        template = Template.parse(text)
        if template is not None:
            meaning = template.fill({}, defaults)
            yield from facts.told.get((meaning, name), ())
            yield from (f for f in facts.printed.get(meaning, ()) if f.state == "number")


def _compare(rule: Rule, told: Fact, part: Fact, base: Fact, statement: Statement) -> Comparison | None:
    left = f"“{statement.subject}”{part.text}"
    right = f"“{base.row}”{base.text}"
    return quotient(rule, told, part, base, f"{left} 占 {right}", HUNDRED)
