"""The style sheets of a page, as far as they decide whether text shows: which declarations hold for an element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MATTERS: Final = frozenset({
    "display", "visibility", "opacity", "font-size", "font", "color", "background", "background-color", "background-image",
    "text-decoration", "text-decoration-line", "vertical-align", "position", "left", "top", "text-indent", "height", "width",
    "max-height", "overflow", "clip", "clip-path", "mso-hide", "white-space",
})  # fmt: skip
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_STEP = re.compile(r"\s*([>+~])\s*|\s+(?![^\[(]*[\])])")
_SIMPLE = re.compile(
    r"\.(?P<class>[-\w\u0080-\uffff]+)|#(?P<id>[-\w\u0080-\uffff]+)|(?P<tag>[a-zA-Z](?:[-\w]|\\.)*)|\*"
    r"|\[\s*(?P<attribute>[-\w]+)\s*(?:=\s*[\"']?(?P<value>[^\"'\]]*)[\"']?\s*)?\]"
    r"|:(?P<first>first|last)-child|:nth-child\(\s*(?P<nth>[1-9]\d{0,4})\s*\)"
)
"""What a compound is made of, as far as it is understood here: states and pseudo-elements are not."""
_HIDING_MEDIA = re.compile(r"\bprint\b|\bspeech\b")
_SHOWING_MEDIA = re.compile(r"\bscreen\b|\ball\b")


class Compound(NamedTuple):
    """What one element must be: its tag (or any), its id, its classes, its attributes (None: any value), and which child of
    its parent (counted from 1, from the last backwards below nought; 0: any)."""

    tag: str
    name: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...] = ()
    child: int = 0

    def fits(self, element: HtmlElement) -> bool:
        if self.tag not in {"", element.tag} or (self.name and self.name != element.get("id")):
            return False
        if self.classes and not self.classes <= set(element.get("class", "").split()):
            return False
        if any(element.get(name) is None or value not in {None, element.get(name)} for name, value in self.attributes):
            return False
        return not self.child or _is_child(element, self.child)


def _is_child(element: HtmlElement, number: int) -> bool:
    parent = element.getparent()
    siblings = [child for child in parent if isinstance(child.tag, str)] if parent is not None else []
    index = number - 1 if number > 0 else number
    return -len(siblings) <= index < len(siblings) and siblings[index] is element


class Rule(NamedTuple):
    """A selector, its elements from the innermost outwards, each with whether the next is its parent; what it declares.
    `weight` orders rules: specificity first, then place."""

    steps: tuple[tuple[Compound, bool], ...]
    weight: tuple[int, int, int, int]
    declared: Mapping[str, tuple[str, bool]]

    def fits(self, element: HtmlElement) -> bool:
        compound, direct = self.steps[0]
        if not compound.fits(element):
            return False
        for outer, straight in self.steps[1:]:
            parent = element.getparent()
            while parent is not None and not outer.fits(parent) and not direct:
                parent = parent.getparent()
            if parent is None or not outer.fits(parent):
                return False
            element, direct = parent, straight
        return True


class Sheet:
    """All rules of a page; `declared` gives what holds for an element, its own style attribute last."""

    def __init__(self, texts: list[str]) -> None:
        self._by_key: dict[str, list[Rule]] = {}
        for text in texts:
            for selectors, declared in _rules(_COMMENT.sub(" ", text)):
                self._add(selectors, declarations(declared))

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def _add(self, selectors: str, declared: dict[str, tuple[str, bool]]) -> None:
        if not declared:
            return
        for selector in selectors.split(","):
            steps = _steps(selector)
            if not steps:
                continue
            inner = steps[0][0]
            names = sum(bool(step.name) for step, _ in steps)
            classes = sum(len(step.classes) + len(step.attributes) + bool(step.child) for step, _ in steps)
            weight = (names, classes, sum(bool(step.tag) for step, _ in steps), len(self._by_key))
            key = f"#{inner.name}" if inner.name else f".{min(inner.classes)}" if inner.classes else inner.tag
            self._by_key.setdefault(key, []).append(Rule(steps, weight, declared))

    def declared(self, element: HtmlElement) -> dict[str, str]:
        """The declarations that hold for an element."""
        keys = [element.tag, "", *(f".{name}" for name in element.get("class", "").split())]
        if name := element.get("id"):
            keys.append(f"#{name}")
        rules = [rule for key in keys for rule in self._by_key.get(key, ()) if rule.fits(element)]
        layers = [rule.declared for rule in sorted(rules, key=lambda rule: rule.weight)]
        if style := element.get("style"):
            layers.append(declarations(style))
        found: dict[str, str] = {}
        important: dict[str, str] = {}
        for layer in layers:
            for name, (value, strong) in layer.items():
                (important if strong else found)[name] = value
        return {**found, **important}


def declarations(text: str) -> dict[str, tuple[str, bool]]:
    """The declarations that matter here, each with whether it is !important."""
    found: dict[str, tuple[str, bool]] = {}
    for part in text.split(";"):
        name, _, value = part.partition(":")
        name = name.strip().lower()
        if name in MATTERS:
            plain, strong, _ = value.strip().lower().partition("!important")
            found[name] = (plain.strip(), bool(strong))
    return found


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations, also those inside @media and @supports that hold on a screen."""
    at = 0
    while (opened := text.find("{", at)) >= 0:
        head = text[at:opened].rpartition(";")[2].strip() if "@" in text[at:opened] else text[at:opened].strip()
        closed = _closed(text, opened)
        body = text[opened + 1 : closed]
        if head.startswith(("@media", "@supports", "@layer")):
            if not _HIDING_MEDIA.search(head) or _SHOWING_MEDIA.search(head):
                yield from _rules(body)
        elif not head.startswith("@"):
            yield head, body
        at = closed + 1


def _closed(text: str, opened: int) -> int:
    """Where the block that begins there ends."""
    depth = 0
    for match in _BRACE.finditer(text, opened):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.start()
    return len(text)


_BRACE = re.compile(r"[{}]")


def _steps(selector: str) -> tuple[tuple[Compound, bool], ...]:
    """The parts of a selector from the last to the first; none when it says more than tags, classes, names and nesting."""
    parts = _STEP.split(selector.strip())
    steps: list[tuple[Compound, bool]] = []
    for index in range(len(parts) - 1, -1, -2):
        compound = _compound(parts[index])
        joint = parts[index - 1] if index else None
        if compound is None or joint in {"+", "~"}:
            return ()
        steps.append((compound, joint == ">"))
    return tuple(steps)


def _compound(text: str) -> Compound | None:
    tag = name = ""
    classes: set[str] = set()
    attributes: list[tuple[str, str | None]] = []
    at = child = 0
    while at < len(text):
        match = _SIMPLE.match(text, at)
        if match is None:
            return None
        at = match.end()
        if match["class"]:
            classes.add(match["class"])
        elif match["id"]:
            name = match["id"]
        elif match["tag"]:
            tag = match["tag"].lower().replace("\\", "")
        elif match["attribute"]:
            attributes.append((match["attribute"].lower(), match["value"]))
        elif match["first"]:
            child = 1 if match["first"] == "first" else -1
        elif match["nth"]:
            child = int(match["nth"])
    return Compound(tag, name, frozenset(classes), tuple(attributes), child) if text else None
