"""What stands round a table: its title, number, unit, year and owner above it, its notes below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from auditor.labels import bare, squeeze
from auditor.model.document import Cell, Document, Location, Paragraph, Table
from auditor.model.facts import TEXT
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

    def __init__(self, vocabulary: Vocabulary, kinds: Iterable[TableKind]) -> None:
        self._patterns = vocabulary.captions
        self._titles = _titles(kinds)
        self._lengths = sorted({len(title) for title in self._titles}, reverse=True)
        self._headers: tuple[Document, list[Paragraph]] | None = None
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
            caption = self._line(caption, text, block.text.strip())
            if caption.kind is not None and before.kind is None:
                caption = caption._replace(at=Location(index))
            if caption is before:
                if not guess and block.level is None:
                    guess = block.text.strip()
                    continue
                guess = guess or block.text.strip()
                break
        if caption.unit_text is None:
            caption = self._headed(caption, document, table)
        return caption if caption.title else caption._replace(title=guess)

    def _headed(self, caption: Caption, document: Document, table: Table) -> Caption:
        """The caption with the unit that the head of its page tells, for a table that tells none itself."""
        if self._headers is None or self._headers[0] is not document:
            self._headers = document, [block for block in document.paragraphs if block.part == "header"]
        last = -1
        for line in reversed(self._headers[1]):
            if line.block > table.block:
                continue
            if last >= 0 and line.block != last - 1:
                break
            last = line.block
            match = self._patterns["unit"].search(squeeze(line.text))
            if match:
                return caption._replace(unit_text=match["unit"], unit=unit_named(match["unit"]))
        return caption

    def _line(self, caption: Caption, text: str, printed: str) -> Caption:
        """The caption enriched by one line; the same object when the line says nothing."""
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
        if caption.kind is None and (kind := self.kind_by_title(text)):
            known["kind"], known["title"] = kind, printed
        return caption._replace(bound=True, **known) if known else caption  # type: ignore[arg-type]

    def kind_by_title(self, text: str) -> TableKind | None:
        """The kind whose title the line ends with, the longest title first."""
        line = bare(text.strip("《》"))
        line = self._patterns["continued"].sub("", line)
        while line.endswith(")") and "(" in line and line not in self._titles:
            line = line[: line.rfind("(")]
        for length in self._lengths:
            kind = self._titles.get(line[-length:]) if length <= len(line) else None
            if kind:
                return kind
        return None

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
            if alone and (self.kind_by_title(texts[0]) or self._says(texts[0])):
                found.append([cells[0].text])
            elif len(cells) > 1 and all(self._says(text) for text in texts):
                found.append([cell.text for cell in cells])
            else:
                break
        return found

    def _says(self, text: str) -> bool:
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


def _titles(kinds: Iterable[TableKind]) -> dict[str, TableKind]:
    found: dict[str, TableKind] = {}
    for kind in kinds:
        if kind.name == TEXT:
            continue
        for title in (squeeze(kind.name), *kind.titles):
            found.setdefault(title, kind)
    return found
