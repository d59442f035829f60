"""Understand a whole report: its tables, then what it is."""

from __future__ import annotations

from auditor.meaning.contents import contents
from auditor.meaning.forms import read_forms
from auditor.meaning.grids import grid
from auditor.meaning.identify import identify, layouts
from auditor.meaning.joined import Whole, joined
from auditor.meaning.lattice import exchanged
from auditor.meaning.mentions import read_mentions
from auditor.meaning.passages import passages, scraps
from auditor.meaning.prose import understand_prose
from auditor.meaning.sets import numbered
from auditor.meaning.sheets import raw_sheets, sheet
from auditor.meaning.signs import places, titles, weighed
from auditor.meaning.units import GUESS, printed_unit, shown_unit
from auditor.model.amendment import Amendment
from auditor.model.document import Document, Location
from auditor.model.facts import Facts
from auditor.model.pack import Vocabulary
from auditor.numbers import Unit
from auditor.shown import mined

PLAIN = Amendment()


def understand(
    document: Document, vocabulary: Vocabulary, profile: str | None = None, amended: Amendment = PLAIN
) -> Facts:  # fmt: skip
    """All facts of a report. `profile` overrides the one that the report's words suggest; tables are read as `amended`."""
    facts = _understood(document, vocabulary, profile, amended, None)
    if facts.unit_told or vocabulary.prose is None:
        return facts
    unit = shown_unit(facts, vocabulary.prose.default.name)
    if unit is None:
        return facts
    if unit != GUESS:
        facts = _understood(document, vocabulary, profile, amended, unit)
    facts.unit_told = True
    return facts


def _understood(
    document: Document, vocabulary: Vocabulary, profile: str | None, amended: Amendment, unit: Unit | None
) -> Facts:  # fmt: skip
    facts = survey(document, vocabulary, profile, amended, unit)
    read_mentions(facts, vocabulary)
    understand_prose(facts, vocabulary)
    return facts


def survey(
    document: Document, vocabulary: Vocabulary, profile: str | None = None, amended: Amendment = PLAIN, unit: Unit | None = None
) -> Facts:
    """What a report is and what its tables hold; its sentences are not read. `unit` is that of tables where none is printed."""
    facts = Facts(
        document, amended=amended, contents=contents(document, vocabulary.captions.get("contents")), needles=vocabulary.needles
    )
    lines = places(document, facts.contents)
    facts.kinds = weighed(vocabulary.reports, lines)
    facts.titles = titles(vocabulary.reports, facts.kinds, lines)
    wholes = joined(document, layouts(facts, vocabulary), vocabulary)
    printed = printed_unit([whole.caption for whole in wholes], document)
    usual = printed or unit or GUESS
    facts.unit_told = printed is not None
    groups = numbered(wholes)
    for whole, group in zip(wholes, groups, strict=True):
        block = whole.pieces[0].block
        if block in amended.exchanged:
            whole.shapes = [exchanged(shape, *amended.exchanged[block]) for shape in whole.shaped(vocabulary)]
        try:
            _read(whole, group, amended.units.get(block) or whole.caption.unit or usual, vocabulary, facts)
        except MemoryError:
            raise
        except Exception as problem:
            # One table that the program fails on is one table not read, and no more than that.
            facts.lost.append((whole.pieces[0].number, f"{type(problem).__name__}: {problem}"[:200]))
    facts.shown = tuple(mined(facts.grids, vocabulary.totals))
    facts.identity = identify(document, facts, [whole.caption for whole in wholes], vocabulary, profile, lines)
    facts.passages = passages(document, facts.titles)
    facts.scraps = scraps(document)
    return facts


def _read(whole: Whole, group: int, unit: Unit, vocabulary: Vocabulary, facts: Facts) -> None:
    """Add what a table says to the facts."""
    pieces, caption, kind = whole.pieces, whole.caption, whole.kind
    if whole.fault:
        raise whole.fault
    if kind is None:
        facts.unknown += raw_sheets(whole, vocabulary, unit)
    elif kind.blocks:
        at = caption.at or Location(pieces[0].block, 0, 0)
        title = caption.title if caption.at else kind.name
        if not read_forms(pieces, kind, title, at, caption.year, unit, vocabulary, facts):
            facts.unknown += raw_sheets(whole, vocabulary, unit)
    else:
        facts.sheets.append(sheet(whole, kind, vocabulary, unit, group))
    if kind is None or not kind.blocks:
        meant = {fact.at: fact for fact in facts.sheets[-1].facts.values()} if kind else {}
        facts.grids += (grid(whole, vocabulary, unit).told(meant),)
