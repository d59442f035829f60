"""The shares of a complete list add up to a hundred: rules that say `share_total:`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from auditor.model.facts import Fact, Facts
from auditor.model.pack import Rule, Vocabulary
from auditor.model.report import Comparison, Gap, Outcome, Term
from auditor.model.shape import Scalar, Shape
from auditor.model.text import Statement
from auditor.numbers import ZERO, show

WHOLE: Final = True
KEY: Final = "share_total"
SETTINGS: Final[Mapping[str, Shape]] = {"share_total": Scalar(pattern=r"\d+")}
ONE, HUNDRED, GRACE = Decimal(1), Decimal(100), Decimal("0.01")


def check(rule: Rule, facts: Facts, vocabulary: Vocabulary) -> Outcome:
    """Add the shares of every list of at least that many parts whose amounts make up the whole."""
    outcome = Outcome(rule, absent=Gap("no-sentences"))
    prose = vocabulary.prose
    if prose is None:
        return outcome
    lists: dict[int, list[Statement]] = {}
    for statement in facts.statements:
        if statement.parent >= 0 and not statement.base and prose.derived["share"] in statement.figures:
            lists.setdefault(statement.parent, []).append(statement)
    for number, parts in lists.items():
        shares = [part.figures[prose.derived["share"]] for part in parts]
        if len(parts) < int(rule.settings["share_total"]):
            continue
        amounts = [part.figures[prose.default.name] for part in parts if prose.default.name in part.figures]
        if not _complete(amounts, len(parts), facts.numbered.get(number), facts, prose.default.name):
            continue
        total = sum((share.value for share in shares), ZERO)
        tolerance = sum((share.half for share in shares), ZERO) + GRACE
        passed = abs(total - HUNDRED) <= tolerance
        words = "＋".join(share.text for share in shares)
        outcome.comparisons.append(
            Comparison(rule.id, passed, "==", words, "100%", total, HUNDRED, total - HUNDRED, tolerance,
                       tuple(Term(share, ONE, True) for share in shares), group=show(total))
        )  # fmt: skip
    return outcome


def _complete(amounts: list[Fact], parts: int, whole: Statement | None, facts: Facts, name: str) -> bool:
    """Whether the parts listed make up the whole, by their amounts."""
    if whole is None or len(amounts) != parts:
        return False
    candidates = [whole.figures[name]] if name in whole.figures else []
    candidates += [fact for meaning in whole.meanings for fact in facts.printed.get(meaning, ()) if fact.state == "number"]
    total = sum((fact.value for fact in amounts), ZERO)
    slack = sum((fact.half for fact in amounts), ZERO)
    return any(abs(total - fact.value) <= slack + fact.half for fact in candidates)
