"""The reviewer's checklist as a Word document across A4, with repeated heads and empty columns to write in."""

from __future__ import annotations

from typing import Final

from auditor.model.report import Run
from auditor.package import packed
from auditor.reports.review import heads, review
from auditor.reports.templates import part, rendered

NAME: Final = "docx"
SUFFIXES: Final = (".docx",)
DETAILS: Final = True

_WIDTHS: Final = (560, 900, 2300, 850, 850, 4700, 600, 1600, 1600, 1000)
"""Of the columns, in twentieths of a point; 14,960 lie between the margins of A4 across."""


def render(run: Run) -> bytes:
    """The document. It is written out as it is: five small parts need no library."""
    reviews = [review(report, run) for report in run.reports]
    body = rendered("checklist.docx.jinja", run.lang, reviews=reviews, heads=heads(run.lang), widths=_WIDTHS)
    parts = {
        "[Content_Types].xml": part("docx/types.xml"),
        "_rels/.rels": part("docx/package.rels"),
        "word/document.xml": body,
        "word/styles.xml": part("docx/styles.xml"),
        "word/footer1.xml": part("docx/footer.xml"),
        "word/_rels/document.xml.rels": part("docx/document.rels"),
    }
    return packed({name: text.encode("utf-8", "replace") for name, text in parts.items()})
