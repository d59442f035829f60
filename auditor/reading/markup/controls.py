"""What is no text of a page but shows some: its controls, formulas and drawings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TYPED: Final = frozenset({"text", "number", "tel", "email", "date", "search", "url", ""})
_FRAMES: Final = {"iframe": "src", "embed": "src", "object": "data"}
_FILES: Final = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".7z")
_SIZE = re.compile(r"\d+(?!\d|%)")
_SMALL: Final = 100
"""Pixels; smaller pictures and frames are icons and counters."""


def as_text(root: HtmlElement) -> None:
    """Write what controls show as plain text: the chosen options, what is filled in, the words of formulas and drawings."""
    for element in list(root.iter("select", "textarea", "input", "svg", "math")):
        tag = element.tag
        if tag == "select":
            # One that does something when chosen from is a menu.
            _write(element, "" if element.get("onchange") else _chosen(element))
        elif tag == "textarea":
            element.tag = "span"
            element.set("style", f"{element.get('style', '')};white-space:pre-wrap")
        elif tag == "input":
            if element.get("type", "").lower() in _TYPED and element.get("value"):
                _write(element, element.get("value", ""))
        elif tag == "svg":
            _write(element, " ".join(text.text_content() for text in list(element.iter("text"))))
        else:
            _formula(element)


def frames(root: HtmlElement) -> list[str]:
    """The addresses of other pages and files that show inside this one."""
    shown = (element for element in root.iter(*_FRAMES) if not is_small(element) and not _is_hidden(element))
    return [
        address for element in shown if (address := element.get(_FRAMES[element.tag], "").strip()) and address != "about:blank"
    ]


def attachments(root: HtmlElement) -> list[str]:
    """What the links to office files and packages say, each address once."""
    found: dict[str, str] = {}
    for link in root.iter("a"):
        address = link.get("href", "").partition("?")[0].lower()
        if address.endswith(_FILES) and not _is_hidden(link):
            found.setdefault(address, " ".join(link.text_content().split()) or address.rpartition("/")[2])
    return list(found.values())


def is_small(element: HtmlElement) -> bool:
    """Whether an element is not larger than an icon, as far as it says so."""
    sizes = [int(size[0][:9]) for name in ("width", "height") if (size := _SIZE.match(element.get(name, "")))]
    return bool(sizes) and min(sizes) < _SMALL


def _is_hidden(element: HtmlElement) -> bool:
    return any(each.get("hidden") is not None for each in (element, *element.iterancestors()))


def _chosen(element: HtmlElement) -> str:
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if element.get("multiple") is None:
        chosen = (chosen or options)[-1 if chosen else 0 :][:1]
    return "、".join(option.text_content().strip() for option in chosen)


def _write(element: HtmlElement, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.tag, element.text = "span", text


def _formula(element: HtmlElement) -> None:
    """The characters of a formula in their order; a fraction as a/b, a power raised."""
    for part in list(element.iter()):
        if not isinstance(part.tag, str):
            continue
        name = part.tag.rpartition(":")[2]
        if name in {"annotation", "annotation-xml"}:
            part.set("hidden", "")
        elif name == "mfrac" and len(part) == 2:
            part[0].tail = "/"
        elif name in {"msup", "msub"} and len(part) == 2:
            part[1].tag = name[1:]
            continue
        if part.tag not in {"sup", "sub"}:
            part.tag = "span"
