"""The part of the vocabulary that sentences are read with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditor.labels import squeeze
from auditor.model.pack import (
    Classification,
    ClassifiedNames,
    Concepts,
    CountPhrase,
    Prose,
    Quantity,
    SectionScope,
    Subject,
    Template,
)  # fmt: skip

Data = Mapping[str, Any]
Meant = Callable[[str], Template]

_NUMBER = r"(?P<n>\d+)"


def prose(files: Sequence[Data], classifications: Mapping[str, Classification], meant: Meant) -> Prose | None:
    """The words of all `words:` and `concepts:` files; None when the pack reads no sentences."""
    common = next((data for data in files if "words" in data), None)
    if common is None:
        return None
    return Prose(
        words={role: tuple(words) for role, words in common["words"].items()},
        among=tuple(common.get("among", ())),
        joined=tuple(common.get("joined", ())),
        periods=dict(common.get("periods", {})),
        owners=tuple(common.get("owners", ())),
        compared_year=common["compared_year"],
        fillers=frozenset(common.get("fillers", ())),
        ignored=tuple(common.get("ignored", ())),
        classifiers=tuple(common.get("classifiers", ())),
        quantities=tuple(
            Quantity(
                name, tuple(said.get("words", ())), tuple(said.get("dimensions", {}).items()), said.get("completion"),
                said.get("default") in {"true", "是"},
            )
            for name, said in common["quantities"].items()
        ),
        derived=dict(common["derived"]),
        concepts=tuple(_concepts(data, classifications, meant) for data in files if "concepts" in data),
    )  # fmt: skip


def _concepts(data: Data, classifications: Mapping[str, Classification], meant: Meant) -> Concepts:
    return Concepts(
        name=data["concepts"],
        subjects=tuple(
            Subject(
                tuple(squeeze(word) for word in said["words"]), tuple(meant(text) for text in said["means"]),
                said.get("every") in {"true", "是"}, re.compile(said["within"]) if "within" in said else None,
                said.get("alone") in {"true", "是"},
            )
            for said in data["subjects"]
        ),
        counts=tuple(
            CountPhrase(re.compile(said["phrase"].replace("{N}", _NUMBER)), meant(said["means"]), said.get("under"))
            for said in data.get("counts", ())
        ),
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
    )  # fmt: skip
