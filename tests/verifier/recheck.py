"""Adds up the evidence of a finding anew, from the JSON alone. Shares no code with the program.

>>> faults(finding)
['SUM011: the sum comes to 0.1 and rounding explains 0.2']
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product
from typing import Any

Json = dict[str, Any]
_DIGITS = re.compile(r"\d[\d,，]*(?:\.\d+)?")


def faults(finding: Json) -> list[str]:
    """What does not add up: relations that hold as printed, operands that are not what is quoted, suggestions that
    mend nothing."""
    found = []
    for evidence in finding.get("evidence", ()):
        found += [f"{evidence['rule']}: {fault}" for fault in (*_relation(evidence), *_quoted(evidence, finding))]
    return found + list(_suggested(finding))


def _relation(evidence: Json) -> list[str]:
    values = {index: Fraction(o["value"]) for index, o in enumerate(evidence["operands"])}
    if evidence["shape"] == "other":
        return [] if _violates(evidence["relation"], Fraction(evidence["difference"]), Fraction(0)) else ["nothing is violated"]
    if _holds(evidence, values):
        return [f"holds as printed; told difference {evidence['difference']}"]
    if evidence["shape"] == "sum":
        left, _ = _sum(evidence, values)
        if left != Fraction(evidence["difference"]):
            return [f"comes to {float(left)}, told {evidence['difference']}"]
    return []


def _sum(evidence: Json, values: dict[int, Fraction]) -> tuple[Fraction, Fraction]:
    total, slack = Fraction(evidence["constant"]), Fraction(0)
    for index, operand in enumerate(evidence["operands"]):
        total += Fraction(operand["factor"]) * values[index]
        slack += abs(Fraction(operand["factor"])) * Fraction(operand["half"])
    # A rule may forgive more than rounding, never less.
    return total, max(slack, Fraction(evidence["tolerance"]))


def _holds(evidence: Json, values: dict[int, Fraction]) -> bool:
    """Whether some numbers within rounding of those values satisfy the relation."""
    if evidence["shape"] == "sum":
        total, slack = _sum(evidence, values)
        return not _violates(evidence["relation"], total, slack)
    told, part, whole = (
        (values[index] - Fraction(o["half"]), values[index] + Fraction(o["half"]))
        for index, o in enumerate(evidence["operands"])
    )
    if whole[0] <= 0 <= whole[1]:
        return True
    factor = -Fraction(evidence["operands"][1]["factor"])
    ends = [a / b * factor for a, b in product(part, whole)]
    return min(ends) <= told[1] and told[0] <= max(ends)


def _violates(relation: str, difference: Fraction, slack: Fraction) -> bool:
    match relation:
        case "==":
            return abs(difference) > slack
        case "≡":
            return difference != 0
        case "<=":
            return difference > slack
        case ">=":
            return difference < -slack
        case "<":
            return difference >= 0
        case ">":
            return difference <= 0
    raise ValueError(relation)


def _quoted(evidence: Json, finding: Json) -> list[str]:
    """Operands whose text is not at the place that they name."""
    return [
        f"{operand['text']} is not in {finding['places'][operand['place']]['quote']}"
        for operand in evidence["operands"]
        if operand["place"] is not None and _plain(operand["text"]) not in _plain(finding["places"][operand["place"]]["quote"])
    ]


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _suggested(finding: Json) -> list[str]:
    """Relations that do not hold when every suggestion is put in."""
    suggestions = {s["place"]: s["suggestion"] for s in finding["suspects"] if s["suggestion"]}
    found = []
    for evidence in finding.get("evidence", ()):
        values = {}
        for index, operand in enumerate(evidence["operands"]):
            values[index] = Fraction(operand["value"])
            new = suggestions.get(operand["place"])
            if new is not None:
                changed = _scaled(operand, new)
                if changed is None:
                    break
                values[index] = changed
        else:
            if suggestions and evidence["shape"] != "other" and not _holds(evidence, values):
                found.append(f"{evidence['rule']}: still fails with {suggestions}")
    return found


def _scaled(operand: Json, new: str) -> Fraction | None:
    """A suggested number in base units, by what the printed one is in them."""
    old, digits = _DIGITS.search(operand["text"]), _DIGITS.search(new)
    if old is None or digits is None or not Fraction(re.sub("[,，]", "", old[0])):
        return None
    unit = Fraction(operand["value"]) / Fraction(re.sub("[,，]", "", old[0]))
    value = Fraction(re.sub("[,，]", "", digits[0]))
    return value * unit * (-1 if new.lstrip().startswith("-") and "-" not in operand["text"] else 1)
