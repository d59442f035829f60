"""Plain text and Markdown: paragraphs by line, tables drawn with | or tabs, or with a cell on each line.

This is also the notation in which the examples of rules are drawn, so an example passes through the same reader and
the same meaning as a real report."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.model.document import Document, Notice, Unreadable
from auditor.reading.blocks import MOST_TEXT, Blocks, table_from_rows
from auditor.reading.decoding import decode
from auditor.reading.markdown import as_shown, without_front
from auditor.reading.plain import cell_lines, unreadable_tables
from auditor.reading.source import Source

ORDER = 90
SUFFIXES = (".txt", ".md", ".markdown", ".text")
_MARKDOWN = frozenset({".md", ".markdown"})

_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?")
_RULE = re.compile(r"[|+:=\s-]*(?:-{3,}|\|\s*-{2,}\s*\||={3,}|:-|-:)[|+:=\s-]*|[┌┬┐├┼┤└┴┘─━┏┳┓┣╋┫┗┻┛]{3,}")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TABLE = re.compile(r"^[ \t]*<table\b", re.IGNORECASE | re.MULTILINE)
_TABLE_END = re.compile(r"</table>[ \t]*$", re.IGNORECASE | re.MULTILINE)


def matches(source: Source) -> bool:
    """Anything that is left and may be text."""
    return b"\0" not in source.head or source.head.startswith((b"\xff\xfe", b"\xfe\xff"))


def read(source: Source) -> Document:
    """The document drawn in that file. Raises Unreadable for a file that is no text, or is named as something else."""
    if source.suffix not in {*SUFFIXES, ""}:
        raise Unreadable("not-what-it-says", suffix=source.suffix)
    decoded = decode(source.data)
    if "\0" in decoded.text:
        raise Unreadable("not-text")
    document = read_text(decoded.text, str(source.path), markdown=source.suffix in _MARKDOWN)
    return replace(document, notices=(*decoded.notices, *document.notices), unread=(*decoded.unread, *document.unread))


def read_text(text: str, path: str = "text", *, markdown: bool = False) -> Document:
    """The document drawn in that text; of `markdown` what a page made of it shows. Raises Unreadable when it is longer than any
    report."""
    if len(text) > MOST_TEXT:
        raise Unreadable("too-much-text", limit=MOST_TEXT)
    drawing = _Drawing(markdown=markdown)
    if markdown:
        text = without_front(text)
    last = 0
    for start, end in _tagged(text):
        drawing.lines(text[last:start])
        drawing.tagged(text[start:end])
        last = end
    drawing.lines(text[last:])
    blocks, notices = drawing.blocks.done()
    return Document(path, "text", blocks, notices, (*drawing.unread, *unreadable_tables(drawing.prose)))


def _tagged(text: str) -> Iterator[tuple[int, int]]:
    """Where tables in HTML begin and end; each begins a line and ends one."""
    at = 0
    while begin := _TABLE.search(text, at):
        end = _TABLE_END.search(text, begin.end())
        if end is None:
            return
        yield begin.start(), end.end()
        at = end.end()


class _Drawing:
    def __init__(self, *, markdown: bool) -> None:
        self.blocks = Blocks()
        self._markdown = markdown
        self.prose: list[str] = []
        self.unread: list[Notice] = []
        self._rows: list[list[str]] = []
        self._gap = self._piped = False
        self._since_rule: int | None = None

    def tagged(self, table: str) -> None:
        """A table written in HTML amid Markdown."""
        from auditor.reading.markup.flow import fragment

        self._close()
        fragment(table, self.blocks)

    def lines(self, text: str) -> None:
        """Everything up to the next table in HTML."""
        if self._markdown:
            text, left_out = as_shown(text)
            for kind, count in left_out.items():
                self.blocks.notice(kind, count=count)
        for piece in cell_lines(text.splitlines()):
            if isinstance(piece, str):
                self._line(piece)
                continue
            self._close()
            self._rows, self._piped = piece.rows, False
            if piece.doubtful:
                self.unread.append(Notice("cell-a-line", piece.doubtful, piece.rows[0][0][:20]))
            self._close(unsure=bool(piece.doubtful) or piece.shifted)
        self._close()

    def _line(self, line: str) -> None:
        row = _row(line, inside=bool(self._rows) and not self._piped)
        if row is not None:
            if not row:
                self._rule(line)
                return
            if self._gap and self._rows and len(row) != len(self._rows[-1]):
                self._close()
            self._rows.append(row)
            self._gap, self._piped = False, "\t" not in line
        elif not line.strip():
            # One blank line inside a table of constant width is a slip of conversion, not its end.
            if self._gap:
                self._close()
            self._gap = bool(self._rows)
        else:
            self._close()
            heading = _HEADING.fullmatch(line.strip())
            if heading:
                self.blocks.paragraph(_plain(heading[2].strip()), style_level=len(heading[1]) - 1)
            else:
                self.blocks.paragraph(_plain(line.strip()))
                self.prose.append(line)

    def _rule(self, line: str) -> None:
        """Below the header of Markdown, or round every row of a grid: there the lines between two rules are one row."""
        if line.lstrip()[0] in "|:-=":
            return
        rows, start = self._rows, self._since_rule
        if start is not None and len(rows) - start > 1:
            parts = rows[start:]
            rows[start:] = [["\n".join(filter(None, column)) for column in zip(*parts, strict=False)]]
        self._since_rule = len(rows)

    def _close(self, *, unsure: bool = False) -> None:
        if self._rows:
            cells, height, width = table_from_rows(_without_border(self._rows) if self._piped else self._rows)
            self.blocks.table(cells, height=height, width=width, unsure=unsure)
            self._rows = []
        self._gap, self._since_rule = False, None


def _row(line: str, *, inside: bool) -> list[str] | None:
    """The pieces of a table line, [] for a rule between rows, None for prose. A tab at the beginning or end alone makes a
    table line only inside a table."""
    if "\t" in (line.strip("\r\n ") if inside else line.strip()) and line.strip():
        cells = [cell.strip(" \u3000\xa0") for cell in line.rstrip("\r\n").split("\t")]
        return [] if all(_RULE.fullmatch(cell) for cell in cells) else cells
    line = line.strip().replace("│", "|").replace("┃", "|")
    if "|" not in line:
        return [] if line[:1] in {"+", "┌", "├", "└", "┏", "┣", "┗"} and _RULE.fullmatch(line) else None
    if _RULE.fullmatch(line):
        return []
    return [_plain(cell.strip()) for cell in _UNESCAPED_PIPE.split(line)]


def _plain(text: str) -> str:
    """Without the marks of Markdown that do not print."""
    if "<" in text:
        text = _BREAK.sub("\n", text)
    if "**" in text:
        text = _STRONG.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return html.unescape(text) if "&" in text and ";" in text else text


def _without_border(rows: list[list[str]]) -> list[list[str]]:
    """Markdown draws | also before the first and after the last cell; there every line begins with it."""
    if not all(len(row) > 2 and not row[0] and not row[-1] for row in rows):
        return rows
    return [row[1:-1] for row in rows]
