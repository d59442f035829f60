"""Findings as a Parquet file for analysis: one row per finding, with the path, kind, unit and year of its report, and one
without a rule for each report that was not audited to its end."""

from __future__ import annotations

import io
from typing import Final

from auditor.model.frames import results
from auditor.model.report import Run

NAME: Final = "parquet"
SUFFIXES: Final = (".parquet",)
NEEDS: Final = ("pyarrow", "parquet")


def render(run: Run) -> bytes:
    """The file."""
    return written(results(run.reports))


def written(frame: object) -> bytes:
    """A pandas frame as Parquet."""
    out = io.BytesIO()
    frame.to_parquet(out, engine="pyarrow", index=False)  # type: ignore[attr-defined]
    return out.getvalue()
