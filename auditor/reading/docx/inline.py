"""The text of a paragraph: runs in order as they print, with tracked changes accepted and hidden text left out."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from auditor.reading.docx import names as n

_SYMBOL_FONT = {0x2D: "−", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xB4: "×", 0xB8: "÷"}


class Inline:
    """Gathers the text of one paragraph after another; what is not text goes to the callbacks. With `traced`, `texts`
    holds the elements that the text of the last paragraph came from, each with the index of its first character."""

    def __init__(self, notice: Callable[[str], None], break_page: Callable[[], None], *, traced: bool = False) -> None:
        self._notice = notice
        self._break_page = break_page
        self._traced = traced
        self.texts: list[tuple[int, Element]] = []
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []

    def text(self, paragraph: Element) -> str:
        """What the paragraph prints, without its automatic number. Text boxes and notes met are kept aside."""
        if self._traced:
            self.texts = []
        elif len(paragraph) == 1 or (len(paragraph) == 2 and paragraph[0].tag == n.PPR):
            run = paragraph[-1]
            if run.tag == n.R and len(run) == 1 and run[0].tag == n.T:
                return run[0].text or ""
        out: list[str] = []
        self._walk(paragraph, out)
        return "".join(out)

    def _walk(self, element: Element, out: list[str]) -> None:
        for child in element:
            tag = child.tag
            if tag == n.R:
                self._run(child, out)
            elif tag in n.INLINE:
                if tag in {n.INS, n.MOVE_TO}:
                    self._notice("revision-inserted")
                self._walk(child, out)
            elif tag in n.REMOVED:
                self._notice("revision-deleted")
            elif tag == n.SDT:
                content = child.find(n.SDT_CONTENT)
                if content is not None:
                    self._walk(content, out)
            elif tag == n.ALTERNATE:
                self._alternate(child, out)

    def _run(self, run: Element, out: list[str]) -> None:
        for child in run:
            tag = child.tag
            if tag == n.T:
                if self._traced:
                    self.texts.append((sum(map(len, out)), child))
                out.append(child.text or "")
            elif tag == n.RPR:
                hidden = child.find(n.VANISH)
                if hidden is not None and hidden.get(n.VAL) not in {"0", "false", "off"}:
                    if any(part.text for part in run.iterfind(n.T)):
                        self._notice("hidden-text")
                    return
            elif tag == n.TAB:
                out.append("\t")
            elif tag == n.BR or tag == n.CR:
                kind = child.get(n.TYPE)
                if kind == "page":
                    self._break_page()
                elif kind != "column":
                    out.append("\n")
            elif tag == n.PAGE_BREAK:
                self._break_page()
            elif tag == n.HARD_HYPHEN:
                out.append("-")
            elif tag == n.SYM:
                out.append(_symbol(child))
            elif tag == n.FOOTNOTE or tag == n.ENDNOTE:
                self.notes.append(("footnote" if tag == n.FOOTNOTE else "endnote", child.get(n.ID, "")))
            elif tag == n.ALTERNATE:
                self._alternate(child, out)
            elif tag in n.PICTURES:
                self._picture(child)
            elif tag == n.RUBY:
                base = child.find(n.RUBY_BASE)
                if base is not None:
                    self._walk(base, out)

    def _alternate(self, element: Element, out: list[str]) -> None:
        """Of the alternatives only the first counts, or a text box would be read twice."""
        chosen = element.find(n.CHOICE)
        if chosen is None:
            chosen = element.find(n.FALLBACK)
        for child in chosen if chosen is not None else ():
            if child.tag in n.PICTURES:
                self._picture(child)
            elif child.tag == n.R:
                self._run(child, out)

    def _picture(self, element: Element) -> None:
        boxes = list(element.iter(n.TEXT_BOX))
        self.boxes.extend(boxes)
        if not boxes:
            self._notice("picture")


def _symbol(element: Element) -> str:
    """A character of a symbol font; Word keeps them in the private area F000–F0FF."""
    try:
        code = int(element.get(n.CHAR, ""), 16)
    except ValueError:
        return ""
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if "symbol" in element.get(n.FONT, "").lower() and code in _SYMBOL_FONT:
        return _SYMBOL_FONT[code]
    return chr(code) if 0x20 <= code <= 0x10FFFF else ""
