"""The text of a paragraph: runs in order as they print, with tracked changes accepted; what nobody sees is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, Protocol
from xml.etree.ElementTree import Element

from auditor.characters import UNKNOWN, lowered, raised
from auditor.reading.docx import equations
from auditor.reading.docx import names as n
from auditor.reading.docx.fields import PAGE_NUMBERS, Fields
from auditor.reading.docx.looks import PAPER, PLAIN, Look, Looks, shade
from auditor.reading.docx.symbols import symbol

_LIFTS: Final = {"superscript": raised, "subscript": lowered}
_BACKWARDS, _FORWARDS = "\u202e", "\u202c"
_UNDERSTOOD = re.compile(r"(?:wp[scgi]?|w|a|c|cx)\d*[a-z]*|aink|am3d|oel|m|o|v|r")
"""The prefixes of namespaces that Word knows, as Word and WPS write them."""
_EMBEDDED = re.compile(r"(?:Excel|ET|Word|WPS)\.", re.IGNORECASE)


class Tell(Protocol):
    """What is told of a document besides its text: a kind, by wording key, and a detail."""

    def __call__(self, kind: str, detail: str = "") -> None: ...


class Inline:
    """Gathers the text of one paragraph after another; what is not text goes to the callbacks. With `traced`, `texts`
    holds the elements that the text of the last paragraph came from, each with the index of its first character.
    `ground` is the colour behind the paragraph; where nothing is `coloured`, nobody need look for it."""

    def __init__(
        self, looks: Looks, notice: Tell, unread: Tell, break_page: Callable[[], None], *, traced: bool = False
    ) -> None:
        self._looks = looks
        self._notice = notice
        self._unread = unread
        self._break_page = break_page
        self._traced = traced
        self._usual = looks.paragraph("")
        self._all_alike = not looks.special
        self.coloured = True
        self._base = PLAIN
        self._lifted: list[tuple[int, str]] = []
        self.fields = Fields()
        self.ground = PAPER
        self.texts: list[tuple[int, Element]] = []
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []

    def text(self, paragraph: Element) -> str:
        """What the paragraph prints, without its automatic number. Text boxes and notes met are kept aside."""
        children = len(paragraph)
        if not children:
            self.texts = []
            return ""
        first = paragraph[0]
        self._base = self._of(first) if first.tag == n.PPR else self._usual
        if self._traced:
            self.texts = []
        elif self._base is PLAIN and (children == 1 or (children == 2 and first.tag == n.PPR)) and not self.fields:
            run = paragraph[-1]
            if run.tag == n.R and len(run) == 1 and run[0].tag == n.T:
                return run[0].text or ""
        out: list[str] = []
        self._walk(paragraph, out)
        if self.fields:
            self.fields.paragraph_ended()
        if self._lifted:
            self._settle(out)
        return "".join(out)

    def _of(self, properties: Element) -> Look:
        """How a run looks that says nothing of itself, in a paragraph with these properties."""
        if self._all_alike and not self.coloured:
            return self._usual
        named = properties.find(n.STYLE_REF)
        base = self._usual if named is None else self._looks.paragraph(named.get(n.VAL, ""))
        fill = shade(properties.find(n.SHADE))
        return base if fill is None else base._replace(fill=fill)

    def _settle(self, out: list[str]) -> None:
        """Where nothing stands beside it, raised text is the text and no mark."""
        marks = {at for at, _ in self._lifted}
        if not any(text.strip() for at, text in enumerate(out) if at not in marks):
            for at, text in self._lifted:
                out[at] = text
        self._lifted = []

    def _walk(self, element: Element, out: list[str]) -> None:
        for child in element:
            tag = child.tag
            if tag == n.R:
                self._run(child, out)
            elif tag != n.PPR:
                self._other(child, tag, PLAIN, out)

    def _run(self, run: Element, out: list[str]) -> None:
        properties = run.find(n.RPR)
        look = self._base if properties is None else self._looks.run(properties, self._base)
        if look is not PLAIN and (look.strike or look.hidden(self.ground)):
            self._unseen(run, look)
            return
        for child in run:
            tag = child.tag
            if tag == n.T:
                self._say(child, look, out)
            elif tag != n.RPR:
                self._other(child, tag, look, out)

    def _sees(self, run: Element) -> bool:
        """Whether people see a run of an equation."""
        properties = run.find(n.RPR)
        look = self._base if properties is None else self._looks.run(properties, self._base)
        return not (look.strike or look.hidden(self.ground))

    def _unseen(self, run: Element, look: Look) -> None:
        """A run that nobody sees, or that is struck out: only the fields that it opens and closes count."""
        if any(part.text for part in run.iterfind(n.T)):
            self._notice("struck-text" if look.strike and not look.hidden(self.ground) else "hidden-text")
        for child in run:
            if child.tag == n.FIELD_CHAR:
                self.fields.mark(child)
            elif child.tag == n.INSTRUCTION:
                self.fields.instruct(child.text)

    def _say(self, element: Element, look: Look, out: list[str]) -> None:
        text = element.text or ""
        if self.fields and self.fields.silent:
            return
        if self._traced:
            self.texts.append((sum(map(len, out)), element))
        lift = _LIFTS.get(look.lift or "")
        if lift is not None:
            self._lifted.append((len(out), text))
            text = lift(text)
        out.append(text)

    def _other(self, child: Element, tag: str, look: Look, out: list[str]) -> None:
        """All that a paragraph or run may hold besides runs and their text."""
        if tag in n.SILENT:
            return
        if tag == n.TAB or tag == n.POSITION_TAB:
            out.append("\t")
        elif tag == n.BR or tag == n.CR:
            kind = child.get(n.TYPE)
            if kind == "page":
                self._break_page()
            elif kind != "column":
                out.append("\n")
        elif tag == n.PAGE_BREAK:
            self._break_page()
        elif tag == n.FIELD_CHAR:
            out.append(self.fields.mark(child))
        elif tag == n.INSTRUCTION:
            self.fields.instruct(child.text)
        elif tag == n.HARD_HYPHEN:
            out.append("-")
        elif tag == n.SYM:
            out.append(symbol(child))
        elif tag == n.FOOTNOTE or tag == n.ENDNOTE:
            self.notes.append(("footnote" if tag == n.FOOTNOTE else "endnote", child.get(n.ID, "")))
        elif tag in n.INLINE:
            self._wrapper(child, tag, out)
        elif tag in n.REMOVED:
            self._notice("revision-deleted")
        elif tag == n.SDT or tag == n.RUBY:
            content = child.find(n.SDT_CONTENT if tag == n.SDT else n.RUBY_BASE)
            if content is not None:
                self._walk(content, out)
        elif tag == n.R:
            self._run(child, out)
        elif tag == n.T:
            self._say(child, look, out)
        elif tag in n.MATH:
            self._equation(child, out)
        elif tag in n.PICTURES:
            self._picture(child)
        elif tag == n.ALTERNATE:
            shown = chosen(child)
            for inner in child if shown is None else shown:
                self._other(inner, inner.tag, look, out)
        elif tag == n.SUB_DOCUMENT:
            self._unread("sub-document")
        elif bears_text(child):
            self._unread("unknown-element", child.tag.rpartition("}")[2])
            out.append(UNKNOWN)

    def _wrapper(self, element: Element, tag: str, out: list[str]) -> None:
        if tag == n.INS or tag == n.MOVE_TO:
            self._notice("revision-inserted")
        elif tag == n.FIELD:
            code = element.get(n.FIELD_CODE, "").upper().split()
            self.fields.page_numbers += bool(code) and code[0] in PAGE_NUMBERS
        backwards = tag == n.BDO and element.get(n.VAL) == "rtl"
        if backwards:
            out.append(_BACKWARDS)
        self._walk(element, out)
        if backwards:
            out.append(_FORWARDS)

    def _equation(self, element: Element, out: list[str]) -> None:
        for text, source in equations.pieces(element, self._sees):
            if self._traced and source is not None:
                self.texts.append((sum(map(len, out)), source))
            out.append(text)

    def _picture(self, element: Element) -> None:
        boxes = list(_boxes(element))
        self.boxes.extend(boxes)
        if boxes:
            return
        program = next((o.get("ProgID", "") for o in element.iter(n.OLE)), "") if element.tag == n.OBJECT else ""
        if _EMBEDDED.match(program):
            self._unread("embedded", program)
        else:
            self._notice("picture")


def chosen(element: Element) -> Element | None:
    """Of the alternatives the one that Word shows, or a text box would be read twice; None when there is none for it."""
    for choice in element.iterfind(n.CHOICE):
        if all(map(_UNDERSTOOD.fullmatch, choice.get("Requires", "").split())):
            return choice
    return element.find(n.FALLBACK)


def bears_text(element: Element) -> bool:
    """Whether there are letters somewhere in an element of which nothing else is known."""
    return any(part.text for part in element.iter() if part.tag in n.TEXTS)


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes; those inside them come to light when they are read."""
    for child in element:
        if child.tag == n.TEXT_BOX:
            yield child
        elif child.tag == n.ALTERNATE:
            shown = chosen(child)
            yield from _boxes(shown if shown is not None else child)
        else:
            yield from _boxes(child)
