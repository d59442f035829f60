"""The comments part of a Word document: those that are there stay, new ones are added behind them."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Final

from lxml import etree

from auditor.annotation import Signature
from auditor.annotation.office import Office, legal
from auditor.reading.docx import names as n

_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Comments:
    """The comments of a package."""

    def __init__(self, office: Office, main: str, signature: Signature) -> None:
        self._signature = signature
        name = office.target(main, "comments")
        if name is None:
            name = office.new(posixpath.join(posixpath.dirname(main), "comments"), ".xml")
            office.relate(main, "comments", name)
            office.declare(_KIND, part=name)
        self._root = office.tree(name, f'<w:comments xmlns:w="{n.W[1:-1]}"/>')
        ids = [int(old) for c in self._root if (old := c.get(n.ID) or "").lstrip("-").isdigit()]
        self._next = max(ids, default=-1) + 1

    def add(self, lines: Sequence[str]) -> str:
        """A comment with those lines, the first one bold; its id."""
        identity = str(self._next)
        self._next += 1
        author = legal(self._signature.author)
        comment = etree.SubElement(self._root, n.w("comment"), {n.ID: identity, n.w("author"): author})
        if self._signature.date:
            comment.set(n.w("date"), f"{self._signature.date}T00:00:00Z")
        comment.set(n.w("initials"), author[:1])
        for number, line in enumerate(part for text in lines for part in text.splitlines()):
            paragraph = etree.SubElement(comment, n.P)
            if not number:
                etree.SubElement(etree.SubElement(paragraph, n.R), n.w("annotationRef"))
            run = etree.SubElement(paragraph, n.R)
            if not number:
                etree.SubElement(etree.SubElement(run, n.RPR), n.w("b"))
            text = etree.SubElement(run, n.T, {_SPACE: "preserve"})
            text.text = legal(line)
        return identity
