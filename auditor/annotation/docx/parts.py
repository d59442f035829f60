"""The parts of a Word package that hold comments: comments.xml, its relationship and its content type."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

from lxml import etree

from auditor.annotation import Signature
from auditor.reading.archive import STRICT_NAMES, Archive
from auditor.reading.docx import names as n

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ILLEGAL: Final = {code: "�" for code in (*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF) if code not in {9, 10, 13}}


class Comments:
    """The comments of a package, those that it has already and those that are added."""

    def __init__(self, path: Path, main: str, signature: Signature) -> None:
        self._archive, self._signature = Archive(path), signature
        self._main = PurePosixPath(main)
        self._rels_name = str(self._main.parent / "_rels" / f"{self._main.name}.rels")
        self._strict = STRICT_NAMES[0][0] in self._archive.read(main)
        self._rels = self._parsed(self._rels_name, f'<Relationships xmlns="{_RELS[1:-1]}"/>')
        self._types = self._parsed("[Content_Types].xml", f'<Types xmlns="{_TYPES[1:-1]}"/>')
        self._name = self._found() or self._new()
        self._root = self._parsed(self._name, f'<w:comments xmlns:w="{n.W[1:-1]}"/>')
        ids = [int(old) for c in self._root if (old := c.get(n.ID) or "").lstrip("-").isdigit()]
        self._next = max(ids, default=-1) + 1
        self.added = 0

    def add(self, lines: Sequence[str]) -> str:
        """A comment with those lines, the first one bold; its id."""
        identity = str(self._next)
        self._next += 1
        self.added += 1
        author = self._signature.author
        comment = etree.SubElement(self._root, n.w("comment"), {n.ID: identity, n.w("author"): _legal(author)})
        if self._signature.date:
            comment.set(n.w("date"), f"{self._signature.date}T00:00:00Z")
        comment.set(n.w("initials"), _legal(author[:1]))
        for number, line in enumerate(part for text in lines for part in text.splitlines()):
            paragraph = etree.SubElement(comment, n.P)
            if not number:
                etree.SubElement(etree.SubElement(paragraph, n.R), n.w("annotationRef"))
            run = etree.SubElement(paragraph, n.R)
            if not number:
                etree.SubElement(etree.SubElement(run, n.RPR), n.w("b"))
            text = etree.SubElement(run, n.T, {_SPACE: "preserve"})
            text.text = _legal(line)
        return identity

    def parts(self) -> dict[str, bytes]:
        """The changed parts by name."""
        trees = {self._name: self._root, self._rels_name: self._rels, "[Content_Types].xml": self._types}
        return {name: self.printed(root) for name, root in trees.items()}

    def printed(self, root: Any) -> bytes:
        """A part as it is written, in the namespaces of the package."""
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self._strict:
            for strict, usual in STRICT_NAMES:
                data = data.replace(usual, strict)
        return data

    def _parsed(self, name: str, otherwise: str) -> Any:
        return etree.fromstring(self._archive.xml(name) or otherwise.encode(), etree.XMLParser(resolve_entities=False))

    def _found(self) -> str | None:
        for relation in self._rels:
            if relation.get("Type") == f"{_OFFICE}/comments" and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                name = target.lstrip("/") if target.startswith("/") else str(self._main.parent / target)
                if name in self._archive:
                    return name
        return None

    def _new(self) -> str:
        """A name for the part, told to the relationships and the content types."""
        used, number, file = {relation.get("Id") for relation in self._rels}, 1, "comments.xml"
        while str(self._main.parent / file) in self._archive:
            number += 1
            file = f"comments{number}.xml"
        identity = next(f"rId{i}" for i in range(1, len(used) + 2) if f"rId{i}" not in used)
        etree.SubElement(self._rels, f"{_RELS}Relationship", {"Id": identity, "Type": f"{_OFFICE}/comments", "Target": file})
        name = str(self._main.parent / file)
        etree.SubElement(self._types, f"{_TYPES}Override", {"PartName": f"/{name}", "ContentType": _KIND})
        return name


def _legal(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return text.translate(_ILLEGAL)
