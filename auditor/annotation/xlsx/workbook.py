"""A workbook whose cells get notes and fills."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from lxml import etree

from auditor.annotation import Signature
from auditor.annotation.office import OFFICE, Office
from auditor.annotation.xlsx.notes import Notes
from auditor.annotation.xlsx.sheet import Sheet, X
from auditor.model.pack import Severity
from auditor.reading.archive import Archive

_FILLS: Final[dict[Severity, str]] = {"error": "FFFFC7CE", "warning": "FFFFE699", "info": "FFDDEBF7"}
_MAIN: Final = r"(?:spreadsheetml|ms-excel)\.(?:sheet|template)"


class Workbook:
    """The sheets of a package by name, and the styles that cells are filled with."""

    def __init__(self, path: Path, signature: Signature) -> None:
        main = Archive(path).main_part("xl/workbook.xml", _MAIN) or "xl/workbook.xml"
        self._office, self._signature = Office(path, main), signature
        entries = self._office.look(main).iterfind(f"{X}sheets/{X}sheet")
        self._parts = {
            entry.get("name", ""): self._office.by_id(main, entry.get(f"{{{OFFICE}}}id", ""))
            for entry in entries if entry.get("state", "visible") == "visible"
        }  # fmt: skip
        self._styles_part = self._office.target(main, "styles")
        self._styles: dict[tuple[int, Severity], int] = {}
        self._fills: dict[Severity, int] = {}
        self._sheets: dict[str, tuple[Sheet, Notes]] = {}

    def known(self, spot: tuple[str, int, int]) -> tuple[str, int, int]:
        """The cell that a note goes to: the top left one of a merged cell, the first of all when there is no such sheet."""
        name, row, column = spot
        if name not in self._parts:
            return next(iter(self._parts)), 0, 0
        return name, *self._sheet(name)[0].corner(row, column)

    def note(self, spot: tuple[str, int, int], severity: Severity, texts: Sequence[Sequence[str]]) -> None:
        """A note of several texts on a cell, and a fill."""
        sheet, notes = self._sheet(spot[0])
        cell = sheet.cell(spot[1], spot[2])
        if self._styles_part is not None:
            cell.set("s", str(self._filled(int(cell.get("s", "0")), severity)))
        notes.add(spot[1], spot[2], texts)

    def written(self) -> bytes:
        """The whole package."""
        return self._office.written()

    def _sheet(self, name: str) -> tuple[Sheet, Notes]:
        if name not in self._sheets:
            part = self._parts[name]
            sheet = Sheet(self._office.look(part))
            number = list(self._parts).index(name) + 1
            self._sheets[name] = sheet, Notes(self._office, part, sheet, number, self._signature)
        return self._sheets[name]

    def _filled(self, style: int, severity: Severity) -> int:
        """The style with a fill."""
        if (style, severity) not in self._styles:
            root = self._office.tree(self._styles_part or "")
            formats = root.find(f"{X}cellXfs")
            made = deepcopy(formats[style]) if style < len(formats) else etree.Element(f"{X}xf")
            made.set("fillId", str(self._fill(root, severity)))
            made.set("applyFill", "1")
            formats.append(made)
            formats.set("count", str(len(formats)))
            self._styles[style, severity] = len(formats) - 1
        return self._styles[style, severity]

    def _fill(self, root: Any, severity: Severity) -> int:
        if severity not in self._fills:
            fills = root.find(f"{X}fills")
            pattern = etree.SubElement(etree.SubElement(fills, f"{X}fill"), f"{X}patternFill", {"patternType": "solid"})
            etree.SubElement(pattern, f"{X}fgColor", {"rgb": _FILLS[severity]})
            etree.SubElement(pattern, f"{X}bgColor", {"indexed": "64"})
            fills.set("count", str(len(fills)))
            self._fills[severity] = len(fills) - 1
        return self._fills[severity]
