"""Writing outputs to files: what can be refused is refused before the audit, and files appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, Protocol

from auditor.model.report import Run
from auditor.reports import by_suffix, suffixes
from auditor.wording import say


class Refused(Exception):
    """Outputs that cannot be written, one sentence each."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))


class Rendering(Protocol):
    """What makes the content of a file."""

    def render(self, run: Run) -> str | bytes: ...


class Target(NamedTuple):
    """A file to write and what writes it."""

    path: Path
    output: Rendering


def plan(names: Sequence[str], inputs: Iterable[str], lang: str = "zh") -> tuple[Target, ...]:
    """The targets of those file names. Raises Refused for an unknown suffix, a folder that is not there or not writable, two
    outputs in one file, and an output that would overwrite one of the input documents."""
    if not names:
        return ()
    documents = {os.path.realpath(name) for name in inputs}
    taken: set[str] = set()
    faults: list[str] = []
    targets: list[Target] = []
    for name in names:
        real = os.path.realpath(name)
        output = by_suffix(name)
        key = _fault(real, documents, taken) if output else "unknown"
        if key:
            faults.append(say(f"output.{key}", lang, path=name, folder=os.path.dirname(real), known=" ".join(suffixes())))
        elif output and (missing := _missing(output)):
            faults.append(say("output.needs", lang, path=name, package=missing[0], extra=missing[1]))
        elif output:
            targets.append(Target(Path(real), output))
        taken.add(real)
    if faults:
        raise Refused(faults)
    return tuple(targets)


def _missing(output: Rendering) -> tuple[str, str] | None:
    """The package that an output needs and the extra that installs it, when it is not there."""
    needs: tuple[str, str] | None = getattr(output, "NEEDS", None)
    return needs if needs and find_spec(needs[0]) is None else None


def _fault(real: str, documents: set[str], taken: set[str]) -> str | None:
    folder = os.path.dirname(real)
    if real in taken:
        return "twice"
    if real in documents:
        return "is-input"
    if os.path.isdir(real):
        return "is-folder"
    if not os.path.isdir(folder):
        return "no-folder"
    return None if os.access(folder, os.W_OK) else "read-only"


def write(run: Run, targets: Sequence[Target]) -> Iterator[str]:
    """Write every target; yields a sentence when that fails, and then none of them is changed."""
    made: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, output in targets:
            data = output.render(run)
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            made.append((beside, path))
            beside.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
        for beside, path in made:
            beside.replace(path)
    except OSError as problem:
        yield say("output.failed", run.lang, path=str(path), why=problem.strerror or str(problem))
    finally:
        for beside, _ in made:
            beside.unlink(missing_ok=True)
