"""A grid of a form: lines with known names under known headings, such as sources of money by budget and outturn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from auditor.labels import squeeze
from auditor.meaning.forms.entries import Maker
from auditor.meaning.forms.heads import Head, Header
from auditor.meaning.forms.lines import Line, names
from auditor.model.document import Cell
from auditor.model.facts import Fact, Unplaced
from auditor.model.form import Entry, Row
from auditor.model.pack import Axis, Member
from auditor.numbers import parse

_FRACTION = Decimal("1.5")
_HUNDRED = Decimal(100)


def read_grid(header: Header, found: Sequence[Line], maker: Maker, unplaced: list[Unplaced]) -> list[Row]:
    """One row per known line; numbers under unknown names go to `unplaced`."""
    axis = header.kind.axes[0]
    maker.usual = _usual_places(header, found)
    rows: dict[str, Row] = {}
    for line in found:
        under = ((head, _under(line, head)) for head in header.heads)
        values = [(head, cell) for head, cell in under if cell is not None and not _labelled(cell)]
        member, label = _label(line, header.first, axis)
        printed = [cell for _, cell in values if parse(cell.text).state == "number"]
        if member is None and not label and axis.default and printed and axis.default not in rows:
            member = axis.members[axis.default]
        if member is None:
            unplaced += [Unplaced(line.place(cell), cell.text, label) for cell in printed]
            continue
        if member.name in rows or (not values and not label):
            continue
        cells = {
            head.member.name: maker.entry(
                (member.name, head.member.name), head.member.measure or header.kind.measure, cell.text, line.place(cell),
                label or member.name, head.printed,
            )
            for head, cell in values
        }  # fmt: skip
        at = line.place(next(iter(line.own()))) if any(True for _ in line.own()) else line.place(Cell(line.row, 0, ""))
        rows[member.name] = Row(header.kind.name, member.name, label or member.name, at, cells)
    made = list(rows.values())
    for head in header.heads:
        if head.member.quotient:
            made = _as_percentages(made, head.member)
    return made


def _usual_places(header: Header, found: Sequence[Line]) -> int:
    """The decimals that most amounts with decimals are printed with."""
    money = [head for head in header.heads if (head.member.measure or header.kind.measure) == "money"]
    printed = [parse(cell.text) for line in found for head in money if (cell := _under(line, head)) is not None]
    seen = Counter(number.places for number in printed if number.state == "number" and number.places)
    return min(seen, key=lambda places: (-seen[places], places)) if seen else 0


def _labelled(cell: Cell) -> bool:
    """Whether a cell holds a label with its value behind a colon, so that it is no value of this line."""
    return ":" in squeeze(cell.text) and parse(cell.text).state == "text"


def _under(line: Line, head: Head) -> Cell | None:
    """The cell of a line under a heading; of several the first that is filled. A cell that reaches in from the left is
    the line's label."""
    own = [cell for column in range(head.column, head.column + head.width) if (cell := line.at(column)) is not None]
    return next((cell for cell in own if cell.text.strip()), own[0] if own else None)


def _label(line: Line, first: int, axis: Axis) -> tuple[Member | None, str]:
    """What the line is called: the known name nearest to its values, else the text that stands there."""
    texts: list[str] = []
    for cell in dict.fromkeys(line.cells[column] for column in range(min(first, len(line.cells)))):
        if cell is not None and cell.text.strip():
            texts.append(cell.text)
    for text in reversed(texts):
        for name in names(text):
            if name in axis.labels:
                return axis.labels[name][0], "".join(text.split())
    own = [cell.text for cell in line.own() if cell.column < first and cell.text.strip()]
    return None, "".join(own[-1].split()) if own else ""


def _as_percentages(rows: list[Row], rate: Member) -> list[Row]:
    """Rates printed as fractions (0.9853) in per cent: when every rate of the column is small and the quotient says so."""
    entries = [entry for row in rows if (entry := row.entry(rate.name)) and entry.fact.state == "number"]
    if not entries or any(entry.fact.text.rstrip().endswith(("%", "％")) or entry.fact.value > _FRACTION for entry in entries):
        return rows
    if not any(_is_fraction(row, rate) for row in rows):
        return rows
    return [_with(row, rate.name, _times_hundred(entry)) if (entry := row.entry(rate.name)) else row for row in rows]


def _is_fraction(row: Row, rate: Member) -> bool:
    parts = [row.entry(name) for name in rate.quotient]
    entry = row.entry(rate.name)
    if entry is None or any(part is None or part.fact.state != "number" for part in parts) or not parts[1].fact.value:  # type: ignore[union-attr]
        return False
    true = parts[0].fact.value / parts[1].fact.value * _HUNDRED  # type: ignore[union-attr]
    return bool(entry.fact.value) and abs(entry.fact.value * _HUNDRED - true) < abs(entry.fact.value - true)


def _times_hundred(entry: Entry) -> Entry:
    fact: Fact = entry.fact
    if fact.state != "number":
        return entry
    return entry._replace(
        fact=fact._replace(value=fact.value * _HUNDRED, half=fact.half * _HUNDRED, places=max(fact.places - 2, 0))
    )


def _with(row: Row, name: str, entry: Entry) -> Row:
    return Row(row.block, row.key, row.name, row.at, {**row.cells, name: entry}, row.classes, row.form)
