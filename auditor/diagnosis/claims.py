"""What a finding claims: the figure it is about, the value expected of it, and by how much it is off, with the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from auditor.diagnosis.suspicion import Meant, Suspicion
from auditor.model.facts import Fact
from auditor.model.report import Comparison, Term
from auditor.numbers import rounded, show
from auditor.wording import say

_FINEST = 6
_USUAL = 2
_SIGN = {("<=", True): "≤ ", ("<=", False): "≥ ", (">=", True): "≥ ", (">=", False): "≤ "}
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def claim(lead: Comparison, suspects: Sequence[Suspicion], meant: Meant | None) -> tuple[Fact | None, str | None, str | None]:
    """The figure that the finding is about, the value expected of it and the value printed."""
    if lead.relation in {"!=", "<=>", "word"} and lead.expected is None:
        return (lead.terms[0].fact, None, lead.terms[0].fact.text) if lead.terms else (None, None, None)
    if len(suspects) == 1 and meant is not None:
        return suspects[0].fact, printed(suspects[0].fact, meant), suspects[0].fact.text
    if lead.expected is not None:
        about = lead.terms[0].fact if lead.terms else None
        if len(suspects) == 1 and about is not None and suspects[0].fact.at != about.at:
            return suspects[0].fact, _between(suspects[0]), suspects[0].fact.text
        return about, lead.expected, lead.actual or (about.text if about else "")
    if len(suspects) == 1:
        fact = suspects[0].fact
        own = next((t for t in lead.terms if t.fact.at == fact.at), None)
        if own is not None and lead.linear and abs(own.factor) == 1:
            return fact, _needed(lead, own), fact.text
    if lead.linear and not lead.scale and lead.terms:
        # Relations that contradict each other: which number is wrong is not known, nor what it should be.
        return lead.terms[0].fact, None, None
    left = [term for term in lead.terms if term.left]
    right = [term for term in lead.terms if not term.left]
    single = left if len(left) == 1 else right if len(right) == 1 else []
    if single and suspects and all(s.fact.at != single[0].fact.at for s in suspects):
        # The total is right by other relations: one of its parts is wrong, and nothing tells which.
        return single[0].fact, None, None
    if single:
        fact = single[0].fact
        other = lead.right_value if single[0].left else lead.left_value
        return fact, _SIGN.get((lead.relation, single[0].left), "") + fact.shown(other), fact.text
    shown = lead.terms[0].fact if lead.terms else None
    if shown is None:
        return None, show(lead.right_value), show(lead.left_value)
    return shown, shown.shown(lead.right_value), shown.shown(lead.left_value)


def _between(suspicion: Suspicion) -> str | None:
    """The values that would satisfy all relations, as one would print them; None when they have no bounds."""
    fact, low, high = suspicion
    if high - low > abs(fact.value) + 1:
        return None
    first, last = fact.shown(low), fact.shown(high)
    return first if first == last else f"{first}～{last}"


def _needed(lead: Comparison, own: Term) -> str:
    factor = own.factor if own.left else -own.factor
    return own.fact.shown(own.fact.value - (lead.left_value - lead.right_value) / factor)


def printed(fact: Fact, meant: Meant) -> str:
    """A value as it should have been printed: as one would have typed it, or with the decimals usual in its table."""
    percent = fact.unit.name if fact.unit.measure == "percent" else ""
    if meant.text:
        return meant.text + percent
    amount = meant.value.scaleb(-fact.unit.exponent)
    if fact.directed:
        amount = -amount
    places = fact.places
    if fact.half:
        places = max(places, -(fact.half * 2).scaleb(-fact.unit.exponent).adjusted())
    text = show(amount, places) if rounded(amount, places) == amount else show(amount)
    return text + percent


def off(lead: Comparison, primary: Fact | None, expected: str | None, actual: str | None) -> str | None:
    """By how much a number is off what is expected of it, in its own unit; of several values the nearest counts. Where nothing
    is expected of one number, by how much the relation is."""
    if expected is None or primary is None or actual != primary.text:
        return _amount(lead, abs(lead.left_value - lead.right_value if lead.linear else lead.difference), _places(lead))
    own = primary.value.scaleb(-primary.unit.exponent)
    own = -own if primary.directed else own
    values = [-Decimal(text) if text.startswith("+") else Decimal(text) for text in _NUMBER.findall(expected)]
    return show(min(abs(own - value) for value in values)) if values else None


def unit(lead: Comparison, primary: Fact | None, lang: str) -> str:
    """The unit of a difference: that of the number, percentage points of percentages; empty for what is counted."""
    fact = primary or next((term.fact for term in lead.terms), None)
    if fact is None:
        return ""
    return say("unit.points", lang) if fact.unit.measure == "percent" else fact.unit.name


def _places(lead: Comparison) -> int:
    """The decimals that a difference has: those printed of the operands, in the unit of the first."""
    facts = [term.fact for term in lead.terms]
    if not facts:
        return _FINEST
    if not lead.linear:
        return max(facts[0].places, _USUAL)
    return min(max(f.places + facts[0].unit.exponent - f.unit.exponent for f in facts), _FINEST)


def _amount(lead: Comparison, value: Decimal, places: int) -> str:
    """An amount in the unit of the first operand. What so few decimals would hide is shown with more."""
    first = next((term.fact for term in lead.terms), None)
    if first is None:
        return show(value)
    amount = value.scaleb(-first.unit.exponent)
    return show(rounded(amount, places) or rounded(amount, _FINEST))


def slots(lead: Comparison, primary: Fact | None, expected: str | None, actual: str | None, lang: str) -> dict[str, str]:
    """What a rule's message may name. Amounts are in the unit of the figure at fault."""
    first = next((term.fact for term in lead.terms), None)
    gap = abs(lead.left_value - lead.right_value if lead.linear else lead.difference)
    return {
        "左式": lead.left or (first.row if first else ""),
        "右式": lead.right,
        "左值": _amount(lead, lead.left_value, _FINEST),
        "右值": _amount(lead, lead.right_value, _FINEST),
        "差": _amount(lead, gap, _places(lead)) + unit(lead, None, lang),
        "容差": _amount(lead, lead.tolerance, _FINEST),
        "应为": expected or "",
        "印为": actual or "",
        "表": primary.sheet if primary else "",
        "行": primary.row if primary else "",
        "列": primary.column if primary else "",
        "组": lead.group,
        "成立": str(lead.proof[0]) if lead.proof else "",
        "处": str(lead.proof[1]) if lead.proof else "",
        "单位": primary.unit.name if primary else "",
    }
