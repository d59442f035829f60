"""Plain text and Markdown: paragraphs by line, tables drawn with | or tabs.

This is also the notation in which the examples of rules are drawn, so an example passes through the same reader and
the same meaning as a real report."""

from __future__ import annotations

import re
from pathlib import Path

from auditor.model.document import Document, Unreadable
from auditor.reading.blocks import Blocks, table_from_rows

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_RULE = re.compile(r"\|?[\s:|-]*-{3,}[\s:|-]*")
_ESCAPED_PIPE = re.compile(r"(?<!\\)\|")


def decode(data: bytes) -> str:
    """Text in UTF-8 (with or without mark), UTF-16 with mark, or GB 18030. Raises Unreadable for anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("not-text")


def read(path: Path, data: bytes) -> Document:
    """The document drawn in that file."""
    return read_text(decode(data), str(path))


def read_text(text: str, path: str = "text") -> Document:
    """The document drawn in that text."""
    blocks = Blocks()
    rows: list[list[str]] = []
    gap = drawn = False

    def close() -> None:
        nonlocal gap
        if rows:
            cells, height, width = table_from_rows(_without_border(rows) if drawn else rows)
            blocks.table(cells, height=height, width=width)
            rows.clear()
        gap = False

    for line in text.splitlines():
        row = _row(line)
        if row is not None:
            if not row:
                continue
            if gap and rows and len(row) != len(rows[-1]):
                close()
            rows.append(row)
            gap, drawn = False, "\t" not in line
        elif not line.strip():
            # One blank line inside a table of constant width is a slip of conversion, not its end.
            if gap:
                close()
            gap = bool(rows)
        else:
            close()
            heading = _HEADING.match(line)
            if heading:
                blocks.paragraph(heading[2].strip(), style_level=len(heading[1]) - 1)
            else:
                blocks.paragraph(line.strip())
    close()
    done, notices = blocks.done()
    return Document(path, "text", done, notices)


def _row(line: str) -> list[str] | None:
    """The pieces of a table line, [] for the rule under a Markdown header, None for prose."""
    if "\t" in line.strip("\r\n ") and line.strip():
        return [cell.strip(" \u3000\xa0") for cell in line.rstrip("\r\n").split("\t")]
    if "|" not in line:
        return None
    if _RULE.fullmatch(line.strip()):
        return []
    return [cell.strip().replace("\\|", "|") for cell in _ESCAPED_PIPE.split(line.strip())]


def _without_border(rows: list[list[str]]) -> list[list[str]]:
    """Markdown draws | also before the first and after the last cell; there every line begins with it."""
    if not all(len(row) > 2 and not row[0] and not row[-1] for row in rows):
        return rows
    return [row[1:-1] for row in rows]
