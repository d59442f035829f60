"""What stands at the head and foot of every page: the unit of all tables may be told there and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from auditor.reading.archive import Archive
from auditor.reading.docx import names as n
from auditor.reading.docx.inline import Inline
from auditor.reading.docx.looks import ANYTHING, Looks, is_on
from auditor.reading.links import links_of

_REFERENCES: Final = {n.w("headerReference"): "header", n.w("footerReference"): "footer"}
_FIRST_DIFFERS: Final = n.w("titlePg")
_LABELLED: Final = frozenset(":：")


class Headers:
    """Gives the lines of the page headers and footers of one section after another."""

    def __init__(self, archive: Archive, main: str, looks: Looks, root: Callable[[str, bytes], Element]) -> None:
        self._archive, self._main, self._looks, self._root = archive, main, looks, root
        self._targets: dict[str, str] | None = None
        self._current: dict[tuple[str, str], str] = {}
        self._told: tuple[str, ...] = ()
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, section: Element) -> tuple[str, ...]:
        """The lines of the section's headers and footers; none when they are those of the section before."""
        for child in section:
            kind = _REFERENCES.get(child.tag)
            if kind:
                self._current[kind, child.get(n.TYPE, "default")] = child.get(n.R_ID, "")
        first = section.find(_FIRST_DIFFERS)
        shown = [
            identity
            for (_, which), identity in self._current.items()
            if which != "first" or (first is not None and is_on(first))
        ]
        lines = tuple(dict.fromkeys(line for identity in shown for line in self._lines(identity)))
        if lines == self._told:
            return ()
        self._told = lines
        return lines

    def _lines(self, identity: str) -> tuple[str, ...]:
        if self._targets is None:
            self._targets = {key: link.target for key, link in links_of(self._archive, self._main).items()}
        found = self._known.get(identity)
        if found is None:
            name = self._targets.get(identity, "")
            data = self._archive.xml(name) if name else b""
            found = self._known[identity] = tuple(self._printed(self._root(name, data))) if data else ()
        return found

    def _printed(self, root: Element) -> Iterator[str]:
        """Its paragraphs, wherever they stand, without those that only count pages."""
        inline = Inline(self._looks, _nothing, _nothing, _no_page)
        inline.ground = ANYTHING
        for paragraph in root.iter(n.P):
            numbers = inline.fields.page_numbers
            text = inline.text(paragraph).strip()
            counts = inline.fields.page_numbers > numbers and _LABELLED.isdisjoint(text)
            if not counts and any(map(str.isalpha, text)):
                yield text


def _nothing(kind: str, detail: str = "") -> None:
    pass


def _no_page() -> None:
    pass
