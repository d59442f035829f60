"""A recognised table → a sheet of facts: each value gets the members of its row and column, a meaning and a unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from auditor.labels import bare, is_part, without_brackets
from auditor.meaning.headings import Assigned, Named, named_columns
from auditor.meaning.joined import Whole
from auditor.meaning.lattice import Column, Lattice, Line
from auditor.model.document import Cell, Location, Table
from auditor.model.facts import Fact, Sheet, Unknown, Unplaced
from auditor.model.pack import Axis, Member, TableKind, Vocabulary
from auditor.model.template import TOTAL
from auditor.numbers import COUNT, PERCENT, UNITS, ZERO, Printed, Unit, half, parse


def sheet(whole: Whole, kind: TableKind, vocabulary: Vocabulary, unit: Unit, group: int) -> Sheet:
    """The facts of a table, or of its pieces when it was continued over pages."""
    caption, first = whole.caption, whole.pieces[0]
    made = Sheet(
        kind.name, caption.title or kind.name, first.number, group, Location(first.block), kind.axis_names, unit,
        notes=caption.notes, unsure=any(piece.unsure for piece in whole.pieces),
    )  # fmt: skip
    reader = _Reader(kind, vocabulary, made)
    shapes = whole.shaped(vocabulary)
    places = usual_places(shapes, unit)
    for piece, shape in zip(whole.pieces, shapes, strict=True):
        reader.read(piece, shape, unit, places)
    made.active = any(
        fact.state == "number" and fact.value and fact.unit.measure != "count" for fact in made.facts.values()
    ) or (kind.measure == "count" and any(fact.value for fact in made.facts.values()))
    return made


def raw_sheets(whole: Whole, vocabulary: Vocabulary, unit: Unit) -> list[Unknown]:
    """The numbers of a table that is of no known kind, piece by piece, by row and column of the grid."""
    plain = whole if whole.kind is None else replace(whole, kind=None, shapes=[])
    shapes = plain.shaped(vocabulary)
    places = usual_places(shapes, unit)
    return [
        Unknown(Location(table.block), whole.caption.title, _raw(table, shape, whole.caption.title, unit, places))
        for table, shape in zip(whole.pieces, shapes, strict=True)
    ]


def _raw(table: Table, shape: Lattice, title: str, unit: Unit, places: int) -> Sheet:
    made = Sheet(title, title, table.number, 0, Location(table.block), ("row", "column"), unit)
    for line in shape.lines:
        for column, cell in line.values:
            printed = parse(cell.text)
            own = own_unit(printed.suffix, "money", unit)
            slack = half_place(printed, places, own) if printed.state == "number" else ZERO
            key = (f"{line.row}/{line.panel}", str(column))
            made.facts[key] = Fact(
                title, key, printed.state, printed.value.scaleb(own.exponent), slack, printed.places, own,
                cell.text.strip(), Location(table.block, cell.row, cell.column), line.label or line.code,
                shape.columns[column].printed,
            )  # fmt: skip
    return made


_ENOUGH = 5


def usual_places(shapes: list[Lattice], unit: Unit) -> int:
    """The decimals that the amounts of a table are printed with, by majority; 6.2 among 12.34 and 5.60 means 6.20."""
    seen: Counter[int] = Counter()
    amounts: set[Decimal] = set()
    for shape in shapes:
        for line in shape.lines:
            for _, cell in line.values:
                printed = parse(cell.text)
                if printed.state == "number" and printed.value and printed.suffix != "%" and not printed.coarse:
                    seen[printed.places] += 1
                    amounts.add(printed.value)
    usual = max(seen, key=lambda places: (seen[places], places)) if seen else 0
    # 3115600.00 元, always whole hundreds: converted from 万元 with two decimals, and rounded there.
    if unit.exponent == 0 and len(amounts) >= _ENOUGH and all(not amount % 100 for amount in amounts):
        return -2
    return usual


class _Reader:
    """Fills one sheet; remembers what rows came before, for labels that depend on it."""

    def __init__(self, kind: TableKind, vocabulary: Vocabulary, made: Sheet) -> None:
        self.kind, self.vocabulary, self.made = kind, vocabulary, made
        self.row_axes = [axis for axis in kind.axes if axis.on != "column"]
        self.seen: set[str] = set()

    def read(self, table: Table, shape: Lattice, unit: Unit, places: int) -> None:
        """Every number of one piece: placed, or kept as one that is not."""
        self.table, self.unit, self.places = table, unit, places
        sides = self._sides(shape)
        columns = named_columns(self.kind, shape, self.vocabulary.totals)
        done: set[Location] = set()
        before: dict[int, Assigned] = {}
        for line in shape.lines:
            rows = self._row(line, sides[line.panel])
            if is_part(line.label):
                rows = self._part(line, rows, before.get(line.panel))
            elif rows:
                before[line.panel] = rows.members
            if rows and line.code:
                self.made.names.setdefault(line.code, line.label)
            for member in rows.members.values() if rows else ():
                self.seen.add(member.name)
            for column, cell in line.values:
                done.add(Location(table.block, cell.row, cell.column))
                across = columns.get(column)
                if rows is None:
                    self._keep(cell, line.label, across.members if across else {}, sides[line.panel])
                elif across is None:
                    self._keep(cell, shape.columns[column].printed or line.label, rows.members, sides[line.panel])
                elif not self._put(line, cell, rows, across, shape.columns[column]):
                    label = line.label or line.code or shape.columns[column].printed
                    self._keep(cell, label, {**across.members, **rows.members}, None)
        roles = [column.role for column in shape.columns]
        for cell in table.cells:
            at, role = Location(table.block, cell.row, cell.column), roles[cell.column]
            if cell.row < shape.header_end or cell.row in shape.ordinals or at in done or role in {"ordinal", "code"}:
                continue
            if role != "label" or not cell.text.strip().isdigit():
                self._keep(cell, shape.columns[cell.column].printed or cell.text, {}, None)

    def _keep(self, cell: Cell, label: str, known: Assigned, side: str | None) -> None:
        """Keep what is no nought for certain, with what is known of where it belongs."""
        printed = parse(cell.text)
        if printed.state == "unreadable" or (printed.state == "number" and printed.value):
            members = tuple((axis, member.name) for axis, member in known.items())
            at = Location(self.table.block, cell.row, cell.column)
            self.made.unplaced.append(Unplaced(at, cell.text, label, members, side))

    def _put(self, line: Line, cell: Cell, rows: Named, across: Named, column: Column) -> bool:
        """Whether the value in that cell has a place; it stands there now, or is kept as one that stands there already."""
        members = {**across.members, **rows.members}
        parts = dict(part for part in (rows.part, across.part) if part)
        key: list[str] = []
        measure: str | None = None
        for axis in self.kind.axes:
            member = members.get(axis.name)
            if member is None:
                name = axis.default
                for other in self.kind.axes:
                    if other.within and other.name in members and members[other.name].name != other.default:
                        name = dict(other.within).get(axis.name, name)
                if name is None:
                    return False
                member = axis.members.get(name) or Member(name, ())
            key.append(member.name)
            measure = member.measure or measure
        printed = parse(cell.text)
        own = own_unit(printed.suffix, measure or self.kind.measure, self.unit)
        value, slack = ZERO, ZERO
        if printed.state == "number":
            value = printed.value.scaleb(own.exponent) if own.exponent else printed.value
            slack = half_place(printed, self.places, own)
        meaning = None if across.part else self.kind.meaning(tuple(key), self.vocabulary.default_dimensions)
        if parts:
            # A part of its member has a place of its own, where no sum looks for it.
            key = [
                f"{name}/{parts[axis]}" if axis in parts else name for axis, name in zip(self.kind.axis_names, key, strict=True)
            ]
        fact = Fact(
            self.kind.name, tuple(key), printed.state, value, slack, printed.places, own, cell.text.strip(),
            Location(self.table.block, cell.row, cell.column), line.label or line.code or TOTAL, column.printed, meaning,
        )  # fmt: skip
        before = self.made.facts.setdefault(fact.key, fact)
        if before is fact or printed.state == "blank":
            return True
        if before.state == "blank":
            self.made.facts[fact.key] = fact
        else:
            same = before.state == fact.state and before.value == fact.value
            (self.made.repeated if same else self.made.clashes).append(fact)
        return True

    def _part(self, line: Line, rows: Named | None, above: Assigned | None) -> Named | None:
        """What a line under 其中 is: a member that is a part of the one above it, or a part that the pack does not list."""
        if not above:
            return rows
        for axis in self.row_axes:
            upper, own = above.get(axis.name), rows.members.get(axis.name) if rows else None
            if upper is None or (own and (own.partial or own.parent == upper.name or own.after)):
                continue
            if own and own.parent != upper.parent:
                continue
            return Named({axis.name: upper}, (axis.name, bare(line.label)))
        return rows

    # rows

    def _row(self, line: Line, side: str | None) -> Named | None:
        """The members that a line's code and label name, or None when the pack does not know the label."""
        label = bare(line.label)
        if line.code:
            for axis in self.row_axes:
                if axis.classification and len(line.code) in axis.classification.lengths and axis.side in (None, side):
                    return Named({axis.name: axis.members.get(line.code) or Member(line.code, ())})
        found: Assigned = {}
        for axis in self.row_axes:
            member = self._named(axis, label, side)
            if member:
                found[axis.name] = member
        if found:
            return Named(found)
        for axis in self.row_axes:
            if axis.classification and axis.by_name and axis.side in (None, side):
                code = axis.classification.codes.get(label)
                if code:
                    self.made.names.setdefault(code, line.label)
                    return Named({axis.name: Member(code, ())})
        if not label:
            # The label of the total row was swallowed by the header, or the table has one line only.
            for axis in self.row_axes:
                if axis.classification and not axis.by_name and not self.made.facts:
                    return Named({axis.name: axis.members.get(TOTAL) or Member(TOTAL, ())})
            if all(axis.on == "either" for axis in self.row_axes):
                return Named({})
        return None

    def _named(self, axis: Axis, label: str, side: str | None) -> Member | None:
        candidates = axis.labels.get(label) or axis.labels.get(without_brackets(label)) or ()
        chosen: Member | None = None
        for member in candidates:
            if member.side not in (None, side) or (member.after and member.after not in self.seen):
                continue
            if chosen is None or member.after:
                chosen = member
        return chosen

    def _sides(self, shape: Lattice) -> list[str | None]:
        """The side of each panel: by its header, else by the labels of its lines."""
        if not self.kind.sides:
            return [None] * len(shape.panels)
        scores: list[Counter[str]] = [Counter() for _ in shape.panels]
        for panel, score in zip(shape.panels, scores, strict=True):
            for text in panel.header:
                if bare(text) in self.kind.sides:
                    score[bare(text)] += 3
        for line in shape.lines:
            label = bare(line.label)
            for axis in self.row_axes:
                sides = {member.side for member in axis.labels.get(label, ()) if member.side}
                if axis.side and axis.by_name and axis.classification and label in axis.classification.codes:
                    sides.add(axis.side)
                if len(sides) == 1:
                    scores[line.panel][sides.pop()] += 1
        return [score.most_common(1)[0][0] if score else None for score in scores]


def own_unit(suffix: str, measure: str, unit: Unit) -> Unit:
    if suffix == "%":
        return PERCENT
    if measure == "money":
        return UNITS.get(suffix + ("元" if suffix in {"万", "亿"} else ""), unit) if suffix else unit
    return COUNT if measure == "count" else PERCENT if measure == "percent" else Unit("", measure, 0)


def half_place(printed: Printed, usual_places: int, unit: Unit) -> Decimal:
    """Half of the last place, at the precision of the table; nought for counts and for 元 with 角分. With an exponent it is the
    precision of the number itself."""
    if printed.coarse:
        return half(printed.places, unit.exponent)
    if unit.measure == "count":
        return ZERO
    if unit.measure == "percent":
        return half(printed.places)
    places = usual_places if usual_places < 0 else max(printed.places, usual_places)
    if unit.exponent == 0 and places >= 2:
        return ZERO
    return half(places, unit.exponent)
