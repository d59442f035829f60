"""auditor: consistency linting for Chinese departmental final accounts and performance self-evaluations.

>>> from auditor import audit
>>> report = audit("report.docx")
>>> report.findings, report.facts.frame
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "audit"]

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from auditor.model.report import Report


def audit(path: str | Path, *, packs: Sequence[str | Path] = (), profile: str | None = None, lang: str = "zh") -> Report:
    """The audit of one file with the shipped rules and any further `packs`.

    A file that cannot be read gives a report whose status is "incomplete", with the reason. Raises
    auditor.rulebook.RulebookError when a pack has mistakes."""
    from pathlib import Path

    from auditor.engine import audit_file
    from auditor.rulebook import load

    return audit_file(path, load([Path(pack) for pack in packs]), profile=profile, lang=lang)
