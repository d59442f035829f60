"""What the text tells of all forms together: rules that say `across:`.

`mean` the average of their points, `sum` a sum of their money, `number` how many they are, `graded` how many earned a grade,
`parts` a number told against the sum of other numbers told in the same paragraph. The forms are compared only when as many
are printed as the text says there are (`count`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Any, Final

from auditor.checks import Mistake
from auditor.checks.grade import band, bands_of
from auditor.checks.records import filled
from auditor.labels import squeeze
from auditor.model.facts import Fact, Facts
from auditor.model.form import Form, Row
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Many, Scalar, Shape
from auditor.numbers import ZERO, half, rounded, show

WHOLE: Final = True
KEY: Final = "across"
ONE = Decimal(1)
_PATH: Final = Scalar(pattern=r"[^/]+/[^/]+(/[^/]+)?")
SETTINGS: Final[Mapping[str, Shape]] = {
    "across": Keys(
        {
            "told": _PATH, "is": Scalar(choices=("mean", "sum", "number", "graded", "parts")), "of": Many(_PATH),
            "forms": Many(Scalar()), "count": _PATH, "by": Scalar(), "bands": Keys(others=Scalar()),
            "same": Keys(others=Scalar()), "scale": Scalar(),
        },
        required=("told", "is"),
    ),
}  # fmt: skip
_MOST_MIXED = 6


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Phrases, blocks and columns that the pack does not know."""
    said = data["across"]
    known = {name for kind in vocabulary.tables.values() for axis in kind.axes for name in axis.members}
    for text in (said["told"], *said.get("of", ()), *([said["count"]] if "count" in said else ())):
        for part in text.split("/"):
            if part not in known and part not in vocabulary.tables:
                yield Mistake(text, 0, "unknown-label", (("table", "…"), ("name", part)))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare every telling of that phrase."""
    made = Outcome(rule, absent=Gap("no-sentences"))
    said = rule.settings["across"]
    phrase, quantity = said["told"].split("/")
    forms = [form for form in filled(facts) if form.kind in said.get("forms", ())]
    told = [(row, entry.fact) for row in facts.mentions.get(phrase, ()) if (entry := row.entry(quantity)) is not None]
    if told and said["is"] not in {"parts", "number"} and not (forms and _complete(said, forms, facts)):
        made.absent = Gap("no-forms")
        return made
    for row, fact in told:
        match said["is"]:
            case "mean":
                found = _mean(rule, fact, _printed(forms, said["of"][0]), len(forms))
            case "sum":
                found = _sum(rule, fact, [_printed(forms, path) for path in said["of"]], told)
                if found is not None and not found.passed and not all(_everywhere(forms, path) for path in said["of"]):
                    # What some form does not tell, or tells under a name nobody knows, may be what is meant.
                    made.gaps.append(Gap("untold", (("label", fact.row), ("quantity", fact.column))))
                    continue
            case "graded":
                found = _graded(rule, row, fact, forms, bands_of(said, facts, vocabulary))
            case "parts":
                found = _parts(rule, row, fact, facts)
            case _:
                found = _number(rule, fact, forms) if forms else None
        if found is not None:
            made.comparisons.append(found)
    return made


def _complete(said: Mapping[str, Any], forms: Sequence[Form], facts: Facts) -> bool:
    """Whether the report prints as many forms as it says there are; where it need not say, there is one."""
    if "count" not in said:
        return len(forms) == 1
    phrase, quantity = said["count"].split("/")
    entries = [row.entry(quantity) for row in facts.mentions.get(phrase, ())]
    counts = {entry.fact.value for entry in entries if entry is not None}
    return counts == {Decimal(len(forms))}


def _printed(forms: Sequence[Form], path: str) -> list[Fact]:
    """The number at block/line/column of each form that prints it."""
    block, key, column = path.split("/")
    rows = [form.row(block, key) for form in forms]
    entries = [row.entry(column) for row in rows if row is not None]
    return [entry.fact for entry in entries if entry is not None and entry.fact.state == "number"]


def _everywhere(forms: Sequence[Form], path: str) -> bool:
    """Whether each form has that place, filled in or blank."""
    block, key, column = path.split("/")
    return all(row is not None and row.entry(column) is not None for row in (form.row(block, key) for form in forms))


def _mean(rule: Rule, told: Fact, found: Sequence[Fact], forms: int) -> Comparison | None:
    if len(found) < forms:
        return None
    mean = sum((fact.value for fact in found), ZERO) / len(found)
    tolerance = half(told.places) + sum((fact.half for fact in found), ZERO) / len(found)
    words = f"（{'＋'.join(fact.text for fact in found)}）÷{len(found)}"
    share = ONE / len(found)
    terms = (Term(told, ONE, True), *(Term(fact, share, False) for fact in found))
    made = _compared(rule, told, words, mean, tolerance, terms, show(rounded(mean, 2, ROUND_HALF_UP)))
    return made._replace(derived=True)


def _sum(rule: Rule, told: Fact, columns: Sequence[Sequence[Fact]], tellings: Sequence[tuple[Row, Fact]]) -> Comparison | None:
    full = [facts for facts in columns if len(facts) == max(map(len, columns), default=0) and facts]
    if not full:
        return None
    tried = []
    for facts in full:
        total = sum((fact.value for fact in facts), ZERO)
        tolerance = told.half + sum((fact.half for fact in facts), ZERO)
        words = f"{facts[0].column} {'＋'.join(fact.text for fact in facts)}＝{facts[0].shown(total)}"
        terms = (Term(told, ONE, True), *(Term(fact, ONE, False) for fact in facts))
        tried.append(_compared(rule, told, words, total, tolerance, terms, None))
        if tried[-1].passed:
            return tried[-1]
    others = [fact for _, fact in tellings if fact.at != told.at and fact.value != told.value]
    words = "；".join(made.right for made in tried) + _mixed(told, full)
    words += "".join(f"；另一处写 {fact.text}" for fact in others[:2])
    nearest = min(tried, key=lambda made: abs(made.difference))
    rest = (term.fact for made in tried if made is not nearest for term in made.terms[1:])
    terms = nearest.terms + tuple(Term(fact, ZERO, False) for fact in (*rest, *others[:2]))
    sums = dict.fromkeys(told.shown(made.right_value) for made in sorted(tried, key=lambda made: made.right_value))
    return nearest._replace(right=words, terms=terms, expected=" 或 ".join(sums), derived=len(sums) > 1)


def _mixed(told: Fact, columns: Sequence[Sequence[Fact]]) -> str:
    """The sum of numbers from several columns that the told one is, if there is only one such."""
    if len(columns[0]) > _MOST_MIXED:
        return ""
    found = {
        tuple((fact.at, fact.text) for fact in choice): choice for choice in product(*zip(*columns, strict=True))
        if abs(sum((fact.value for fact in choice), ZERO) - told.value) <= told.half + sum((fact.half for fact in choice), ZERO)
    }  # fmt: skip
    sums = {"＋".join(fact.text for fact in choice) for choice in found.values()}
    return f"；该数恰等于 {sums.pop()}，疑混用口径" if len(sums) == 1 else ""


def _graded(rule: Rule, row: Row, told: Fact, forms: Sequence[Form], bands: Mapping[str, Decimal]) -> Comparison | None:
    said = rule.settings["across"]
    grade = row.text(said["by"])
    name = said.get("same", {}).get(squeeze(grade), squeeze(grade))
    found = _printed(forms, said["of"][0])
    if name not in bands or len(found) < len(forms):
        return None
    mine = [fact for fact in found if band(fact.value, bands) == name]
    terms = (Term(told, ONE, True), *(Term(fact, ZERO, False) for fact in found))
    words = f"得分在“{name}”档的 {len(mine)} 个（{'、'.join(fact.text for fact in found)}）"
    return _compared(rule, told, words, Decimal(len(mine)), ZERO, terms, str(len(mine)))


def _parts(rule: Rule, row: Row, told: Fact, facts: Facts) -> Comparison | None:
    phrase, quantity = rule.settings["across"]["of"][0].split("/")
    rows = [other for other in facts.mentions.get(phrase, ()) if other.classes == row.classes]
    found = [entry.fact for other in rows if (entry := other.entry(quantity)) is not None]
    if len(found) < 2:
        return None
    total = sum((fact.value for fact in found), ZERO)
    terms = (Term(told, ONE, True), *(Term(fact, ONE, False) for fact in found))
    return _compared(rule, told, "＋".join(fact.text for fact in found), total, ZERO, terms, None)


def _number(rule: Rule, told: Fact, forms: Sequence[Form]) -> Comparison:
    passed = Decimal(len(forms)) <= told.value
    words = f"{len(forms)} 张表（{'、'.join(form.name for form in forms)}）"
    made = _compared(rule, told, words, Decimal(len(forms)), ZERO, (Term(told, ONE, True),), str(len(forms)))
    return made._replace(passed=passed)


def _compared(
    rule: Rule, told: Fact, words: str, value: Decimal, tolerance: Decimal, terms: tuple[Term, ...], expected: str | None
) -> Comparison:
    difference = told.value - value
    passed = abs(difference) <= tolerance
    left = f"“{told.row}”{told.text}"
    return Comparison(
        rule.id, passed, "==", left, words, told.value, value, difference, tolerance, terms, expected is None,
        expected=None if passed else expected, actual=told.text, group=told.column,
    )  # fmt: skip
