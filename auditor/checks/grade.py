"""Grades against the points that they stand for: rules that say `grade:`.

`bands` gives the lowest points of each grade, `same` other names of a grade. `of` lists where points and grade stand: fields
of a form with the points of one of its lines, or phrases. A profile may set its own bands under `scale`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from auditor.checks import Mistake
from auditor.labels import squeeze
from auditor.model.facts import Fact, Facts
from auditor.model.form import Entry
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Keys, Many, Scalar, Shape
from auditor.numbers import ZERO

KEY: Final = "grade"
_PLACE: Final = Keys({"form": Scalar(), "phrase": Scalar(), "grade": Scalar(), "points": Many(Scalar())}, ("grade", "points"))
SETTINGS: Final[Mapping[str, Shape]] = {
    "grade": Keys(
        {
            "bands": Keys(others=Scalar(pattern=r"\d+(\.\d+)?")),
            "same": Keys(others=Scalar()),
            "scale": Scalar(),
            "of": Many(_PLACE),
        },
        required=("bands", "of"),
    ),
}


def mistakes(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Mistake]:
    """Grades that are other names of nothing."""
    for name in data["grade"].get("same", {}).values():
        if name not in data["grade"]["bands"]:
            yield Mistake(name, 0, "unknown-label", (("table", "bands"), ("name", name)))


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Compare each grade with its points."""
    made = Outcome(rule, absent=Gap("no-forms"))
    said = rule.settings["grade"]
    bands = bands_of(said, facts, vocabulary)
    for place in said["of"]:
        for points, grade in _pairs(place, facts):
            name = squeeze(grade.text).strip("等级")
            name = said.get("same", {}).get(name, name)
            if name in bands and points.state == "number":
                made.comparisons.append(_judge(rule, points, grade, name, bands))
    return made


def bands_of(said: Mapping[str, Any], facts: Facts, vocabulary: Vocabulary) -> dict[str, Decimal]:
    """The lowest points of each grade: the profile's, else the rule's."""
    own = vocabulary.setting(facts.identity.profile, "settings", said.get("scale", ""))
    return {name: Decimal(lowest) for name, lowest in (own if isinstance(own, Mapping) else said["bands"]).items()}


def band(points: Decimal, bands: Mapping[str, Decimal]) -> str:
    """The grade that those points stand for."""
    return max((name for name in bands if points >= bands[name]), key=lambda name: bands[name], default="")


def _pairs(place: Mapping[str, Any], facts: Facts) -> Iterator[tuple[Fact, Fact]]:
    """Points and grade, wherever both are printed."""
    if "phrase" in place:
        for row in facts.mentions.get(place["phrase"], ()):
            points, grade = row.entry(place["points"][0]), row.entry(place["grade"])
            if points is not None and grade is not None:
                yield points.fact, grade.fact
        return
    for form in facts.forms:
        rows = form.of(place["form"])
        grade = rows[0].entry(place["grade"]) if rows else None
        if grade is None or form.blank or not grade.fact.text:
            continue
        candidates = (_points(form.of(block), key, column) for block, key, column in map(_spot, place["points"]))
        found = next((entry for entry in candidates if entry is not None and entry.fact.state == "number"), None)
        if found is not None:
            yield found.fact, grade.fact


def _spot(text: str) -> tuple[str, str, str]:
    """A place of points as it is written: block/line/column, or block//column for its only line."""
    block, line, column = text.split("/")
    return block, line, column


def _points(rows: Any, key: str, column: str) -> Entry | None:
    return next((row.entry(column) for row in rows if not key or row.key == key), None)


def _judge(rule: Rule, points: Fact, grade: Fact, name: str, bands: Mapping[str, Decimal]) -> Comparison:
    due = band(points.value, bands)
    terms = (Term(points, ZERO, True),)
    return Comparison(
        rule.id, due == name, "word", f"{points.text}", f"“{grade.text}”", points.value, ZERO, ZERO, ZERO, terms, False,
        expected=due, actual=grade.text, at=grade.at,
    )  # fmt: skip
