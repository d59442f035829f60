"""The words of the pack, made ready for reading sentences; built once per vocabulary."""

from __future__ import annotations

import re

from auditor.meaning.tokens import Lexer
from auditor.model.pack import Prose

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_VALUES = re.compile(_NUMBER)
_ASIDE = r"\([^()]{0,20}\)"
_ASIDES = re.compile(_ASIDE)


def values(listed: str) -> int:
    """How many numbers a list holds, those in brackets behind them not counted."""
    return len(_VALUES.findall(_ASIDES.sub("", listed)))


class Words:
    """Patterns over folded text that all reports share.

    `among`: what follows are parts of the subject; `joined`: what may stand between the members of a list; `versus`: ends a
    comparison; `listed`: a
    list of numbers behind 分别 or 各; `filling`: words that may stand between a number and what it belongs to;
    `periods`: of a year, longest first. Round names: `opening` ends what may stand before one, `owning`
    tells whose it is, `leading` is let go at the
    beginning of a clause and `trailing` at the end of a name; `manner` and `cause` name nothing."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.lexer = Lexer(prose)
        joined = "|".join(map(re.escape, prose.joined)) or "(?!)"
        self.among = re.compile("|".join(prose.among) or "(?!)")
        self.joined = re.compile(f"(?:{joined})?")
        self.versus = re.compile(f"(?:{'|'.join(prose.words.get('compared', ())) or '(?!)'})$")
        value = rf"{_NUMBER}(?:[^,;。:、()\d]{{0,2}}(?:{_ASIDE})?(?={joined}|[,;。]|$))?"
        self.listed = re.compile(rf"[^,;。:、\d]{{0,24}}(?P<list>{value}(?:(?:{joined}|,){value})+)")
        fillers = "|".join(map(re.escape, prose.fillers)) or "(?!)"
        self.filling = re.compile(rf"(?:{fillers}|\s)*[:()]?")
        names = {part: "|".join(patterns) or "(?!)" for part, patterns in prose.names.items()}
        self.opening = re.compile(f"(?:{names.get('before', '(?!)')}|{'|'.join(prose.periods.values()) or '(?!)'})$")
        self.owning = re.compile(f"(?:{names.get('owners', '(?!)')})$")
        self.leading = re.compile(f"(?:{names.get('leading', '(?!)')}|{'|'.join(prose.periods.values()) or '(?!)'})*")
        self.trailing = re.compile(rf"(?:{fillers}|\s)*[:()]?$")
        self.manner = re.compile(f"(?:{names.get('manner', '(?!)')}|{fillers})*")
        self.cause = re.compile(names.get("cause", "(?!)"))
        self.periods = [(name, re.compile(pattern)) for name, pattern in prose.periods.items()]
        said = "|".join((*prose.periods.values(), *prose.owners)) or "(?!)"
        self._leading = re.compile(f"(?:{said})+")

    def named(self, words: str) -> str:
        """What is counted, without whose it is and in which period."""
        return self._leading.sub("", words, count=1) if self._leading.match(words) else words
