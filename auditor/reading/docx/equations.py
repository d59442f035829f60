"""The text of an equation, as far as it stands in one line; what does not is unreadable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from auditor.characters import UNKNOWN, lowered, raised
from auditor.reading.docx import names as n

_M: Final = n.M
Sees = Callable[[Element], bool]
"""Whether people see that run."""
_PLAIN = frozenset({_M + name for name in ("oMath", "oMathPara", "e", "num", "den", "box", "borderBox", "fName", "func")})
_RUNS = frozenset({n.M_RUN, n.R})
_SILENT = frozenset({_M + "ctrlPr", _M + "rPr", n.RPR})


def pieces(element: Element, seen: Sees = lambda run: True) -> Iterator[tuple[str, Element | None]]:
    """The text of an equation in order, with the element that each piece is the text of, if it is one."""
    if element.tag in _RUNS and not seen(element):
        return
    for child in element:
        tag = child.tag
        if tag == n.M_TEXT or tag == n.T:
            yield child.text or "", child
        elif tag in _SILENT or tag.endswith("Pr"):
            continue
        elif tag in _PLAIN or tag in _RUNS or tag in n.INLINE:
            yield from pieces(child, seen)
        elif tag == _M + "f":
            yield from _part(child, seen, "num")
            yield "/", None
            yield from _part(child, seen, "den")
        elif tag == _M + "d":
            opening, closing = _brackets(child)
            yield opening, None
            for number, inner in enumerate(child.iterfind(_M + "e")):
                if number:
                    yield "|", None
                yield from pieces(inner, seen)
            yield closing, None
        elif tag == _M + "sSup":
            yield from _part(child, seen, "e")
            yield raised("".join(text for text, _ in _part(child, seen, "sup"))), None
        elif tag == _M + "sSub":
            yield from _part(child, seen, "e")
            yield lowered("".join(text for text, _ in _part(child, seen, "sub"))), None
        elif tag == _M + "phant":
            shown = child.find(f"{_M}phantPr/{_M}show")
            if shown is None or shown.get(_M + "val") not in {"0", "off", "false"}:
                yield from _part(child, seen, "e")
        elif tag in {_M + "eqArr", _M + "m"} and sum(part.tag == _M + "e" for part in child.iter()) == 1:
            yield from pieces(next(child.iter(_M + "e")), seen)
        elif tag in n.REMOVED:
            continue
        elif any(part.tag == n.M_TEXT for part in child.iter()):
            yield UNKNOWN, None


def _part(element: Element, seen: Sees, name: str) -> Iterator[tuple[str, Element | None]]:
    part = element.find(_M + name)
    if part is not None:
        yield from pieces(part, seen)


def _brackets(element: Element) -> tuple[str, str]:
    properties = element.find(_M + "dPr")
    found = {"begChr": "(", "endChr": ")"}
    for name in found if properties is not None else ():
        char = properties.find(_M + name) if properties is not None else None
        if char is not None:
            found[name] = char.get(_M + "val", "")
    return found["begChr"], found["endChr"]
