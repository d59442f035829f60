"""Shared by all tests: the pack, loaded once, and a cache folder of their own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("XDG_CACHE_HOME", tempfile.mkdtemp(prefix="auditor-tests-"))

from auditor.engine import audit_document
from auditor.model.report import Report
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook, load

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The shipped pack."""
    return load(cache=False)


@pytest.fixture
def drawn(book: Rulebook) -> Callable[[str], Report]:
    """Audits a drawn report."""
    return lambda text: audit_document(read_text(text), book)


@pytest.fixture(scope="session")
def real_report() -> Iterator[Path]:
    """A real report, where the team keeps some beside the project."""
    found = sorted(SHARED.glob("reports/*-2024-部门决算.docx"))
    if not found:
        pytest.skip("no real reports beside the project")
    yield found[0]
