"""Takes the comments out of a commented document again, and tells what each was anchored to."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from auditor.reading.docx import names as n

START, END, REFERENCE = n.w("commentRangeStart"), n.w("commentRangeEnd"), n.w("commentReference")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def stripped(part: bytes, added: set[str] | None = None) -> bytes:
    """The canonical part without the comment marks (of those ids, or of all) and with runs joined that differ in nothing."""
    root = etree.fromstring(part)
    for mark in [*root.iter(START), *root.iter(END), *root.iter(REFERENCE)]:
        if added is not None and mark.get(n.ID) not in added:
            continue
        gone = mark.getparent() if mark.tag == REFERENCE else mark
        gone.getparent().remove(gone)
    for run in list(root.iter(n.R)):
        before = run.getprevious()
        if not [child for child in run if child.tag != n.RPR]:
            run.getparent().remove(run)
        elif before is not None and before.tag == n.R and _looks(before) == _looks(run):
            for child in [child for child in run if child.tag != n.RPR]:
                before.append(child)
            run.getparent().remove(run)
            _join(before)
        else:
            _join(run)
    return bytes(etree.tostring(root, method="c14n"))


def _looks(run: Any) -> tuple[object, bytes]:
    properties = run.find(n.RPR)
    return dict(run.attrib), b"" if properties is None else etree.tostring(properties, method="c14n")


def _join(run: Any) -> None:
    for text in list(run.iterchildren(n.T)):
        text.attrib.pop(_SPACE, None)
        before = text.getprevious()
        if before is not None and before.tag == n.T:
            before.text = (before.text or "") + (text.text or "")
            run.remove(text)


def anchors(part: bytes) -> dict[str, str]:
    """The text between the marks of each comment, by id."""
    root = etree.fromstring(part)
    found: dict[str, str] = {}
    running: set[str] = set()
    for element in root.iter():
        if element.tag == START:
            running.add(element.get(n.ID))
            found[element.get(n.ID)] = ""
        elif element.tag == END:
            running.discard(element.get(n.ID))
        elif element.tag == n.T:
            for identity in running:
                found[identity] += element.text or ""
    return found


def dangling(data: bytes) -> list[str]:
    """What Word would stumble over: ids without comment, comments without mark, parts without type or relationship."""
    package = parts(data)
    root = etree.fromstring(package["word/document.xml"])
    marks = [sorted(mark.get(n.ID) for mark in root.iter(tag)) for tag in (START, END, REFERENCE)]
    faults = [] if marks[0] == marks[1] == marks[2] else ["marks differ"]
    comments = sorted(c.get(n.ID) for c in etree.fromstring(package["word/comments.xml"])) if marks[0] else []
    faults += [] if comments == marks[0] and len(set(comments)) == len(comments) else ["comments differ from marks"]
    for run in root.iter(n.R):
        if run.find(REFERENCE) is not None and run.getparent().tag != n.P:
            faults.append("reference outside a paragraph")
    if comments:
        rels = package["word/_rels/document.xml.rels"]
        faults += [] if rels.count(b'relationships/comments"') == 1 else ["relationship"]
        faults += [] if package["[Content_Types].xml"].count(b"/word/comments.xml") == 1 else ["content type"]
    return faults
