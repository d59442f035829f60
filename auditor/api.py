"""The interface for Python, as `auditor` offers it: the same audits as on the command line, as objects and tables."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from auditor.batch import Batch
from auditor.model.document import Document
from auditor.model.report import Report, Reports
from auditor.reading import read as _read

AnyPath = str | os.PathLike[str]


def read(path: AnyPath) -> Document:
    """The document as people see it: paragraphs and tables with their places, nothing understood yet. Raises
    auditor.Unreadable, with one sentence, when it cannot be read."""
    return _read(Path(path))


def audit(
    path: AnyPath, *, packs: Sequence[AnyPath] = (), profile: str | None = None, select: Sequence[str] = (),
    ignore: Sequence[str] = (), lang: str = "zh", config: AnyPath | None = None, partners: Sequence[AnyPath] = (),
    min_checked: int | None = None,
) -> Report:  # fmt: skip
    """The audit of one file, in this process, as `audit PATH` does it: the shipped rules and any further `packs`, the nearest
    audit.yaml and ledger (or `config`). `select` and `ignore` are ids of rules or their beginnings. `partners` are files and
    folders to compare it with: last year's report, the budget, the units' reports.

    A file that cannot be read gives a report whose status is "incomplete", with the reason; one of which less than
    `min_checked` per cent of the printed amounts were compared (by default what the settings say, else 50), "partial".
    `report.facts` is what was understood. Raises auditor.rulebook.RulebookError when packs, configuration or options have
    mistakes."""
    options = _options(packs, profile, select, ignore, lang, config, partners) | {"min_checked": min_checked}
    return next(Batch([str(path)], options).reports())


def audit_many(
    paths: AnyPath | Iterable[AnyPath], *, jobs: int | None = None, packs: Sequence[AnyPath] = (), profile: str | None = None,
    select: Sequence[str] = (), ignore: Sequence[str] = (), lang: str = "zh", config: AnyPath | None = None, cache: bool = True,
    time_limit: int | None = None, memory_limit: int | None = None, engine: str | None = None, scheduler: str | None = None,
    partners: Sequence[AnyPath] = (), min_checked: int | None = None, progress: Callable[[], object] = lambda: None,
) -> Reports:  # fmt: skip
    """The audits of files, folders, patterns and URLs, in the order of the files, by `jobs` worker processes (by default as
    many as are worth while). A file that ends or blocks its worker, or takes more than `time_limit` seconds or `memory_limit`
    MB, gives an incomplete report; all others are complete. What did not change since the last time comes from the cache.

    The reports bear no `facts`. `engine="dask"` and the address of a `scheduler` use a cluster. `progress` is called after
    each file. Raises RulebookError, and auditor.reports.writing.Refused when engine or URLs cannot be used."""
    from auditor.gathering import files

    named = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    options = _options(packs, profile, select, ignore, lang, config, partners)
    options |= {
        "no_cache": not cache, "time_limit": time_limit, "memory_limit": memory_limit, "engine": engine,
        "scheduler": scheduler, "jobs": jobs, "min_checked": min_checked, "paths": tuple(map(str, named)),
    }  # fmt: skip
    found = list(files([str(path) for path in named], None, lang))
    return Reports(Batch(found, options).reports(done=progress))


def read_jsonl(paths: AnyPath | Iterable[AnyPath]) -> Reports:
    """The reports in files, or folders of files, that `--format jsonl` or `-o x.jsonl` wrote, here or elsewhere; a report that
    several of them hold comes once, as the last has it. Their places are words only.
    Raises ValueError with file and line for what is no such report, and OSError."""
    from auditor.session import earlier

    named = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    return Reports(made.report for made in earlier([str(path) for path in named]))


def _options(
    packs: Sequence[AnyPath],
    profile: str | None,
    select: Sequence[str],
    ignore: Sequence[str],
    lang: str,
    config: AnyPath | None,
    partners: Sequence[AnyPath],
) -> dict[str, Any]:
    return {
        "packs": tuple(map(str, packs)), "profile": profile, "select": tuple(select), "ignore": tuple(ignore), "lang": lang,
        "config": None if config is None else str(config), "fail_on": None,
        "partners": tuple(map(str, partners)),
    }  # fmt: skip
