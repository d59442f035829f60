"""Where the marked copies of a run go, and the copies themselves."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.annotation import CannotAnnotate, Signature, annotated
from auditor.model.report import Run
from auditor.reports.writing import Refused, Target
from auditor.wording import say


class Plan(NamedTuple):
    """The file that each document's copy goes to, by the document's path, and who signs."""

    files: dict[str, Path]
    signature: Signature


def plan(folder: str, inputs: Sequence[str], outputs: Iterable[Target], signature: Signature, lang: str = "zh") -> Plan:
    """The copies in that folder, named and nested as the documents are. Raises Refused when the folder cannot be written, or a
    copy would stand in the place of a document or of another output."""
    root = Path(os.path.realpath(folder))
    above = next(parent for parent in (root, *root.parents) if parent.exists())
    if not above.is_dir():
        raise Refused([say("annotate.no-folder", lang, path=folder)])
    if not os.access(above, os.W_OK | os.X_OK):
        raise Refused([say("output.read-only", lang, path=folder, folder=above)])
    real = {name: os.path.realpath(name) for name in inputs}
    common = _common([os.path.dirname(path) for path in real.values()])
    files = {name: root / os.path.relpath(path, common) for name, path in real.items()}
    documents, taken = set(real.values()), {str(target.path) for target in outputs}
    faults = []
    for copy in files.values():
        if str(copy) in documents or str(copy) in taken:
            faults.append(say("output.is-input" if str(copy) in documents else "output.twice", lang, path=copy))
        elif copy.is_dir():
            faults.append(say("output.is-folder", lang, path=copy))
    if faults:
        raise Refused(faults)
    return Plan(files, signature)


def _common(folders: Sequence[str]) -> str:
    return os.path.commonpath(folders) if folders else ""


class _Copy(NamedTuple):
    """An output that is finished already."""

    data: bytes

    def render(self, _: Run) -> bytes:
        return self.data


def copies(run: Run, planned: Plan) -> tuple[list[Target], list[str]]:
    """The copies ready to be written, and a sentence for each document that none could be made of."""
    made: list[Target] = []
    faults: list[str] = []
    for report in run.reports:
        if report.path not in planned.files:
            continue
        try:
            data = annotated(report, planned.signature, run.lang)
        except CannotAnnotate as problem:
            faults.append(say(f"annotate.{problem.key}", run.lang, path=report.path))
        except OSError as problem:
            faults.append(say("output.failed", run.lang, path=report.path, why=problem.strerror or str(problem)))
        else:
            made.append(Target(planned.files[report.path], _Copy(data)))
    return made, faults
