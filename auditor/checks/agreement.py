"""Numbers that claim the same meaning must agree, wherever they are printed: rules that say `agree:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.absence import unknown, unlisted
from auditor.checks.meanings import ANY, families, family, listed, matches
from auditor.model.facts import Fact, Facts, Meaning, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Many, Scalar, Shape, TableName
from auditor.numbers import ZERO

ONE = Decimal(1)
KEY: Final = "agree"
SETTINGS: Final[Mapping[str, Shape]] = {
    "agree": Many(Scalar(), single=True),
    "where": Keys(others=Scalar()),
    "between": Many(TableName()),
}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Unknown tables and concepts that no table states."""
    concepts = {
        template.concept
        for kind in vocabulary.tables.values()
        for template in (
            kind.means, *(axis.means for axis in kind.axes),
            *(member.means for axis in kind.axes for member in axis.members.values()),
        )
        if template
    }  # fmt: skip
    for name in listed(data["agree"]):
        if name != ANY and name not in concepts:
            yield Mistake(name, 0, "unknown-label", (("table", "…"), ("name", name)))
    for name in data.get("between", ()):
        if name.strip("《》") not in vocabulary.tables:
            yield Mistake(name, 0, "unknown-table", (("name", name.strip("《》")),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare every meaning that two of the tables state; in a complete table, what is not printed is nought."""
    outcome = Outcome(rule)
    concepts = set(listed(rule.settings["agree"]))
    where: Mapping[str, str] = rule.settings.get("where", {})
    between = [name.strip("《》") for name in rule.settings.get("between", ())] or list(vocabulary.tables)
    for group in facts.groups:
        sheets = [sheet for name in between for sheet in facts.of(name, group)[:1]]
        missing = [name for name in between if not facts.of(name, group)]
        if not sheets or (len(sheets) < 2 and "between" not in rule.settings):
            outcome.absent = outcome.absent or Gap("no-tables")
            continue
        if not any(sheet.active for sheet in sheets):
            outcome.absent = Gap("empty-table", (("table", sheets[0].kind),))
            continue
        if "between" in rule.settings:
            outcome.gaps.extend(Gap("no-table", (("table", name),)) for name in missing)
        if ANY in concepts:
            _everything(outcome, sheets)
            continue
        indexes = [(sheet, _index(sheet, concepts, where, vocabulary)) for sheet in sheets]
        for (first, left), (second, right) in combinations(indexes, 2):
            _pair(outcome, first, left, second, right, vocabulary)
    return outcome


def _everything(outcome: Outcome, sheets: Sequence[Sheet]) -> None:
    """Compare each fact with the first one of the same meaning in another table."""
    first: dict[Meaning, Fact] = {}
    for sheet in sheets:
        for fact in sheet.facts.values():
            if fact.meaning is None or fact.state == "blank":
                continue
            before = first.setdefault(fact.meaning, fact)
            if before.sheet != fact.sheet:
                _compare(outcome, before, fact, generic=True)


def _index(sheet: Sheet, concepts: set[str], where: Mapping[str, str], vocabulary: Vocabulary) -> dict[Meaning, Fact]:
    """The facts of a sheet that the rule is about, by meaning."""
    found: dict[Meaning, Fact] = {}
    for fact in sheet.facts.values():
        meaning = fact.meaning
        if meaning is None or meaning.concept not in concepts:
            continue
        if where and not matches(meaning, where, vocabulary):
            continue
        before = found.get(meaning)
        if before is None or before.state == "blank":
            found[meaning] = fact
    return found


def _pair(
    outcome: Outcome, first: Sheet, left: dict[Meaning, Fact], second: Sheet, right: dict[Meaning, Fact],
    vocabulary: Vocabulary,
) -> None:  # fmt: skip
    for meaning, fact in left.items():
        other = right.get(meaning)
        if other is not None:
            _compare(outcome, fact, other)
        else:
            _against_nought(outcome, fact, meaning, second, vocabulary)
    for meaning, fact in right.items():
        if meaning not in left:
            _against_nought(outcome, fact, meaning, first, vocabulary)


def _against_nought(outcome: Outcome, fact: Fact, meaning: Meaning, sheet: Sheet, vocabulary: Vocabulary) -> None:
    """The other table lists everything of this sort and leaves this one out: there it is nought."""
    kind = vocabulary.tables[sheet.kind]
    if fact.state == "number" and fact.value and sheet.active and kind.complete:
        wanted = family(meaning, kind)
        if wanted is not None and wanted in families(sheet, kind):
            may_be = unlisted(meaning, sheet, kind)
            same = next((other for other in may_be if abs(other.value - fact.value) <= other.half + fact.half), None)
            if same is not None:
                _compare(outcome, fact, same)
            elif may_be:
                outcome.gaps.append(unknown(may_be[0]))
            else:
                _compare_with_nought(outcome, fact, sheet)


def _compare(outcome: Outcome, a: Fact, b: Fact, *, generic: bool = False) -> None:
    if a.state == "blank" and b.state == "blank":
        return
    for fact in (a, b):
        if fact.state in {"text", "unreadable"}:
            slots = (("table", fact.sheet), ("label", fact.row), ("text", fact.text))
            outcome.gaps.append(Gap("unreadable", slots, fact.at))
            return
        if fact.state == "dash" and fact.unit.measure != "money":
            return
    difference, tolerance = a.value - b.value, a.half + b.half
    passed = abs(difference) <= tolerance
    terms = tuple(Term(fact, ONE, fact is a) for fact in (a, b) if fact.state in {"number", "dash"})
    outcome.comparisons.append(
        Comparison(outcome.rule.id, passed, "==", "" if passed else _words(a), "" if passed else _words(b),
                   a.value, b.value, difference, tolerance, terms, generic=generic)
    )  # fmt: skip


def _compare_with_nought(outcome: Outcome, fact: Fact, sheet: Sheet) -> None:
    passed = abs(fact.value) <= fact.half
    outcome.comparisons.append(
        Comparison(outcome.rule.id, passed, "==", "" if passed else _words(fact), f"《{sheet.kind}》 —",
                   fact.value, ZERO, fact.value, fact.half, (Term(fact, ONE, True),), silent=(sheet.at.block,))
    )  # fmt: skip


def _words(fact: Fact) -> str:
    column = f"·{fact.column.split()[-1]}" if fact.column else ""
    return f"《{fact.sheet}》「{fact.row}{column}」{fact.shown() if fact.state == 'number' else '0'}"
