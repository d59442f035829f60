"""Checked YAML data → the pack's vocabulary and rules. Data may come from the cache, so nothing is checked here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from auditor.labels import bare, squeeze
from auditor.model.classification import Classification, Level, Renaming
from auditor.model.kinds import Profile, ReportKind, RuleGroup, Sign
from auditor.model.pack import (
    Axis,
    Member,
    Rule,
    TableKind,
    Vocabulary,
)  # fmt: skip
from auditor.model.partners import Pairing, PartnerKind
from auditor.model.template import Template
from auditor.needles import Needles
from auditor.rulebook.forms import block, form, grammar, mentions
from auditor.rulebook.prose import prose

Data = Mapping[str, Any]


def yes(value: object) -> bool:
    return value in {"true", "是"}


def vocabulary(files: Sequence[Data], needles: Mapping[str, Needles] = MappingProxyType({})) -> Vocabulary:
    """The vocabulary of all files that are no rules; `needles` of the rules' patterns."""
    classifications = {data["classification"]: _classification(data) for data in files if "classification" in data}
    captions = next((data for data in files if "captions" in data), {})
    defaults: dict[str, str] = {}
    for data in files:
        for name, said in data.get("dimensions", {}).items():
            if "default" in said:
                defaults[name] = said["default"]
    told = prose(files, classifications, lambda text: Template.parse(text) or Template(text, ()))
    kinds = [_table(data, classifications) for data in files if "table" in data]
    kinds += [form(data) for data in files if "form" in data]
    phrases = [mentions(data) for data in files if "mentions" in data]
    kinds += [kind for kind, _ in phrases]
    if told is not None:
        kinds.append(told.table)
    reports = sorted((data for data in files if "report" in data), key=lambda data: int(data.get("order", "50")))
    return Vocabulary(
        tables={kind.name: kind for kind in kinds},
        captions={name: re.compile(pattern) for name, pattern in captions.get("captions", {}).items()},
        ordinals=frozenset(captions.get("ordinals", ())),
        totals=frozenset(captions.get("totals", ())),
        code_heads=frozenset(captions.get("code_heads", ())),
        name_heads=frozenset(captions.get("name_heads", ())),
        reports=tuple(
            ReportKind(
                data["report"], _signs(data), tuple(name.strip("《》") for name in data.get("tables", ())),
                yes(data.get("own_tables")), int(data["min-checked"]) if "min-checked" in data else None,
            )
            for data in reports
        ),
        profiles=tuple(
            Profile(
                data["profile"], (*_detected(data), *_signs(data)),
                {key: value for key, value in data.items() if key not in _OF_PROFILE}, yes(data.get("default")),
            )
            for data in files if "profile" in data
        ),
        default_dimensions=defaults,
        prose=told,
        grammar=grammar(files),
        mentions=tuple((kind.name, patterns) for kind, patterns in phrases),
        needles=needles,
        pairing=_pairing(next((data for data in files if "partners" in data), {})),
    )  # fmt: skip


def _pairing(data: Data) -> Pairing:
    return Pairing(
        {
            name: PartnerKind(
                name, tuple(said.get("reports", ())), tuple(table.strip("《》") for table in said.get("holds", ())),
                int(said.get("year", "0")), yes(said.get("many")), said.get("own_level", ""), tuple(said.get("levels", ())),
                _pattern(said, "listed"), _pattern(said, "titled"), yes(said.get("about")),
            )
            for name, said in data.get("partners", {}).items()
        },
        {name: re.compile(pattern) for name, pattern in data.get("levels", {}).items()},
        _pattern(data, "affixes"), _pattern(data, "suffixes"), _pattern(data, "head"), frozenset(data.get("marked", ())),
        tuple(data.get("owners", ())), tuple(data.get("subjects", ())),
    )  # fmt: skip


_OF_PROFILE = frozenset({"profile", "detect", "signs", "default"})


def _signs(data: Data) -> tuple[Sign, ...]:
    return tuple(Sign(said["in"], re.compile(said["says"]), float(said["weight"])) for said in data.get("signs", ()))


_DETECTED: Final = (("entity", 5.0), ("title", 4.0), ("text", 3.5))
"""What the name of a province weighs: in the office's name or the title it decides; in sentences it takes six, since any
report may name a town in passing."""


def _detected(data: Data) -> list[Sign]:
    """`detect:` names a province or its towns."""
    return [Sign(place, re.compile(says), weight) for says in data.get("detect", ()) for place, weight in _DETECTED]


def groups(files: Sequence[Data]) -> tuple[RuleGroup, ...]:
    """The groups of the checklist; a later file adds to a group of the same name."""
    found: dict[str, RuleGroup] = {}
    for data in files:
        for name, said in data.get("checklist", {}).items():
            before = found[name].prefixes if name in found else ()
            found[name] = RuleGroup(name, said["en"], (*before, *said["rules"]))
    return tuple(found.values())


def _classification(data: Data) -> Classification:
    return Classification(
        data["classification"],
        tuple(Level(level["name"], int(level["digits"])) for level in data["levels"]),
        {code: tuple(bare(name) for name in names) for code, names in data["names"].items()},
        {code: tuple(bare(name) for name in names) for code, names in data.get("details", {}).items()},
        tuple(
            Renaming(bare(said["old"]), said["new"], int(said["since"]), yes(said.get("marked")))
            for said in data.get("renamed", ())
        ),
        int(data.get("details_since", "0")),
    )


def _pattern(data: Data, key: str) -> re.Pattern[str] | None:
    return re.compile(data[key]) if key in data else None


def _table(data: Data, classifications: Mapping[str, Classification]) -> TableKind:
    return TableKind(
        name=data["table"],
        code=data["code"],
        titles=tuple(squeeze(title) for title in data.get("titles", ())),
        axes=tuple(_axis(axis, classifications) for axis in data["axes"]),
        requires=tuple(tuple(bare(label) for label in group) for group in data.get("requires", ())),
        excludes=tuple(bare(label) for label in data.get("excludes", ())),
        by_title_only=yes(data.get("by_title_only")),
        measure=data.get("measure", "money"),
        means=Template.parse(data["means"]) if "means" in data else None,
        title_like=_pattern(data, "title_like"),
        complete=tuple(data.get("complete", ())),
        block=block(data),
        reports=tuple(data.get("reports", ())),
    )


def _axis(data: Data, classifications: Mapping[str, Classification]) -> Axis:
    return Axis(
        name=data["name"],
        on=data["on"],
        members={name: _member(name, said) for name, said in data.get("members", {}).items()},
        default=data.get("default"),
        classification=classifications.get(data.get("classification", "")),
        side=data.get("side"),
        within=tuple(data.get("within", {}).items()),
        by_name=yes(data.get("by_name")),
        means=Template.parse(data["means"]) if "means" in data else None,
    )


def _member(name: str, data: Data) -> Member:
    labels = dict.fromkeys([bare(name), *(bare(label) for label in data.get("labels", ()))])
    return Member(
        name=name,
        labels=tuple(labels),
        side=data.get("side"),
        after=data.get("after"),
        measure=data.get("measure"),
        parent=data.get("of"),
        partial=yes(data.get("partial")),
        value=data.get("value", ""),
        means=Template.parse(data["means"]) if "means" in data else None,
        optional=yes(data.get("optional")),
        below=yes(data.get("below")),
        quotient=tuple(data.get("quotient", ())),
        before=tuple(data.get("before", ())),
        behind=tuple(data.get("behind", ())),
    )


_OF_RULE = frozenset({
    "id", "title", "severity", "tier", "basis", "why", "message", "fix", "en", "examples", "status", "since",
})  # fmt: skip


def rule(data: Data, check: str, source: str, basis: Mapping[str, str]) -> Rule:
    """One rule. Its basis is spelled out; everything that is not common to all rules is its check's own."""
    return Rule(
        id=data["id"],
        title=data["title"],
        severity=data["severity"],
        check=check,
        settings={key: value for key, value in data.items() if key not in _OF_RULE},
        tier=data.get("tier", ""),
        why=data.get("why", ""),
        basis="；".join(basis.get(name, name) for name in data.get("basis", ())),
        message=data.get("message", ""),
        fix=data.get("fix", ""),
        english=data.get("en", {}),
        examples=tuple(data.get("examples", ())),
        source=source,
        status=data.get("status", "stable"),
    )


def basis(files: Sequence[Data]) -> dict[str, str]:
    """The title of each regulation by the short name that rules use; unsure ones say so."""
    found: dict[str, str] = {}
    for data in files:
        for name, said in data.get("basis", {}).items():
            found[name] = said["title"] + ("（文号待核）" if said.get("sure") == "否" else "")
    return found
