"""`python -m benchmarks.rounding [N] [SEED]`: N clean reports of each rounding habit, and the same with one last digit wrong.

Told per habit: clean reports with an error or warning, and how many of the wrong last digits (±1 to ±4) are found."""

from __future__ import annotations

import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import get_args

from auditor.engine import audit_file
from auditor.rulebook import load
from examples.amounts import Habit
from examples.docx_writer import write
from examples.errors import _cells, _put
from examples.final_accounts import blocks
from examples.ledger import make


def main(count: int, seed: int) -> None:
    """Print one line per habit."""
    book = load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        for habit in get_args(Habit):
            wrong = found = 0
            for number in range(count):
                report = blocks(make(seed + number), ("江西", "上海")[number % 2], habit)
                write(path, report)
                clean = [f for f in audit_file(path, book).findings if f.severity != "info"]
                wrong += bool(clean)
                rng = Random(f"{habit}/{seed + number}")
                site = rng.choice(list(_cells(report)))
                if site.text.endswith("%"):
                    continue
                new = str(Decimal(site.text.replace(",", "")) + rng.choice((-1, 1)) * Decimal(rng.randint(1, 4)) / 100)
                _put(report, site, new, "L", "last digit")
                write(path, report)
                found += len([f for f in audit_file(path, book).findings if f.severity != "info"]) > len(clean)
            print(
                f"{habit:12} {count} clean reports, {wrong} with an error or warning; last digit found {found} of {count}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(sys.argv[2]) if len(sys.argv) > 2 else 5000)
