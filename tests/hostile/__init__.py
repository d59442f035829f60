"""Files made to break a reader: each is built by a few lines, none is kept. `python -m tests.hostile` audits every one in a
process of its own and prints the table of docs/robustness.md; `test_hostile.py` runs them in the ordinary tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    """A hostile file. `make` writes it; `says` is a part of the sentence of the refusal (exit code 2), None when it is audited
    like any other. `heavy` ones take seconds to write or to read: the ordinary tests leave them out."""

    suffix: str
    make: Callable[[Path], object]
    says: str | None
    heavy: bool = False


def cases() -> dict[str, Case]:
    """All of them by name."""
    from tests.hostile import packages, pages, papers, sheets

    return packages.CASES | sheets.CASES | papers.CASES | pages.CASES
