"""Places as people read them: the printed words, the row or sentence round them, headings, labels and address."""

from __future__ import annotations

import re
from typing import Literal

from auditor.model.document import Document, Location, Paragraph, Table, letters
from auditor.model.facts import TEXT, Fact, Facts
from auditor.model.report import Place
from auditor.wording import say

_BREAK = re.compile(r"[。；;！？\n]")
_LONGEST_CONTEXT = 400


def address(document: Document, at: Location, lang: str = "zh") -> str:
    """Where to find it: 段落 213; 第 3 张表 第 5 行第 2 列; in a workbook 收支总表!B4, also for text outside tables."""
    block = document.blocks[at.block]
    if isinstance(block, Paragraph):
        if block.cell is None:
            return say("address.paragraph", lang, n=block.number)
        sheet, row, column = block.cell
        return f"{sheet}!{letters(column)}{row + 1}"
    if at.row < 0:
        return say("address.table", lang, n=block.number)
    row = block.rows[at.row] if at.row < len(block.rows) else at.row
    column = block.columns[at.column] if at.column < len(block.columns) else at.column
    if block.sheet is not None:
        return f"{block.sheet}!{letters(column)}{row + 1}"
    return say("address.cell", lang, n=block.number, row=row + 1, column=column + 1)


def context(document: Document, at: Location) -> str:
    """The whole row, or the sentence (between 。；) that holds the place."""
    block = document.blocks[at.block]
    if isinstance(block, Table):
        if at.row < 0:
            return ""
        return " | ".join(" ".join(cell.text.split()) for cell in block.line(at.row))[:_LONGEST_CONTEXT]
    start, end = 0, len(block.text)
    for match in _BREAK.finditer(block.text):
        if match.end() <= at.start:
            start = match.end()
        elif match.start() >= max(at.end, at.start):
            end = match.end()
            break
    return block.text[start:end].strip()[:_LONGEST_CONTEXT]


def place(
    document: Document, at: Location, role: Literal["primary", "related"], lang: str = "zh", *,
    table: str | None = None, row: str | None = None, column: str | None = None,
) -> Place:  # fmt: skip
    """A place of the document with the labels that the caller knows."""
    block = document.blocks[at.block]
    return Place(
        document.text(at).strip(), context(document, at), block.section, table, row, column,
        address(document, at, lang), document.page(at), role, at,
    )  # fmt: skip


def fact_place(facts: Facts, fact: Fact, role: Literal["primary", "related"], lang: str = "zh") -> Place:
    """The place of a fact, with its table, row and column as printed; in a sentence its subject and quantity. One in another
    document beside the report names its file."""
    if fact.at.file and facts.beside is not None:
        partner = facts.beside.partners[fact.at.file - 1]
        there = fact_place(partner.facts, fact._replace(at=fact.at._replace(file=0)), role, lang)
        return there._replace(at=fact.at, path=partner.path)
    if fact.sheet == TEXT:
        return place(facts.document, fact.at, role, lang, row=fact.row or None, column=fact.column or None)
    titles = [sheet.title for sheet in facts.of(fact.sheet) if sheet.at <= fact.at] or [fact.sheet]
    made = place(facts.document, fact.at, role, lang, table=titles[-1], row=fact.row, column=fact.column or None)
    return made if made.quote else made._replace(quote=fact.text)
