"""Findings as a Parquet file for analysis: one row per finding, with the path, kind, unit and year of its report."""

from __future__ import annotations

import io
from typing import Final

from auditor.model.report import Reports, Run

NAME: Final = "parquet"
SUFFIXES: Final = (".parquet",)
NEEDS: Final = ("pyarrow", "parquet")


def render(run: Run) -> bytes:
    """The file."""
    return written(Reports(run.reports).findings.frame)


def written(frame: object) -> bytes:
    """A pandas frame as Parquet."""
    out = io.BytesIO()
    frame.to_parquet(out, engine="pyarrow", index=False)  # type: ignore[attr-defined]
    return out.getvalue()
