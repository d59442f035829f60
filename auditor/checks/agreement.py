"""Numbers that claim the same meaning must agree, wherever they are printed: rules that say `agree:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from auditor.checks import Mistake
from auditor.model.facts import Fact, Facts, Meaning, Sheet
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Many, Scalar, Shape, TableName
from auditor.numbers import ZERO, Interval

KEY: Final = "agree"
SETTINGS: Final[Mapping[str, Shape]] = {
    "agree": Many(Scalar(), single=True),
    "where": Keys(others=Scalar()),
    "between": Many(TableName()),
}
ANY = "*"


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
    for name in _list(data["agree"]):
        if name != ANY and name not in concepts:
            yield Mistake(name, 0, "unknown-label", (("table", "…"), ("name", name)))
    for name in data.get("between", ()):
        if name.strip("《》") not in vocabulary.tables:
            yield Mistake(name, 0, "unknown-table", (("name", name.strip("《》")),))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare every meaning that two of the tables state; in a complete table, what is not printed is nought."""
    outcome = Outcome(rule)
    concepts = set(_list(rule.settings["agree"]))
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
                _compare(outcome, before, fact)


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _index(sheet: Sheet, concepts: set[str], where: Mapping[str, str], vocabulary: Vocabulary) -> dict[Meaning, Fact]:
    """The facts of a sheet that the rule is about, by meaning."""
    found: dict[Meaning, Fact] = {}
    for fact in sheet.facts.values():
        meaning = fact.meaning
        if meaning is None or meaning.concept not in concepts:
            continue
        if where and not _within(meaning, where, sheet, vocabulary):
            continue
        before = found.get(meaning)
        if before is None or before.state == "blank":
            found[meaning] = fact
    return found


def _within(meaning: Meaning, where: Mapping[str, str], sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """Whether the dimensions are as wanted: a value, a level of codes, * for any, 合计 for the total."""
    said = dict(meaning.dimensions)
    for name, wanted in where.items():
        value = said.get(name)
        if wanted == "合计":
            if value is not None:
                return False
        elif value is None:
            return False
        elif wanted not in (ANY, value):
            axis = vocabulary.tables[sheet.kind].axis(name)
            level = axis.classification.level(value) if axis and axis.classification else None
            if level != wanted:
                return False
    return True


def _pair(
    outcome: Outcome, first: Sheet, left: dict[Meaning, Fact], second: Sheet, right: dict[Meaning, Fact],
    vocabulary: Vocabulary,
) -> None:  # fmt: skip
    families = _families(second, right, vocabulary)
    for meaning, fact in left.items():
        other = right.get(meaning)
        if other is not None:
            _compare(outcome, fact, other)
        elif fact.state == "number" and fact.value and _family(meaning, second, vocabulary) in families:
            _compare_with_nought(outcome, fact, second)
    families = _families(first, left, vocabulary)
    for meaning, fact in right.items():
        if meaning not in left and fact.state == "number" and fact.value:
            if _family(meaning, first, vocabulary) in families:
                _compare_with_nought(outcome, fact, first)


Family = tuple[str, tuple[tuple[str, str], ...], int]


def _families(sheet: Sheet, index: dict[Meaning, Fact], vocabulary: Vocabulary) -> set[Family]:
    """The sorts of meanings that a table lists completely: a code of the sort that it leaves out is nought."""
    if not sheet.active:
        return set()
    return {family for meaning in index if (family := _family(meaning, sheet, vocabulary))}


def _family(meaning: Meaning, sheet: Sheet, vocabulary: Vocabulary) -> Family | None:
    """A meaning without its code, and the code's length, as far as the table is complete in such codes."""
    complete = vocabulary.tables[sheet.kind].complete
    for name, value in meaning.dimensions:
        if name in complete:
            return meaning.concept, tuple(pair for pair in meaning.dimensions if pair[0] != name), len(value)
    return None


def _compare(outcome: Outcome, a: Fact, b: Fact) -> None:
    if a.state == "blank" and b.state == "blank":
        return
    for fact in (a, b):
        if fact.state in {"text", "unreadable"}:
            slots = (("table", fact.sheet), ("label", fact.row), ("text", fact.text))
            outcome.gaps.append(Gap("unreadable", slots, fact.at))
            return
        if fact.state == "dash":
            return
    difference, tolerance = a.value - b.value, a.half + b.half
    passed = abs(difference) <= tolerance
    terms = tuple(Term(fact, Interval.exactly(ZERO).middle + 1, fact is a) for fact in (a, b) if fact.state == "number")
    outcome.comparisons.append(
        Comparison(outcome.rule.id, passed, "==", "" if passed else _words(a), "" if passed else _words(b),
                   a.value, b.value, difference, tolerance, terms)
    )  # fmt: skip


def _compare_with_nought(outcome: Outcome, fact: Fact, sheet: Sheet) -> None:
    passed = abs(fact.value) <= fact.half
    outcome.comparisons.append(
        Comparison(outcome.rule.id, passed, "==", "" if passed else _words(fact), f"《{sheet.kind}》 —",
                   fact.value, ZERO, fact.value, fact.half, (Term(fact, ZERO + 1, True),))
    )  # fmt: skip


def _words(fact: Fact) -> str:
    column = f"·{fact.column.split()[-1]}" if fact.column else ""
    return f"《{fact.sheet}》「{fact.row}{column}」{fact.shown() if fact.state == 'number' else '0'}"
