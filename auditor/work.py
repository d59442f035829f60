"""One file's audit as work that may be done anywhere: in this process, in a child, on another machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from auditor import __version__
from auditor.children import Limits
from auditor.engine import audit_file
from auditor.meaning import survey
from auditor.model.pack import Severity
from auditor.model.partners import Partner
from auditor.model.report import Report
from auditor.pairing import card
from auditor.partners import Partners, opened, unreadable
from auditor.reading import read
from auditor.rulebook import Rulebook, load
from auditor.urls import is_url
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
    values. `pack` is the digest of the rules that the recipe gave where the job comes from, `beside` are the files to compare
    it with."""

    path: str
    recipe: Recipe
    pack: str
    profile: str | None = None
    lang: str = "zh"
    limits: Limits = Limits()
    version: str = __version__
    beside: tuple[str, ...] = ()


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
    partners = _beside(job) if job.beside else None
    if not is_url(job.path):
        return audit_file(job.path, book, profile=job.profile, lang=job.lang, partners=partners)
    from auditor import fetching

    try:
        with fetching.fetched(job.path) as path:
            report = audit_file(path, book, profile=job.profile, lang=job.lang, partners=partners)
            report.details()  # while the file is there
    except fetching.Unfetched as problem:
        return Report(job.path, "incomplete", problem.told(job.lang))
    return replace(report, path=job.path)


def _beside(job: Job) -> Partners:
    found = [_partner(path, _stamp(path), job.recipe, job.profile, job.lang) for path in job.beside]
    return Partners(tuple(p for p in found if isinstance(p, Partner)), tuple(p for p in found if isinstance(p, str)))


def _stamp(path: str) -> tuple[int, int]:
    try:
        stat = os.stat(path)
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=16)
def _partner(path: str, stamp: tuple[int, int], recipe: Recipe, profile: str | None, lang: str) -> Partner | str:
    """A document to compare with; when it cannot be read, a sentence that says so. The last ones are kept: a department's
    report stands beside that of each of its units."""
    with _had(path, lang) as at:
        return at if isinstance(at, str) else opened(at, path, _book(recipe), profile, lang)


@contextmanager
def _had(path: str, lang: str) -> Iterator[Path | str]:
    """The file of a path or URL, or a sentence when it cannot be had."""
    if not is_url(path):
        yield Path(path)
        return
    from auditor import fetching

    try:
        with fetching.fetched(path) as copy:
            yield copy
    except fetching.Unfetched as problem:
        yield unreadable(path, problem.told(lang), lang)


def ready(job: Job, details: bool) -> None:
    """Load what the audit of any file needs. Raises RulebookError."""
    from auditor import reading

    _book(job.recipe)
    reading.suffixes()


def carded(job: Job, details: bool) -> bytes:
    """What tells where that file belongs, as `records` keeps it; nothing when it cannot be read."""
    from auditor import records

    book = _book(job.recipe)
    with _had(job.path, job.lang) as at:
        if isinstance(at, str):
            return b""
        try:
            facts = survey(read(at), book.vocabulary, job.profile)
        except MemoryError:
            raise
        except Exception:
            return b""  # its own audit tells why
    return records.encode_card(card(facts, book.vocabulary.pairing))


def recorded(job: Job, details: bool) -> bytes:
    """The report on that file as `records` keeps it."""
    from auditor import records

    return records.encode(audited(job), details=details)
