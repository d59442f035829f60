"""Paragraphs (and long table cells) → passages: what a break cut is joined, every character keeps its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from auditor.characters import INVISIBLE, is_mark, without_notes
from auditor.labels import squeeze
from auditor.model.document import Document, Location, Paragraph, Table
from auditor.model.text import Passage, Piece
from auditor.outline import numbered_level

_ENDED = re.compile(r"[。！？；;：:!?…]\s*[”’\"'）)】]*\s*$|^[”’\"'）)】]")
_LEAST_JOINED = 16
_LEAST_IN_CELL = 30
_PROSE = re.compile(r"[，。；]")
_PLAIN = re.compile(r"[!#-&(-~\u3001\u3002\u4e00-\u9fff]+")
"""Characters that are their own half-width form and are kept; nearly all text is made of them."""
_DROPPED = frozenset("“”‘’\"'〝〞＂＇『』") | INVISIBLE


@lru_cache(maxsize=8192)
def _half_width(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and not is_mark(char) else char


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The text without spaces, quotation marks and raised marks of notes, in half-width forms, and where each character was.

    A space between two digits stays, so that two numbers never become one. A raised digit behind a letter (m²) stays."""
    if _PLAIN.fullmatch(text):
        return text, range(len(text))
    text = without_notes(text)
    kept: list[str] = []
    origin: list[int] = []
    gap = False
    at = 0
    while at < len(text):
        run = _PLAIN.match(text, at)
        if run:
            if gap and kept and text[at].isdigit() and kept[-1][-1].isdigit():
                kept.append(" ")
                origin.append(at - 1)
            kept.append(run[0])
            origin.extend(range(at, run.end()))
            at, gap = run.end(), False
            continue
        index, char = at, text[at]
        at += 1
        if char.isspace() or char in _DROPPED:
            gap = gap or char.isspace()
            continue
        if not char.isascii():
            char = _half_width(char)
        if gap and kept and char.isdigit() and kept[-1][-1].isdigit():
            kept.append(" ")
            origin.append(index - 1)
        gap = False
        kept.append(char)
        origin.append(index)
    return "".join(kept), tuple(origin)


def passages(document: Document, titles: Set[str] = frozenset()) -> list[Passage]:
    """The running text of a document, in reading order. Its `titles` (squeezed) stand by themselves."""
    found: list[Passage] = []
    for pieces, section, in_table, heading in _joined(document, titles):
        text = ""
        placed: list[Piece] = []
        for at, part in pieces:
            placed.append(Piece(len(text), at, 0))
            text += part
        folded, origin = fold(text)
        if folded:
            found.append(Passage(len(found), text, folded, origin, section, tuple(placed), in_table, heading))
    return found


Pieces = list[tuple[Location, str]]


def _joined(document: Document, titles: Set[str]) -> Iterator[tuple[Pieces, tuple[str, ...], bool, bool]]:
    held: Pieces = []
    section: tuple[str, ...] = ()
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.level is None and block.part == "body":
            if held and block.section == section and _goes_on(held[-1][1], block.text, titles):
                held.append((Location(block.block), block.text))
                continue
            if held:
                yield held, section, False, False
            held, section = [(Location(block.block), block.text)], block.section
            continue
        if held:
            yield held, section, False, False
            held = []
        if isinstance(block, Table):
            yield from _cells(block)
        else:
            yield [(Location(block.block), block.text)], block.section, False, block.level is not None
    if held:
        yield held, section, False, False


def _goes_on(before: str, text: str, titles: Set[str]) -> bool:
    """Whether a paragraph is the rest of the one before: that one stopped in mid-sentence and this is no new item."""
    before = before.rstrip()
    if len(before) < _LEAST_JOINED or _ENDED.search(before) or squeeze(before) in titles:
        return False
    text = text.strip()
    return bool(text) and numbered_level(text) is None


_WORD = re.compile(r"[^\W\d_]")


def scraps(document: Document) -> list[Passage]:
    """The cells that are no running text but hold words, as passages of their own."""
    found: list[Passage] = []
    for table in document.tables:
        for cell in table.cells:
            text = cell.text
            if not _WORD.search(text) or (len(text) >= _LEAST_IN_CELL and _PROSE.search(text)):
                continue
            folded, origin = fold(text)
            at = Location(table.block, cell.row, cell.column)
            found.append(Passage(-1, text, folded, origin, table.section, (Piece(0, at, 0),), True, False))
    return found


def _cells(table: Table) -> Iterator[tuple[Pieces, tuple[str, ...], bool, bool]]:
    for cell in table.cells:
        if len(cell.text) >= _LEAST_IN_CELL and _PROSE.search(cell.text):
            yield [(Location(table.block, cell.row, cell.column), cell.text)], table.section, True, False
