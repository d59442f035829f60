"""What is fuzzed. A target takes bytes and must come back: what readers and loaders say of bad input is caught, everything else
is a crash, and so is an audit in which a rule crashed."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from auditor.engine import audit_document
from auditor.formula import FormulaError
from auditor.formula import parse as parse_formula
from auditor.model.document import Document, Table, Unreadable
from auditor.numbers import Interval, half, parse, show
from auditor.reading import read
from auditor.reading.spreadsheet.printed import print_number, print_text
from auditor.reading.text import read_text
from auditor.rulebook import Rulebook, RulebookError, load
from auditor.wording import say
from fuzz.trees import SHEET, WORD, tree
from tests.hostile.sheets import book as workbook
from tests.reading import ole
from tests.reading.package import TYPES
from tests.reading.package import write as package_of

_CUT: Final = b"\n%%%%\n"
"""Between the parts of an input that becomes a package."""
_NEXT: Final = b"\0%%\0"
"""The same between trees."""
_CRASHED: Final = say("gap.crashed", why="")
_PARTS: Final = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml")


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _book() -> Rulebook:
    return load()


def _read(path: Path) -> Document | None:
    try:
        document = read(path)
    except Unreadable as problem:
        assert problem.key != "crashed"
        return None
    for table in document.tables:
        _sound(table)
    return document


def _sound(table: Table) -> None:
    """Cells begin inside the table, each in a place of its own."""
    taken: set[tuple[int, int]] = set()
    for cell in table.cells:
        assert 0 <= cell.row < table.height and 0 <= cell.column < table.width, (cell, table.height, table.width)
        assert (cell.row, cell.column) not in taken, cell
        taken.add((cell.row, cell.column))
    table.grid()


def _file(suffix: str, data: bytes) -> None:
    path = _folder() / f"input{suffix}"
    path.write_bytes(data)
    _read(path)


def docx(data: bytes) -> None:
    """The parts of a Word document."""
    path = _folder() / "input.docx"
    parts = data.split(_CUT)
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("[Content_Types].xml", TYPES)
        for name, part in zip(_PARTS, parts, strict=False):
            out.writestr(name, part)
    _read(path)


def docx_tree(data: bytes) -> None:
    """A Word document of well-formed parts."""
    parts = [tree(part, WORD) for part in (data + _NEXT * 4).split(_NEXT)]
    body, styles, numbering, footnotes, *_ = parts
    _read(package_of(_folder() / "input.docx", body, styles=styles, numbering=numbering, footnotes=footnotes))


def xlsx_tree(data: bytes) -> None:
    """A workbook of well-formed parts."""
    rows, texts, styles, before, after, *_ = [tree(part, SHEET) for part in (data + _NEXT * 5).split(_NEXT)]
    path = _folder() / "input.xlsx"
    workbook(path, rows, texts=texts, styles=styles, before=before, after=after)
    _read(path)


def package(data: bytes) -> None:
    """A zip package, byte for byte."""
    _file(".docx", b"PK" + data)


def xlsx(data: bytes) -> None:
    """The rows, texts, styles and merges of a workbook."""
    rows, texts, styles, before, after, *_ = [part.decode("utf-8", "replace") for part in (data + _CUT * 5).split(_CUT)]
    path = _folder() / "input.xlsx"
    workbook(path, rows, texts=texts, styles=styles, before=before, after=after)
    _read(path)


def xls(data: bytes) -> None:
    """The records of an old workbook."""
    path = _folder() / "input.xls"
    ole.write(path, "Workbook", data)
    _read(path)


def html(data: bytes) -> None:
    """A page."""
    _file(".html", b"<html>" + data)


def mht(data: bytes) -> None:
    """A page with its parts."""
    _file(".mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + data)


def pdf(data: bytes) -> None:
    """A PDF."""
    _file(".pdf", b"%PDF-1.6\n" + data + b"\n%%EOF\n")


def text(data: bytes) -> None:
    """Plain text or Markdown."""
    _file(".md", data)


def number(data: bytes) -> None:
    """What a cell prints, and the arithmetic on it."""
    said = parse(data.decode("utf-8", "replace"))
    if said.state == "number":
        assert said.value.is_finite()
        interval = Interval.around(said.value, half(said.places))
        assert interval.low <= said.value <= interval.high
        assert parse(show(said.value)).value == said.value
        interval.plus(interval).minus(interval).times(Interval.exactly(Decimal("1.01"))).over(interval)


def number_format(data: bytes) -> None:
    """A stored value under a number format."""
    value, _, code = data.decode("utf-8", "replace").partition("|")
    assert isinstance(print_number(value, code), str)
    assert isinstance(print_text(value, code), str)


def sentences(data: bytes) -> None:
    """A whole audit of a drawn report: tables, sentences, every rule, the diagnosis."""
    with suppress(Unreadable):
        report = audit_document(read_text(data.decode("utf-8", "replace")), _book())
        crashed = [verdict for verdict in report.verdicts if _CRASHED in (verdict.reason or "")]
        assert not crashed, crashed


def formula(data: bytes) -> None:
    """The relation language."""
    with suppress(FormulaError):
        parse_formula(data.decode("utf-8", "replace"))


def rules(data: bytes) -> None:
    """A rule file, as an author writes it."""
    from auditor.rulebook.strict import read_strictly

    path = _folder() / "XXX001.yaml"
    path.write_bytes(data)
    try:
        read_strictly([path])
    except RulebookError as error:
        for problem in error.problems:
            assert problem.show()


def settings(data: bytes) -> None:
    """A configuration and a ledger."""
    from auditor import ledger
    from auditor.settings import read as read_settings

    path = _folder() / "audit.yaml"
    path.write_bytes(data)
    for reader in (read_settings, ledger.read):
        with suppress(RulebookError):
            reader(path)


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    target.__name__: target
    for target in (
        docx, docx_tree, package, xlsx, xlsx_tree, xls, html, mht, pdf, text, number, number_format, sentences, formula, rules,
        settings,
    )
}  # fmt: skip
