"""Walk the body of a Word document: page headers, paragraphs, tables, text boxes and notes in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from auditor.characters import UNKNOWN
from auditor.model.document import Cell, Document, Location, Notice, Unreadable
from auditor.reading.archive import Archive
from auditor.reading.blocks import MOST_CELLS, Blocks
from auditor.reading.docx import equations, inserted
from auditor.reading.docx import names as n
from auditor.reading.docx.grounds import Grounds
from auditor.reading.docx.headers import Headers
from auditor.reading.docx.inline import Inline, bears_text, chosen
from auditor.reading.docx.looks import ANYTHING, PAPER, Looks
from auditor.reading.docx.noise import is_coloured, stripped
from auditor.reading.docx.numbering import Numbering
from auditor.reading.docx.package import main_part
from auditor.reading.docx.styles import PLAIN, Styles
from auditor.reading.docx.tables import cells, is_layout, merges, number, only_cell, rows
from auditor.reading.docx.trace import Trace
from auditor.reading.links import links_of

_DEEPEST = 40


def read(archive: Archive, path: Path, trace: Trace | None = None, *, inserted: bool = False) -> Document:
    """The document as it prints; a trace is told where in the XML it stands. `inserted`: it is part of another document.
    Raises Unreadable when a part is damaged."""
    main = main_part(archive)
    if main is None:
        raise Unreadable("not-a-document")
    folder = main.rpartition("/")[0]
    try:
        reader = _Reader(archive, main, folder + "/" if folder else "", trace, inserted)
        reader.body()
    except ParseError as problem:
        raise Unreadable("part-damaged", part=main) from problem
    except ValueError as problem:
        raise Unreadable("file-damaged") from problem
    except RecursionError as problem:
        raise Unreadable("too-deep") from problem
    blocks, notices = reader.blocks.done()
    unread = tuple(Notice(kind, times, detail) for (kind, detail), times in reader.unread.items())
    return Document(str(path), "docx", blocks, notices, unread)


class _Reader:
    def __init__(self, archive: Archive, main: str, folder: str, trace: Trace | None, inside: bool) -> None:
        self._archive, self._main, self._folder, self._trace, self._inside = archive, main, folder, trace, inside
        self._styles = Styles(archive.xml(folder + "styles.xml"))
        self._numbering = Numbering(archive.xml(folder + "numbering.xml"), lambda style: self._styles[style].num_id)
        self._notes: dict[str, dict[str, Element]] = {}
        self._looks = Looks(self._styles)
        self.blocks = Blocks()
        self.unread: Counter[tuple[str, str]] = Counter()
        self._inline = Inline(
            self._looks, self.blocks.notice, self._not_read, self._break_page, traced=trace is not None
        )  # fmt: skip
        self._headers = Headers(archive, main, self._looks, self._root)
        self._grounds = Grounds(self._styles)
        self._page: int | None = None
        self._carried = ""

    def body(self) -> None:
        """Read the main part. Page numbers are known only where Word left its page breaks."""
        data = self._archive.xml(self._main)
        if b"w:lastRenderedPageBreak" in data:
            self._page = 1
        self._inline.coloured = is_coloured(data, self._styles)
        if self._trace is None:
            data = stripped(data, coloured=self._inline.coloured)
        root = self._root(self._main, data)
        body = root.find(n.BODY)
        if body is None:
            raise Unreadable("not-a-document")
        self._inline.ground = ANYTHING if root.find(n.BACKGROUND) is not None else PAPER
        if self._inside:
            self._walk(body, "body", 0)
            return
        # What a section says of itself stands at its end.
        ends = {child: section for child in body if (section := _section(child)) is not None}
        sections = iter([*ends.values(), *body.iterfind(n.SECTION)])
        self._head(next(sections, None))
        for child in body:
            self._walk((child,), "body", 0)
            if child in ends:
                self._head(next(sections, None))

    def _head(self, section: Element | None) -> None:
        """A section begins, with the headers and footers of its pages."""
        for line in self._headers.of(section) if section is not None else ():
            self.blocks.paragraph(line, page=self._page, part="header")

    def _not_read(self, kind: str, detail: str = "") -> None:
        self.unread[kind, detail] += 1

    def _root(self, name: str, data: bytes) -> Element:
        return fromstring(data) if self._trace is None else self._trace.root(name, data)

    def _break_page(self) -> None:
        if self._page is not None:
            self._page += 1

    def _walk(self, parent: Iterable[Element], part: str, depth: int) -> None:
        if depth > _DEEPEST:
            raise Unreadable("too-deep")
        for child in parent:
            tag = child.tag
            if tag == n.P:
                self._paragraph(child, part, depth)
            elif tag == n.TBL:
                self._table(child, None, depth)
            elif tag == n.SDT:
                content = child.find(n.SDT_CONTENT)
                if content is not None:
                    self._walk(content, part, depth + 1)
            elif tag in n.THROUGH:
                self._walk(child, part, depth + 1)
            elif tag == n.INSERTED_FILE:
                self._insert(child)
            elif tag == n.ALTERNATE and (shown := chosen(child)) is not None:
                self._walk(shown, part, depth + 1)
            elif tag in n.MATH:
                text = "".join(text for text, _ in equations.pieces(child))
                self.blocks.paragraph(text, page=self._page, part=part)
            else:
                self._unknown(child)

    def _unknown(self, element: Element) -> None:
        if len(element) and element.tag not in n.SILENT and element.tag not in n.REMOVED and bears_text(element):
            self._not_read("unknown-element", element.tag.rpartition("}")[2])

    def _insert(self, element: Element) -> None:
        """A file in the package that Word prints here."""
        link = links_of(self._archive, self._main).get(element.get(n.R_ID, ""))
        try:
            if link is None or self._inside:
                raise Unreadable("not-a-document")
            document = inserted.document(self._archive, link.target)
        except Unreadable:
            self._not_read("inserted-file", link.target.rpartition("/")[2] if link else "")
            return
        inserted.put(document, self.blocks, self._page)
        self.unread.update({(notice.kind, notice.detail): notice.times for notice in document.unread})

    def _paragraph(self, element: Element, part: str, depth: int) -> None:
        page = self._page
        label, level = self._number(element)
        body = self._inline.text(element)
        before = self._carried + label
        text = before + body
        # The paragraph mark is deleted in a tracked change: accepted, the text runs on into the next paragraph.
        carried = _mark_deleted(element)
        self._carried = text if carried else ""
        if self._trace is not None:
            at = None if carried else Location(len(self.blocks.blocks))
            self._trace.line(at, element, self._inline.texts, len(before))
        if carried:
            return
        self.blocks.paragraph(text, label=label, style_level=level, page=page if body.strip() else self._page, part=part)
        self._aside(depth)

    def _number(self, element: Element) -> tuple[str, int | None]:
        """The automatic number and outline level of a paragraph."""
        properties = element[0] if len(element) and element[0].tag == n.PPR else None
        if properties is None:
            return "", None
        style = PLAIN
        named = properties.find(n.STYLE_REF)
        if named is not None:
            style = self._styles[named.get(n.VAL, "")]
        level, num_id, list_depth = style
        outline = properties.find(n.OUTLINE)
        if outline is not None and (own := outline.get(n.VAL, "9")).isdigit():
            level = int(own) if int(own) < 9 else None
        own_list = properties.find(n.NUM_PR)
        if own_list is not None:
            reference, at = own_list.find(n.NUM_ID), own_list.find(n.LEVEL)
            num_id = reference.get(n.VAL) if reference is not None else num_id
            list_depth = int(at.get(n.VAL, "0")) if at is not None else list_depth if reference is None else 0
        label = self._numbering.next(num_id, list_depth) if num_id and num_id != "0" else ""
        return label, level

    def _aside(self, depth: int) -> None:
        """Text boxes and notes of the block just read follow it."""
        boxes, self._inline.boxes = self._inline.boxes, []
        notes, self._inline.notes = self._inline.notes, []
        for box in boxes:
            with self._grounds.unknown(self._inline):
                self._walk(box, "textbox", depth + 1)
        for kind, identity in notes:
            note = self._note(kind, identity)
            if note is not None:
                self._walk(note, kind, depth + 1)

    def _note(self, kind: str, identity: str) -> Element | None:
        if kind not in self._notes:
            name = f"{self._folder}{kind}s.xml"
            part = self._archive.xml(name)
            root = self._root(name, part) if part else ()
            self._notes[kind] = {note.get(n.ID, ""): note for note in root if note.get(n.TYPE) in {None, "normal"}}
        return self._notes[kind].pop(identity, None)

    def _table(self, element: Element, parent: Location | None, depth: int) -> None:
        if depth > _DEEPEST:
            raise Unreadable("too-deep")
        if is_layout(element):
            for row in rows(element):
                for cell in cells(row):
                    self._walk(cell, "body", depth + 1)
            return
        reserved = self.blocks.reserve()
        block = len(self.blocks.blocks) - 1
        found: list[list[int | str]] = []
        nested: list[tuple[Element, Location]] = []
        open_below: dict[int, list[int | str]] = {}
        pages: list[int] = []
        height = width = 0
        outside = self._inline.ground
        coloured = self._inline.coloured
        behind = self._grounds.of_table(element, outside) if coloured else outside
        for row in rows(element):
            first, column = self._page or 0, 0
            last = first
            properties = row.find(n.TRPR)
            if properties is not None:
                if properties.find(n.DEL) is not None:
                    self.blocks.notice("revision-deleted")
                    continue
                before = properties.find(n.GRID_BEFORE)
                column = number(before, 0) if before is not None else 0
            for cell in cells(row):
                if self._page is not None:
                    self._page = first
                span, merge, horizontal, deleted = merges(cell)
                below = open_below.get(column)
                if horizontal and found and found[-1][0] == height:
                    found[-1][4] = int(found[-1][4]) + span
                elif merge == "continue" and below is not None:
                    below[3] = height - int(below[0]) + 1
                else:
                    at = Location(block, height, column)
                    if coloured:
                        self._inline.ground = self._grounds.of(cell, behind)
                    text = "" if deleted else self._cell_text(cell, at, nested)
                    made: list[int | str] = [height, column, text, 1, span]
                    found.append(made)
                    open_below.pop(column, None)
                    if merge == "restart":
                        open_below[column] = made
                column += span
                last = max(last, self._page or 0)
            if self._page is not None:
                self._page = last
                pages.append(last)
            width = max(width, column)
            height += 1
            if height * width > MOST_CELLS:
                raise Unreadable("table-too-large", limit=MOST_CELLS)
        self._inline.ground = outside
        frozen = [Cell(int(r), int(c), str(text), int(down), int(across)) for r, c, text, down, across in found]
        table = self.blocks.table(frozen, height=height, width=width, block=block, number=reserved, pages=pages, parent=parent)
        for unreadable in table.cells:
            if UNKNOWN in unreadable.text:
                self._not_read("unreadable-cell")
        for inner, at in nested:
            self._table(inner, at, depth + 1)
        self._aside(depth)

    def _cell_text(self, cell: Element, at: Location, nested: list[tuple[Element, Location]]) -> str:
        boxes = len(self._inline.boxes)
        if self._trace is None and len(cell) == 1 and cell[0].tag == n.P and not (len(cell[0]) and cell[0][0].tag == n.PPR):
            text = self._inline.text(cell[0])
        else:
            lines: list[str] = []
            self._cell_lines(cell, at, lines, nested)
            text = "\n".join(lines)
        if len(self._inline.boxes) == boxes or text.strip():
            return text
        # A cell that holds nothing but text boxes prints what these say.
        kept, self._inline.boxes = self._inline.boxes[:boxes], self._inline.boxes[boxes:]
        lines = []
        while self._inline.boxes:
            with self._grounds.unknown(self._inline):
                self._cell_lines(self._inline.boxes.pop(0), at, lines, nested)
        self._inline.boxes = kept
        return "\n".join(lines)

    def _cell_lines(
        self, cell: Iterable[Element], at: Location, lines: list[str], nested: list[tuple[Element, Location]]
    ) -> None:
        for child in cell:
            tag = child.tag
            if tag == n.P:
                label = self._number(child)[0]
                text = self._inline.text(child)
                if self._trace is not None:
                    self._trace.line(at, child, self._inline.texts, sum(len(line) + 1 for line in lines) + len(label))
                lines.append(label + text)
            elif tag == n.TBL:
                only = only_cell(child)
                if only is None:
                    nested.append((child, at))
                else:
                    self._cell_lines(only, at, lines, nested)
            elif tag == n.SDT:
                content = child.find(n.SDT_CONTENT)
                if content is not None:
                    self._cell_lines(content, at, lines, nested)
            elif tag in n.THROUGH:
                self._cell_lines(child, at, lines, nested)
            elif tag == n.ALTERNATE and (shown := chosen(child)) is not None:
                self._cell_lines(shown, at, lines, nested)
            elif tag in n.MATH:
                lines.append("".join(text for text, _ in equations.pieces(child)))
            elif tag == n.INSERTED_FILE:
                self._not_read("inserted-file")
                lines.append(UNKNOWN)
            elif tag != n.TCPR:
                self._unknown(child)


def _mark_deleted(paragraph: Element) -> bool:
    if not len(paragraph) or paragraph[0].tag != n.PPR:
        return False
    mark = paragraph[0].find(n.RPR)
    return mark is not None and mark.find(n.DEL) is not None


def _section(block: Element) -> Element | None:
    """What the section says of itself that ends with this block."""
    if block.tag != n.P or not len(block) or block[0].tag != n.PPR:
        return None
    return block[0].find(n.SECTION)
