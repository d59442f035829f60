"""What a report that was not read wholly, or not for certain, lets one say: what fails there is not checked, no finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.checks import module
from auditor.model.facts import TEXT, Facts
from auditor.model.report import Comparison, Gap, Note, Outcome


def withhold(outcomes: Iterable[Outcome], facts: Facts) -> None:
    """Turn into gaps what fails with the numbers of an unsure table, and, when parts of the report could not be read, what
    a kind of check misses there that judges by what is not printed (WHOLE). Where nothing tells the unit of the tables, nothing
    that compares them with sentences counts."""
    unsure = {table.block: table.section[-1] if table.section else "" for table in facts.document.tables if table.unsure}
    for sheet in facts.sheets:
        if sheet.unsure:
            unsure.update(dict.fromkeys((sheet.at.block, *(fact.at.block for fact in sheet.facts.values())), sheet.title))
    for outcome in outcomes:
        if not facts.unit_told:
            _without_unit(outcome)
        partly = bool(facts.document.unread) and getattr(module(outcome.rule.check), "WHOLE", False)
        if partly or unsure:
            _withhold(outcome, partly, unsure)


def _without_unit(outcome: Outcome) -> None:
    """Turn into gaps what compares an amount of a table whose unit nothing tells with an amount of a sentence."""
    kept: list[Comparison] = []
    for comparison in outcome.comparisons:
        amounts = [term.fact for term in comparison.terms if term.fact.unit.measure == "money"]
        table = next((fact for fact in amounts if fact.sheet != TEXT), None)
        if table is None or all(fact.sheet != TEXT for fact in amounts):
            kept.append(comparison)
        else:
            outcome.gaps.append(Gap("no-unit", (("table", table.sheet),)))
    outcome.comparisons = kept


def _withhold(outcome: Outcome, partly: bool, unsure: Mapping[int, str]) -> None:
    def gap(blocks: list[int]) -> Gap | None:
        if partly:
            return Gap("unread")
        title = next((unsure[block] for block in blocks if block in unsure), None)
        return Gap("unsure-table", (("table", title),)) if title is not None else None

    comparisons: list[Comparison] = []
    for comparison in outcome.comparisons:
        found = None if comparison.passed else gap([*(term.fact.at.block for term in comparison.terms), *comparison.silent])
        if found is None:
            comparisons.append(comparison)
        else:
            outcome.gaps.append(found)
    notes: list[Note] = []
    for note in outcome.notes:
        found = gap([note.at.block, *(at.block for at in note.related)])
        if found is None:
            notes.append(note)
        else:
            outcome.gaps.append(found)
    outcome.comparisons, outcome.notes = comparisons, notes
