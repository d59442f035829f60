"""Forms → facts: labelled fields, grids of funds and records of indicators, by the pack's description of their blocks."""

from auditor.meaning.forms.read import read_forms

__all__ = ["read_forms"]
