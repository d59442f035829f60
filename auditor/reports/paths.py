"""File names as other programs want them: relative where possible, forward slashes, percent-encoded URIs."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def relative(path: str) -> str:
    """The path from the current folder with forward slashes; the absolute path when it lies elsewhere."""
    absolute = os.path.abspath(path)
    try:
        inside = os.path.relpath(absolute)
    except ValueError:  # another drive
        inside = ".."
    return Path(absolute if inside.startswith("..") else inside).as_posix()


def uri(path: str) -> str:
    """The same as a URI reference: percent-encoded bytes of the name (UTF-8), file:// when it is absolute."""
    name = relative(path)
    if os.path.isabs(name):
        return Path(name).as_uri()
    return quote(os.fsencode(name), safe="/-._~!$&'()*+,;=@")
