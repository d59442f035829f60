"""A number format as Excel writes it, cut into sections and tokens: `#,##0.00_);[Red](#,##0.00);"-"??;@`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式|常规)|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<exponent>[Ee][+-]0+)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|s+(?:\.0+)?|S+|a{3,4}|e+)|(?P<digit>[0#?](?:,*[0#?])*,*)|(?P<point>\.)"
    r"|(?P<literal>.)",
    re.DOTALL,
)
_UNFINISHED: Final = frozenset("\\_*")
"""What says something of the next character, when there is none."""
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+))")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_COLOURS: Final = frozenset({
    "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow",
    "黑色", "蓝色", "青色", "绿色", "洋红", "红色", "白色", "黄色",
})  # fmt: skip

_WHITE: Final = frozenset({"white", "白色", "color2", "颜色2"})


class Token(NamedTuple):
    """A piece of a format: its kind (a group of the pattern, or `elapsed`) and its text."""

    kind: str
    text: str


class Section(NamedTuple):
    """One section. `condition` is an operator and a limit; `coloured` says that it prints in a colour of its own, `white` that
    this is the colour of the ground."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    coloured: bool = False
    white: bool = False

    @property
    def dated(self) -> bool:
        """Whether it prints a date or a time."""
        return any(token.kind in {"date", "elapsed", "ampm"} for token in self.tokens)

    @property
    def worded(self) -> bool:
        """Whether it is for texts: @ stands in it and no place for a digit."""
        kinds = {token.kind for token in self.tokens}
        return not kinds & {"digit", "general"} and any(token == Token("literal", "@") for token in self.tokens)

    @property
    def texts(self) -> str:
        """What it prints besides digits."""
        return "".join(token.text for token in self.tokens if token.kind == "literal")


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format, at most four."""
    made: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    coloured = white = False
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "quoted"
        text = match[kind] or ""
        if kind == "literal" and text == ";":
            made.append(Section(tuple(tokens), condition, coloured, white))
            tokens, condition, coloured, white = [], None, False, False
        elif kind == "bracket":
            if found := _CONDITION.fullmatch(text):
                condition = (found[1], Decimal(found[2]))
            elif currency := _CURRENCY.fullmatch(text):
                tokens.append(Token("literal", currency[1]))
            elif _ELAPSED.fullmatch(text):
                tokens.append(Token("elapsed", text.lower()))
            else:
                coloured = coloured or text.lower() in _COLOURS or text.lower().startswith("color")
                white = white or text.lower() in _WHITE
        elif kind == "literal" and text in _UNFINISHED and match.end() == len(code):
            continue
        elif kind in {"quoted", "escaped"}:
            tokens.append(Token("literal", text))
        elif kind == "space":
            tokens.append(Token("literal", " "))
        elif kind != "fill":
            tokens.append(Token(kind, text))
    made.append(Section(tuple(tokens), condition, coloured, white))
    return tuple(made[:4])
