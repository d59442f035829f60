"""The notes of a sheet: their texts are one part, the boxes that Excel shows them in another, a drawing of an old kind."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Any, Final

from lxml import etree

from auditor.annotation import Signature
from auditor.annotation.office import Office, legal
from auditor.annotation.xlsx.sheet import Sheet, X, address

_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V, _O, _E = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
_EMPTY: Final = f"""<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_E}">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="@"/></o:shapelayout>
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>"""
_SHAPE: Final = """<v:shape xmlns:v="{v}" xmlns:o="{o}" xmlns:x="{e}" id="_x0000_s{id}" type="#_x0000_t202"
 style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>
<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">
<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>
<x:Anchor>{left}, 12, {top}, 4, {right}, 40, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_WIDE, _LEAST, _CHARACTERS, _MOST = 5, 5, 24, 32_000
"""Columns that a box is wide, rows that it is high at least, characters on a line, characters that Excel takes."""


class Notes:
    """The notes of one sheet, the `number`-th of its workbook. Those that are there keep their text; more is put behind it."""

    def __init__(self, office: Office, part: str, sheet: Sheet, number: int, signature: Signature) -> None:
        self._office, self._part, self._sheet, self._number, self._signature = office, part, sheet, number, signature
        self._comments: Any = None
        self._drawing: Any = None

    def add(self, row: int, column: int, texts: Sequence[Sequence[str]]) -> None:
        """Write texts, each with a bold first line, into the note of a cell; a cell has one note."""
        if self._comments is None:
            self._open()
        listed = self._comments.find(f"{X}commentList")
        name = address(row, column)
        found = next((comment for comment in listed if comment.get("ref") == name), None)
        if found is None:
            found = etree.SubElement(listed, f"{X}comment", {"ref": name, "authorId": str(self._author())})
            etree.SubElement(found, f"{X}text")
            self._box(row, column, texts)
        text = found.find(f"{X}text")
        room = _MOST - len("".join(text.itertext()))
        if len(text):
            room -= _run(text, "\n\n", room)
        for number, lines in enumerate(texts):
            room -= _run(text, ("\n\n" if number else "") + lines[0], room, bold=True)
            room -= _run(text, "".join(f"\n{line}" for line in lines[1:]), room)

    def _open(self) -> None:
        """Find or make the two parts; from here on the sheet is one that is written."""
        office, folder = self._office, posixpath.dirname(posixpath.dirname(self._part))
        office.put(self._part, self._sheet.root)
        name = office.target(self._part, "comments")
        if name is None:
            name = office.new(f"{folder}/comments_auditor", ".xml")
            office.relate(self._part, "comments", name)
            office.declare(_KIND, part=name)
        plain = f'<comments xmlns="{X[1:-1]}"><authors/><commentList/></comments>'
        self._comments = office.tree(name, plain)
        drawing = office.by_id(self._part, self._sheet.drawing) if self._sheet.drawing else ""
        if not drawing:
            drawing = office.new(f"{folder}/drawings/vmlDrawing_auditor", ".vml")
            self._sheet.name_drawing(office.relate(self._part, "vmlDrawing", drawing))
            office.declare(_DRAWING, extension="vml")
        self._drawing = office.tree(drawing, _EMPTY.replace("@", str(self._number)), sound=False)

    def _author(self) -> int:
        authors = self._comments.find(f"{X}authors")
        mine = legal(self._signature.author)
        for number, author in enumerate(authors):
            if author.text == mine:
                return number
        etree.SubElement(authors, f"{X}author").text = mine
        return len(authors) - 1

    def _box(self, row: int, column: int, texts: Sequence[Sequence[str]]) -> None:
        ids = [int(number) for number in re.findall(r"_x0000_s(\d+)", etree.tostring(self._drawing, encoding="unicode"))]
        high = max(_LEAST, sum(1 + len(line) // _CHARACTERS for lines in texts for line in lines))
        shape = _SHAPE.format(
            v=_V, o=_O, e=_E, id=max(ids, default=self._number * 1024) + 1, row=row, column=column, left=column + 1,
            right=column + 1 + _WIDE, top=max(0, row - 1), bottom=max(0, row - 1) + high,
        )  # fmt: skip
        self._drawing.append(etree.fromstring(shape))


def _run(text: Any, said: str, room: int, *, bold: bool = False) -> int:
    """Add a stretch of text as far as there is room; its length."""
    said = legal(said)[: max(0, room)]
    if said:
        run = etree.SubElement(text, f"{X}r")
        if bold:
            etree.SubElement(etree.SubElement(run, f"{X}rPr"), f"{X}b")
        etree.SubElement(run, f"{X}t", {_SPACE: "preserve"}).text = said
    return len(said)
