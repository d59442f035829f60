"""The part of the vocabulary that sentences are read with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

from auditor.labels import squeeze
from auditor.model.classification import Classification
from auditor.model.pack import (
    ClassifiedNames,
    Concepts,
    Phrase,
    Prose,
    Quantity,
    SectionScope,
    Subject,
)  # fmt: skip
from auditor.model.template import Template

Data = Mapping[str, Any]
_YES: Final = frozenset({"true", "是"})
Meant = Callable[[str], Template]

_AMOUNT = r"\d[\d,]*(?:\.\d+)?"
_PLACEHOLDERS: Final[Mapping[str, tuple[Literal["count", "money", "percent", "score"], str, str]]] = {
    "{N}": ("count", r"(?P<n>\d+)", "count"),
    "{A}": ("money", rf"(?P<n>{_AMOUNT})(?P<u>[百千]?万?元|亿元)", ""),
    "{P}": ("percent", rf"(?P<n>{_AMOUNT})%", "rate"),
    "{S}": ("score", rf"(?P<n>{_AMOUNT})分", "score"),
}
"""Placeholder → kind of number, its pattern, and the derived quantity that it tells ("" for the default quantity)."""


def prose(files: Sequence[Data], classifications: Mapping[str, Classification], meant: Meant) -> Prose | None:
    """The words of all `words:` and `concepts:` files; None when the pack reads no sentences."""
    common = next((data for data in files if "words" in data), None)
    if common is None:
        return None
    derived = dict(common["derived"])
    default = next(name for name, said in common["quantities"].items() if said.get("default") in _YES)
    return Prose(
        words={role: tuple(words) for role, words in common["words"].items()},
        among=tuple(common.get("among", ())),
        joined=tuple(common.get("joined", ())),
        periods=dict(common.get("periods", {})),
        owners=tuple(common.get("owners", ())),
        compared_year=common["compared_year"],
        fillers=tuple(common.get("fillers", ())),
        ignored=tuple(common.get("ignored", ())),
        classifiers=tuple(common.get("classifiers", ())),
        quantities=tuple(
            Quantity(
                name, tuple(said.get("words", ())), tuple(said.get("dimensions", {}).items()), said.get("completion"),
                said.get("default") in _YES, said.get("rate") in _YES, tuple(said.get("nought", ())),
            )
            for name, said in common["quantities"].items()
        ),
        derived=derived,
        names={part: tuple(patterns) for part, patterns in common.get("names", {}).items()},
        concepts=tuple(
            _concepts(data, classifications, meant, derived, default) for data in files if "concepts" in data
        ),
    )  # fmt: skip


def _phrase(said: Data, derived: Mapping[str, str], default: str, meant: Meant) -> Phrase:
    """A phrase with its one placeholder made a group."""
    placeholder, (kind, group, quantity) = next(
        (mark, found) for mark, found in _PLACEHOLDERS.items() if mark in said["phrase"]
    )
    name = said.get("quantity") or (derived[quantity] if quantity else default)
    return Phrase(re.compile(said["phrase"].replace(placeholder, group)), meant(said["means"]), kind, name, said.get("under"))


def _concepts(
    data: Data, classifications: Mapping[str, Classification], meant: Meant, derived: Mapping[str, str], default: str
) -> Concepts:
    return Concepts(
        name=data["concepts"],
        subjects=tuple(
            Subject(
                tuple(squeeze(word) for word in said["words"]), tuple(meant(text) for text in said["means"]),
                said.get("every") in _YES, re.compile(said["within"]) if "within" in said else None,
                said.get("alone") in _YES, said.get("quantity"), tuple(meant(text) for text in said.get("otherwise", ())),
            )
            for said in data["subjects"]
        ),
        phrases=tuple(_phrase(said, derived, default, meant) for said in data.get("phrases", ())),
        sections=tuple(
            SectionScope(re.compile(said["match"]), tuple((name, tuple(v)) for name, v in said["scope"].items()))
            for said in data.get("sections", ())
        ),
        dimensions={name: tuple(dims) for name, dims in data.get("dims", {}).items()},
        classified=tuple(
            ClassifiedNames(
                classifications[said["classification"]], tuple(name.strip("《》") for name in said["tables"]),
                meant(said["means"]),
            )
            for said in data.get("classified", ())
        ),
        not_within=re.compile(data["not_within"]) if "not_within" in data else None,
        whole=data.get("whole") in _YES,
    )  # fmt: skip
