"""Document → Facts: every number gets a meaning, by the pack's vocabulary and by nothing else."""

from auditor.meaning.understand import survey, understand

__all__ = ["survey", "understand"]
