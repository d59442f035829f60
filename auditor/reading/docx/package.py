"""Which part of a zip package is the text of a Word document."""

from __future__ import annotations

import re

from auditor.reading.archive import Archive

_WORD_PART = re.compile(r"(?:^|/)word.*/document\d*\.xml$|^word/document\d*\.xml$")


def main_part(archive: Archive) -> str | None:
    """The name of that part, None when the package is no Word document."""
    named = archive.main_part("word/document.xml", r"(?:wordprocessingml|ms-word)\.(?:document|template)")
    return named or next((name for name in archive.names() if _WORD_PART.search(name)), None)
