"""Reports as a Parquet file for analysis: one row per report, with the sums of its findings and verdicts."""

from __future__ import annotations

from typing import Final

from auditor.model.report import Reports, Run
from auditor.reports.parquet import NEEDS, written

__all__ = ["NAME", "NEEDS", "SUFFIXES", "render"]

NAME: Final = "parquet_reports"
SUFFIXES: Final = (".reports.parquet", "报告.parquet")


def render(run: Run) -> bytes:
    """The file."""
    return written(Reports(run.reports).frame)
