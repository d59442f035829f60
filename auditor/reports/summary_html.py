"""The sums across reports as one page: every rule, every unit, every year."""

from __future__ import annotations

from typing import Final

from auditor.model.report import Run
from auditor.package import MARK
from auditor.reports.paths import relative
from auditor.reports.summary import COUNTS, headline, share
from auditor.reports.summing import summary
from auditor.reports.templates import part, policy, rendered

NAME: Final = "summary_html"
SUFFIXES: Final = (".summary.html", "汇总.html")


def render(run: Run) -> str:
    """The page; it runs no script."""
    style = part("summary.css")
    sums = summary(run)
    return rendered(
        "summary.html.jinja", run.lang, mark=MARK, style=style, policy=policy(style), sums=sums, run=run, columns=COUNTS,
        headline=headline(sums, run.lang), share=share, relative=relative,
    )  # fmt: skip
