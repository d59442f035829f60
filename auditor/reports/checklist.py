"""The reviewer's checklist as Markdown, to be read and filled in anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.model.report import Run
from auditor.package import MARK
from auditor.reports.markdown import escaped
from auditor.reports.review import Review, heads, review
from auditor.reports.sentences import whole_coverage
from auditor.wording import say

NAME: Final = "checklist"
SUFFIXES: Final = (".checklist.md", "清单.md")
DETAILS: Final = True


def render(run: Run) -> str:
    """Cover, one table per group of rules, and lines to sign; report after report."""
    lines = [f"{whole_coverage(run)} {MARK}", "", f"# {say('review.title', run.lang)}"]
    for report in run.reports:
        lines += _report(review(report, run), run.lang)
    return "\n".join(lines) + "\n"


def _report(made: Review, lang: str) -> Iterator[str]:
    yield from ("", f"## {escaped(made.name)}", "", "| | |", "|---|---|")
    yield from (f"| {escaped(name)} | {escaped(value)} |" for name, value in made.facts)
    for section in made.sections:
        yield from ("", f"### {escaped(say('review.total', lang, name=section.name, n=len(section.lines)))}", "")
        yield "| " + " | ".join(heads(lang)) + " |"
        yield "|---" * len(heads(lang)) + "|"
        for line in section.lines:
            cells = ("<br>".join(escaped(part) for part in text.split("\n")) for text in line.texts)
            yield "| " + " | ".join(cells) + " |"
    yield from ("", f"### {say('review.basis', lang)}", "")
    yield from (f"- [{number}] {escaped(source)}" for number, source in enumerate(made.sources, start=1))
    signed = "　　".join(f"{say(f'review.{name}', lang)}：________" for name in ("reviewer", "chief", "date"))
    yield from ("", signed)
