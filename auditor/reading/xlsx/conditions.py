"""Conditional formats, as far as they change what a cell shows: its number format, text that nobody sees, a line through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

X: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COMPARED = re.compile(r"=?\$?([A-Z]{1,3})\$?(\d{1,7})\s*(<>|<=|>=|<|>|=)\s*(.+)")
_ERROR = re.compile(r"=?ISERR(?:OR)?\(\$?([A-Z]{1,3})\$?(\d{1,7})\)", re.IGNORECASE)
_BLANK = re.compile(r"=?(?:ISBLANK\(.+\)|LEN\(TRIM\(.+\)\)=0)", re.IGNORECASE)
_OPERATORS: Final = {
    "lessThan": "<", "lessThanOrEqual": "<=", "equal": "=", "notEqual": "<>", "greaterThanOrEqual": ">=", "greaterThan": ">",
}  # fmt: skip


class Effect(NamedTuple):
    """What a format changes in what a cell shows: the number format, whether its text is unseen, whether it is struck out."""

    code: str | None = None
    unseen: bool = False
    struck: bool = False

    def __bool__(self) -> bool:
        return self.code is not None or self.unseen or self.struck


class Content(NamedTuple):
    """What a cell holds: a number, or a text, or an error (#REF!)."""

    number: Decimal | None
    text: str


class Area(NamedTuple):
    """A stretch of cells, first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


class Rule(NamedTuple):
    """One condition on some areas. `kind`, `operator` and `formulas` are those of the file."""

    priority: int
    areas: tuple[Area, ...]
    kind: str
    operator: str
    text: str
    formulas: tuple[str, ...]
    effect: Effect
    stops: bool

    def covers(self, row: int, column: int) -> bool:
        return any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in self.areas)

    def holds(self, content: Content) -> bool | None:
        """Whether the condition is met; None for one that is not understood here."""
        if self.kind == "cellIs":
            return self._compared(content)
        if self.kind == "expression":
            return self._expressed(content)
        if self.kind in {"containsBlanks", "notContainsBlanks"}:
            return self.kind == "notContainsBlanks"
        if self.kind in {"containsErrors", "notContainsErrors"}:
            return (content.text.startswith("#") and content.number is None) == (self.kind == "containsErrors")
        found = _IN_TEXT.get(self.kind)
        if found is not None and self.text:
            return found(content.text.lower(), self.text.lower())
        return True if self.kind == "valueless" else None

    def _compared(self, content: Content) -> bool | None:
        limits = [_constant(formula) for formula in self.formulas]
        if not limits or any(limit is None for limit in limits):
            return None
        found = [limit for limit in limits if limit is not None]
        if self.operator in {"between", "notBetween"}:
            if len(found) < 2:
                return None
            inside = _compare(content, ">=", found[0]) and _compare(content, "<=", found[1])
            return inside == (self.operator == "between")
        operator = _OPERATORS.get(self.operator)
        return None if operator is None else _compare(content, operator, found[0])

    def _expressed(self, content: Content) -> bool | None:
        formula = self.formulas[0].strip() if self.formulas else ""
        if formula.upper() in {"TRUE", "1", "TRUE()"}:
            return True
        if formula.upper() in {"FALSE", "0", "FALSE()"} or _BLANK.fullmatch(formula):
            return False
        if (match := _ERROR.fullmatch(formula)) and self._is_own(match):
            return content.number is None and content.text.startswith("#")
        if (match := _COMPARED.fullmatch(formula)) and self._is_own(match) and (limit := _constant(match[4])) is not None:
            return _compare(content, match[3], limit)
        return None

    def _is_own(self, match: re.Match[str]) -> bool:
        """Whether the cell that a formula names is the one that is formatted: the first of its first area, not fixed there."""
        first = self.areas[0]
        alone = len(self.areas) == 1 and first.top == first.bottom and first.left == first.right
        named = match[0]
        fixed = f"{match[1]}${match[2]}" in named and first.top != first.bottom
        across = f"${match[1]}" in named and first.left != first.right
        return (_column(match[1]), int(match[2]) - 1) == (first.left, first.top) and (alone or not (fixed or across))


_IN_TEXT: Final[dict[str, Callable[[str, str], bool]]] = {
    "containsText": lambda text, part: part in text,
    "notContainsText": lambda text, part: part not in text,
    "beginsWith": lambda text, part: text.startswith(part),
    "endsWith": lambda text, part: text.endswith(part),
}


def rules(element: Element, effects: Sequence[Effect], areas: Iterable[Area]) -> list[Rule]:
    """The rules of a conditionalFormatting that change what is shown."""
    over = tuple(areas)
    found: list[Rule] = []
    for rule in element.iterfind(f"{X}cfRule"):
        index = int(rule.get("dxfId", "-1"))
        effect = effects[index] if 0 <= index < len(effects) else Effect()
        kind = rule.get("type", "")
        bars = rule.find(f"{X}dataBar") if kind == "dataBar" else rule.find(f"{X}iconSet") if kind == "iconSet" else None
        if bars is not None and bars.get("showValue", "1") in {"0", "false"}:
            kind, effect = "valueless", Effect(unseen=True)
        if effect and over:
            formulas = tuple(formula.text or "" for formula in rule.iterfind(f"{X}formula"))
            found.append(
                Rule(
                    int(rule.get("priority", "1")),
                    over,
                    kind,
                    rule.get("operator", ""),
                    rule.get("text", ""),
                    formulas,
                    effect,
                    rule.get("stopIfTrue") in {"1", "true"},
                )
            )
    return found


def effect(found: Sequence[Rule], row: int, column: int, content: Content) -> Effect | None:
    """What the conditions make of a cell; None when one that matters is not understood. `found` are sorted by priority."""
    made = Effect()
    for rule in found:
        if not rule.covers(row, column):
            continue
        holds = rule.holds(content)
        if holds is None:
            return None
        if holds:
            new = rule.effect
            made = Effect(
                made.code if made.code is not None else new.code, made.unseen or new.unseen, made.struck or new.struck
            )
            if rule.stops:
                break
    return made


def _constant(formula: str) -> Decimal | str | None:
    formula = formula.strip()
    if len(formula) > 1 and formula[0] == formula[-1] == '"':
        return formula[1:-1].replace('""', '"')
    try:
        value = Decimal(formula)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _compare(content: Content, operator: str, limit: Decimal | str) -> bool:
    """As Excel compares: every text is greater than every number."""
    one: tuple[int, Decimal, str] = (
        (0, content.number, "") if content.number is not None else (1, Decimal(0), content.text.lower())
    )
    other: tuple[int, Decimal, str] = (1, Decimal(0), limit.lower()) if isinstance(limit, str) else (0, limit, "")
    return {
        "<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other, "=": one == other, "<>": one != other,
    }[operator]  # fmt: skip


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
