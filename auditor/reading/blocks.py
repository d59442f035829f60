"""Shared by all readers: collect paragraphs and tables in reading order, keep the path of headings, and refuse what is larger
than any report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from auditor.characters import legible, seen
from auditor.model.document import Block, Cell, Location, Notice, Paragraph, Table, Unreadable
from auditor.outline import numbered_level

LONGEST_TEXT = 100_000
"""Characters of a paragraph or cell; a report of fifty pages has fewer."""
MOST_TEXT = 5_000_000
MOST_CELLS = 500_000
"""Of a table and of the document, counted with the places that merged cells cover."""

_SENTENCE = re.compile(r"[，,；;。：:]|\d\.\d")
_CLAUSES = re.compile(r"[^\d,;；。：:]+")
"""（六）目标不够合理，指标不够明确: clauses without a number and without an end are a heading still."""
_LONGEST_HEADING = 48
_DEEPEST_SENTENCE = 2
"""（一）… may end in a full stop and still be a heading; 1.… is then an item of a list."""


def heading_level(text: str, style_level: int | None) -> int | None:
    """The outline level of a paragraph: by its number when it is short and no sentence, else by its style."""
    text = seen(text).strip()
    if not text or len(text) > _LONGEST_HEADING * 2:
        return None
    level = numbered_level(text)
    if style_level is not None:
        return level if level is not None else style_level
    if level is None or len(text) > _LONGEST_HEADING:
        return None
    if level > _DEEPEST_SENTENCE and text.endswith(("。", "；", ";")):
        return None
    if not _SENTENCE.search(text.rstrip("。：: ")):
        return level
    return level if level <= _DEEPEST_SENTENCE and _CLAUSES.fullmatch(text) else None


class Blocks:
    """The document being read. Every method adds at the end; `done` freezes it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notices: dict[tuple[str, str], int] = {}
        self._path: list[tuple[int, str]] = []
        self._section: tuple[str, ...] = ()
        self._paragraphs = 0
        self._tables = 0
        self._characters = 0
        self._cells = 0

    def paragraph(
        self,
        text: str,
        *,
        label: str = "",
        style_level: int | None = None,
        page: int | None = None,
        part: str = "body",
        cell: tuple[str, int, int] | None = None,
    ) -> Paragraph:
        """Add a paragraph; headings open a new section. `text` includes the automatic number `label`."""
        self._paragraphs += 1
        text = legible(text)
        self._counted(len(text), len(text))
        level = heading_level(text, style_level) if part == "body" else style_level if part == "sheet" else None
        if level is not None:
            while self._path and self._path[-1][0] >= level:
                self._path.pop()
            self._path.append((level, seen(text).strip()))
            self._section = tuple(title for _, title in self._path)
        made = Paragraph(len(self.blocks), self._paragraphs, text, label, level, self._section, page, part, cell)
        self.blocks.append(made)
        return made

    def reserve(self) -> int:
        """Keep the place of a table whose cells are still being read (nested tables come after their parent)."""
        self._tables += 1
        self.blocks.append(Paragraph(len(self.blocks), 0, ""))
        return self._tables

    def table(
        self,
        cells: Sequence[Cell],
        *,
        height: int,
        width: int,
        block: int | None = None,
        number: int | None = None,
        pages: Sequence[int] = (),
        page: int | None = None,
        sheet: str | None = None,
        rows: Sequence[int] = (),
        columns: Sequence[int] = (),
        parent: Location | None = None,
        unsure: bool = False,
    ) -> Table:
        """Add a table, at the end or at a reserved place."""
        if block is None or number is None:
            number = self.reserve()
            block = len(self.blocks) - 1
        if height * width > MOST_CELLS:
            raise Unreadable("table-too-large", limit=MOST_CELLS)
        self._cells += height * width
        if self._cells > MOST_CELLS:
            raise Unreadable("too-many-cells", limit=MOST_CELLS)
        cells = [cell if (text := legible(cell.text)) is cell.text else cell._replace(text=text) for cell in cells]
        sizes = [len(cell.text) for cell in cells]
        self._counted(max(sizes, default=0), sum(sizes))
        made = Table(
            block, number, tuple(cells), height, width, self._section,
            page if page is not None else (pages[0] if pages else None), tuple(pages), sheet, tuple(rows), tuple(columns),
            parent, unsure,
        )  # fmt: skip
        self.blocks[block] = made
        return made

    def _counted(self, longest: int, all_: int) -> None:
        self._characters += all_
        if longest > LONGEST_TEXT:
            raise Unreadable("text-too-long", limit=LONGEST_TEXT)
        if self._characters > MOST_TEXT:
            raise Unreadable("too-much-text", limit=MOST_TEXT)

    def notice(self, kind: str, detail: str = "", count: int = 1) -> None:
        """Remember something to tell the user; equal notices are counted."""
        self.notices[kind, detail] = self.notices.get((kind, detail), 0) + count

    def done(self) -> tuple[tuple[Block, ...], tuple[Notice, ...]]:
        return tuple(self.blocks), tuple(Notice(kind, n, detail) for (kind, detail), n in self.notices.items())


def table_from_rows(rows: Iterable[Sequence[str]]) -> tuple[list[Cell], int, int]:
    """Cells, height and width of a plain grid of texts without merges."""
    cells: list[Cell] = []
    height = width = 0
    for r, row in enumerate(rows):
        height = r + 1
        width = max(width, len(row))
        cells.extend(Cell(r, c, text) for c, text in enumerate(row))
    return cells, height, width
