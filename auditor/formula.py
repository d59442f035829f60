"""The language of relations: real labels in 「」, tables in 《》, sums, optional operands, groups.

    每个 科目(类、款) in 《某表》: 「合计」 == 「甲」 + 「乙」 + 可缺(「丙」)

Pure text → tree; what the labels mean is known to the pack and checked by the rulebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

Operator = Literal["==", "!=", "<=", ">=", "<", ">", "≡", "<=>"]


class FormulaError(Exception):
    """A mistake of the author: at which character, a wording key and its slots."""

    def __init__(self, at: int, key: str, **slots: object) -> None:
        super().__init__(key)
        self.at, self.key, self.slots = at, key, slots


@dataclass(frozen=True, slots=True)
class Ref:
    """A number of a table, by member names; without labels the number at hand in the group."""

    table: str | None
    labels: tuple[str, ...]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal
    at: int = 0


@dataclass(frozen=True, slots=True)
class Optional:
    """可缺(…): nought when its table does not print it; 缺表为零(…): nought when the report has no such table."""

    inner: Expression
    table: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences say of a number: 「本年收入合计」的增减额, or of a meaning: 〔政府采购(项目=货物)〕."""

    ref: Ref | None
    meaning: str | None
    quantity: str | None
    at: int = 0


@dataclass(frozen=True, slots=True)
class AnyOf:
    """任一(a, b, …): the relation holds when it holds with one of them."""

    items: tuple[Expression, ...]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Children:
    """科目的下级 or 「本年收入合计」的下级: the parts of the member at hand, or of the member named; further labels
    choose the number of each part."""

    table: str | None
    axis: str | None
    label: str | None
    labels: tuple[str, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True)
class Sum:
    """求和(…) over numbers and children."""

    items: tuple[Expression | Children, ...]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Partnered:
    """上年《表》「栏目」: what the document beside the report says that the pack calls by that name."""

    name: str
    inner: Ref | Told
    at: int = 0


@dataclass(frozen=True, slots=True)
class Binary:
    operator: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression
    at: int = 0


Expression = Ref | Told | Number | Optional | AnyOf | Sum | Partnered | Binary


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    left: Expression
    operator: Operator
    right: Expression
    at: int = 0


@dataclass(frozen=True, slots=True)
class Has:
    """有(「会议费」): the report prints that number's row or column, or tells it."""

    inner: Ref | Told | Partnered
    at: int = 0


Condition = Relation | Has


class GroupAxis(NamedTuple):
    """An axis to go along, and the levels or members to keep (all when empty)."""

    name: str
    only: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Each:
    axes: tuple[GroupAxis, ...]
    table: str
    at: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A relation, for each member of a group, as far as its conditions hold. The same text gives the same object."""

    relation: Relation
    each: Each | None
    when: tuple[Condition, ...]
    source: str


_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|《(?P<table>[^》]+)》"
    r"|「(?P<label>[^」]+)」"
    r"|〔(?P<meaning>[^〕]+)〕"
    r"|(?P<number>\d+(?:\.\d+)?%?)"
    r"|(?P<relation><=>|==|!=|<=|>=|≤|≥|≠|<|>|≡|完全相等|同有同无)"
    r"|(?P<sign>[-+*/×÷＋－−])"
    r"|(?P<open>[(（])|(?P<close>[)）])"
    r"|(?P<comma>[,，、])|(?P<colon>[:：])"
    r"|(?P<word>的下级|的\w+|[\w]+?(?=的下级|[^\w]|$))"
)
_RELATIONS: dict[str, Operator] = {"≤": "<=", "≥": ">=", "≠": "!=", "完全相等": "≡", "同有同无": "<=>"}
_SIGNS: dict[str, Literal["+", "-", "*", "/"]] = {"＋": "+", "－": "-", "−": "-", "×": "*", "÷": "/"}


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


def _tokens(source: str) -> list[_Token]:
    found, at = [], 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise FormulaError(at, "formula-character", character=source[at])
        kind = match.lastgroup or ""
        if kind != "space":
            found.append(_Token(kind, match[kind], at))
        at = match.end()
    found.append(_Token("end", "", len(source)))
    return found


@lru_cache(maxsize=4096)
def parse(source: str) -> Statement:
    """The tree of one statement. Raises FormulaError with the character at fault."""
    return _Parser(source).statement()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source, self.tokens, self.index = source, _tokens(source), 0

    @property
    def here(self) -> _Token:
        return self.tokens[self.index]

    def take(self, kind: str, text: str | None = None) -> _Token | None:
        token = self.here
        if token.kind == kind and (text is None or token.text == text):
            self.index += 1
            return token
        return None

    def need(self, kind: str, text: str | None = None) -> _Token:
        token = self.take(kind, text)
        if token is None:
            raise FormulaError(self.here.at, "formula-expected", wanted=text or kind, found=self.here.text or "…")
        return token

    def statement(self) -> Statement:
        when: list[Condition] = []
        each: Each | None = None
        while True:
            if self.take("word", "当"):
                when.append(self.condition())
                while self.take("word", "且"):
                    when.append(self.condition())
                self.need("colon")
            elif (start := self.take("word", "每个")) and each is None:
                each = self.each(start.at)
            else:
                break
        relation = self.relation()
        if self.here.kind != "end":
            raise FormulaError(self.here.at, "formula-rest", found=self.here.text)
        return Statement(relation, each, tuple(when), self.source)

    def condition(self) -> Condition:
        has = self.take("word", "有")
        if has is None:
            return self.relation()
        self.need("open")
        inner = self.reference()
        self.need("close")
        return Has(inner, has.at)

    def each(self, at: int) -> Each:
        axes = [self.group_axis()]
        while self.take("comma"):
            axes.append(self.group_axis())
        if not self.take("word", "in"):
            self.need("word", "于")
        table = self.need("table").text
        self.need("colon")
        return Each(tuple(axes), table, at)

    def group_axis(self) -> GroupAxis:
        name = self.need("word")
        only: list[str] = []
        if self.take("open"):
            only.append(self.name())
            while self.take("comma"):
                only.append(self.name())
            self.need("close")
        return GroupAxis(name.text, tuple(only), name.at)

    def name(self) -> str:
        token = self.take("label") or self.take("word") or self.need("number")
        return token.text

    def relation(self) -> Relation:
        left = self.sum()
        token = self.need("relation")
        right = self.sum()
        operator: Operator = _RELATIONS.get(token.text, token.text)  # type: ignore[arg-type]
        return Relation(left, operator, right, token.at)

    def sum(self) -> Expression:
        left = self.product()
        while self.here.kind == "sign" and (sign := _SIGNS.get(self.here.text, self.here.text)) in ("+", "-"):
            at = self.need("sign").at
            left = Binary(sign, left, self.product(), at)  # type: ignore[arg-type]
        return left

    def product(self) -> Expression:
        left = self.factor()
        while self.here.kind == "sign" and (sign := _SIGNS.get(self.here.text, self.here.text)) in ("*", "/"):
            at = self.need("sign").at
            left = Binary(sign, left, self.factor(), at)  # type: ignore[arg-type]
        return left

    def factor(self) -> Expression:
        token = self.here
        if self.take("open"):
            inner = self.sum()
            self.need("close")
            return inner
        if self.take("number"):
            value = Decimal(token.text.rstrip("%"))
            return Number(value, token.at)
        if self.take("word", "可缺") or self.take("word", "缺表为零"):
            self.need("open")
            inner = self.sum()
            self.need("close")
            return Optional(inner, token.text == "缺表为零", token.at)
        if self.take("word", "任一"):
            self.need("open")
            choices = [self.sum()]
            while self.take("comma"):
                choices.append(self.sum())
            self.need("close")
            return AnyOf(tuple(choices), token.at)
        if self.take("word", "求和"):
            self.need("open")
            items = [self.item()]
            while self.take("comma"):
                items.append(self.item())
            self.need("close")
            return Sum(tuple(items), token.at)
        return self.reference()

    def item(self) -> Expression | Children:
        start = self.index
        table = self.take("table")
        named = self.take("label") or self.take("word")
        if named and self.take("word", "的下级"):
            is_label = named.kind == "label"
            labels = []
            while label := self.take("label"):
                labels.append(label.text)
            return Children(
                table.text if table else None,
                None if is_label else named.text,
                named.text if is_label else None,
                tuple(labels),
                named.at,
            )
        self.index = start
        return self.sum()

    def reference(self) -> Ref | Told | Partnered:
        token, after = self.here, self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        if token.kind == "word" and (after.kind in {"table", "label", "meaning"} or after == ("word", "本项", after.at)):
            self.index += 1
            inner = self.reference()
            if isinstance(inner, Partnered):
                raise FormulaError(inner.at, "formula-operand", found=inner.name)
            return Partnered(token.text, inner, token.at)
        if self.take("meaning"):
            return Told(None, token.text, self.quantity(), token.at)
        table = self.take("table")
        labels: list[str] = []
        while label := self.take("label"):
            labels.append(label.text)
        if table is None and not labels and not self.take("word", "本项"):
            raise FormulaError(token.at, "formula-operand", found=token.text or "…")
        ref = Ref(table.text if table else None, tuple(labels), token.at)
        quantity = self.quantity()
        return Told(ref, None, quantity, token.at) if quantity else ref

    def quantity(self) -> str | None:
        """的增减额 after a reference."""
        token = self.here
        if token.kind == "word" and token.text.startswith("的") and token.text != "的下级":
            self.index += 1
            return token.text[1:]
        return None
