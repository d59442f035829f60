"""What phrases of the pack tell in running text: rows of quantities, kept apart from the statements of sentences."""

from __future__ import annotations

import re

from auditor.meaning.forms.entries import SCORE, slack
from auditor.model.document import Location
from auditor.model.facts import TEXT, Fact, Facts, Sheet
from auditor.model.form import Entry, MentionKind, Row, Value
from auditor.model.pack import TableKind, Vocabulary
from auditor.model.text import Passage, Script
from auditor.numbers import COUNT, PERCENT, UNITS, ZERO, Unit, numeral, parse, unit_named

_UNITS = {"count": COUNT, "percent": PERCENT, "score": SCORE, "nothing": UNITS["万元"]}


def read_mentions(facts: Facts, vocabulary: Vocabulary) -> None:
    """Add what the phrases tell, and a sheet with the first of each. A report that only quotes others tells nothing."""
    if facts.forms and all(form.quoted for form in facts.forms):
        return
    running = Script([passage for passage in facts.passages if not passage.in_table and not passage.heading])
    for table, kinds in vocabulary.mentions:
        kind = vocabulary.tables[table]
        sheet = Sheet(table, table, 0, 0, Location(0), kind.axis_names)
        likely = [(passage.number, i) for i, phrase in enumerate(kinds) for passage in running.likely(phrase.pattern.pattern)]
        for number, i in sorted(likely):
            passage, phrase = facts.passages[number], kinds[i]
            if phrase.within is None or any(phrase.within.search(part) for part in passage.section):
                _read(passage, phrase, kind, sheet, facts)
        if sheet.facts:
            sheet.active = True
            facts.phrases[table] = sheet


def _read(passage: Passage, phrase: MentionKind, kind: TableKind, sheet: Sheet, facts: Facts) -> None:
    for match in phrase.pattern.finditer(passage.folded):
        start = max(passage.folded.rfind(stop, 0, match.start()) for stop in "。;") + 1
        if phrase.unless and phrase.unless.search(passage.folded, start, match.end()):
            continue
        cells = {
            name: _entry(passage, match, name, phrase.name, kind)
            for name in kind.axes[1].members
            if name in phrase.pattern.groupindex and match[name] is not None
        }
        at = passage.locate(*match.span())
        facts.mentions.setdefault(phrase.name, []).append(
            Row(kind.name, phrase.name, phrase.name, at, cells, (str(passage.number),))
        )
        for entry in cells.values():
            sheet.facts.setdefault(entry.fact.key, entry.fact)


def _entry(passage: Passage, match: re.Match[str], name: str, phrase: str, kind: TableKind) -> Entry:
    measure = kind.axes[1].members[name].measure or "text"
    text = match[name]
    key, at = (phrase, name), passage.locate(*match.span(name))
    printed = passage.printed(*match.span(name))
    if measure == "text":
        return Entry(Fact(TEXT, key, "text", ZERO, ZERO, 0, COUNT, printed, at, phrase, name), Value("words"))
    unit: Unit = _UNITS.get(measure, COUNT)
    value, places = ZERO, 0
    if measure == "money" and f"{name}_unit" not in match.re.groupindex:
        # Words that deny it: there is none.
        measure = "nothing"
    if measure == "money":
        unit = unit_named(match[f"{name}_unit"]) or UNITS["万元"]
    if measure != "nothing":
        number = parse(text)
        value, places = (number.value, number.places) if number.state == "number" else (numeral(text), 0)
    half = ZERO if measure in {"count", "nothing"} else slack(places, unit)
    fact = Fact(TEXT, key, "number", value.scaleb(unit.exponent), half, places, unit, printed, at, phrase, name)
    return Entry(fact, Value("number", "", value, value, places, unit.name, unit.measure, unit.exponent))
