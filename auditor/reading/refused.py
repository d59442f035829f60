"""Files that are known and cannot be audited: one sentence each."""

from __future__ import annotations

from typing import Final, NoReturn

from auditor.model.document import Unreadable
from auditor.reading.source import Source

ORDER = 80
SUFFIXES: tuple[str, ...] = ()

_IMAGES: Final = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"BM", "BMP"),
)  # fmt: skip
_OTHERS: Final = (
    (b"%PDF", "PDF"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"MZ", "EXE"), (b"AC10", "DWG"),
)  # fmt: skip
_PACKAGES: Final = (("OFD.xml", "OFD"), ("ppt/presentation.xml", "PPT"))


def matches(source: Source) -> bool:
    """Packages and binary files that no reader took, and pictures."""
    if source.archive is not None or source.streams:
        return True
    return b"\0" in source.head and any(source.head.startswith(sign) for sign, _ in _IMAGES) or _other(source) is not None


def read(source: Source) -> NoReturn:
    """Raises Unreadable."""
    if source.archive is not None:
        known = next((name for part, name in _PACKAGES if part in source.archive), None)
        raise Unreadable("unsupported", format=known) if known else Unreadable("zip-unknown")
    if "EncryptedPackage" in source.streams:
        raise Unreadable("encrypted")
    if source.streams:
        raise Unreadable("unsupported", format="PPT") if "PowerPoint Document" in source.streams else Unreadable("ole-unknown")
    other = _other(source)
    if other:
        raise Unreadable("unsupported", format=other)
    raise Unreadable("image", format=next(name for sign, name in _IMAGES if source.head.startswith(sign)))


def _other(source: Source) -> str | None:
    return next((name for sign, name in _OTHERS if source.head.startswith(sign) and (b"\0" in source.head or sign == b"%PDF")), None)
