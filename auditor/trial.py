"""Try a rule on its own examples, and break each passing one by a digit: the tests that every rule carries with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.checks import module
from auditor.engine import audit_document, run
from auditor.labels import bare
from auditor.meaning import understand
from auditor.model.document import Location, Paragraph
from auditor.model.examples import Example, examples
from auditor.model.pack import Rule
from auditor.model.report import Finding, Place, Report
from auditor.pairing import pair
from auditor.partners import drawn
from auditor.reading.text import read_text
from auditor.reports import sentences
from auditor.rulebook import Rulebook
from auditor.wording import say


def alone(rule: Rule, rulebook: Rulebook) -> Rulebook:
    """The pack with this rule only; a rule that sums the others up keeps them."""
    if getattr(module(rule.check), "LAST", False):
        return rulebook
    return Rulebook(rulebook.vocabulary, {rule.id: rule}, rulebook.digest, rulebook.basis)


def faults(rule: Rule, rulebook: Rulebook, lang: str = "zh") -> Iterator[str]:
    """What the examples of a rule show that they should not; nothing when all is well."""
    book = alone(rule, rulebook)
    for example in examples(rule):
        report = _audited(example, book)
        for fault in _judge(example, rule.id, report, lang):
            yield f"{rule.id}「{example.name}」: {fault}"


def _audited(example: Example, book: Rulebook) -> Report:
    beside = drawn(example.beside, book) if example.beside else None
    return audit_document(read_text(example.text), book, profile=example.profile, partners=beside)


def _judge(example: Example, rule: str, report: Report, lang: str) -> Iterator[str]:
    verdict = next(v for v in report.verdicts if v.rule == rule)
    found = [f for f in report.findings if f.rule == rule or rule in f.also]
    compared = say("text.compared", lang, n=verdict.compared)
    said = " · ".join(part for part in (say(f"state.{verdict.state}", lang), compared, verdict.reason) if part)
    if report.status != "complete":
        yield say("ended.incomplete", lang, reason=report.reason)
    elif example.kind == "pass":
        if verdict.state != "passed":
            yield say("test.not-passed", lang, said=" · ".join([said, *(f.message for f in found)]))
    elif example.kind == "skip":
        if verdict.state not in {"not_applicable", "not_checked"}:
            yield say("test.not-skipped", lang, said=said)
    elif not found:
        yield say("test.not-failed", lang, said=said)
    else:
        for wanted in example.finds:
            if not any(_shows(finding, wanted) for finding in found):
                got = " · ".join(f"{f.message} {sentences.claim(f, lang)} {_at(f)}" for f in found)
                yield say("test.not-shown", lang, wanted=dict(wanted), got=got)


def _at(finding: Finding) -> str:
    return "、".join(f"{p.row}/{p.column}" for p in _leading(finding))


def _leading(finding: Finding) -> list[Place]:
    """The places that a finding is about: the primary one and the suspects."""
    marked = {suspect.place for suspect in finding.suspects}
    return [p for i, p in enumerate(finding.places) if i in marked or p.role == "primary"]


def _shows(finding: Finding, wanted: Mapping[str, str]) -> bool:
    for key in ("expected", "actual", "difference", "severity"):
        if key in wanted and getattr(finding, key) != wanted[key]:
            return False
    if "says" in wanted and wanted["says"] not in finding.message:
        return False
    leading = _leading(finding)
    if "quote" in wanted and not any(wanted["quote"] in p.quote for p in leading):
        return False
    if "at" in wanted:
        row, _, column = wanted["at"].partition("/")
        return any(bare(p.row or "") == bare(row) and (not column or bare(column) in bare(p.column or "")) for p in leading)
    return True


_DIGIT = re.compile(r"\d")


def bites(rule: Rule, rulebook: Rulebook) -> tuple[int, int, list[str]]:
    """Change each digit of each bound number of the passing examples, one at a time.

    Returns how many changes were tried, how many were found, and which leading digits of an equality went unnoticed. Of a
    kind of check that is not about single digits (NUMERIC) nothing is tried."""
    if not getattr(module(rule.check), "NUMERIC", True):
        return 0, 0, []
    book = alone(rule, rulebook)
    tried = caught = 0
    missed: list[str] = []
    for example in examples(rule):
        if example.kind != "pass":
            continue
        document = read_text(example.text)
        facts = understand(document, book.vocabulary, example.profile)
        if example.beside:
            facts.beside = pair(facts, drawn(example.beside, book).documents, book.vocabulary.pairing)
        outcomes, *_ = run(book, facts)
        strict: dict[Location, bool] = {}
        for outcome in outcomes:
            for comparison in outcome.comparisons:
                for term in (*comparison.terms, *comparison.beside) if comparison.relation != "word" else ():
                    known = strict.get(term.fact.at, False)
                    strict[term.fact.at] = known or (comparison.relation in {"==", "≡"} and comparison.linear)
        for at, equality in strict.items():
            texts = [example.text, *example.beside]
            number = int(facts.beside.partners[at.file - 1].path) if at.file and facts.beside else 0
            printed = read_text(texts[number]) if number else document
            for strong, changed in _mistyped(printed.text(at)):
                broken = [*texts]
                broken[number] = _replace(texts[number], printed.blocks[at.block], at, changed)
                report = _audited(example._replace(text=broken[0], beside=tuple(broken[1:])), book)
                tried += 1
                if any(f.rule == rule.id or rule.id in f.also for f in report.findings):
                    caught += 1
                elif equality and strong:
                    missed.append(f"{rule.id}「{example.name}」{printed.text(at)} → {changed}")
    return tried, caught, missed


def _mistyped(text: str) -> Iterator[tuple[bool, str]]:
    """The number with its first or second digit changed; an equality must notice the first one changed by three."""
    digits = list(_DIGIT.finditer(text))
    if len(digits) > 2:
        last = digits[-1]
        yield False, text[: last.start()] + str((int(last[0]) - 1) % 10) + text[last.end() :]
    for index, match in enumerate(digits[:2]):
        third = str((int(match[0]) + 3) % 10)
        for digit in dict.fromkeys((third, "0", "1", "9")):
            if digit != match[0]:
                yield index == 0 and digit == third, text[: match.start()] + digit + text[match.end() :]


def _replace(source: str, block: object, at: Location, changed: str) -> str:
    """The drawn example with one cell or piece of a sentence replaced."""
    lines = source.splitlines()
    if isinstance(block, Paragraph):
        line = next(i for i, text in enumerate(lines) if text.strip() == block.text)
        body = lines[line].strip()
        lines[line] = body[: at.start] + changed + body[at.end if at.end >= 0 else len(body) :]
        return "\n".join(lines)
    tables = [i for i, text in enumerate(lines) if "|" in text and (i == 0 or "|" not in lines[i - 1])]
    document = read_text(source)
    order = [b.block for b in document.tables]
    row = tables[order.index(at.block)] + at.row
    cells = lines[row].split("|")
    text = document.text(at._replace(start=0, end=-1))
    cells[at.column] = f" {text[: at.start]}{changed}{text[at.end :] if at.end >= 0 else ''} "
    lines[row] = "|".join(cells)
    return "\n".join(lines)
