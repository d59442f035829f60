"""What the program saw of a report ("why did it say that?"): tables, what was not understood, what binds a figure."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.diagnosis.places import address
from auditor.model.facts import Fact, Facts, Sheet
from auditor.model.report import Report
from auditor.reports.certificate import certificate, clean
from auditor.wording import say


def overview(report: Report, lang: str = "zh") -> str:
    """Every table as understood, and what was not."""
    assert report.facts is not None
    return "\n".join(_overview(report, report.facts, lang))


def _overview(report: Report, facts: Facts, lang: str) -> Iterator[str]:
    identity = report.identity
    yield " · ".join(str(part) for part in identity if part) or report.path
    yield from _signs(facts, lang)
    for remark in report.remarks:
        yield f"○ {remark}"
    for sheet in facts.sheets:
        yield ""
        yield _head(sheet, lang)
        yield from _body(sheet)
        for unplaced in sheet.unplaced:
            where = address(facts.document, unplaced.at, lang)
            yield "  × " + say("show.unplaced", lang, address=where, text=unplaced.text, label=unplaced.label)
        for fact in sheet.clashes:
            yield "  × " + say("show.clash", lang, address=address(facts.document, fact.at, lang), text=fact.text)
        for doubt in sheet.doubts:
            yield "  × " + say("show.doubt", lang, text=doubt)
    for unknown in facts.unknown:
        yield ""
        yield say("show.unknown", lang, n=unknown.sheet.number, title=unknown.title)
    headings = [block for block in facts.document.paragraphs if block.level is not None and block.part == "body"]
    if headings:
        yield ""
        yield say("show.headings", lang, n=len(headings))
        yield from ("  " * ((block.level or 0) + 1) + block.text.strip() for block in headings)
    yield ""
    yield _share(report, lang)


def _signs(facts: Facts, lang: str) -> Iterator[str]:
    """What spoke for the kind of report and for the profile, with the points of each sign."""
    for key, found in (("kind", facts.kinds), ("profile", facts.profiles)):
        for one in found[:_MOST_CANDIDATES]:
            signs = "；".join(
                say("show.sign", lang, points=points, place=say(f"sign.{place}", lang), line=line[: _NEAR * 2], n=n)
                for points, place, line, n in one.signs
            )
            yield say(f"show.{key}", lang, name=one.name, points=one.points, signs=signs)


_MOST_CANDIDATES = 3


def _head(sheet: Sheet, lang: str) -> str:
    rows = {(fact.at.block, fact.at.row) for fact in sheet.facts.values()}
    columns = {fact.at.column for fact in sheet.facts.values()}
    numbers = sum(fact.state == "number" for fact in sheet.facts.values())
    empty = "" if sheet.active else say("show.empty", lang)
    unit = sheet.unit.name if sheet.unit else ""
    return say("show.table", lang, kind=sheet.kind, n=sheet.number, unit=unit, rows=len(rows), columns=len(columns),
               numbers=numbers, empty=empty)  # fmt: skip


def _body(sheet: Sheet) -> Iterator[str]:
    rows: dict[tuple[int, int], list[str]] = {}
    names: dict[tuple[int, int], str] = {}
    for key, fact in sheet.facts.items():
        if fact.state != "number":
            continue
        spot = fact.at.block, fact.at.row
        members = "·".join(member for member in key if member)
        rows.setdefault(spot, []).append(f"{members}={fact.text}")
        names[spot] = fact.row
    for spot, cells in rows.items():
        yield f"  {names[spot]}  " + "  ".join(cells)


def coverage(report: Report, lang: str = "zh") -> str:
    """How many figures are bound by a rule, table by table, and which are not."""
    assert report.facts is not None
    return "\n".join(_coverage(report, report.facts, lang))


def _coverage(report: Report, facts: Facts, lang: str) -> Iterator[str]:
    yield _share(report, lang)
    compared = report.bound
    for sheet in facts.sheets:
        numbers = [fact for fact in sheet.facts.values() if fact.state == "number"]
        bound = [fact for fact in numbers if compared.get(fact.at)]
        if not numbers:
            continue
        share = f"{100 * len(bound) / len(numbers):.0f}%"
        yield f"《{sheet.kind}》 " + say("show.bound", lang, checked=len(bound), figures=len(numbers), share=share)
        for fact in numbers:
            if not compared.get(fact.at):
                column = f" × {fact.column.split()[-1]}" if fact.column else ""
                yield f"    {say('show.unbound', lang)} {fact.row}{column} {fact.text}"
    yield from _told(report, facts, lang)
    if clean(report):
        yield ""
        yield say("show.certificate", lang)
        for number in certificate(report):
            table = f"《{number.table}》" if number.table else ""
            column = f" × {number.column.split()[-1]}" if number.column else ""
            yield f"  {table}{number.row}{column} {number.text}  {' '.join(number.rules) or '—'}"


_NEAR = 14


def _told(report: Report, facts: Facts, lang: str) -> Iterator[str]:
    """The amounts and percentages of the sentences, section by section; what no rule binds with the words round it."""
    told = {fact.at: fact for statement in facts.statements for fact in statement.figures.values()}
    told |= {fact.at: fact for fact in facts.loose}
    sections: dict[str, list[Fact]] = {}
    for at, fact in sorted(told.items()):
        block = facts.document.blocks[at.block]
        sections.setdefault(" › ".join(block.section), []).append(fact)
    compared = report.bound
    for section, numbers in sections.items():
        bound = [fact for fact in numbers if compared.get(fact.at)]
        share = f"{100 * len(bound) / len(numbers):.0f}%"
        yield f"{section}  " + say("show.bound", lang, checked=len(bound), figures=len(numbers), share=share)
        for fact in numbers:
            if not compared.get(fact.at):
                text = facts.document.text(fact.at._replace(start=0, end=-1))
                near = text[max(0, fact.at.start - _NEAR) : fact.at.end + _NEAR // 2]
                yield f"    {say('show.unbound', lang)} {fact.text}  …{near}…"


def _share(report: Report, lang: str) -> str:
    share = f"{100 * report.checked / report.printed:.0f}%" if report.printed else "—"
    return say("show.bound", lang, checked=report.checked, figures=report.printed, share=share)
