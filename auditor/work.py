"""One file's audit as work that may be done anywhere: in this process, in a child, on another machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from auditor import __version__
from auditor.children import Limits
from auditor.engine import audit_file
from auditor.model.pack import Severity
from auditor.model.report import Report
from auditor.rulebook import Rulebook, load
from auditor.wording import say


class Recipe(NamedTuple):
    """What rules are made of: the packs added to the shipped one, and what of them is chosen."""

    packs: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    cache: bool = True


class Job(NamedTuple):
    """A file to audit (a path or an URL) and all that is needed for it. It travels to where the work is done: only plain
    values. `pack` is the digest of the rules that the recipe gave where the job comes from."""

    path: str
    recipe: Recipe
    pack: str
    profile: str | None = None
    lang: str = "zh"
    limits: Limits = Limits()
    version: str = __version__


_BOOKS: Final[dict[Recipe, Rulebook]] = {}


def prepared(recipe: Recipe, packs: Rulebook) -> Rulebook:
    """The rules of a recipe from its packs as loaded; kept for the jobs of this process."""
    book = packs.with_severities(dict(recipe.severity)).only(recipe.select, recipe.ignore)
    _BOOKS[recipe] = book
    return book


def _book(recipe: Recipe) -> Rulebook:
    return _BOOKS.get(recipe) or prepared(recipe, load([Path(pack) for pack in recipe.packs], cache=recipe.cache))


def audited(job: Job) -> Report:
    """The report on that file, never an exception for what is wrong with the file. Raises RulebookError."""
    book = _book(job.recipe)
    if (job.version, job.pack) != (__version__, book.digest):
        return Report(job.path, "incomplete", say("many.other-rules", job.lang, version=__version__, pack=book.digest))
    if "://" not in job.path:
        return audit_file(job.path, book, profile=job.profile, lang=job.lang)
    from auditor import fetching

    try:
        with fetching.fetched(job.path) as path:
            report = audit_file(path, book, profile=job.profile, lang=job.lang)
            report.details()  # while the file is there
    except fetching.Unfetched as problem:
        return Report(job.path, "incomplete", problem.told(job.lang))
    return replace(report, path=job.path)


def ready(job: Job, details: bool) -> None:
    """Load what the audit of any file needs. Raises RulebookError."""
    from auditor import reading

    _book(job.recipe)
    reading.suffixes()


def recorded(job: Job, details: bool) -> bytes:
    """The report on that file as `records` keeps it."""
    from auditor import records

    return records.encode(audited(job), details=details)
