"""The parts of an office package (a zip of XML) that are looked at and changed: relationships, content types, XML."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any, Final

from lxml import etree

from auditor.package import rewritten
from auditor.reading.archive import STRICT_NAMES, Archive

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART: Final = "[Content_Types].xml"
_ILLEGAL: Final = {code: "�" for code in (*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF) if code not in {9, 10, 13}}


def legal(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return text.translate(_ILLEGAL)


class Office:
    """A package. Trees that are asked for may be changed; `written` puts every one of them back."""

    def __init__(self, path: Path, main: str) -> None:
        self._path, self._archive = path, Archive(path)
        self._strict = STRICT_NAMES[0][0] in self._archive.read(main) or STRICT_NAMES[1][0] in self._archive.read(main)
        self._trees: dict[str, Any] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._trees or name in self._archive

    def tree(self, name: str, otherwise: str = "", *, sound: bool = True) -> Any:
        """The root of a part, that of `otherwise` when there is no such part. With `sound=False` faulty XML is mended, as
        drawings of old kinds may need."""
        if name not in self._trees:
            parser = etree.XMLParser(
                resolve_entities=False, no_network=True, huge_tree=True, strip_cdata=False, recover=not sound
            )
            self._trees[name] = etree.fromstring(self._archive.xml(name) or otherwise.encode(), parser)
        return self._trees[name]

    def put(self, name: str, root: Any) -> None:
        """A part that somebody else has parsed."""
        self._trees[name] = root

    def look(self, name: str) -> Any:
        """The root of a part that stays as it is; None when there is no such part."""
        data = self._archive.xml(name)
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True)) if data else None

    def target(self, part: str, kind: str) -> str | None:
        """The part that a relationship of that kind leads to."""
        for link in self._links(part):
            if link.get("Type") == f"{OFFICE}/{kind}" and link.get("TargetMode") != "External":
                name = _absolute(part, link.get("Target", ""))
                if name in self:
                    return name
        return None

    def by_id(self, part: str, identity: str) -> str:
        """The part that the relationship of that id leads to."""
        return next((_absolute(part, link.get("Target", "")) for link in self._links(part) if link.get("Id") == identity), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relationship from one part to another; its id."""
        links = self.tree(_rels(part), f'<Relationships xmlns="{_RELS}"/>')
        used = {link.get("Id") for link in links}
        identity = next(f"rId{i}" for i in range(1, len(used) + 2) if f"rId{i}" not in used)
        relative = posixpath.relpath(target, posixpath.dirname(part))
        values = {"Id": identity, "Type": f"{OFFICE}/{kind}", "Target": relative}
        etree.SubElement(links, f"{{{_RELS}}}Relationship", values)
        return identity

    def new(self, stem: str, suffix: str) -> str:
        """A name that no part has: comments.xml, comments2.xml …"""
        name, number = f"{stem}{suffix}", 1
        while name in self:
            number += 1
            name = f"{stem}{number}{suffix}"
        return name

    def declare(self, content_type: str, *, part: str = "", extension: str = "") -> None:
        """Tell the content type of a part, or of all parts that end so."""
        types = self.tree(_TYPES_PART, f'<Types xmlns="{_TYPES}"/>')
        if part:
            etree.SubElement(types, f"{{{_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": content_type})
        elif not any((default.get("Extension") or "").lower() == extension for default in types):
            values = {"Extension": extension, "ContentType": content_type}
            types.insert(0, etree.Element(f"{{{_TYPES}}}Default", values))

    def written(self) -> bytes:
        """The package with the trees that were asked for."""
        return rewritten(self._path, {name: self._printed(root) for name, root in self._trees.items()})

    def _printed(self, root: Any) -> bytes:
        """A part as it is written, in the namespaces of the package."""
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self._strict:
            for strict, usual in STRICT_NAMES:
                data = data.replace(usual, strict)
        return data

    def _links(self, part: str) -> Any:
        name = _rels(part)
        found = self._trees[name] if name in self._trees else self.look(name)
        return () if found is None else found


def _rels(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _absolute(part: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
