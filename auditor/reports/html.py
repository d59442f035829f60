"""One page for people: the report as read, every number coloured by what binds it, the findings beside it.

The page is self-contained and runs no script but its own: a content security policy holds the digest of what stands in it.
All text of documents goes through the template's escaping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from auditor.model.document import Location, Paragraph, Table
from auditor.model.pack import SEVERITIES
from auditor.model.report import Report, Run
from auditor.package import MARK
from auditor.reports import sentences
from auditor.reports.amounts import Marked, Share, Stretch, amounts, marked, shares, stretches
from auditor.reports.paths import relative
from auditor.reports.templates import part, policy, rendered
from auditor.wording import say

NAME: Final = "html"
SUFFIXES: Final = (".html", ".htm")
DETAILS: Final = True

_SIGNS: Final = {"error": "✕", "warning": "!", "info": "i"}
_WIDE: Final = 9
"""Tables with more columns are printed across."""


def render(run: Run) -> str:
    """The page."""
    style, script = part("report.css"), part("report.js")
    views = [_View(number, report, run) for number, report in enumerate(run.reports)]
    return rendered(
        "report.html.jinja", run.lang, run=run, reports=views, mark=MARK, style=style, script=script,
        policy=policy(style, script), severities=SEVERITIES, signs=_SIGNS, sentences=sentences,
        titles=[[rule.id, rule.told("title", run.lang)] for rule in run.rules.values()],
    )  # fmt: skip


class Row(NamedTuple):
    """A row of a table: its cells, None where it prints none."""

    cells: list[tuple[list[Stretch], int, int, bool] | None]


class _View:
    """A report as the template wants it. `number` tells its ids from those of other reports in the page."""

    def __init__(self, number: int, report: Report, run: Run) -> None:
        self.number, self.report, self._lang = number, report, run.lang
        self.found = amounts(report)
        self._texts = marked(report, self.found) if report.document else {}
        self._rules = {rule: index for index, rule in enumerate(run.rules)}
        self.tables, self.sections = shares(report, self.found) if report.document else ([], [])
        self._by_block: dict[int, Share] = {share.block: share for share in self.tables}
        self.ruled = sorted({finding.rule for finding in report.findings})
        self.name = relative(report.path)
        self.unchecked = [verdict for verdict in report.verdicts if verdict.state == "not_checked"]

    def identity(self) -> str:
        """What the report is, and the file."""
        it = self.report.identity
        year = say("text.year", self._lang, year=it.year) if it.year else None
        return " · ".join(part for part in (it.kind, year, it.unit, it.profile, self.name) if part)

    def part(self, block: Paragraph) -> str:
        """Where a paragraph stands that is not of the body: a text box, a note."""
        return say("page.textbox" if block.part == "textbox" else "page.footnote", self._lang)

    def blocks(self) -> Iterator[Paragraph | Table]:
        """The paragraphs that print something and the tables, in reading order."""
        for block in self.report.document.blocks if self.report.document else ():
            if isinstance(block, Table) or block.text.strip():
                yield block

    def share(self, table: Table) -> Share | None:
        """How much of a table was compared."""
        return self._by_block.get(table.block)

    def untitled(self, share: Share) -> str:
        """What a table that was not recognised, or the text before all headings, goes by."""
        block = self.report.document.blocks[share.block] if self.report.document else None
        if isinstance(block, Table):
            return say("page.unknown-table", self._lang, n=block.number)
        return say("page.outside", self._lang)

    def wide(self, table: Table) -> bool:
        return table.width > _WIDE

    def paragraph(self, block: Paragraph) -> list[Stretch]:
        return list(stretches(block.text, self._texts.get(Location(block.block))))

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows with their cells: pieces of text, rows and columns covered, whether the cell is a number."""
        for number, row in enumerate(table.grid()):
            cells: list[tuple[list[Stretch], int, int, bool] | None] = []
            for column, cell in enumerate(row):
                if cell is None:
                    cells.append(None)
                elif (cell.row, cell.column) == (number, column):
                    texts: Marked | None = self._texts.get(Location(table.block, cell.row, cell.column))
                    numeric = bool(texts and texts.numbers)
                    cells.append((list(stretches(cell.text, texts)), cell.rowspan, cell.colspan, numeric))
            yield Row(cells)

    def table_marks(self, table: Table) -> list[tuple[int, int]]:
        """The findings that are about a table as a whole, as (finding, place)."""
        texts = self._texts.get(Location(table.block))
        return [(finding, place) for _, _, finding, place in texts.places] if texts else []

    def on(self, stretch: Stretch) -> str:
        """The worst severity of the findings on a piece, "" when there are none."""
        found = {self.report.findings[finding].severity for finding in stretch.findings}
        return next((severity for severity in SEVERITIES if severity in found), "")

    def numbered(self, stretch: Stretch) -> list[int]:
        """The findings whose number is printed beside a piece: those that begin here as first place or suspect."""
        return [finding for finding, place in stretch.begins if not place or self.suspected(finding, place)]

    def suspected(self, finding: int, place: int) -> bool:
        return any(suspect.place == place for suspect in self.report.findings[finding].suspects)

    def compared(self, stretch: Stretch) -> str:
        """The rules that compared the number, as indexes into the page's list of rules."""
        return " ".join(str(self._rules[rule]) for rule in stretch.amount.rules) if stretch.amount else ""

    def anchor(self, at: Location | None) -> str:
        """The id of an unchecked number."""
        return f"a{self.number}-{at.block}-{at.row}-{at.column}-{at.start}" if at else ""
