"""Text of strangers made harmless for what shows it: terminals and logs, spreadsheets, JSON that is printed.

Nothing is left out: what cannot be shown becomes a sign that something stood there."""

from __future__ import annotations

import json
import re
from typing import Any, Final

_BIDI: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that make a terminal or a page show digits in another order than they are written."""
UNFIT: Final = {
    code: "�" for code in (*range(32), *range(127, 160), *range(0xD800, 0xE000), *_BIDI, 0xFFFE, 0xFFFF) if code not in {9, 10}
}
"""Characters that no output holds as they are, for `str.translate`."""
_LINE: Final = UNFIT | dict.fromkeys((9, 10, 13, 0x2028, 0x2029), " ")
_ESCAPES: Final = {code: f"\\u{code:04x}" for code in (*range(127, 160), *range(0xD800, 0xE000), *_BIDI, 0x2028, 0x2029)}

_NUMBER: Final = re.compile(r"[-+]?[\d,.]+%?")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def clean(text: str) -> str:
    """Lines as they are, without control characters (terminals obey them) and marks of direction."""
    return "\r\n".join(part.translate(UNFIT) for part in text.split("\r\n"))


def line(text: str) -> str:
    """The same on one line, so that no text can pass for a line of the program."""
    return text.translate(_LINE)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run that text. Plain numbers are none."""
    return text.startswith(_FORMULA) and not _NUMBER.fullmatch(text)


def dumps(data: Any, indent: int | None = None) -> str:
    """JSON that may be printed on a terminal; what would be obeyed is written as an escape and is the same when it is read."""
    return json.dumps(data, ensure_ascii=False, indent=indent).translate(_ESCAPES)
