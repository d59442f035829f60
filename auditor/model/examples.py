"""The examples inside rules: drawn reports that must pass, fail or be left unchecked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from auditor.model.pack import Rule

KINDS: Final = ("pass", "fail", "skip")


class Example(NamedTuple):
    """One drawn report, what the rule must say of it, and for failures what the finding must show; `beside` are the documents
    drawn to compare it with."""

    name: str
    kind: Literal["pass", "fail", "skip"]
    text: str
    finds: tuple[Mapping[str, str], ...] = ()
    profile: str | None = None
    beside: tuple[str, ...] = ()


def examples(rule: Rule) -> Iterator[Example]:
    """The examples of a rule, those written as a change of another spelled out."""
    by_name = {said["name"]: said for said in rule.examples}
    for said in rule.examples:
        yield _example(said, by_name)


def _example(said: Mapping[str, Any], by_name: Mapping[str, Mapping[str, Any]]) -> Example:
    finds = tuple(said.get("finds", ()))
    profile = said.get("profile")
    for own in KINDS:
        if own in said:
            return Example(said["name"], own, said[own], finds, profile, tuple(said.get("with", ())))
    base = _example(by_name[said["like"]], by_name)
    text, *beside = (base.text, *base.beside)
    for old, new in said.get("change", {}).items():
        text, *beside = (drawn.replace(old, new) for drawn in (text, *beside))
    kind: Literal["pass", "fail", "skip"] = "skip" if said.get("skips") else "fail" if finds else "pass"
    kept = tuple(drawn for index, drawn in enumerate(beside, start=1) if str(index) not in said.get("without", ()))
    return Example(said["name"], kind, text, finds, profile or base.profile, kept)
