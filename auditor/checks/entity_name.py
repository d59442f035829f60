"""The name of the body that reports, spelled in more than one way: rules that say `entity_name:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from auditor.alike import slip
from auditor.checks.words import note
from auditor.labels import squeeze
from auditor.model.facts import Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Gap, Outcome
from auditor.model.shape import Keys, Scalar, Shape
from auditor.model.text import Spot

NUMERIC: Final = False
KEY: Final = "entity_name"
SETTINGS: Final[Mapping[str, Shape]] = {
    "entity_name": Keys({"same": Scalar(), "between": Scalar()}, required=("same", "between"))
}
_LEAST = 7
_ANCHOR = 4
_ENDS = 2


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """One note for the entity, with all other spellings: one character more, less or another.

    Another character mostly names another body (第一 for 第二), unless both are of `same` (和 for 与); a character of
    `between` put in is not part of a name."""
    outcome = Outcome(rule, absent=Gap("no-entity"))
    name = squeeze(facts.identity.entity or "")
    if len(name) < _LEAST:
        return outcome
    said = rule.settings["entity_name"]
    outcome.looked = facts.script.text.count(name)
    spots: dict[str, list[Spot]] = {}
    for start, end in _near(facts.script.text, name):
        variant = facts.script.text[start:end]
        difference = slip(name, variant)
        replaced = difference.left and difference.right
        if replaced and not set(difference.left + difference.right) <= set(said["same"]):
            continue
        if not difference.left and (set(difference.right) & set(said["between"]) or not difference.right.isalpha()):
            continue
        spots.setdefault(variant, []).append(facts.script.spot(start, end))
    if spots:
        ordered = sorted((spot for group in spots.values() for spot in group), key=lambda spot: spot.at)
        counts = "、".join(f"“{variant}”{len(group)} 处" for variant, group in spots.items())
        made = note(ordered, 名称=name, 写法=counts)
        outcome.notes.append(made._replace(expected=name))
    return outcome


def _near(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where words stand that differ from the name in one character and share its ends."""
    seen: set[tuple[int, int]] = set()
    head, tail = name[:_ANCHOR], name[-_ANCHOR:]
    for anchor, forward in ((head, True), (tail, False)):
        at = text.find(anchor)
        while at >= 0:
            fixed = at if forward else at + len(anchor)
            span = _aligned(text, fixed, name, forward=forward)
            if span and span not in seen:
                seen.add(span)
                yield span
            at = text.find(anchor, at + 1)


def _aligned(text: str, fixed: int, name: str, *, forward: bool) -> tuple[int, int] | None:
    """The stretch from (or up to) a place that is the name but for one character; None when it is the name itself."""
    size = len(name)
    spans = [(fixed, fixed + size + more) if forward else (fixed - size - more, fixed) for more in (0, -1, 1)]
    if any(text[max(0, start) : end] == name for start, end in spans[:1]):
        return None
    for start, end in spans:
        words = text[start:end] if start >= 0 else ""
        if "\n" in words or len(words) != end - start:
            continue
        if words[:_ENDS] != name[:_ENDS] or words[-_ENDS:] != name[-_ENDS:]:
            continue
        if slip(name, words).size == 1:
            return start, end
    return None
