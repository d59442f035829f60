"""A report as bytes and back: what comes out of other processes and out of the cache. Plain JSON, compressed; nothing in it
can run. The first part is the report as published (`reports.json`); the second, its numbers, and the third, the document, are
only read when an output asks."""

from __future__ import annotations

import json
import zlib
from functools import lru_cache, partial
from typing import Any, Final

from auditor.model.document import Block, Cell, Document, Location, Notice, Paragraph, Table
from auditor.model.partners import Card
from auditor.model.report import Details, Number, Report
from auditor.reports.json import report_object
from auditor.reports.parsed import report_of

_SIZE: Final = 4
_HEAD: Final = 1 + 2 * _SIZE
"""A byte for the status, then the lengths of the first two parts."""
_TABLE: Final = ("block", "number", "height", "width", "section", "page", "pages", "sheet", "rows", "columns", "unsure")


def encode(report: Report, *, details: bool) -> bytes:
    """The report without its facts, and without the document unless asked for `details`."""
    core = report_object(report)
    core["coverage"]["certificate"] = None  # made of the numbers again, when the ledger has had its say
    core["at"] = [[place.at for place in finding.places] for finding in report.findings]
    core["seconds"] = {rule: round(spent, 6) for rule, spent in report.seconds.items()}
    made = report.details()
    parts = _packed(core), _packed(_numbers(made)), _packed(_document(made)) if details and made.document else b""
    return (
        bytes([report.status == "complete"])
        + b"".join(len(part).to_bytes(_SIZE, "big") for part in parts[:2])
        + b"".join(parts)
    )


def decode(data: bytes, path: str) -> Report:
    """The report on the file at `path`. Raises ValueError when the bytes are not whole."""
    try:
        first, second = _ends(data)
        core = _unpacked(data[_HEAD:first])
        return report_of({**core, "path": path}, details=partial(_details, data[first:second], data[second:], path))
    except (zlib.error, KeyError, TypeError, AttributeError, IndexError) as problem:
        raise ValueError(str(problem)) from problem


def encode_card(card: Card) -> bytes:
    """What tells where a document belongs, without its path."""
    return b"\1" + _packed(card._replace(path="", lists=dict(card.lists)))


def decode_card(data: bytes, path: str) -> Card | None:
    """The card of the file at `path`; None when there is none or it is damaged."""
    try:
        _, content, kind, year, names, level, title, held, subjects, lists = _unpacked(data[1:])
        kept = {name: (text, n) for name, (text, n) in lists.items()}
    except (zlib.error, ValueError, TypeError, AttributeError):
        return None
    return Card(path, content, kind, year, tuple(names), level, title, tuple(held), tuple(subjects), kept)


def detailed(data: bytes) -> bool:
    """Whether those bytes hold the document too."""
    return len(data) > _ends(data)[1]


def complete(data: bytes) -> bool:
    """Whether it is the record of an audit that came to its end."""
    return data[:1] == b"\1"


def _ends(data: bytes) -> tuple[int, int]:
    """Where the first two parts end."""
    sizes = [int.from_bytes(data[at : at + _SIZE], "big") for at in (1, 1 + _SIZE)]
    return _HEAD + sizes[0], _HEAD + sum(sizes)


def _packed(data: object) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1)


def _unpacked(data: bytes) -> Any:
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def _numbers(details: Details) -> dict[str, Any]:
    """The numbers as a table; many were compared by the same rules."""
    rules = {number.rules: index for index, number in enumerate({n.rules: n for n in details.numbers}.values())}
    return {"rules": list(rules), "numbers": [[*number[:-1], rules[number.rules]] for number in details.numbers]}


def _document(details: Details) -> dict[str, Any]:
    document = details.document
    assert document is not None
    return {
        "format": document.format,
        "blocks": [_block(block) for block in document.blocks],
        "notices": document.notices,
        "unread": document.unread,
        "properties": document.properties,
        "unread_numbers": details.unread,
        "titles": list(details.titles.items()),
    }


def _block(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return list(block)
    return [{name: getattr(block, name) for name in _TABLE}, block.parent, block.cells]


@lru_cache(maxsize=4)
def _details(numbers: bytes, rest: bytes, path: str) -> Details:
    """Only the last few are kept: a run may have thousands of reports."""
    plain = _unpacked(numbers)
    rules = [tuple(names) for names in plain["rules"]]
    told = tuple(
        Number(Location(*at), table, row, column, text, rules[index])
        for at, table, row, column, text, index in plain["numbers"]
    )
    if not rest:
        return Details(None, told)
    plain = _unpacked(rest)
    document = Document(
        path, plain["format"], tuple(_built(block) for block in plain["blocks"]),
        tuple(Notice(*notice) for notice in plain["notices"]), tuple(Notice(*notice) for notice in plain["unread"]),
        plain["properties"],
    )  # fmt: skip
    return Details(
        document,
        told,
        tuple(Location(*at) for at in plain["unread_numbers"]),
        dict(plain["titles"]),
    )


def _built(plain: list[Any]) -> Block:
    if not isinstance(plain[0], dict):
        paragraph = Paragraph(*plain)
        cell = paragraph.cell
        return paragraph._replace(section=tuple(paragraph.section), cell=tuple(cell) if cell else None)  # type: ignore[arg-type]
    values, parent, cells = plain
    lists = {name: tuple(values[name]) for name in ("section", "pages", "rows", "columns")}
    return Table(
        **{**values, **lists}, cells=tuple(Cell(*cell) for cell in cells), parent=Location(*parent) if parent else None
    )
