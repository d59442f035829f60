"""Tables put together that were printed in pieces: cut by a page break, with or without title and header printed again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from auditor.labels import bare, squeeze
from auditor.meaning.captions import Caption, Captions
from auditor.meaning.lattice import Lattice, Line, lattice
from auditor.meaning.recognise import recognise
from auditor.model.document import Document, Paragraph, Table
from auditor.model.pack import TableKind, Vocabulary
from auditor.numbers import ZERO, half, parse

_PAGE = re.compile(r"[-—–·]*(?:第?\d{1,4}页?|\d{1,4}/\d{1,4})[-—–·]*")


@dataclass
class Whole:
    """A table of one or several pieces. `tops` counts the rows of each piece that are caption; `shapes` is how each is laid
    out, with nothing in it as long as nobody asked. `fault` is what went wrong where the program failed on it."""

    caption: Caption
    kind: TableKind | None
    pieces: list[Table]
    tops: list[int]
    shapes: list[Lattice] = field(default_factory=list)
    fault: Exception | None = None

    def add(self, table: Table, caption: Caption) -> None:
        """One piece more; the notes below a table stand below its last piece."""
        self.pieces.append(table)
        self.tops.append(caption.rows)
        if caption.notes:
            self.caption = self.caption._replace(notes=caption.notes)

    def shaped(self, vocabulary: Vocabulary) -> list[Lattice]:
        """The layout of each piece; a later one is read like the one before it."""
        while len(self.shapes) < len(self.pieces):
            at = len(self.shapes)
            like = self.shapes[-1] if self.shapes else None
            self.shapes.append(lattice(self.pieces[at], self.kind, vocabulary, self.tops[at], like))
        return self.shapes


def joined(document: Document, kinds: Sequence[TableKind], vocabulary: Vocabulary) -> list[Whole]:
    """The tables of a document in reading order, each put together from its pieces."""
    captions = Captions(document, vocabulary, kinds)
    joiner = Joiner(document, captions, vocabulary)
    found: list[Whole] = []
    for table in document.tables:
        if table.parent is not None:
            continue
        try:
            caption = captions.of(document, table)
            kind = recognise(caption.kind, table, caption.rows, kinds, vocabulary)
            if found and not found[-1].fault and joiner.goes_on(found[-1], table, caption, kind):
                found[-1].add(table, caption)
            else:
                found.append(Whole(caption, kind, [table], [caption.rows]))
        except MemoryError:
            raise
        except Exception as problem:
            found.append(Whole(Caption(), None, [table], [0], fault=problem))
    return found


class Joiner:
    """Decides what goes on from what."""

    def __init__(self, document: Document, captions: Captions, vocabulary: Vocabulary) -> None:
        self._document, self._captions, self._vocabulary = document, captions, vocabulary

    def goes_on(self, whole: Whole, table: Table, caption: Caption, kind: TableKind | None) -> bool:
        """Whether a table goes on from the one before it.

        Nothing between them, or nothing but their caption again: they are one table when the second has no header, or the
        same; a title printed again needs a proof, for a second office's table looks the same but for its numbers."""
        last = whole.pieces[-1]
        if table.sheet != last.sheet or (caption.kind is not None and caption.kind is not whole.kind):
            return False
        if caption.entity and whole.caption.entity and caption.entity != whole.caption.entity:
            return False
        if caption.year and whole.caption.year and caption.year != whole.caption.year:
            return False
        titled = self._titled(whole, last, table, caption)
        if titled is None:
            return False
        if kind is not None and kind is not whole.kind and not caption.continued and titled:
            return False
        like = whole.shaped(self._vocabulary)[-1]
        shape = lattice(table, whole.kind, self._vocabulary, caption.rows, like)
        same = shape.columns is like.columns
        if not same and not _same_header(shape, whole.shapes[0]):
            # Other headings: another table, or the right half of this one beside its own lines; neither goes on downwards.
            if whole.kind and _rows(shape.lines).keys() == _rows(like.lines).keys() and _beside(like, shape):
                return True
            return kind is not None and kind is whole.kind and table.width == last.width and not titled
        if caption.continued:
            return True
        if not titled:
            return True
        return self._proven(whole, shape)

    def _titled(self, whole: Whole, last: Table, table: Table, caption: Caption) -> bool | None:
        """Whether a caption stands above the second piece again; None when something else stands between the two."""
        texts = []
        for block in self._document.blocks[last.block + 1 : table.block]:
            if not isinstance(block, Paragraph):
                return None
            text = squeeze(block.text)
            if text and not _PAGE.fullmatch(text):
                texts.append(text)
        texts += [squeeze(cell.text) for cell in table.cells if cell.row < caption.rows and cell.text.strip()]
        title = squeeze(whole.caption.title)
        if caption.kind is not None or (title and title in texts) or caption.continued:
            return True
        return bool(texts) if all(self._captions.says(text) for text in texts) else None

    def _proven(self, whole: Whole, shape: Lattice) -> bool:
        """Whether the rows of a piece with the same title and header go on: what both print is equal, or the total of one
        needs the lines of the other."""
        before = _rows(line for each in whole.shapes for line in each.lines)
        after = _rows(shape.lines)
        equal = 0
        differing = set()
        for name in before.keys() & after.keys():
            for one, two in zip(before[name], after[name], strict=False):
                if one != two:
                    differing.add(name)
                equal += bool(one) and one == two
        if len(differing) < equal or not differing:
            return True
        totals = {name for name in before.keys() & after.keys() if self._is_total(name)}
        if totals:
            return differing <= totals and any(_adds_up(before, after, total) for total in totals)
        # Only one of them has a total: what stands in both are labels that the table prints twice.
        return 2 * len(differing) < len(after)

    def _is_total(self, name: str) -> bool:
        return name in self._vocabulary.totals


def _same_header(one: Lattice, other: Lattice) -> bool:
    """Whether both have the same headings, however their cells are merged."""
    return bool(one.header) and _words(one) == _words(other)


def _words(shape: Lattice) -> Counter[str]:
    return Counter({text: 1 for row in shape.header for text in row})


def _beside(left: Lattice, right: Lattice) -> bool:
    """Whether two pieces with the same lines have no heading of values in common."""
    headings = [{shape.columns[c].path for panel in shape.panels for c in panel.values} for shape in (left, right)]
    return len(right.lines) > 1 and not headings[0] & headings[1]


def _rows(lines: Iterable[Line]) -> dict[str, list[Decimal]]:
    """The amounts of each line, by its code or its label (the first of that name); blank ones are nought."""
    found: dict[str, list[Decimal]] = {}
    for line in lines:
        name = line.code or bare(line.label)
        printed = (parse(cell.text) for _, cell in line.values)
        found.setdefault(name, [each.value if each.state == "number" else ZERO for each in printed])
    return found


def _adds_up(before: Mapping[str, list[Decimal]], after: Mapping[str, list[Decimal]], total: str) -> bool:
    """Whether, in some column, the highest codes of both together make a total that those of the first alone do not."""
    shortest = min((len(name) for name in (*before, *after) if name.isdigit()), default=0)
    first, second = (
        [row for name, row in rows.items() if name.isdigit() and len(name) == shortest] for rows in (before, after)
    )
    if not first or not second:
        return False
    slack = half(2) * (len(first) + len(second) + 1)
    for column, (one, two) in enumerate(zip(before[total], after[total], strict=False)):
        alone = sum((row[column] for row in first if column < len(row)), ZERO)
        rest = sum((row[column] for row in second if column < len(row)), ZERO)
        if rest and any(abs(alone + rest - each) <= slack for each in (one, two)) and abs(alone - one) > slack:
            return True
    return False
