"""What the commands do: gather files, audit them, tell about rules and documents, keep ledger and configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor import annotation, settings
from auditor.annotation import copies
from auditor.batch import Batch, prefixes
from auditor.gathering import files, shard_of
from auditor.model.pack import Rule
from auditor.model.report import Report, Run
from auditor.reports import sentences, writing
from auditor.reports.writing import Refused, Target, plan
from auditor.rulebook import Rulebook, load
from auditor.urls import is_url
from auditor.wording import say

if TYPE_CHECKING:
    from auditor.reports.parsed import Made


class Work(NamedTuple):
    """A check that may begin: what is audited and what is written."""

    batch: Batch
    targets: tuple[Target, ...]
    copies: copies.Plan | None = None
    sharded: bool = False

    @property
    def writes(self) -> bool:
        """Whether files are written at the end."""
        return bool(self.targets or self.copies)

    @property
    def detailed(self) -> bool:
        """Whether something is written that shows the documents themselves."""
        return self.copies is not None or any(getattr(target.output, "DETAILS", False) for target in self.targets)

    def run(self, reports: Sequence[Report]) -> Run:
        """Those reports as one run; no file at all is an audit that is not complete, unless another shard has them."""
        if not self.batch.jobs and not self.sharded:
            where = " ".join(self.batch.options["paths"])
            reports = [Report(where, "incomplete", say("output.nothing", self.batch.lang, paths=where))]
        return self.batch.run(reports)

    def write(self, run: Run) -> tuple[list[str], bool]:
        """Write every file that was asked for: what is to be told, and whether all is there. Of documents in formats that bear
        no marks there are no copies; it is a failure when there is none at all."""
        made, told = copies.copies(run, self.copies) if self.copies else ([], [])
        faults = list(writing.write(run, (*self.targets, *made)))
        return [*told, *faults], not faults and (bool(made) or not told)


def prepare(options: Mapping[str, Any]) -> Work:
    """Judge everything that can be wrong before the first file is audited. Raises RulebookError and Refused."""
    lang = options["lang"]
    shard = shard_of(options["shard"], lang)
    paths = list(files(options["paths"], shard, lang))
    batch, targets = Batch(paths, options), plan(options["outputs"], paths, lang)
    sharded = shard is not None and any(files(options["paths"], None, lang))
    if options["annotate"] and (urls := [path for path in paths if is_url(path)]):
        raise Refused([say("annotate.url", lang, path=urls[0])])
    if not options["annotate"]:
        return Work(batch, targets, None, sharded)
    day = options["annotate_date"]
    author = options["annotate_author"] or say("annotate.author", lang)
    signature = annotation.Signature(author, day.date().isoformat() if day else None)
    return Work(batch, targets, copies.plan(options["annotate"], paths, targets, signature, lang), sharded)


def summary(options: Mapping[str, Any]) -> tuple[Run, tuple[Target, ...], list[str]]:
    """Reports of earlier runs as one run, what is to be written of them, and what should be known of them. Raises
    RulebookError and Refused."""
    lang, targets = options["lang"], plan(options["outputs"], options["paths"], options["lang"])
    try:
        made = earlier(options["paths"])
    except (ValueError, OSError) as problem:
        raise Refused([say("summary.no-report", lang, where=problem)]) from problem
    run = Batch([], {**options, "profile": None}).run([one.report for one in made])
    kinds = {(one.version, one.pack) for one in made}
    told = [say("summary.mixed", lang, n=len(kinds))] if len(kinds) > 1 else []
    return run, targets, told if made else [say("summary.empty", lang)]


def earlier(paths: Sequence[str]) -> list[Made]:
    """The reports in JSON Lines and in the folders that hold such files. A report that several files hold counts once, as the
    last of them has it. Raises ValueError with file and line, and OSError."""
    from auditor.reports import parsed

    found: dict[str, Made] = {}
    for path in paths:
        inside = sorted(Path(path).glob("*.jsonl")) if os.path.isdir(path) else [Path(path)]
        for file in inside:
            found |= {made.report.path: made for made in parsed.reports(file)}
    return list(found.values())


def watched(options: Mapping[str, Any], configurations: Sequence[Path]) -> Iterator[str]:
    """Every file whose change asks for another audit: documents, configurations, ledgers and added packs."""
    yield from files(options["paths"])
    for path in options["paths"]:
        for name in (settings.CONFIG, settings.LEDGER):
            found = settings.nearest_file(path if os.path.isfile(path) else os.path.join(path, name), name)
            if found:
                yield str(found)
    yield from files(options.get("partners", ()))
    yield from map(str, configurations)
    for pack in options["packs"]:
        yield from map(str, sorted(Path(pack).rglob("*.y*ml")) if os.path.isdir(pack) else [pack])


def accept(path: str, options: Mapping[str, Any], complain: Callable[[str], None]) -> tuple[str, int]:
    """Record findings of a report in its ledger; what was done, and 2 when nothing could be. Raises RulebookError."""
    import getpass

    from auditor import accepting

    lang, today = options["lang"], date.today()
    expires: date | None = options["expires"].date() if options["expires"] else None
    if expires is not None and expires < today:
        return say("accept.past", lang, date=expires.isoformat()), 2
    named = options["ledger"]
    batch = Batch([path], {**options, "ledger": named if named and os.path.exists(named) else None})
    report = next(batch.reports())
    code = 2 if report.status == "incomplete" else 0
    if report.state != "complete":
        complain(f"{path}: " + sentences.ended(report, lang))
    rules, fingerprints = prefixes(options["rules"]), prefixes(options["fingerprints"])
    chosen = [
        finding for finding in report.findings
        if (not options["rules"] or finding.rule.startswith(rules))
        and (not options["fingerprints"] or finding.fingerprint.startswith(fingerprints))
    ]  # fmt: skip
    if not chosen:
        asked = bool(options["rules"] or options["fingerprints"])
        return say("accept.no-match" if asked else "accept.none", lang, path=path), 2 if asked else code
    configured = batch.settings_of(batch.jobs[0])
    book = settings.ledger_of(path, configured, named) or settings.new_ledger(path, configured)
    try:
        accepting.accept(
            chosen, report, book, reason=options["reason"], author=options["author"] or getpass.getuser(), today=today,
            expires=expires, lang=lang,
        )  # fmt: skip
    except OSError as problem:
        return say("output.failed", lang, path=book, why=problem.strerror or str(problem)), 2
    lines = [f"  {finding.rule}  {finding.title}  {finding.fingerprint}" for finding in chosen]
    return "\n".join([say("accept.done", lang, n=len(chosen), ledger=book), *lines]), code


def init(folder: str, lang: str) -> tuple[str, int]:
    """Begin an audit.yaml in that folder, every setting explained and none made."""
    path = Path(folder, settings.CONFIG)
    template = Path(__file__).with_name("templates") / f"audit.{lang}.yaml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(template.read_text(encoding="utf-8"))
    except FileExistsError:
        return say("init.exists", lang, path=path), 2
    except OSError as problem:
        return say("output.failed", lang, path=path, why=problem.strerror or str(problem)), 2
    return say("init.done", lang, path=path), 0


def schema(name: str) -> str:
    """The JSON Schema that editors want for a kind of file."""
    from auditor import ledger
    from auditor.rulebook import schema as schemas

    return schemas.text({"config": settings.SHAPE, "ledger": ledger.SHAPE}.get(name), name)


def pack(options: Mapping[str, Any]) -> Rulebook:
    """The pack as the current folder's configuration and the options make it; without a choice of `no_cache`, what only
    the options name, read afresh. Raises RulebookError."""
    named = [Path(name) for name in options["packs"]]
    if "no_cache" not in options:
        return load(named, cache=False)
    here = settings.of(settings.CONFIG)
    return load([*here.packs, *named], cache=not options["no_cache"])


def explain(book: Rulebook, rule_id: str, lang: str) -> str:
    """The page of one rule, or the nearest ids."""
    from auditor.pages import page
    from auditor.rulebook.problems import nearest

    rule = book.rules.get(rule_id.upper())
    if rule is None:
        perhaps = nearest(rule_id.upper(), book.rules)
        return say("explain.unknown", lang, id=rule_id) + (say("author.perhaps", lang, name=perhaps) if perhaps else "")
    return page(rule, lang)


def rules(book: Rulebook, form: str, lang: str) -> str:
    """The list of rules, as text or JSON."""
    if form == "json":
        import json

        return json.dumps([_rule_object(rule) for rule in book.rules.values()], ensure_ascii=False, indent=1)
    return "\n".join(
        f"{rule.id}  {say(f'severity.{rule.severity}', lang)}  {rule.told('title', lang)}" for rule in book.rules.values()
    )


def _rule_object(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id, "title": rule.title, "title_en": rule.english.get("title"), "severity": rule.severity,
        "tier": rule.tier, "check": rule.check, "basis": rule.basis, "why": rule.why, "fix": rule.fix,
        "status": rule.status,
    }  # fmt: skip


def show(path: str, options: Mapping[str, Any]) -> tuple[str, int]:
    """What was read of a file and what binds its figures; exit code 2 when it cannot be read. Raises RulebookError."""
    from auditor.showing import coverage, overview

    report = next(Batch([path], options).reports())
    if report.facts is None:
        return f"{path}: {report.reason}", 2
    text = coverage(report, options["lang"]) if options["coverage"] else overview(report, options["lang"])
    return text, 2 if report.status == "incomplete" else 0


def strength(book: Rulebook, path: str, lang: str) -> tuple[str, int]:
    """What the pack can see of a report, and the exit code; 2 when the report cannot be read."""
    from auditor.engine import audit_file
    from auditor.strength import told

    report = audit_file(path, book, lang=lang)
    if report.facts is None:
        return report.reason or "", 2
    return "\n".join(told(report, book, lang)), 0


def test(book: Rulebook, paths: Sequence[str], lang: str) -> tuple[str, int]:
    """Run the examples of all rules, or of those in the files and folders named, and see which rules contradict or repeat
    others of the pack or bind nothing."""
    from auditor import trial
    from auditor.rulebook.overlap import clashes

    wanted = [str(Path(path).resolve()) for path in paths]
    lines: list[str] = []
    count = examples = 0
    for rule in book.rules.values():
        if wanted and not any(str(Path(rule.source).resolve()).startswith(path) for path in wanted):
            continue
        count += 1
        examples += len(rule.examples)
        lines += [f"× {fault}" for fault in trial.faults(rule, book, lang)]
        lines += [f"× {say('test.missed', lang, example=missed)}" for missed in trial.bites(rule, book)[2]]
    for fault, one, other in clashes(book.rules.values()):
        if not wanted or any(str(Path(book.rules[one].source).resolve()).startswith(path) for path in wanted):
            lines.append("× " + say(f"overlap.{fault}", lang, rule=one, other=other))
    failed = len(lines)
    lines.append(say("test.sum", lang, rules=count, examples=examples, faults=failed))
    return "\n".join(lines), 1 if failed else 0
