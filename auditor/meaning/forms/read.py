"""A table known as a form → forms with their blocks, and a sheet of facts for each block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.meaning.forms.entries import Maker
from auditor.meaning.forms.fields import read_fields
from auditor.meaning.forms.grids import read_grid
from auditor.meaning.forms.heads import Header, header
from auditor.meaning.forms.lines import Line, is_named, lines
from auditor.meaning.forms.records import Reader as RecordReader
from auditor.meaning.forms.records import Records
from auditor.meaning.forms.values import Reader
from auditor.model.document import Location, Table
from auditor.model.facts import FORMS, Facts, Sheet, Unplaced
from auditor.model.form import Form, Row
from auditor.model.pack import Axis, TableKind, Vocabulary
from auditor.numbers import Unit


def read_forms(
    pieces: Sequence[Table], kind: TableKind, title: str, at: Location, year: int | None, unit: Unit, vocabulary: Vocabulary,
    facts: Facts,
) -> bool:  # fmt: skip
    """Add the forms of a table to the facts: mostly one, several when they are printed one below the other. False when the
    table has none of the headings of its blocks, so that nothing can be laid out."""
    grammar = vocabulary.grammar
    headed = [block for name in kind.blocks if (block := vocabulary.tables[name]).block.shape != "fields"]
    found = lines(pieces)
    if grammar is None or (headed and not any(header(line, headed, year) for line in found)):
        return False
    reader = vocabulary.kept("values", lambda: Reader(grammar))
    for number, part in enumerate(_instances(found, kind, vocabulary, year)):
        group = 0 if kind.shared else FORMS + len(facts.forms)
        place = at if not number else Location(part[0].block, part[0].row, 0)
        filler = _Filler(kind, vocabulary, reader, unit, year, group, title)
        facts.forms.append(filler.fill(part, place, pieces[0].number))
        facts.sheets.extend(filler.sheets)
    return True


def _instances(found: list[Line], kind: TableKind, vocabulary: Vocabulary, year: int | None) -> Iterator[list[Line]]:
    """The lines of each form: a new one begins where its first field is asked for again, after records were."""
    blocks = [vocabulary.tables[name] for name in kind.blocks]
    first = next((b.axes[0] for b in blocks if b.block.shape == "fields"), None)
    opening = set(next(iter(first.members.values())).labels) if first and first.members else set[str]()
    records = [b for b in blocks if b.block.shape == "records"]
    start, seen = 0, False
    for index, line in enumerate(found):
        if records and header(line, records, year):
            seen = True
        elif seen and any(is_named(cell.text, opening) for cell in line.own()):
            yield found[start:index]
            start, seen = index, False
    yield found[start:]


@dataclass(slots=True, eq=False)
class _Filler:
    """Reads one form."""

    kind: TableKind
    vocabulary: Vocabulary
    reader: Reader
    unit: Unit
    year: int | None
    group: int
    title: str
    sheets: list[Sheet] = field(default_factory=list)

    def fill(self, found: list[Line], at: Location, number: int) -> Form:
        blocks = [self.vocabulary.tables[name] for name in self.kind.blocks]
        headed = [b for b in blocks if b.block.shape != "fields"]
        spans, loose = self._spans(found, headed)
        labels = self._labels(blocks)
        rows: dict[str, list[Row]] = {}
        for block in blocks:
            sheet = Sheet(block.name, self.title, number, self.group, at, block.axis_names, self.unit)
            if block.block.shape == "fields":
                money = next((h.unit for h, _ in spans if h.unit), self.unit)
                made = read_fields(loose, found, block, labels, Maker(block.name, self.reader, money))
                if made:
                    place = next(iter(made.values())).fact.at
                    rows[block.name] = [Row(block.name, block.name, self.title, place, made)]
                    sheet.facts.update({entry.fact.key: entry.fact for entry in made.values()})
            else:
                rows[block.name] = self._block(block, spans, sheet)
            if sheet.facts:
                given = block.block.given if block.block.shape == "grid" else ()
                sheet.active = any(fact.state == "number" and fact.key[-1] not in given for fact in sheet.facts.values())
                self.sheets.append(sheet)
        name = self._name(blocks, rows)
        title = f"{self.title}（{name}）" if name else self.title
        for sheet in self.sheets:
            sheet.title = title
        form = Form(self.kind.name, title, name, self.group, at, rows, not self._filled(blocks, rows), self.kind.quoted)
        for block_name, made_rows in rows.items():
            rows[block_name] = [Row(r.block, r.key, r.name, r.at, r.cells, r.classes, form) for r in made_rows]
        return form

    def _block(self, block: TableKind, spans: Sequence[tuple[Header, list[Line]]], sheet: Sheet) -> list[Row]:
        if block.block.shape == "grid":
            return self._grid(block, spans, sheet)
        reader: RecordReader | None = None
        for head, found in spans:
            if head.kind is block:
                maker = Maker(block.name, self.reader, head.unit or self.unit)
                if reader is None:
                    reader = RecordReader(head, maker)
                else:
                    reader.header = head
                reader.read(found)
        if reader is None:
            return []
        _into(sheet, reader.made, block)
        return [*reader.made.rows, *([reader.made.total] if reader.made.total else [])]

    def _grid(self, block: TableKind, spans: Sequence[tuple[Header, list[Line]]], sheet: Sheet) -> list[Row]:
        rows: list[Row] = []
        unplaced: list[Unplaced] = []
        for head, found in spans:
            if head.kind is block:
                sheet.unit = head.unit or self.unit
                unknown: list[Unplaced] = []
                known = read_grid(head, found, Maker(block.name, self.reader, sheet.unit), unknown)
                # Headings alone make no block: where no line is known either, it is a list of something else.
                if known:
                    rows += known
                    unplaced += unknown
        sheet.facts.update({entry.fact.key: entry.fact for row in rows for entry in row.cells.values() if entry.fact.text})
        _fill_blanks(sheet, rows, block)
        sheet.trees[block.axes[0].name] = _parts(rows, block.axes[0])
        sheet.unplaced = unplaced
        return rows

    def _spans(
        self, found: list[Line], headed: Sequence[TableKind]
    ) -> tuple[list[tuple[Header, list[Line]]], list[tuple[int, Line]]]:
        """The lines below each header, and those that belong to none. A line of fields ends a grid, a total line records."""
        spans: list[tuple[Header, list[Line]]] = []
        loose: list[tuple[int, Line]] = []
        open_span = False
        fields = self._labels([b for b in self._all() if b.block.shape == "fields"])
        for index, line in enumerate(found):
            head = header(line, headed, self.year)
            if head is not None:
                spans.append((head, []))
                open_span = True
            elif open_span and not self._ends(spans[-1][0], line, fields):
                spans[-1][1].append(line)
                if self._sums_up(spans[-1][0], line):
                    open_span = False
                    loose.append((index, line))
                elif spans[-1][0].kind.block.shape == "grid":
                    loose.append((index, line))
            else:
                open_span = False
                loose.append((index, line))
        return spans, loose

    def _all(self) -> list[TableKind]:
        return [self.vocabulary.tables[name] for name in self.kind.blocks]

    def _ends(self, head: Header, line: Line, fields: frozenset[str]) -> bool:
        if head.kind.block.shape != "grid":
            return False
        own = set(head.kind.axes[0].labels)
        named = [cell for cell in line.own() if is_named(cell.text, fields)]
        return bool(named) and not any(is_named(cell.text, own) for cell in line.own() if cell.column < head.first)

    def _sums_up(self, head: Header, line: Line) -> bool:
        block = head.kind.block
        total = head.kind.axes[0].members.get(block.total)
        if block.shape != "records" or total is None:
            return False
        limit = max((h.column for h in head.heads if h.member.name in block.levels), default=0)
        return any(cell.column <= limit and is_named(cell.text, total.labels) for cell in line.own())

    @staticmethod
    def _labels(blocks: Sequence[TableKind]) -> frozenset[str]:
        return frozenset(label for block in blocks for axis in block.axes for label in axis.labels)

    def _name(self, blocks: Sequence[TableKind], rows: Mapping[str, list[Row]]) -> str:
        """What the form is about: its first field."""
        block = next((b for b in blocks if b.block.shape == "fields" and rows.get(b.name)), None)
        if block is None:
            return ""
        entry = rows[block.name][0].entry(next(iter(block.axes[0].members)))
        return "".join(entry.fact.text.split()) if entry else ""

    def _filled(self, blocks: Sequence[TableKind], rows: Mapping[str, list[Row]]) -> bool:
        """Whether anything but what a blank form prints already is filled in: a figure, a target, an outcome."""
        if all(block.block.shape == "fields" for block in blocks):
            return any(entry.fact.text for made in rows.values() for row in made for entry in row.cells.values())
        for block in blocks:
            if block.block.shape == "fields":
                continue
            measured = {m.name for m in block.axes[1].members.values() if (m.measure or block.measure) != "text"}
            for row in rows.get(block.name, ()):
                for column in measured - set(block.block.given):
                    entry = row.entry(column)
                    if entry is not None and entry.value.sort != "blank":
                        return True
        return False


def _parts(rows: Sequence[Row], axis: Axis) -> dict[str, list[str]]:
    """The lines that make up another line. Where lines of several ranks are printed, those of the lower ranks tell what the
    higher ones are made of, and are not added."""
    order = list(dict.fromkeys(member.side for member in axis.members.values() if member.side))
    found: dict[str, list[str]] = {}
    for row in rows:
        member = axis.members[row.key]
        if member.parent and not member.partial:
            found.setdefault(member.parent, []).append(row.key)
    for parent, parts in found.items():
        ranks = [side for side in order if any(axis.members[part].side == side for part in parts)]
        found[parent] = [part for part in parts if axis.members[part].side in (None, *ranks[:1])]
    return found


def _fill_blanks(sheet: Sheet, rows: Sequence[Row], block: TableKind) -> None:
    """A blank amount is nought where another part of the same whole is filled in; where none is, nobody listed the parts."""
    axis = block.axes[0]
    parents = {row.key: axis.members[row.key].parent for row in rows}
    for row in rows:
        for name, entry in row.cells.items():
            fact = entry.fact
            beside = [other for other in rows if parents[other.key] == parents[row.key] and (other.key, name) in sheet.facts]
            if not fact.text and fact.unit.measure == "money" and parents[row.key] and beside:
                sheet.facts[fact.key] = fact


def _into(sheet: Sheet, made: Records, block: TableKind) -> None:
    """Put what was read of records into their sheet: numbers, names, levels and who stands under whom."""
    for entry in made.declared.values():
        sheet.facts[entry.fact.key] = entry.fact
    for row in (*made.rows, *([made.total] if made.total else [])):
        for name, entry in row.cells.items():
            if (entry.fact.text or name in (block.block.weight, block.block.score)) and name not in block.block.levels:
                sheet.facts[entry.fact.key] = entry.fact
    sheet.names.update(made.names)
    sheet.levels.update(made.levels)
    tree = dict(made.tree)
    outer = tree.get(block.block.declared, [])
    if any((key, block.block.weight) not in sheet.facts for key in outer):
        # Only when every class prints its weight do they make up the whole.
        tree.pop(block.block.declared, None)
    sheet.trees[block.axes[0].name] = tree


__all__ = ["read_forms"]
