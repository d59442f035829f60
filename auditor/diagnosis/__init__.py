"""What went wrong: failed relations are merged into causes, and causes told as findings."""

from auditor.diagnosis.findings import findings

__all__ = ["findings"]
