"""Word documents, read straight from their XML: what is printed, nothing else."""

from auditor.reading.docx.reader import matches, read

__all__ = ["matches", "read"]
