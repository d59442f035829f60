"""A report as bytes and back: what comes out of other processes and out of the cache. Plain JSON, compressed; nothing in it
can run. The first part is the report as published (`reports.json`), the second what only outputs need that show the document
and is read when they ask."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Final

from auditor.model.document import Block, Cell, Document, Location, Notice, Paragraph, Table
from auditor.model.report import Details, Report
from auditor.reports.json import report_object
from auditor.reports.parsed import report_of

_SIZE: Final = 5
"""One byte for the status, the others for the length of the first part."""
_TABLE: Final = ("block", "number", "height", "width", "section", "page", "pages", "sheet", "rows", "columns", "unsure")


def encode(report: Report, *, details: bool) -> bytes:
    """The report without its facts, and without the document unless asked for `details`."""
    core = report_object(report)
    core["at"] = [[place.at for place in finding.places] for finding in report.findings]
    core["seconds"] = {rule: round(spent, 6) for rule, spent in report.seconds.items()}
    first = _packed(core)
    second = _packed(_plain(report.details())) if details and report.document is not None else b""
    return bytes([report.status == "complete"]) + len(first).to_bytes(_SIZE - 1, "big") + first + second


def decode(data: bytes, path: str) -> Report:
    """The report on the file at `path`. Raises ValueError when the bytes are not whole."""
    try:
        size = _end(data)
        core, rest = _unpacked(data[_SIZE:size]), data[size:]
        fetch: Callable[[], Details] = partial(_details, rest, path) if rest else Details
        return report_of({**core, "path": path}, details=fetch)
    except (zlib.error, KeyError, TypeError, AttributeError, IndexError) as problem:
        raise ValueError(str(problem)) from problem


def detailed(data: bytes) -> bool:
    """Whether those bytes hold the document too."""
    return len(data) > _end(data)


def complete(data: bytes) -> bool:
    """Whether it is the record of an audit that came to its end."""
    return data[:1] == b"\1"


def _end(data: bytes) -> int:
    """Where the first part ends."""
    return _SIZE + int.from_bytes(data[1:_SIZE], "big")


def _packed(data: object) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1)


def _unpacked(data: bytes) -> Any:
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def _plain(details: Details) -> dict[str, Any]:
    document = details.document
    assert document is not None
    return {
        "format": document.format,
        "blocks": [_block(block) for block in document.blocks],
        "notices": document.notices,
        "unread": document.unread,
        "properties": document.properties,
        "bound": [[at, rules] for at, rules in details.bound.items()],
        "numbers": details.numbers,
        "unread_numbers": details.unread,
        "titles": list(details.titles.items()),
    }


def _block(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return list(block)
    return [{name: getattr(block, name) for name in _TABLE}, block.parent, block.cells]


@lru_cache(maxsize=4)
def _details(data: bytes, path: str) -> Details:
    """Only the last few are kept: a run may have thousands of reports."""
    plain = _unpacked(data)
    document = Document(
        path, plain["format"], tuple(_built(block) for block in plain["blocks"]),
        tuple(Notice(*notice) for notice in plain["notices"]), tuple(Notice(*notice) for notice in plain["unread"]),
        plain["properties"],
    )  # fmt: skip
    return Details(
        document,
        {Location(*at): tuple(rules) for at, rules in plain["bound"]},
        tuple(Location(*at) for at in plain["numbers"]),
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
