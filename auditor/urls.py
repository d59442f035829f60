"""What names a document elsewhere, apart from the fetching of it, which few audits need."""

from __future__ import annotations

import re
from typing import Final

_URL: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+(?:::[^:]+)*://")


def is_url(path: str) -> bool:
    """Whether a document is named by an URL; a drive letter is none."""
    return bool(_URL.match(path))
