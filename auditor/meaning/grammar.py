"""The words of the pack, made ready for reading clauses; built once per vocabulary."""

from __future__ import annotations

import re

from auditor.meaning.tokens import Lexer
from auditor.model.pack import Concepts, Prose

_VALUE = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[^,;。:、\d]{0,2}?"
VALUES = re.compile(_VALUE)


class Grammar:
    """Patterns over folded text. `among`: what follows are parts of the subject; `joined`: what may stand between the
    members of a list; `listed`: a list of numbers behind 分别 or 各."""

    def __init__(self, prose: Prose, concepts: Concepts) -> None:
        self.prose, self.concepts = prose, concepts
        self.lexer = Lexer(prose)
        joined = "|".join(map(re.escape, prose.joined)) or "(?!)"
        self.among = re.compile("|".join(prose.among) or "(?!)")
        self.joined = re.compile(f"(?:{joined})?")
        self.listed = re.compile(rf"[^,;。:、\d]{{0,8}}(?P<list>{_VALUE}(?:(?:{joined}|,){_VALUE})+)")
