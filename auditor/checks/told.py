"""What a sentence says must be what the tables print: rules that say `told:`.

A sentence that may mean several numbers (of all funds, or of one) agrees when one of them fits; when none does, the finding
names them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.absence import strays, unknown, unlisted
from auditor.checks.meanings import concepts, families, family, listed, matches
from auditor.model.facts import Fact, Facts, Meaning, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Many, Scalar, Shape
from auditor.model.text import Statement
from auditor.numbers import ZERO, half

KEY: Final = "told"
SETTINGS: Final[Mapping[str, Shape]] = {
    "told": Many(Scalar(), single=True),
    "where": Keys(others=Scalar()),
    "quantities": Many(Scalar()),
}

ONE = Decimal(1)
_MOST_OTHERS = 3


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Quantities that the pack does not know."""
    known = vocabulary.prose.table.axes[1].members if vocabulary.prose else {}
    for name in data.get("quantities", ()):
        if name not in known:
            yield Mistake(name, 0, "unknown-label", (("table", "文字"), ("name", name)))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare every number of the sentences that the rule is about with the tables."""
    outcome = Outcome(rule, absent=Gap("nothing"))
    prose = vocabulary.prose
    if prose is None or not facts.statements:
        outcome.absent = Gap("no-sentences")
        return outcome
    concepts = set(listed(rule.settings["told"]))
    where: Mapping[str, str] = rule.settings.get("where", {})
    dimensions = {quantity.name: quantity.dimensions for quantity in prose.quantities}
    dimensions[prose.derived["count"]] = ()
    wanted = set(rule.settings.get("quantities", ())) or set(dimensions)
    for statement in facts.statements:
        if not any(m.concept in concepts and matches(m, where, vocabulary) for m in statement.meanings):
            continue
        for name, fact in statement.figures.items():
            if name in wanted and name in dimensions:
                meanings = [meaning.having(dimensions[name], vocabulary.default_dimensions) for meaning in statement.meanings]
                _judge(outcome, facts, statement, fact, meanings, vocabulary)
    return outcome


def _judge(
    outcome: Outcome,
    facts: Facts,
    statement: Statement,
    fact: Fact,
    meanings: Sequence[Meaning],
    vocabulary: Vocabulary,
) -> None:
    # 收、支总计: each concept must fit, under whichever of the heading's dimensions.
    groups: dict[str, list[Meaning]] = {}
    for meaning in meanings:
        groups.setdefault(meaning.concept if statement.every else "", []).append(meaning)
    for group in groups.values():
        candidates = [other for meaning in group for other in facts.printed.get(meaning, ())]
        silent = [sheet for meaning in group if meaning not in facts.printed for sheet in _silent(meaning, facts, vocabulary)]
        may_be = [
            other for meaning in group for sheet in silent for other in unlisted(meaning, sheet, vocabulary.tables[sheet.kind])
        ]
        if not candidates and not may_be:
            if silent:
                _with_nought(outcome, fact, group[0], silent)
            continue
        candidates += [other for other in may_be if other.state == "number" and other.value == fact.value]
        tried = [_compare(outcome.rule.id, fact, other) for other in candidates]
        passed = next((made for made in tried if made.passed), None)
        if passed is None and may_be:
            outcome.gaps.append(unknown(may_be[0]))
        elif passed is not None:
            outcome.comparisons.append(passed)
        else:
            outcome.comparisons.append(_nearest(tried))


def _nearest(tried: Sequence[Comparison]) -> Comparison:
    """The comparison that fails by least, with what else could have been meant."""
    nearest = min(tried, key=lambda made: abs(made.difference))
    rest = "、".join([made.right for made in tried if made is not nearest][:_MOST_OTHERS])
    return nearest._replace(right=f"{nearest.right}（{rest}）") if rest else nearest


def _compare(rule: str, told: Fact, printed: Fact) -> Comparison:
    """Printed digit for digit the same; a difference that rounding explains is a warning, any other an error."""
    difference = told.value - printed.value
    tolerance = told.half + printed.half
    shorter = told.unit != printed.unit or told.places < printed.places
    # 316.8 in the text for 316.81 in the table, or 元 against 万元: the coarser print decides.
    coarser = max(half(told.places, told.unit.exponent), half(printed.places, printed.unit.exponent))
    passed = not difference or (shorter and told.unit.measure == "money" and abs(difference) <= coarser)
    terms = [Term(told, ONE, True)]
    if printed.state == "number":
        terms.append(Term(printed, ONE, False))
    return Comparison(
        rule, passed, "≡", "" if passed else _words(told), "" if passed else _words(printed), told.value, printed.value,
        difference, tolerance, tuple(terms),
        severity="warning" if abs(difference) <= tolerance else None,
    )  # fmt: skip


def _silent(meaning: Meaning, facts: Facts, vocabulary: Vocabulary) -> list[Sheet]:
    """The complete tables that list such numbers, or would if all of them were understood, and leave this one out."""
    found = []
    for sheet in facts.sets[facts.groups[0]].values():
        kind = vocabulary.tables.get(sheet.kind)
        if kind is not None and sheet.active and kind.complete:
            wanted = family(meaning, kind)
            unread = strays(sheet) and meaning.concept in concepts(kind)
            if wanted is not None and (unread or wanted in families(sheet, kind)):
                found.append(sheet)
    return found


def _with_nought(outcome: Outcome, fact: Fact, meaning: Meaning, silent: Sequence[Sheet]) -> None:
    passed = not fact.value
    outcome.comparisons.append(
        Comparison(outcome.rule.id, passed, "≡", "" if passed else _words(fact), f"《{silent[0].kind}》{meaning} 0",
                   fact.value, ZERO, fact.value, fact.half, (Term(fact, ONE, True),),
                   silent=tuple(sheet.at.block for sheet in silent))
    )  # fmt: skip


def _words(fact: Fact) -> str:
    if fact.sheet == "文字":
        return f"文字“{fact.row}”{fact.column} {fact.text}"
    column = f"·{fact.column.split()[-1]}" if fact.column else ""
    return f"《{fact.sheet}》「{fact.row}{column}」{fact.shown() if fact.state == 'number' else '0'}"
