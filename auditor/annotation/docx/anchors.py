"""Comment marks in the body of a Word document: round the very characters, runs split where they must be."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from auditor.annotation.docx.runs import Line
from auditor.model.document import Document, Location, Table
from auditor.reading.docx import names as n
from auditor.reading.docx.trace import Trace

START, END, REFERENCE = n.w("commentRangeStart"), n.w("commentRangeEnd"), n.w("commentReference")
_NOTES: Final = {n.w("footnotes"): n.FOOTNOTE, n.w("endnotes"): n.ENDNOTE}
_OPEN: Final = frozenset({n.P, *n.INLINE, n.SDT, n.SDT_CONTENT})
"""What comment marks may stand in, as far as text goes."""
_BOUND: Final = tuple(n.w(name) for name in ("text", "dataBinding", "comboBox", "dropDownList", "date", "docPartList"))
"""Content controls whose content is rewritten as a whole: marks go round them."""


class Anchors:
    """Puts comments into the tree of the main part. What Word takes no comments in (text boxes, notes) gets them where it
    hangs in the text."""

    def __init__(self, document: Document, trace: Trace, root: Any) -> None:
        self._document, self._root = document, root
        self._sites = trace.sites
        self._lines = {at: Line(site.pieces) for at, site in trace.sites.items()}

    def put(self, at: Location | None, identity: str) -> None:
        """Anchor the comment of that id; at the nearest paragraph where the place itself cannot bear one."""
        first, last = self._ends(at)
        first.addprevious(etree.Element(START, {n.ID: identity}))
        after = last
        while (following := after.getnext()) is not None and (following.tag == END or _is_reference(following)):
            after = following
        after.addnext(etree.Element(END, {n.ID: identity}))
        self._refer(after.getnext(), identity)

    def _refer(self, end: Any, identity: str) -> None:
        """The reference, which carries the comment: at paragraph level, so that it belongs to no link or tracked change."""
        while end.getparent().tag != n.P:
            end = end.getparent()
        run = etree.Element(n.R)
        etree.SubElement(run, REFERENCE, {n.ID: identity})
        end.addnext(run)

    def _ends(self, at: Location | None) -> tuple[Any, Any]:
        """The first and the last element to stand between the marks."""
        if at is not None:
            place = self._place(at)
            line, site = self._lines.get(place), self._sites.get(place)
            found = line.stretch(at.start, at.end) if line else []
            if line and found:
                if not _in_body(found[0]):
                    return (self._host(found[0]),) * 2
                if all(_outermost(text) is text.getparent() for text in found):
                    found = line.split(at.start, at.end)
                return _outermost(found[0]), _outermost(found[-1])
            if site:
                return self._empty(site.paragraphs[0])
        return self._empty(self._nearest(at))

    def _place(self, at: Location) -> Location:
        """The place of the whole paragraph or cell; a merged cell is at its first row and column."""
        cell = self._document.cell(at) if at.row >= 0 else None
        return Location(at.block, cell.row, cell.column) if cell else Location(at.block, at.row, at.column)

    def _nearest(self, at: Location | None) -> Any:
        """A paragraph near a place that has none of its own: the table's first, else one before, else the first of all."""
        for block in range(at.block, -1, -1) if at is not None else ():
            table = self._document.blocks[block]
            cells = [Location(block, c.row, c.column) for c in table.cells] if isinstance(table, Table) else [Location(block)]
            for place in cells:
                if place in self._sites:
                    return self._sites[place].paragraphs[0]
        return next(self._root.iter(n.P))

    def _empty(self, paragraph: Any) -> tuple[Any, Any]:
        """All that a paragraph holds, which may be nothing that prints."""
        if not _in_body(paragraph):
            host = self._host(paragraph)
            return host, host
        inside = [child for child in paragraph if child.tag != n.PPR]
        if not inside:
            inside = [etree.SubElement(paragraph, n.R)]
        return inside[0], inside[-1]

    def _host(self, element: Any) -> Any:
        """The element of the body's text that a text box or note hangs on."""
        root = element.getroottree().getroot()
        note = next((up for up in element.iterancestors() if up.getparent() is root), None)
        if root.tag in _NOTES:
            tag = _NOTES[root.tag]
            reference = next((r for r in self._root.iter(tag) if note is not None and r.get(n.ID) == note.get(n.ID)), None)
            element = reference if reference is not None else next(self._root.iter(n.P))
        box = [up for up in element.iterancestors() if up.tag == n.TEXT_BOX]
        if box:
            element = box[-1]
        if element.tag == n.P:
            return self._empty(element)[0]
        return _outermost(element)


def _in_body(element: Any) -> bool:
    """Whether Word takes comments where the element stands."""
    return not any(up.tag == n.TEXT_BOX or up.tag in _NOTES for up in element.iterancestors())


def _outermost(element: Any) -> Any:
    """The element or the lowest one round it that comment marks may stand beside."""
    found = element
    while element.tag != n.P and (parent := element.getparent()) is not None:
        if parent.tag not in _OPEN:
            found = parent
        elif element.tag == n.SDT and _is_bound(element):
            found = element
        element = parent
    return found


def _is_bound(control: Any) -> bool:
    properties = control.find(n.w("sdtPr"))
    return properties is not None and any(properties.find(tag) is not None for tag in _BOUND)


def _is_reference(element: Any) -> bool:
    return element.tag == n.R and element.find(REFERENCE) is not None
