"""What Markdown hides or strikes out, taken out of the lines before they are read; tags in them become what they show."""

from __future__ import annotations

import re
from collections import Counter

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FRONT = re.compile(r"\A---[ \t]*\n(?:[^\n-][^\n]*\n|-[ \t][^\n]*\n){0,200}---[ \t]*(?:\n|\Z)")
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?:#|\S+)(?:[ \t]+[\"'(].*[\"')])?[ \t]*$", re.MULTILINE)
_SILENT = re.compile(r"<(style|script)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_STYLED = re.compile(
    r"<(sup|sub|del|s|strike)\b[^<>]*>.*?</\1\s*>|<(\w+)\b[^<>]*\b(?:hidden|style|color)\b[^<>]*>.*?</\2\s*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|center|code|dd|details|div|dl|dt|em|font|h[1-6]|i|ins|kbd|li|mark|ol|p|pre|section|small|span"
    r"|strong|summary|u|ul)(?:\s[^<>\n]*)?/?>",
    re.IGNORECASE,
)


def without_front(text: str) -> str:
    """The text without the settings that stand before a page."""
    return _FRONT.sub("", text)


def as_shown(text: str) -> tuple[str, Counter[str]]:
    """The lines as they show, and how many pieces are left out, by the key of what is said of them."""
    left_out: Counter[str] = Counter()

    def hide(match: re.Match[str]) -> str:
        left_out["hidden-text"] += bool(match[0].strip("<>!- \t\n"))
        return ""

    def strike(match: re.Match[str]) -> str:
        left_out["struck-text"] += 1
        return " "

    def show(match: re.Match[str]) -> str:
        from auditor.reading.markup.flow import line

        shown, hidden = line(match[0])
        left_out.update(hidden)
        return shown

    if "<" in text:
        text = _SILENT.sub("", _COMMENT.sub(hide, text))
        text = _TAG.sub("", _STYLED.sub(show, text))
    if "]:" in text:
        text = _DEFINITION.sub("", text)
    if "~~" in text:
        text = _STRUCK.sub(strike, text)
    return text, left_out
