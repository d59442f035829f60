"""The part of the vocabulary that forms and their values are read with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from auditor.labels import bare, squeeze
from auditor.model.form import BlockKind, Grammar, MentionKind, Tier
from auditor.model.pack import Axis, Member, TableKind

Data = Mapping[str, Any]

_PATTERNS = {
    "money": r"(?P<{0}>[\d,]+(?:\.\d+)?)(?P<{0}_unit>[百千]?万?元|亿元)",
    "count": r"(?P<{0}>\d+|[一二两三四五六七八九十]+)",
    "percent": r"(?P<{0}>\d+(?:\.\d+)?)%",
    "score": r"(?P<{0}>\d+(?:\.\d+)?)分",
    "text": r"(?P<{0}>[^,。;、]+?)",
}
_SLOT = re.compile(r"\{(\w+)\}")


def form(data: Data) -> TableKind:
    """A kind of form: how it is recognised, and the blocks that it is made of."""
    return TableKind(
        name=data["form"],
        code=data["code"],
        titles=tuple(squeeze(title) for title in data.get("titles", ())),
        axes=(),
        requires=tuple(tuple(bare(label) for label in group) for group in data.get("requires", ())),
        excludes=tuple(bare(label) for label in data.get("excludes", ())),
        blocks=tuple(data["blocks"]),
        quoted=data.get("quoted") in {"true", "是"},
        shared=data.get("shared") in {"true", "是"},
    )


def block(data: Data) -> BlockKind:
    """How a block is read; an ordinary table is none."""
    return BlockKind(
        data.get("part", ""),
        int(data.get("least", "2")),
        tuple(data.get("levels", ())),
        data.get("weight", ""),
        data.get("score", ""),
        data.get("total", ""),
        data.get("declared", ""),
        tuple(data.get("given", ())),
        data.get("target", ""),
        data.get("actual", ""),
        data.get("reason", ""),
        re.compile(data["lower"]) if "lower" in data else None,
        re.compile(data["numbered"]) if "numbered" in data else None,
        data.get("subtotal", ""),
    )


def grammar(files: Sequence[Data]) -> Grammar | None:
    """The words of values; None when the pack reads no forms."""
    said = next((data["values"] for data in files if "values" in data), None)
    if said is None:
        return None
    return Grammar(
        before=_operators(said["before"]),
        behind=_operators(said["behind"]),
        lead=tuple(said["lead"]),
        tail=tuple(said["tail"]),
        units={name: tuple(squeeze(unit) for unit in units) for name, units in said["units"].items()},
        tiers=tuple(
            Tier(name, re.compile(tier["words"]), Decimal(tier["low"]), Decimal(tier["high"]))
            for name, tier in said["tiers"].items()
        ),
        dates=re.compile(said["dates"]),
        weighted=re.compile(said["weighted"]),
        points=re.compile(said["points"]),
    )


def _operators(said: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((squeeze(word), sign) for sign, words in said.items() for word in words)


def mentions(data: Data) -> tuple[TableKind, tuple[MentionKind, ...]]:
    """The phrases of one file, and the table under which rules speak of what they tell: a line per phrase, a column per
    quantity."""
    measures: Mapping[str, str] = data["quantities"]

    def slot(match: re.Match[str]) -> str:
        name = match[1]
        return _PATTERNS[measures[name]].format(name) if name in measures else match[0]

    def compiled(pattern: str | None) -> re.Pattern[str] | None:
        return re.compile(pattern) if pattern else None

    phrases = tuple(
        MentionKind(
            said["name"],
            re.compile(_SLOT.sub(slot, said["says"])),
            compiled(said.get("unless")),
            compiled(said.get("within")),
        )
        for said in data["phrases"]
    )
    lines = {said["name"]: Member(said["name"], (), optional=True) for said in data["phrases"]}
    columns = {name: Member(name, (), measure="money" if m == "nothing" else m, optional=True) for name, m in measures.items()}
    axes = (Axis("句", "row", lines), Axis("量", "column", columns))
    return TableKind(data["mentions"], "", (), axes, by_title_only=True, block=BlockKind("told")), phrases
