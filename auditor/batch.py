"""Audit many files, each with the configuration and the ledger that lie nearest to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor import __version__, settings
from auditor.engine import audit_file
from auditor.gathering import files
from auditor.model.report import FailOn, Report, Run
from auditor.partners import Partners, gather
from auditor.rulebook import Rulebook, RulebookError, load
from auditor.rulebook.problems import Problem, nearest
from auditor.settings import Settings

if TYPE_CHECKING:
    from auditor.ledger import Ledger


class Job(NamedTuple):
    """A file to audit and what with."""

    path: str
    settings: Settings
    book: Rulebook
    ledger: Ledger | None


class Batch:
    """The files of one call. Everything about options, configurations, packs and ledgers is read and judged before the first
    file is audited: raises RulebookError with every mistake."""

    def __init__(self, paths: Sequence[str], options: Mapping[str, Any]) -> None:
        self.options = options
        self.lang: str = options["lang"]
        self._settings: dict[Path | None, Settings] = {}
        self._books: dict[Path | None, Rulebook] = {}
        self._ledgers: dict[Path, Ledger] = {}
        self._beside: dict[tuple[str, ...], Partners] = {}
        self.jobs = [self._job(path) for path in paths]

    def _job(self, path: str) -> Job:
        found = settings.of(path, self.options.get("config"))
        chosen = self._settings.setdefault(found.path, found)
        if chosen.path not in self._books:
            self._books[chosen.path] = book_of(chosen, self.options)
        where = settings.ledger_of(path, chosen, self.options.get("ledger"))
        if where is not None and where == chosen.ledger and not where.exists():
            where = None  # named, and nothing accepted yet
        if where is not None and where not in self._ledgers:
            from auditor.ledger import read

            self._ledgers[where] = read(where)
        return Job(path, chosen, self._books[chosen.path], self._ledgers[where] if where else None)

    def reports(self) -> Iterator[Report]:
        """The audits, one after the other."""
        today = date.today()
        all_rules = not prefixes(self.options.get("select", ())) and not prefixes(self.options.get("ignore", ()))
        for job in self.jobs:
            profile = self.options["profile"] or job.settings.profile
            report = audit_file(job.path, job.book, profile=profile, lang=self.lang, partners=self._partners(job))
            if self.options["fail_on"] is None and job.settings.fail_on:
                report = replace(report, fail_on=job.settings.fail_on)
            if job.ledger:
                from auditor.ledger import apply

                report = apply(job.ledger, report, today, self.lang, all_rules=all_rules)
            yield report

    def _partners(self, job: Job) -> Partners | None:
        """What the reports of this configuration are compared with: read at first use and kept."""
        named = [*(str(path) for path in job.settings.partners), *self.options.get("partners", ())]
        if not named:
            return None
        key = (job.book.digest, *named)
        if key not in self._beside:
            audited = [other.path for other in self.jobs]
            profile = self.options["profile"] or job.settings.profile
            self._beside[key] = gather(list(files(named)), job.book, audited=audited, profile=profile, lang=self.lang)
        return self._beside[key]

    def run(self, reports: Sequence[Report]) -> Run:
        """Those reports as one run."""
        books = list(self._books.values()) or [book_of(Settings(), self.options)]
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


def book_of(chosen: Settings, options: Mapping[str, Any]) -> Rulebook:
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
    return book.with_severities(chosen.severity).only(select or chosen.select, ignore or chosen.ignore)


def prefixes(values: Sequence[str]) -> tuple[str, ...]:
    """Ids and prefixes, also several in one value: BAL,SUM0."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
