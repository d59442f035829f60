"""What stands round a table: its title, number, unit, year and owner above it, its notes below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from auditor.labels import squeeze
from auditor.meaning.titles import Titles
from auditor.model.document import Cell, Document, Location, Paragraph, Table
from auditor.model.pack import TableKind, Vocabulary
from auditor.numbers import Unit, unit_named

_FARTHEST = 12
_LONGEST = 90


class Caption(NamedTuple):
    """`kind` is what the title says the table is; `title` the printed title, also of unknown tables. `rows` counts the
    rows inside the table that are caption, not header. `unit` is None when none is printed. `at` is the paragraph of the
    title."""

    title: str = ""
    kind: TableKind | None = None
    number: str | None = None
    unit: Unit | None = None
    unit_text: str | None = None
    year: int | None = None
    entity: str | None = None
    continued: bool = False
    rows: int = 0
    notes: tuple[Location, ...] = ()
    bound: bool = False
    at: Location | None = None


class Captions:
    """Finds captions with the vocabulary's patterns and the titles of those kinds of table."""

    def __init__(self, document: Document, vocabulary: Vocabulary, kinds: Iterable[TableKind]) -> None:
        self._patterns = vocabulary.captions
        self._titles = Titles(document, vocabulary, kinds)
        self._headers = [block for block in document.paragraphs if block.part == "header"]
        self._headings = vocabulary.name_heads | vocabulary.code_heads

    def of(self, document: Document, table: Table) -> Caption:
        """The caption of a table: paragraphs above it, back to the previous table, and its own first rows."""
        caption = Caption(notes=self._notes(document, table))
        if table.sheet:
            caption = self._line(caption, squeeze(table.sheet), table.sheet)
        rows = 0
        for line in self._caption_rows(table):
            rows += 1
            for text in line:
                caption = self._line(caption, squeeze(text), text)
        caption = caption._replace(rows=rows)
        guess = ""
        for index in range(table.block - 1, max(table.block - 1 - _FARTHEST, -1), -1):
            block = document.blocks[index]
            if not isinstance(block, Paragraph):
                break
            text = squeeze(block.text)
            if not text or block.part == "header":
                continue
            if len(text) > _LONGEST or self._patterns["note"].match(text):
                break
            before = caption
            caption = self._line(caption, text, block.text.strip(), self._broken(document, index))
            if caption.kind is not None and before.kind is None:
                caption = caption._replace(at=Location(index))
            if caption is before:
                if not guess and block.level is None:
                    guess = block.text.strip()
                    continue
                guess = guess or block.text.strip()
                break
            if not guess and caption.unit_text == before.unit_text and caption.entity == before.entity and self._more(text):
                guess = block.text.strip()  # 2024年某某安排表: a year stands in the title of a table that nobody knows
        if caption.unit_text is None:
            caption = self._headed(caption, table)
        return caption if caption.title else caption._replace(title=guess)

    def _more(self, text: str) -> bool:
        """Whether a line says more than a year or a number."""
        for name in ("year", "number"):
            text = self._patterns[name].sub("", text)
        return len(text) > 1

    def _headed(self, caption: Caption, table: Table) -> Caption:
        """The caption with the unit that the head of its page tells, for a table that tells none itself."""
        last = -1
        for line in reversed(self._headers):
            if line.block > table.block or (table.sheet and line.section[:1] != (table.sheet.strip(),)):
                continue  # each sheet of a workbook has a head of its own
            if last >= 0 and line.block != last - 1:
                break
            last = line.block
            match = self._patterns["unit"].search(squeeze(line.text))
            if match:
                return caption._replace(unit_text=match["unit"], unit=unit_named(match["unit"]))
        return caption

    def _broken(self, document: Document, index: int) -> str:
        """The line before that one, if that is where a title in two lines may have begun."""
        before = document.blocks[index - 1] if index else None
        text = before.text.strip() if isinstance(before, Paragraph) else ""
        line = squeeze(text)
        return text if len(line) < _LONGEST and not self.says(line) and not self._titles.kind(line) else ""

    def _line(self, caption: Caption, text: str, printed: str, before: str = "") -> Caption:
        """The caption enriched by one line; the same object when the line says nothing. `before` is the line above it."""
        known: dict[str, object] = {}
        patterns = self._patterns
        if caption.unit_text is None and (match := patterns["unit"].search(text)):
            known["unit_text"] = match["unit"]
            known["unit"] = unit_named(match["unit"])
        if caption.number is None and (match := patterns["number"].search(text)):
            known["number"] = next(group for group in match.groups() if group)
        if caption.entity is None and (match := patterns["entity"].search(text)):
            known["entity"] = match["entity"]
        if caption.year is None and len(text) < 60 and (match := patterns["year"].search(text)):
            known["year"] = int(match[1])
        if not caption.continued and patterns["continued"].search(text):
            known["continued"] = True
        if caption.kind is None:
            kind = self._titles.kind(text)
            # 国有资本经营预算财政拨款 / 支出决算表: the end of a title that is broken in two is no title.
            whole = self._titles.kind(squeeze(before) + text) if before else None
            if whole and whole is not kind:
                known["kind"], known["title"] = whole, before + printed
            elif kind:
                known["kind"], known["title"] = kind, printed
        return caption._replace(bound=True, **known) if known else caption  # type: ignore[arg-type]

    def _caption_rows(self, table: Table) -> list[list[str]]:
        """The rows at the top that hold a title, number, unit or owner instead of a header."""
        found: list[list[str]] = []
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            if cell.row > 5:
                break
            if cell.text.strip():
                rows.setdefault(cell.row, []).append(cell)
        for index in range(min(6, table.height)):
            cells = rows.get(index, [])
            if not cells:
                if found:
                    found.append([])
                    continue
                break
            texts = [squeeze(cell.text) for cell in cells]
            alone = len(cells) == 1 and (table.width > 2 or len(found) > 0)
            if alone and (self._titles.kind(texts[0]) or self.says(texts[0])):
                found.append([cells[0].text])
            elif len(cells) > 1 and all(self.says(text) for text in texts):
                found.append([cell.text for cell in cells])
            else:
                break
        return found

    def says(self, text: str) -> bool:
        """Whether a line tells a unit, number, year or owner of a table."""
        if text in self._headings:
            return False
        return any(self._patterns[name].search(text) for name in ("unit", "number", "entity")) or bool(
            self._patterns["year"].fullmatch(text)
        )

    def _notes(self, document: Document, table: Table) -> tuple[Location, ...]:
        found: list[Location] = []
        for index in range(table.block + 1, min(table.block + 1 + _FARTHEST, len(document.blocks))):
            block = document.blocks[index]
            if not isinstance(block, Paragraph):
                break
            text = squeeze(block.text)
            if not text:
                continue
            if not self._patterns["note"].match(text) and (not found or block.level is not None or not text[0].isdigit()):
                break
            found.append(Location(index))
        return tuple(found)
