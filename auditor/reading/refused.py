"""Files that are known and cannot be audited: one sentence each."""

from __future__ import annotations

from collections.abc import Sequence
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
    return _known(source, _IMAGES) is not None or _known(source, _OTHERS) is not None


def read(source: Source) -> NoReturn:
    """Raises Unreadable."""
    if source.archive is not None:
        known = next((name for part, name in _PACKAGES if part in source.archive), None)
        raise Unreadable("unsupported", format=known) if known else Unreadable("zip-unknown")
    if "EncryptedPackage" in source.streams:
        raise Unreadable("encrypted")
    if source.streams:
        raise Unreadable("unsupported", format="PPT") if "PowerPoint Document" in source.streams else Unreadable("ole-unknown")
    image = _known(source, _IMAGES)
    if image is not None:
        raise Unreadable("image", format=image)
    raise Unreadable("unsupported", format=_known(source, _OTHERS))


def _known(source: Source, signs: Sequence[tuple[bytes, str]]) -> str | None:
    """The format that the first bytes tell; a text may begin with the same letters, but holds no nought."""
    found = next((name for sign, name in signs if source.head.startswith(sign)), None)
    return found if found == "PDF" or b"\0" in source.head else None
