"""What binds every printed number: confirmed by relations, unchecked, in a relation that fails, suspect, or not understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from auditor.model.document import Location
from auditor.model.report import Report

State = Literal["ok", "open", "contradicted", "suspect", "unread"]


class Amount(NamedTuple):
    """A printed number: its state, and the rules that compared it."""

    at: Location
    state: State
    rules: tuple[str, ...] = ()


def amounts(report: Report) -> dict[Location, Amount]:
    """Every number of a report by its place; those of tables that nobody recognised are `unread`."""
    details = report.details()
    failing, suspects = _blamed(report)
    found = {at: Amount(at, "unread") for at in details.unread}
    for at, *_, rules in details.numbers:
        state: State = "ok" if rules else "open"
        if at in suspects:
            state = "suspect"
        elif at in failing:
            state = "contradicted"
        found[at] = Amount(at, state, rules)
    return found


def _blamed(report: Report) -> tuple[set[Location], set[Location]]:
    """The places of all errors and warnings, and those among them that may be the wrong ones."""
    failing: set[Location] = set()
    suspects: set[Location] = set()
    for finding in report.findings:
        if finding.severity != "info":
            failing.update(place.at for place in finding.places if not place.path)
            suspects.update(finding.places[suspect.place].at for suspect in finding.suspects)
    return failing, suspects


class Share(NamedTuple):
    """How many numbers of a table or section are there, and how many were compared; the place of the first that was not."""

    title: str
    block: int
    figures: int
    checked: int
    first: Location | None


def shares(report: Report, found: dict[Location, Amount]) -> tuple[list[Share], list[Share]]:
    """Coverage table by table, and section by section of the text, in reading order; without a title when there is none."""
    tables: dict[int, list[Amount]] = {}
    sections: dict[tuple[str, ...], list[Amount]] = {}
    document, _, _, titles = report.details()
    assert document is not None
    for at in sorted(found):
        if at.row >= 0:
            tables.setdefault(at.block, []).append(found[at])
        else:
            sections.setdefault(document.blocks[at.block].section[:2], []).append(found[at])
    return (
        [_share(titles.get(block, ""), block, inside) for block, inside in tables.items()],
        [_share(" › ".join(section), inside[0].at.block, inside) for section, inside in sections.items()],
    )


def _share(title: str, block: int, inside: list[Amount]) -> Share:
    unchecked = [amount.at for amount in inside if not amount.rules]
    return Share(title, block, len(inside), len(inside) - len(unchecked), unchecked[0] if unchecked else None)


class Stretch(NamedTuple):
    """A piece of a text that one number or the same findings cover: its characters, its number (and whether that begins here),
    and which findings (by index) stand on it; `begins` those of them whose place begins here, as (finding, place)."""

    text: str
    amount: Amount | None
    first: bool
    findings: tuple[int, ...]
    begins: tuple[tuple[int, int], ...]


class Marked(NamedTuple):
    """What is to be marked in one text: numbers and places of findings, both as (start, end, what)."""

    numbers: list[tuple[int, int, Amount]]
    places: list[tuple[int, int, int, int]]


def stretches(text: str, marked: Marked | None) -> Iterator[Stretch]:
    """The text in pieces, none of which is half covered."""
    if marked is None:
        if text:
            yield Stretch(text, None, False, (), ())
        return
    size = len(text)
    numbers = [(start, size if end < 0 else end, amount) for start, end, amount in marked.numbers]
    places = [
        (min(start, max(size - 1, 0)), size if end < 0 else end, finding, place) for start, end, finding, place in marked.places
    ]
    spans = [(start, end) for start, end, _ in numbers] + [(start, end) for start, end, _, _ in places]
    cuts = {0, size, *(cut for span in spans for cut in span if 0 <= cut <= size)}
    edges = sorted(cuts)
    for start, end in zip(edges, edges[1:] or [0], strict=False):
        number = next((span for span in numbers if span[0] <= start and end <= span[1]), None)
        on = sorted({finding for first, last, finding, _ in places if first <= start and end <= last})
        begins = [(finding, place) for first, _, finding, place in places if first == start]
        opens = number is not None and number[0] == start
        yield Stretch(text[start:end], number[2] if number else None, opens, tuple(on), tuple(begins))


def marked(report: Report, found: dict[Location, Amount]) -> dict[Location, Marked]:
    """What is to be marked, by paragraph or cell (characters left out)."""
    texts: dict[Location, Marked] = {}
    document = report.document
    assert document is not None

    def of(at: Location) -> Marked:
        cell = document.cell(at) if at.row >= 0 else None
        whole = Location(at.block, cell.row, cell.column) if cell else Location(at.block, at.row, at.column)
        return texts.setdefault(whole, Marked([], []))

    for at, amount in found.items():
        of(at).numbers.append((at.start, at.end, amount))
    for number, finding in enumerate(report.findings):
        for index, place in enumerate(finding.places):
            if place.path is None:
                of(place.at).places.append((place.at.start, place.at.end, number, index))
    return texts
