"""The check command on a console: audit, show, write, tell on stderr how it goes, and begin again when files change."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click

from auditor import reports, session
from auditor.batch import Batch
from auditor.model.report import Report, Run
from auditor.reports import Output, text, writing
from auditor.reports.writing import Refused
from auditor.rulebook import RulebookError
from auditor.wording import say

MISTAKES: Final = (RulebookError, Refused)
"""What is wrong before an audit begins: packs, configurations, ledgers, options, outputs."""


_EVERY: Final = 10.0
"""Seconds between two lines of progress."""


def told(mistake: Exception, lang: str) -> str:
    """Everything that is wrong, in sentences."""
    return mistake.show(lang) if isinstance(mistake, RulebookError) else str(mistake)


def check(options: dict[str, Any]) -> tuple[int, list[Path]]:
    """One audit of everything: the exit code, and the files of settings that were used. Raises one of MISTAKES."""
    form = _form(options)
    streams = getattr(form, "STREAMS", False)
    work = session.prepare(options)
    if options["verbose"]:
        for path in work.batch.configurations:
            complain(say("check.settings", options["lang"], path=path))
    reports: list[Report] = []
    kept = not streams or work.writes or options["statistics"]
    code = 0
    detailed = work.detailed or getattr(form, "DETAILS", False)
    with _endable(work.batch):
        try:
            for report in _progress(work.batch, options, detailed):
                if kept:
                    reports.append(report)
                if streams:
                    one = work.batch.run([report])
                    show(form.render(one))
                    code = max(code, one.exit_code)
        except KeyboardInterrupt:
            _interrupted(work.batch, options)
            return 2, work.batch.configurations
    if work.batch.jobs and not kept:
        return code, work.batch.configurations
    run = work.run(reports)
    if not streams or not reports:
        _print(run, form, options)
    told, written = work.write(run)
    for line in (*told, *_statistics(run, options)):
        complain(line)
    return (run.exit_code if written else 2), work.batch.configurations


def summary(options: dict[str, Any]) -> int:
    """Outputs of reports that were made before; the exit code. Raises one of MISTAKES."""
    form = _form(options)
    run, targets, told = session.summary(options)
    for sentence in told:
        complain(sentence)
    _print(run, form, {**options, "quiet": False, "verbose": False, "color": "never"})
    faults = list(writing.write(run, targets))
    for fault in faults:
        complain(fault)
    return 2 if faults or not run.reports else run.exit_code


def _statistics(run: Run, options: dict[str, Any]) -> Iterator[str]:
    if options["statistics"]:
        from auditor.reports.statistics import lines

        yield from lines(run)


def watch(options: dict[str, Any]) -> int:
    """Audit, and again at every change, until the user ends it; the code of the last audit."""
    from auditor.watch import changes

    lang, used = options["lang"], list[Path]()

    def audited() -> int:
        nonlocal used
        try:
            code, used = check(options)
        except MISTAKES as problem:  # told, and waited for its mending
            complain(told(problem, lang))
            code = 2
        complain(say("watch.waiting", lang))
        return code

    code = audited()
    try:
        for _ in changes(lambda: session.watched(options, used)):
            complain("\n" + say("watch.again", lang, time=time.strftime("%H:%M:%S")))
            code = audited()
    except KeyboardInterrupt:
        return code
    return code


def _progress(batch: Batch, options: dict[str, Any], detailed: bool) -> Iterator[Report]:
    """The reports of a batch, and on stderr how far it is: a bar on a terminal, where reports are not printed in between,
    and a line now and then elsewhere."""
    size = len(batch.jobs)
    if options["quiet"] or size < 2:
        yield from batch.reports(details=detailed)
    elif not sys.stderr.isatty():
        yield from batch.reports(details=detailed, done=_Lines(size, options["lang"]))
    elif getattr(_form(options), "STREAMS", False) and sys.stdout.isatty():
        yield from batch.reports(details=detailed)
    else:
        label = say("check.progress", options["lang"])
        with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
            yield from batch.reports(details=detailed, done=lambda: bar.update(1))


class _Lines:
    """Says how many are done, not more often than logs bear."""

    def __init__(self, size: int, lang: str) -> None:
        self._size, self._lang, self._done, self._said = size, lang, 0, time.monotonic()

    def __call__(self) -> None:
        self._done += 1
        if time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            complain(say("check.at", self._lang, n=self._done, all=self._size))


@contextmanager
def _endable(batch: Batch) -> Iterator[None]:
    """While several files are audited, a request to end (of a cluster, of a service) is heard like Ctrl-C."""
    import signal

    if batch.alone or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupted(batch: Batch, options: dict[str, Any]) -> None:
    """Say what became of the audits that were finished."""
    from auditor.results import Results

    lang, kept = options["lang"], not batch.alone and not options["no_cache"] and Results().usable
    again = say("check.resume" if kept else "check.lost", lang)
    complain("\n" + say("check.interrupted", lang, n=batch.done, all=len(batch.jobs), again=again))


def _form(options: dict[str, Any]) -> Output:
    form = reports.output(options["form"])
    if form is None:
        raise click.UsageError(say("output.no-format", options["lang"], name=options["form"], names=" ".join(reports.names())))
    return form


def _print(run: Run, form: Output, options: dict[str, Any]) -> None:
    if form.NAME != "text":
        show(form.render(run))
        return
    verbosity = -1 if options["quiet"] else int(options["verbose"])
    lines = text.lines(run, verbosity)
    if options["color"] == "always" or (options["color"] == "auto" and _terminal()):
        _coloured(lines)
    else:
        show("".join("".join(piece for piece, _ in line) + "\n" for line in lines))


def _terminal() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _coloured(lines: Iterator[text.Line]) -> None:
    """Print with rich; document text is never markup."""
    from rich.console import Console
    from rich.text import Text

    _forgiving()
    console = Console(highlight=False, soft_wrap=True, force_terminal=True)
    for line in lines:
        console.print(Text.assemble(*line))


def show(output: str | bytes) -> None:
    """Write to stdout; a console that cannot show a character shows ? instead of failing."""
    if isinstance(output, bytes):
        sys.stdout.buffer.write(output)
        return
    _forgiving()
    click.echo(output, nl=False)


def _forgiving() -> None:
    """Let stdout show ? for what it cannot show."""
    if sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]


def complain(sentence: str) -> None:
    """Write a line to stderr."""
    click.echo(sentence, err=True)
