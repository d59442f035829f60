"""Read packs of YAML: strictly when a file is new or changed, from a cache of plain data otherwise."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditor import checks
from auditor.model.kinds import RuleGroup
from auditor.model.pack import Rule, Severity, Vocabulary
from auditor.rulebook import build
from auditor.rulebook.problems import Problem, RulebookError

_CACHE_VERSION = "2"


@dataclass(frozen=True, eq=False)
class Rulebook:
    """A pack ready for use. `digest` is the hash of its files' contents, `groups` how a checklist goes through the rules."""

    vocabulary: Vocabulary
    rules: Mapping[str, Rule]
    digest: str
    basis: Mapping[str, str]
    groups: tuple[RuleGroup, ...] = ()

    def only(self, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Rulebook:
        """The same pack with the rules whose id starts with one of `select` and with none of `ignore`."""
        kept = {
            name: rule for name, rule in self.rules.items()
            if (not select or name.startswith(tuple(select))) and not (ignore and name.startswith(tuple(ignore)))
        }  # fmt: skip
        return replace(self, rules=kept)

    def with_severities(self, severities: Mapping[str, Severity]) -> Rulebook:
        """The same pack with the severity that the user wants for ids of that prefix; the longest prefix wins."""
        kept = dict(self.rules)
        for prefix in sorted(severities, key=len):
            for name, rule in self.rules.items():
                if name.startswith(prefix):
                    kept[name] = replace(rule, severity=severities[prefix], settled=True)
        return replace(self, rules=kept)


def shipped() -> Path:
    """The folder of the pack that comes with the program."""
    here = Path(__file__).resolve().parent.parent
    installed = here / "rules"
    return installed if installed.is_dir() else here.parent / "rules"


def load(packs: Sequence[Path] = (), *, cache: bool = True, with_shipped: bool = True) -> Rulebook:
    """The shipped pack, and any others added to it. Raises RulebookError with every mistake found."""
    roots = ([shipped()] if with_shipped else []) + [Path(pack) for pack in packs]
    paths = [path for root in roots for path in _files(root)]
    signature = _signature(paths)
    stored = _from_cache(signature) if cache else None
    if stored is None:
        from auditor.rulebook.strict import read_strictly

        files, needles = read_strictly(paths)
        stored = {"digest": _digest(paths), "files": files, "needles": needles}
        if cache:
            _to_cache(signature, stored)
    return _assemble(stored)


def _assemble(stored: Mapping[str, Any]) -> Rulebook:
    entries: list[tuple[str, str, dict[str, Any]]] = stored["files"]
    words = [data for kind, _, data in entries if not kind]
    basis = build.basis(words)
    rules = {data["id"]: build.rule(data, kind, source, basis) for kind, source, data in entries if kind}
    return Rulebook(
        build.vocabulary(words, stored["needles"]), dict(sorted(rules.items())), stored["digest"], basis, build.groups(words)
    )


def _files(root: Path) -> list[Path]:
    """The YAML files of a pack, in a fixed order."""
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise RulebookError([Problem(str(root), 0, 0, "", "no-pack", (("path", root),))])
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        folders.sort()
        found.extend(Path(folder, name) for name in sorted(names) if name.endswith((".yaml", ".yml")))
    if not found:
        raise RulebookError([Problem(str(root), 0, 0, "", "pack-empty", (("path", root),))])
    return found


def _signature(paths: Sequence[Path]) -> str:
    """Changes whenever a file is added, removed, renamed or written, without reading any of them."""
    said = [_CACHE_VERSION, str(_code_stamp())]
    for path in paths:
        stat = path.stat()
        said.append(f"{path}|{stat.st_size}|{stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _code_stamp() -> int:
    """When the checks were last changed: they decide what a rule file may say."""
    folder = Path(checks.__file__).parent
    return max(entry.stat().st_mtime_ns for entry in os.scandir(folder) if entry.name.endswith(".py"))


def _digest(paths: Sequence[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(os.fsencode(path.name) + b"\0" + path.read_bytes())
    return "sha256:" + total.hexdigest()[:32]


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base, "fiscal-auditor")


def _from_cache(signature: str) -> dict[str, Any] | None:
    try:
        text = (_cache_folder() / f"pack-{signature[:24]}.json").read_text(encoding="utf-8")
        stored: dict[str, Any] = json.loads(text)
    except (OSError, ValueError):
        return None
    return stored if stored.get("signature") == signature else None


def _to_cache(signature: str, stored: Mapping[str, Any]) -> None:
    """Written beside and renamed, so that another process never sees half a file. No cache is no error."""
    folder = _cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix="pack-", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({**stored, "signature": signature}, file, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(folder / f"pack-{signature[:24]}.json")
    except OSError:
        return
    for old in folder.glob("pack-*.json"):
        if signature[:24] not in old.name:
            old.unlink(missing_ok=True)


__all__ = ["Rulebook", "load", "shipped"]
