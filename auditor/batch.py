"""Audit many files, each with the configuration and the ledger that lie nearest to it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from auditor import __version__, partners, settings
from auditor.children import Limits
from auditor.gathering import files, named
from auditor.model.partners import Card
from auditor.model.report import FailOn, Report, Run
from auditor.neighbours import neighbours
from auditor.pairing import related
from auditor.rulebook import Rulebook, RulebookError, load
from auditor.rulebook.problems import Problem, nearest
from auditor.settings import Settings
from auditor.sufficiency import LEAST, judged
from auditor.wording import say
from auditor.work import Job, Recipe, audited, prepared

if TYPE_CHECKING:
    from auditor.ledger import Ledger

LIMITS: Final = Limits(300, 2048)
"""What one of many files may take: seconds, megabytes. LibreOffice is given two minutes of it."""


class Own(NamedTuple):
    """What comes into a report after its audit."""

    settings: Settings
    ledger: Ledger | None


class Batch:
    """The files of one call. Everything about options, configurations, packs and ledgers is read and judged before the first
    file is audited: raises RulebookError with every mistake. `done` counts the audits that are finished. `mixed`: what is no
    report fails nothing, even when it was named."""

    def __init__(self, paths: Sequence[str], options: Mapping[str, Any]) -> None:
        self.options = options
        self.lang: str = options["lang"]
        self._settings: dict[Path | None, Settings] = {}
        self._recipes: dict[Path | None, tuple[Recipe, Rulebook]] = {}
        self._ledgers: dict[Path, Ledger] = {}
        self._own: dict[str, Own] = {}
        self.done = 0
        self._singled = frozenset[str]() if options.get("mixed") else named(options.get("paths", paths))
        self.jobs = [self._job(path) for path in paths]

    def _job(self, path: str) -> Job:
        found = settings.of(path, self.options.get("config"))
        chosen = self._settings.setdefault(found.path, found)
        if chosen.path not in self._recipes:
            self._recipes[chosen.path] = book_of(chosen, self.options)
        where = settings.ledger_of(path, chosen, self.options.get("ledger"))
        if where is not None and where == chosen.ledger and not where.exists():
            where = None  # named, and nothing accepted yet
        if where is not None and where not in self._ledgers:
            from auditor.ledger import read

            self._ledgers[where] = read(where)
        self._own[path] = Own(chosen, self._ledgers[where] if where else None)
        recipe, book = self._recipes[chosen.path]
        profile = self.options["profile"] or chosen.profile
        return Job(path, recipe, book.digest, profile, self.lang, self._limits(chosen))

    def _limits(self, chosen: Settings) -> Limits:
        seconds = self.options.get("time_limit") or chosen.time_limit or LIMITS.seconds
        megabytes = self.options.get("memory_limit") or chosen.memory_limit or LIMITS.megabytes
        return Limits(seconds, megabytes)

    def settings_of(self, job: Job) -> Settings:
        """The configuration that applies to a file."""
        return self._own[job.path].settings

    @property
    def alone(self) -> bool:
        """Whether the audit is made in this process: a single file for which nothing else was asked."""
        asked = ("jobs", "engine", "time_limit", "memory_limit", "shard")
        return len(self.jobs) < 2 and not any(self.options.get(name) for name in asked)

    def reports(self, *, details: bool = False, done: Callable[[], object] = lambda: None) -> Iterator[Report]:
        """The audits, in the order of the files. `details`: with what outputs need that show the document. `done` is called
        whenever an audit is finished, in whatever order."""
        today = date.today()
        all_rules = not prefixes(self.options.get("select", ())) and not prefixes(self.options.get("ignore", ()))
        for job, report in zip(self.jobs, self._made(details, done), strict=True):
            yield self._settled(self._own[job.path], report, today, all_rules=all_rules)

    def _made(self, details: bool, done: Callable[[], object]) -> Iterator[Report]:
        if self.alone:
            yield from map(_here, self._beside(lambda _: ()))
            return
        from auditor import pool

        def finished() -> None:
            self.done += 1
            done()

        with pool.Workers(len(self.jobs), self.options) as workers:
            jobs = self._beside(lambda asked: pool.cards(asked, workers))
            yield from pool.reports(jobs, workers, details=details, done=finished)

    def _beside(self, cards: Callable[[Sequence[Job]], Iterable[Card | None]]) -> list[Job]:
        """The jobs with the files to compare each with: those of the other jobs, and those that settings and options name, as
        far as they belong together. What other files a shard has must make no difference: there only those named count."""
        named = {job.path: self._named(job) for job in self.jobs}
        books = {id(book): book for _, book in self._recipes.values()}
        wanting = {key for key, book in books.items() if partners.wanted(book)}
        asking = {job.path for job in self.jobs if id(self._book(job)) in wanting}
        if self.alone:
            return [job._replace(beside=named[job.path]) if job.path in asking else job for job in self.jobs]
        shard = bool(self.options.get("shard"))
        if not asking or (shard and not any(named.values())):
            return self.jobs
        first = next(job for job in self.jobs if job.path in asking)
        others = [path for path in dict.fromkeys(path for paths in named.values() for path in paths) if path not in named]
        surveyed = [*self.jobs, *(first._replace(path=path) for path in others)]
        known = list(cards(surveyed))
        unread = {job.path for job, one in zip(surveyed, known, strict=True) if one is None} & {*others}
        if unread:
            unread -= {*files(self.options.get("paths", ()), None, self.lang)}  # another shard tells of it
        read = [one for one in known if one is not None]
        pairing = self._book(first).vocabulary.pairing
        found: dict[str, tuple[str, ...]] = {}
        for one, near in zip(read, neighbours(read, pairing), strict=True):
            allowed = {*named.get(one.path, ()), *(() if shard else named)}
            there = related(one, [other for other in near if other.path in allowed], pairing)
            found[one.path] = (*there, *(path for path in named.get(one.path, ()) if path in unread))
        return [job._replace(beside=found.get(job.path, ())) if job.path in asking else job for job in self.jobs]

    def _book(self, job: Job) -> Rulebook:
        return self._recipes[self.settings_of(job).path][1]

    def _named(self, job: Job) -> tuple[str, ...]:
        """The files that the settings and the options name to compare a report with."""
        named = [*(str(path) for path in self.settings_of(job).partners), *self.options.get("partners", ())]
        return tuple(path for path in files(named, None, self.lang) if path != job.path) if named else ()

    def _settled(self, own: Own, report: Report, today: date, *, all_rules: bool) -> Report:
        """The report under the configuration and the ledger of its file."""
        chosen, ledger = own
        if self.options["fail_on"] is None and chosen.fail_on:
            report = replace(report, fail_on=chosen.fail_on)
        if ledger is not None:
            from auditor.ledger import apply

            report = apply(ledger, report, today, self.lang, all_rules=all_rules)
        if report.path not in self._singled:
            report = replace(report, named=False)
        return judged(report, self._least(chosen), self.lang)

    def _least(self, chosen: Settings) -> int:
        """The per cent of the printed amounts to be compared. Who selects a few rules asks for no more, unless he says so."""
        asked = self.options.get("min_checked")
        if asked is not None:
            return int(asked)
        if chosen.min_checked is not None:
            return chosen.min_checked
        return 0 if prefixes(self.options.get("select", ())) or chosen.select else LEAST

    def run(self, reports: Sequence[Report]) -> Run:
        """Those reports as one run."""
        books = [book for _, book in self._recipes.values()] or [book_of(Settings(), self.options)[1]]
        digests = sorted({book.digest for book in books})
        digest = digests[0] if len(digests) == 1 else "sha256:" + hashlib.sha256("".join(digests).encode()).hexdigest()[:32]
        rules = {name: rule for book in books for name, rule in book.rules.items()}
        fail_on: FailOn = self.options["fail_on"] or "error"
        groups = tuple(dict.fromkeys(group for book in books for group in book.groups))
        return Run(tuple(reports), __version__, digest, dict(sorted(rules.items())), fail_on, self.lang, groups)

    @property
    def configurations(self) -> list[Path]:
        """The files of settings and ledgers that are in use."""
        return [path for path in self._settings if path] + list(self._ledgers)


def _here(job: Job) -> Report:
    """The report of a file that is audited in this process."""
    try:
        return audited(job)
    except MemoryError:
        return Report(job.path, "incomplete", say("many.no-room", job.lang))


def book_of(chosen: Settings, options: Mapping[str, Any]) -> tuple[Recipe, Rulebook]:
    """The rules that the settings and the options ask for; an option stands above the settings. Packs add up."""
    packs = [*chosen.packs, *(Path(pack) for pack in options["packs"])]
    book = load(packs, cache=not options.get("no_cache"))
    mistakes = chosen.mistakes(book.rules)
    select, ignore = prefixes(options.get("select", ())), prefixes(options.get("ignore", ()))
    for prefix in (*select, *ignore):
        if not any(rule.startswith(prefix) for rule in book.rules):
            near = settings.near_rule(prefix, book.rules)
            mistakes.append(Problem("--select/--ignore", -1, 0, "", "no-rule", (("name", prefix),), near))
    named = [("--profile", options.get("profile")), (str(chosen.path), chosen.profile)]
    profiles = [profile.name for profile in book.vocabulary.profiles]
    for source, name in named:
        if name and name not in profiles:
            slots = (("name", name), ("names", " ".join(profiles)))
            mistakes.append(Problem(source, -1, 0, "", "no-profile", slots, nearest(name, profiles)))
    if mistakes:
        raise RulebookError(mistakes)
    recipe = Recipe(
        tuple(map(str, packs)), tuple(chosen.severity.items()), tuple(map(str, select or chosen.select)),
        tuple(map(str, ignore or chosen.ignore)), not options.get("no_cache"),
    )  # fmt: skip
    return recipe, prepared(recipe, book)


def prefixes(values: Sequence[str]) -> tuple[str, ...]:
    """Ids and prefixes, also several in one value: BAL,SUM0."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
