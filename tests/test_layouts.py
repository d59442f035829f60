"""The same report in another layout gives the same verdicts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.engine import audit_document
from auditor.model.document import Document
from auditor.reading import read
from auditor.rulebook import Rulebook
from tests import transform
from tests.conftest import ROOT

EXAMPLES = sorted(ROOT.glob("examples/决算报告*.docx"))
FORMS = sorted(ROOT.glob("examples/绩效报告*.docx"))

SHOWN = ("SHW", "STR027", "STR028")
"""What a table shows by itself, and what counts all comparisons, counts otherwise in another layout; the verdict is the same."""


@pytest.mark.parametrize("change", transform.ALL, ids=lambda change: change.__name__)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples(path: Path, change: Callable[[Document], Document], book: Rulebook) -> None:
    same_verdicts(path, change, book)


@pytest.mark.parametrize(
    "change",
    [
        transform.full_width, transform.blank_rows, transform.swap_columns, transform.wide_sentences,
        transform.said_in_hundred_millions,
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms(path: Path, change: Callable[[Document], Document], book: Rulebook) -> None:
    """Forms hold no codes, and print points and rates among their amounts."""
    same_verdicts(path, change, book)


@pytest.mark.parametrize("change", transform.ALL, ids=lambda change: change.__name__)
def test_a_real_report(real_report: Path, change: Callable[[Document], Document], book: Rulebook) -> None:
    """Its forms print points and rates among their amounts, which a change of unit would spoil."""
    forms = change in (transform.in_hundreds, transform.split_codes)
    same_verdicts(real_report, change, book, ("BAL", "SUM0", "SUM1", "XTB", "SAN") if forms else ("",))


def same_verdicts(
    path: Path, change: Callable[[Document], Document], book: Rulebook, families: tuple[str, ...] = ("",)
) -> None:
    document = read(path)
    changed = change(document)
    assert changed.blocks != document.blocks
    before, after = (
        {
            v.rule: (v.state, 0 if v.rule.startswith(SHOWN) else v.compared)
            for v in audit_document(d, book).verdicts
            if v.rule.startswith(families)
        }
        for d in (document, changed)
    )
    # What another layout leaves unplaced is not known, and then not checked; it is never judged otherwise.
    open_ = ("not_checked", "not_applicable")
    judged = {name: said for name, said in after.items() if said[0] not in open_ and before[name][0] not in open_}
    assert {name: said for name, said in judged.items() if said[0] != before[name][0] and not name.startswith(SHOWN)} == {}
