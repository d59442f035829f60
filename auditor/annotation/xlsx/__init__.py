"""Notes and fills on the cells of a copy of a workbook. Values, formulas and everything else stay as they are."""

from __future__ import annotations

from pathlib import Path

from auditor.annotation import CannotAnnotate, Signature
from auditor.model.document import Document, Location, Paragraph, Unreadable
from auditor.model.pack import SEVERITIES
from auditor.model.report import Report

FORMATS = ("xlsx",)

Spot = tuple[str, int, int]
"""The name of a sheet, a row and a column from nought."""


def annotate(report: Report, signature: Signature, lang: str) -> bytes:
    """The copy. Raises CannotAnnotate when the file is not what was audited any more."""
    from auditor.annotation.marks import Mark, marks
    from auditor.annotation.xlsx.workbook import Workbook
    from auditor.package import rewritten
    from auditor.reading import read

    path = Path(report.path)
    try:
        if report.document is None or not read(path).prints_like(report.document):
            raise CannotAnnotate("changed")
    except Unreadable as problem:
        raise CannotAnnotate("changed") from problem
    noted: dict[Spot, list[Mark]] = {}
    workbook = Workbook(path, signature)
    for mark in marks(report, lang):
        noted.setdefault(workbook.known(_spot(report.document, mark.at)), []).append(mark)
    if not noted:
        return rewritten(path, {})
    for spot, here in noted.items():
        worst = min((mark.severity for mark in here), key=SEVERITIES.index)
        workbook.note(spot, worst, [mark.lines for mark in here])
    return workbook.written()


def _spot(document: Document, at: Location | None) -> Spot:
    """The cell of a place; the first of its sheet for what is in none: a text box, the name of a sheet, the whole report."""
    if at is None:
        return "", 0, 0
    block = document.blocks[at.block]
    if isinstance(block, Paragraph):
        return block.cell or (block.section[0] if block.section else "", 0, 0)
    cell = document.cell(at) if at.row >= 0 else next(iter(block.cells), None)
    row, column = (cell.row, cell.column) if cell else (0, 0)
    return (
        block.sheet or "",
        block.rows[row] if row < len(block.rows) else row,
        block.columns[column] if column < len(block.columns) else column,
    )
