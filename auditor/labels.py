"""Labels as people compare them: without spaces, quotes, numbering and full-width forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from auditor.characters import CLOSING_NOTE, RAISED_NOTE, UNSEEN

# Radicals that PDF fonts and typists leave in place of the characters themselves; NFKC keeps some of them.
_RADICALS = str.maketrans("⻔⻋⻓⻅⻚⻢⻥⻦⻩⻬⻮⻰⻳⺠⻄⻘⻝⻛", "门车长见页马鱼鸟黄齐齿龙龟民西青食风")
_CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_DROP = re.compile(rf"[\s{UNSEEN}\"'“”‘’〝〞＂＇「」『』`]+")
_RAISED_NOTE = re.compile(RAISED_NOTE)
_CLOSING_NOTE = re.compile(CLOSING_NOTE)
_NUMBERING = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.．](?!\d)|\(\d{1,2}\)|[①-⑳]|[*+※-]"
    r"|其中[:：]?|加[:：]|减[:：])+"
)
_PART = re.compile(r"(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．])*其中")
_BRACKETS = re.compile(r"\([^()]*\)$")


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """The text for comparing: NFKC, no spaces, no quotation marks, half-width brackets."""
    if not text.isascii():
        text = _RAISED_NOTE.sub("", text)
        if _CIRCLED.isdisjoint(text):
            text = unicodedata.normalize("NFKC", text)
        else:
            # NFKC would turn ① into the digit 1, but it is numbering.
            text = "".join(c if c in _CIRCLED else unicodedata.normalize("NFKC", c) for c in text)
        text = text.translate(_RADICALS)
    return _DROP.sub("", text)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A squeezed label without its numbering (一、（一）1.其中：) and trailing colon."""
    text = squeeze(text)
    match = _NUMBERING.match(text)
    if match and match.end() < len(text):
        text = text[match.end() :]
    if not text.isascii():
        text = _CLOSING_NOTE.sub("", text) or text
    return text.rstrip(":：")


def is_part(text: str) -> bool:
    """Whether a label says that it is a part of what stands above it: 其中：…"""
    return bool(_PART.match(squeeze(text)))


_AMONG = re.compile("^其中:?")


def within(label: str) -> str:
    """A squeezed label without the word that makes it a part of the line above."""
    return _AMONG.sub("", label, count=1)


def without_brackets(text: str) -> str:
    """A bare label without a remark in brackets at its end: 车辆数合计(台、辆) → 车辆数合计."""
    shorter = _BRACKETS.sub("", text)
    return shorter or text
