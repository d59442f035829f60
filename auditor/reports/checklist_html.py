"""The reviewer's checklist as one page to be printed across A4."""

from __future__ import annotations

from typing import Final

from auditor.model.report import Run
from auditor.package import MARK
from auditor.reports.review import heads, review
from auditor.reports.templates import part, policy, rendered

NAME: Final = "checklist_html"
SUFFIXES: Final = (".checklist.html", "清单.html")
DETAILS: Final = True


def render(run: Run) -> str:
    """The page; it runs no script."""
    style = part("checklist.css")
    reviews = [review(report, run) for report in run.reports]
    return rendered(
        "checklist.html.jinja", run.lang, mark=MARK, style=style, policy=policy(style), heads=heads(run.lang), reviews=reviews
    )
