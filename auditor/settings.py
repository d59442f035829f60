"""audit.yaml: what a folder of reports wants of its audits, found upward from the document."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple, cast

from auditor.model.pack import SEVERITIES, Severity
from auditor.model.report import FailOn
from auditor.model.shape import Keys, Many, Scalar
from auditor.reports.paths import relative
from auditor.rulebook.problems import Problem, RulebookError, nearest

CONFIG: Final = "audit.yaml"
LEDGER: Final = "audit.ledger.yaml"

_TEXTS: Final = Many(Scalar(), single=True)
SHAPE: Final = Keys(
    {
        "select": _TEXTS,
        "ignore": _TEXTS,
        "severity": Keys(others=Scalar(choices=SEVERITIES)),
        "profile": Scalar(),
        "packs": _TEXTS,
        "fail-on": Scalar(choices=(*SEVERITIES, "never")),
        "ledger": Scalar(),
        "with": _TEXTS,
        "time-limit": Scalar(pattern=r"[1-9]\d{0,5}"),
        "memory-limit": Scalar(pattern=r"[1-9]\d{1,6}"),
        "min-checked": Scalar(pattern=r"\d{1,2}|100"),
    }
)


class Settings(NamedTuple):
    """What a configuration says; everything empty without one. Paths are absolute or relative to the current folder. Limits of
    one file's audit are in seconds and megabytes, `min_checked` in per cent of the printed amounts."""

    path: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})
    profile: str | None = None
    packs: tuple[Path, ...] = ()
    fail_on: FailOn | None = None
    ledger: Path | None = None
    source: str = ""
    partners: tuple[Path, ...] = ()
    time_limit: int | None = None
    memory_limit: int | None = None
    min_checked: int | None = None

    def mistakes(self, ids: Iterable[str]) -> list[Problem]:
        """Prefixes that no rule has: a typing error there would silently leave rules out."""
        known = list(ids)
        return [
            Problem.at(prefix.mark, self.source, "no-rule", perhaps=near_rule(prefix, known), name=prefix)  # type: ignore[attr-defined]
            for prefix in (*self.select, *self.ignore, *self.severity)
            if not any(rule.startswith(prefix) for rule in known)
        ]


def near_rule(prefix: str, ids: Iterable[str]) -> str | None:
    """The rule id or family most like that prefix."""
    known = list(ids)
    return nearest(prefix, [*known, *{rule.rstrip("abcdefgh0123456789") for rule in known}])


def of(document: str, config: str | None = None) -> Settings:
    """The settings of a document: those of `config`, else of the nearest audit.yaml in its folder or above.

    Raises RulebookError with file:line:column when the file has mistakes."""
    if config is not None:
        return read(Path(config))
    path = nearest_file(document, CONFIG)
    return read(path) if path else Settings()


def ledger_of(document: str, settings: Settings, ledger: str | None = None) -> Path | None:
    """The ledger of a document: the one asked for, the one its configuration names, the one beside its configuration, else
    the nearest above it. None when there is none."""
    if ledger is not None:
        return Path(ledger)
    if settings.ledger is not None:
        return settings.ledger
    if settings.path is not None:
        beside = settings.path.with_name(LEDGER)
        return beside if beside.is_file() else None
    return nearest_file(document, LEDGER)


def new_ledger(document: str, settings: Settings) -> Path:
    """Where a ledger is begun: beside the configuration, else beside the document."""
    return settings.path.with_name(LEDGER) if settings.path else Path(document).parent / LEDGER


def nearest_file(document: str, name: str) -> Path | None:
    """That file in the folder of the document or the nearest folder above it."""
    folder, above = os.path.abspath(document), os.path.dirname(os.path.abspath(document))
    while folder != above:
        path = os.path.join(above, name)
        if os.path.isfile(path):
            return Path(relative(path))
        folder, above = above, os.path.dirname(above)
    return None


def read(path: Path) -> Settings:
    """The settings of that file. Raises RulebookError when it cannot be read or has mistakes."""
    from auditor.rulebook.checker import Checker
    from auditor.rulebook.yaml_strict import load_file

    try:
        data, source = load_file(path)
    except RulebookError as error:
        if [problem.key for problem in error.problems] == ["yaml-empty"]:
            return Settings(path)
        raise
    checker = Checker(source)
    checker.check(data, SHAPE)
    if checker.problems:
        raise RulebookError(checker.problems)
    return Settings(
        path, _texts(data, "select"), _texts(data, "ignore"), data.get("severity", {}), data.get("profile"),
        tuple(path.parent / name for name in _texts(data, "packs")), cast("FailOn | None", data.get("fail-on")),
        path.parent / data["ledger"] if "ledger" in data else None, source,
        tuple(path.parent / name for name in _texts(data, "with")), _number(data, "time-limit"),
        _number(data, "memory-limit"), _number(data, "min-checked"),
    )  # fmt: skip


def _number(data: Mapping[str, Any], key: str) -> int | None:
    return int(data[key]) if key in data else None


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)
