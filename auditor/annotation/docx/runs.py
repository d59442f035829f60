"""Split the runs of a line of text, so that they begin and end at given characters. Formatting and text stay as they are."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from lxml import etree

from auditor.reading.docx import names as n

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Line:
    """The w:t elements of a paragraph or cell, each with the index of its first character."""

    def __init__(self, pieces: list[tuple[int, Any]]) -> None:
        self._pieces = [(start, text) for start, text in pieces if text.text]

    def stretch(self, start: int, end: int) -> list[Any]:
        """The w:t elements that hold characters start…end, -1 for all to the end."""
        return [t for at, t in self._pieces if (end < 0 or at < end) and at + len(t.text) > start]

    def split(self, start: int, end: int) -> list[Any]:
        """The same; the first one then begins a run at `start`, and the last one ends a run at `end`."""
        for offset in (start, end):
            for number, (at, text) in enumerate(self._pieces):
                if at < offset < at + len(text.text):
                    self._pieces.insert(number + 1, (offset, _halved(text, offset - at)))
                    break
        found = self.stretch(start, end)
        if found:
            _begin_run(found[0])
            after = found[-1].getnext()
            if after is not None:
                _begin_run(after)
        return found


def _halved(text: Any, length: int) -> Any:
    """Cut a w:t after so many characters; the second half, which stands behind it."""
    rest = deepcopy(text)
    rest.text, text.text = text.text[length:], text.text[:length]
    for half in (text, rest):
        half.set(_SPACE, "preserve")
    text.addnext(rest)
    return rest


def _begin_run(child: Any) -> None:
    """Part the run so that this child of it is the first of a run."""
    before = [older for older in child.itersiblings(preceding=True) if older.tag != n.RPR]
    if not before:
        return
    run = child.getparent()
    second = etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
    properties = run.find(n.RPR)
    if properties is not None:
        second.append(deepcopy(properties))
    run.addnext(second)
    for moved in [child, *child.itersiblings()]:
        second.append(moved)
