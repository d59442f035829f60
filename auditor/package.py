"""Write office packages (zips): the same parts give the same bytes, and the program knows its own files again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

MARK: Final = "<!-- auditor -->"
"""Stands at the head of outputs that could be taken for documents: the next audit of their folder leaves them out."""
_LABEL: Final = b"uA" + len(MARK).to_bytes(2, "little") + MARK.encode()
"""An extra field of a zip entry, which other programs pass over."""
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def rewritten(path: Path, parts: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced or added; all others as they are, in their order."""
    with zipfile.ZipFile(path) as source:
        entries = [(info, parts.get(info.filename)) for info in source.infolist()]
        names = {info.filename for info, _ in entries}
        whole = [(_copied(info), source.read(info) if data is None else data) for info, data in entries]
    whole += [(zipfile.ZipInfo(name, _DATE), data) for name, data in parts.items() if name not in names]
    return _written(whole)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A new package of those parts, the content types first."""
    return _written([(zipfile.ZipInfo(name, _DATE), data) for name, data in parts.items()])


def dateless(data: bytes) -> bytes:
    """A package that a library wrote, without the time of writing."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return _written([(zipfile.ZipInfo(info.filename, _DATE), source.read(info)) for info in source.infolist()])


def _copied(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.external_attr = info.external_attr
    return made


def _written(entries: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for number, (info, data) in enumerate(entries):
            if not number:
                info.extra = _LABEL  # near the beginning of the file, where reports.is_output looks
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, data)
    return out.getvalue()
