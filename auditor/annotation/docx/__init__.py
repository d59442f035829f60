"""Word comments on the very number or words. The copy differs from the file by its comments and by nothing else."""

from __future__ import annotations

from pathlib import Path

from auditor.annotation import CannotAnnotate, Signature
from auditor.model.report import Report

FORMATS = ("docx",)


def annotate(report: Report, signature: Signature, lang: str) -> bytes:
    """The copy. Raises CannotAnnotate when the file is not what was audited any more."""
    from lxml import etree

    from auditor.annotation.docx.anchors import Anchors
    from auditor.annotation.docx.comments import Comments
    from auditor.annotation.marks import marks
    from auditor.annotation.office import Office
    from auditor.model.document import Unreadable
    from auditor.package import rewritten
    from auditor.reading.docx.trace import trace

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, strip_cdata=False)
    path = Path(report.path)
    try:
        document, found = trace(path, lambda data: etree.fromstring(data, parser))
    except Unreadable as problem:
        raise CannotAnnotate("changed") from problem
    if report.document is None or not document.prints_like(report.document):
        raise CannotAnnotate("changed")
    noted = marks(report, lang)
    if not noted:
        return rewritten(path, {})
    main, root = next(iter(found.parts.items()))
    office = Office(path, main)
    office.put(main, root)
    comments, anchors = Comments(office, main, signature), Anchors(document, found, root)
    for mark in noted:
        anchors.put(mark.at, comments.add(mark.lines))
    return office.written()
