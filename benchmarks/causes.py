"""`python -m benchmarks.causes [N] [SEED]`: how well wrong numbers are diagnosed, on N made reports.

Told: one number of a table wrong (noticed, suspected, put right, told as one finding), two in different tables (both
named), the time of the diagnosis beside that of the checks, and with 20 errors at once."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import process_time

from auditor.diagnosis import findings
from auditor.engine import audit_file, run
from auditor.meaning import understand
from auditor.model.report import Finding
from auditor.reading import read
from auditor.rulebook import Rulebook, load
from examples.docx_writer import Block, write
from examples.errors import Planted, random_errors
from examples.final_accounts import blocks
from examples.ledger import make

_MANY = 20
_TIMES = 5


def main(count: int, seed: int) -> None:
    """Print one line per measure."""
    book = load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"

        def audit(report: Sequence[Block]) -> list[Finding]:
            write(path, report)
            return [finding for finding in audit_file(path, book).findings if finding.severity != "info"]

        print("one error   " + _shares(_singles(count, seed, audit)), flush=True)
        print("two errors  " + _shares(_pairs(count, seed, audit)), flush=True)
        _times(seed, book, path)


def _reports(count: int, seed: int) -> Iterator[tuple[list[Block], Random]]:
    """Reports of two provinces, each with its own chance."""
    for number in range(count):
        yield blocks(make(seed + number), ("江西", "上海")[number % 2]), Random(f"{seed}/{number}")


def _singles(count: int, seed: int, audit: Callable[[Sequence[Block]], list[Finding]]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for report, rng in _reports(count, seed):
        faulty, planted = random_errors(report, rng, 1)
        found = audit(faulty)
        seen["planted"] += 1
        seen["noticed"] += bool(found)
        seen["suspected"] += _suspected(found, planted[0])
        seen["put right"] += _suggested(found, planted[0])
        seen["wrong suggestion"] += _suggests(found) and not _suggested(found, planted[0])
        seen["one finding"] += len(found) == 1
    return seen


def _pairs(count: int, seed: int, audit: Callable[[Sequence[Block]], list[Finding]]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for report, rng in _reports(count, seed):
        faulty, planted = random_errors(report, rng, 1)
        while len({error.block for error in planted}) < 2:
            faulty, planted = random_errors(report, rng, 2)
        found = audit(faulty)
        seen["planted"] += 1
        seen["both suspected"] += all(_suspected(found, error) for error in planted)
        seen["both put right"] += all(_suggested(found, error) for error in planted)
        seen["wrong suggestion"] += any(
            suspect.suggestion and not any(_right(finding, suspect.place, suspect.suggestion, error) for error in planted)
            for finding in found for suspect in finding.suspects
        )  # fmt: skip
        seen["two findings"] += len(found) == 2
    return seen


def _shares(seen: Counter[str]) -> str:
    planted = seen["planted"]
    told = (f"{name} {times} ({100 * times / planted:.1f}%)" for name, times in seen.items() if name != "planted")
    return f"planted {planted}  " + "  ".join(told)


def _here(finding: Finding, place: int, error: Planted) -> bool:
    at = finding.places[place].at
    return (at.block, at.row) == (error.block, error.row) and finding.places[place].quote.strip() == error.new


def _right(finding: Finding, place: int, suggestion: str, error: Planted) -> bool:
    return _here(finding, place, error) and suggestion.replace(",", "") == error.old.replace(",", "")


def _suspected(found: Sequence[Finding], error: Planted) -> bool:
    return any(_here(finding, suspect.place, error) for finding in found for suspect in finding.suspects)


def _suggested(found: Sequence[Finding], error: Planted) -> bool:
    return any(_right(f, s.place, s.suggestion, error) for f in found for s in f.suspects if s.suggestion)


def _suggests(found: Sequence[Finding]) -> bool:
    return any(suspect.suggestion for finding in found for suspect in finding.suspects)


def _times(seed: int, book: Rulebook, path: Path) -> None:
    """The checks and the diagnosis of a clean report, and the diagnosis of one with many errors; the best of some."""
    report = blocks(make(seed), "江西")
    for errors in (0, _MANY):
        faulty, _ = random_errors(report, Random(seed), errors)
        write(path, faulty)
        checked, diagnosed = [], []
        for _ in range(_TIMES):
            facts = understand(read(path), book.vocabulary)
            start = process_time()
            outcomes, *_ = run(book, facts)
            middle = process_time()
            findings(outcomes, facts, book.rules)
            checked.append(middle - start)
            diagnosed.append(process_time() - middle)
            start = process_time()
            audit_file(path, book)
            whole = process_time() - start
        print(f"{errors:2} errors  checks {1000 * min(checked):.0f} ms  diagnosis {1000 * min(diagnosed):.0f} ms  "
              f"whole audit, with the numbers put right {1000 * whole:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
