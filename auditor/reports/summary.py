"""The sums across reports as text, for the terminal. It has no suffix: a .txt in a folder would be taken for a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from unicodedata import east_asian_width

from auditor.model.report import Run
from auditor.reports import sentences
from auditor.reports.summing import Counts, Group, Summary, summary
from auditor.wording import say

NAME: Final = "summary"
SUFFIXES: Final[tuple[str, ...]] = ()

_MOST: Final = 20
_WIDEST: Final = 44


def render(run: Run) -> str:
    """The tables, each with its commonest lines."""
    return "".join(line.rstrip() + "\n" for line in _lines(summary(run), run))


def _lines(sums: Summary, run: Run) -> Iterator[str]:
    lang = run.lang
    yield headline(sums, lang)
    yield ""
    if sums.rules:
        rows = [
            (line.rule, line.title, f"{line.failing}/{line.applying}", line.findings, *line.years)
            for line in sums.rules[:_MOST]
        ]
        yield from _table("rules", lang, ("rule", "title", "failing", "findings"), rows, len(sums.rules), sums.years)
    yield from _table("years", lang, ("year", *COUNTS), [_group(group) for group in sums.by_year], len(sums.by_year))
    units = [_group(group) for group in sums.by_unit[:_MOST]]
    yield from _table("units", lang, ("unit", *COUNTS), units, len(sums.by_unit))
    if sums.gaps:
        rows = [(gap.rule, gap.title, gap.reports, gap.reason) for gap in sums.gaps[:_MOST]]
        yield from _table("gaps", lang, ("rule", "title", "reports", "reason"), rows, len(sums.gaps))
    if sums.incomplete:
        yield from _table("incomplete", lang, ("path", "reason"), sums.incomplete, len(sums.incomplete), widest=10_000)
    yield sentences.ending(run)


COUNTS: Final = ("reports", "clean", "errors", "warnings", "checked", "commonest")
"""The columns of a group after its name."""


def headline(sums: Summary, lang: str) -> str:
    """The sums of everything in one sentence."""
    total = sums.total
    return say(
        "summary.total", lang, reports=total.reports, clean=total.clean, errors=total.errors, warnings=total.warnings,
        infos=total.infos, printed=total.printed, checked=total.checked, share=share(total),
        incomplete=len(sums.incomplete) - total.not_audited, not_audited=total.not_audited,
    )  # fmt: skip


def share(counts: Counts) -> str:
    """How much of what was printed was compared."""
    return f"{100 * counts.checked / counts.printed:.0f}%" if counts.printed else "—"


def _group(group: Group) -> tuple[object, ...]:
    counts = group.counts
    rules = " ".join(f"{rule}×{n}" for rule, n in group.rules)
    return group.name or "—", counts.reports, counts.clean, counts.errors, counts.warnings, share(counts), rules


def _table(
    name: str, lang: str, heads: Sequence[str], rows: Iterable[Sequence[object]], size: int, more: Sequence[object] = (),
    widest: int = _WIDEST,
) -> Iterator[str]:  # fmt: skip
    """A table with its title; columns are as wide as what stands in them, numbers to the right."""
    shown = list(rows)
    yield say(f"summary.{name}", lang, n=size) + (say("summary.first", lang, n=len(shown)) if len(shown) < size else "")
    titles = [*(say(f"summary.head.{head}", lang) for head in heads), *map(str, more)]
    lines = [titles, *([_short(str(cell), widest) for cell in row] for row in shown)]
    widths = [max(_width(line[at]) for line in lines) for at in range(len(titles))]
    right = [
        all(isinstance(row[at], int) or ("/" in str(row[at])[:12] and at == 2) for row in shown) for at in range(len(titles))
    ]
    for line in lines:
        cells = (_padded(cell, width, left) for cell, width, left in zip(line, widths, right, strict=True))
        yield "  " + "  ".join(cells)
    yield ""


def _short(text: str, widest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= widest else text[: widest - 1] + "…"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int, right: bool) -> str:
    room = " " * (width - _width(text))
    return room + text if right else text + room
