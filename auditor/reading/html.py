"""Saved web pages, and what office programs save as one (.htm, .mht, also under the names .doc and .xls)."""

from __future__ import annotations

import re

from auditor.model.document import Document, Notice, Paragraph, Unreadable
from auditor.reading.blocks import Blocks
from auditor.reading.decoding import decode
from auditor.reading.plain import unreadable_tables
from auditor.reading.source import Source

ORDER = 50
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")

_BEGINNING = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--(?:[^-]|-[^-])*-->\s*|<!\[[^\]]*\]>\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|table|div|center|font|span|article|section|main|p|h[1-6]|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(rb"<(?:!doctype|html|head|body)", re.IGNORECASE)
_MARKDOWN = (".md", ".markdown")
_LATER = re.compile(rb"<html[\s>]|<body[\s>]", re.IGNORECASE)
_PARTS = re.compile(rb"(?:^|\n)content-type:\s*multipart/related", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]*encoding=["']([\w-]+)""", re.IGNORECASE)
_MARKS = b"\xef\xbb\xbf\xff\xfe"
_OF_UTF16 = (b"\xff\xfe<", b"\xfe\xff\0<")


def matches(source: Source) -> bool:
    """A file that begins like a page, or one saved together with its pictures."""
    head = source.head
    if head.startswith(_OF_UTF16):
        return True
    begins = _BEGINNING.match(head.lstrip(_MARKS))
    if begins and source.suffix in _MARKDOWN and not _PAGE.search(begins[0]):
        return False  # Markdown may begin with a piece of a page
    return bool(begins or _LATER.search(head) or _PARTS.search(head)) and b"\0" not in head


def read(source: Source) -> Document:
    """The page as it shows. Raises Unreadable when it shows nothing of its own."""
    from auditor.reading.markup.flow import page

    data, label = source.data, ""
    if _PARTS.search(source.head) and not _BEGINNING.match(source.head):
        data, label = _main_part(data)
    declared = _CHARSET.search(data[:4096])
    if declared and not label:
        label = (declared[1] or declared[2]).decode("ascii", "replace")
    decoded = decode(data, label)
    blocks = Blocks()
    inside = page(decoded.text.replace("\0", ""), blocks)
    done, notices = blocks.done()
    loose = unreadable_tables([block.text for block in done if isinstance(block, Paragraph)])
    cut = (Notice("cut-off"),) if _is_cut_off(decoded.text.lower()) else ()
    return Document(str(source.path), "html", done, (*decoded.notices, *notices), (*decoded.unread, *cut, *inside, *loose))


def _is_cut_off(page: str) -> bool:
    """Whether a page ends in the middle of a table, as one does whose download broke off."""
    return page.rfind("<table") > page.rfind("</table") and page.rfind("</body") < 0 and page.rfind("</html") < 0


def _main_part(data: bytes) -> tuple[bytes, str]:
    """The page inside a file of several parts, and the encoding that its header names."""
    from email import message_from_bytes

    try:
        parts = list(message_from_bytes(data).walk())
    except RecursionError as problem:
        raise Unreadable("too-deep") from problem
    for part in parts:
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return body, part.get_content_charset() or ""
    raise Unreadable("no-text")
