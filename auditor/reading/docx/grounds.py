"""What colour stands behind the text of a cell. White on white is not seen, white on a dark heading is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from auditor.reading.docx import names as n
from auditor.reading.docx.inline import Inline
from auditor.reading.docx.looks import ANYTHING, shade
from auditor.reading.docx.styles import Styles


class Grounds:
    """Finds the colour behind cells."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def of_table(self, table: Element, outside: str) -> str:
        """The colour behind a table that itself stands on `outside`."""
        properties = table.find(n.TABLE_PROPERTIES)
        if properties is None:
            return outside
        named = properties.find(n.TABLE_STYLE)
        if named is not None and self._styles.shades(named.get(n.VAL, "")):
            return ANYTHING
        return shade(properties.find(n.SHADE)) or outside

    def of(self, cell: Element, table: str) -> str:
        """The colour behind a cell of a table with that colour."""
        properties = cell.find(n.TCPR)
        return (shade(properties.find(n.SHADE)) if properties is not None else None) or table

    @contextmanager
    def unknown(self, inline: Inline) -> Iterator[None]:
        """For a text box: nobody knows what lies behind it."""
        before, inline.ground = inline.ground, ANYTHING
        yield
        inline.ground = before
