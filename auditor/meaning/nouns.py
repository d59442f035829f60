"""Names that no pack lists: where a clause begins with one it speaks of something of its own, and a known name that is
only the end of a longer one is not meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.meaning.grammar import Words
from auditor.meaning.subjects import Mention

_LEAST = 2
"""So many characters make a name."""

_NUMBERING = re.compile(r"(?:[\s.、,)(]|[(]?[一二三四五六七八九十]{1,3}[)、.])*[-—]?")
_WRITTEN = re.compile(r"[一-鿿]")
_RUN = re.compile(r"[^,;。:、()\d.①-⑳|]*$")


class Edge(NamedTuple):
    """Where a clause begins; `strong` behind a full stop, a colon, 其中 or the number of an item, else behind a comma."""

    at: int
    strong: bool = True


def unlisted(words: Words, text: str, edge: int, covered: int, end: int) -> tuple[int, int] | None:
    """The stretch between the beginning of a clause and `end` that is a name nobody lists; None when there is none: all of it
    is understood, or it says how or why and names nothing. `covered` is where understood text ends."""
    begun = _NUMBERING.match(text, edge, max(covered, edge))
    if covered > edge and (begun is None or begun.end() < covered):
        return None
    numbering = _NUMBERING.match(text, max(covered, edge), end)
    start = numbering.end() if numbering else covered
    said = words.leading.match(text, start, end)
    start = said.end() if said else start
    name = words.trailing.sub("", text[start:end])
    if len(_WRITTEN.findall(name)) < _LEAST or words.manner.fullmatch(name) or words.cause.match(name):
        return None
    return start, start + len(name)


def whole(words: Words, text: str, covered: int, mention: Mention) -> Mention:
    """The mention, if it is a whole name; else the longer name that it is the end of, which nobody lists."""
    if mention.path or mention.unknown:
        return mention
    run = _RUN.search(text, max(covered, 0), mention.start)
    before = run[0] if run else ""
    owned = not mention.learned and words.owning.search(before)
    if not before or owned or words.opening.search(before):
        return mention
    return Mention(mention.start - len(before), mention.end, ())
