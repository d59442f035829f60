"""The relationships of a part of an Office package: what its ids point at."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from auditor.reading.archive import Archive


class Link(NamedTuple):
    """`kind` is the last word of its type (header, image, worksheet), `target` the name of a part."""

    kind: str
    target: str


def links_of(archive: Archive, part: str) -> dict[str, Link]:
    """What a part points at, by id."""
    from xml.etree.ElementTree import fromstring

    folder, _, file = part.rpartition("/")
    data = archive.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, Link] = {}
    for link in fromstring(data) if data else ():
        target = link.get("Target", "")
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[link.get("Id", "")] = Link(link.get("Type", "").rpartition("/")[2], target)
    return found
