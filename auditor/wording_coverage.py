"""The sentences about how much of a report was understood and compared, and how it was recognised."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "show.kind": ("文种 {name}：{points} 分（{signs}）", "kind {name}: {points} points ({signs})"),
    "show.profile": ("体例 {name}：{points} 分（{signs}）", "profile {name}: {points} points ({signs})"),
    "show.sign": ("{place} {points}：“{line}”等 {n} 行", "{place} {points}: “{line}”, {n} lines"),
    "sign.title": ("题目", "title"),
    "sign.entity": ("单位", "office"),
    "sign.caption": ("表题", "titles of tables"),
    "sign.heading": ("标题", "headings"),
    "sign.header": ("表头", "heads of tables"),
    "sign.text": ("正文", "sentences"),
}  # fmt: skip
