"""What every rule did in a run and how long it took. For the eyes only: times differ from run to run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditor.model.report import Run
from auditor.wording import say

STATES = ("passed", "failed", "not_checked", "not_applicable")


def lines(run: Run) -> Iterator[str]:
    """One line per rule that did something, the slowest first, and the sum."""
    states: Counter[tuple[str, str]] = Counter()
    compared: Counter[str] = Counter()
    seconds: dict[str, float] = {}
    for report in run.reports:
        for verdict in report.verdicts:
            states[verdict.rule, verdict.state] += 1
            compared[verdict.rule] += verdict.compared
        for rule, spent in report.seconds.items():
            seconds[rule] = seconds.get(rule, 0.0) + spent
    busy = [rule for rule in compared if any(states[rule, state] for state in STATES[:3])]
    for rule in sorted(busy, key=lambda rule: (-seconds.get(rule, 0.0), rule)):
        counts = [states[rule, state] for state in STATES]
        yield _line(run, rule, counts, compared[rule], seconds.get(rule, 0.0))
    sums = [sum(states[rule, state] for rule in compared) for state in STATES]
    yield _line(run, say("statistics.all", run.lang), sums, sum(compared.values()), sum(seconds.values()))


def _line(run: Run, name: str, counts: list[int], compared: int, seconds: float) -> str:
    said = "  ".join(f"{say(f'state.{state}', run.lang)} {n:>4}" for state, n in zip(STATES, counts, strict=True))
    times = say("text.compared", run.lang, n=f"{compared:>5}")
    return f"{name:<8}  {said}  {times}  {seconds * 1000:8.1f} ms"
