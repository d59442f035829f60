"""Rule packs: strict YAML, the mistakes of authors at file:line:column, and a cache for speed."""

from auditor.rulebook.load import Rulebook, load, shipped
from auditor.rulebook.problems import RulebookError

__all__ = ["Rulebook", "RulebookError", "load", "shipped"]
