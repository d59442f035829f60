"""Draws the books of two years from a random number generator: this year, then the year that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

from examples.amounts import FEN_IN_WAN, NOUGHT, Amount, entry, total
from examples.books import CAPITAL, FUND, GENERAL, OWN, Books, Line
from examples.hosting import Hosting
from examples.offices import ELSEWHERE, Office

MATCHED: Final = {
    "2080501": ("30301", "30302"), "2080505": ("30108",), "2080506": ("30109",), "2101103": ("30111",),
    "2210201": ("30113",),
}  # fmt: skip
"""项 whose basic expenditure is one and the same payment as an economic 款."""
MEDICAL: Final = ("2101101", "2101102", "30110")

_PER_HEAD: Final = {
    "30101": 4.8, "30102": 2.6, "30103": 3.9, "30107": 1.7, "30108": 1.5, "30109": 0.7, "30110": 0.8, "30111": 0.3,
    "30112": 0.1, "30113": 1.3, "30199": 0.9, "30201": 0.35, "30202": 0.08, "30205": 0.03, "30206": 0.12, "30207": 0.09,
    "30211": 0.3, "30213": 0.15, "30215": 0.06, "30216": 0.08, "30226": 0.4, "30227": 0.5, "30228": 0.16, "30229": 0.1,
    "30239": 0.6, "30299": 0.25, "30301": 0.1, "30302": 1.1, "30304": 0.2, "30305": 0.15, "30307": 0.05, "30309": 0.02,
    "30399": 0.1, "31002": 0.12, "31003": 0.1, "31007": 0.06,
}  # fmt: skip
"""Basic expenditure per employee in 万元."""
_ALWAYS: Final = frozenset({"30101", "30102", "30103", "30108", "30110", "30113", "30201", "30211", "30299"})


@dataclass(slots=True)
class Plan:
    """What a department has in every year: staff, economic items, and lines with their usual size in 万元."""

    office: Office
    staff: int
    items: tuple[str, ...]
    shares: Mapping[str, float]
    projects: Mapping[tuple[str, str], float]
    own: tuple[tuple[str, str, str, float], ...] = field(default=())


def plan(rng: Random, office: Office, size: int | None) -> Plan:
    """A department of that kind. `size` is the number of its projects; drawn when None."""
    staff = rng.randint(8, 120)
    items = tuple(code for code in _PER_HEAD if code in _ALWAYS or rng.random() < 0.6)
    home = list(office.projects)
    rng.shuffle(home)
    elsewhere = rng.sample(ELSEWHERE, rng.randint(0, 4))
    chosen = (home[: rng.randint(2, len(home))] + elsewhere) if size is None else (home + list(ELSEWHERE))[:size]
    projects = {(code, GENERAL): rng.lognormvariate(3.6, 1.0) + 3 for code in chosen}
    if rng.random() < 0.45:
        for code in rng.sample(office.funds, rng.randint(1, len(office.funds))):
            projects[code, FUND] = rng.uniform(8, 300)
    if rng.random() < 0.15:
        projects[rng.choice(("2230105", "2239999")), CAPITAL] = rng.uniform(2, 40)
    shares = {office.institution: rng.uniform(0.1, 0.4)} if rng.random() < 0.6 else {}
    if "30102" in items and rng.random() < 0.3:
        shares["2210203"] = rng.uniform(0.01, 0.05)
    return Plan(office, staff, items, shares, projects, tuple(_own(rng, office)))


def _own(rng: Random, office: Office) -> list[tuple[str, str, str, float]]:
    """项, source, nature of expenditure and usual size of the money that is no appropriation."""
    kinds = (
        (0.55, office.runs, "其他收入", "基本支出", rng.uniform(0.05, 8)),
        (0.25, office.institution, "事业收入", rng.choice(("基本支出", "项目支出")), rng.uniform(5, 200)),
        (0.10, office.projects[0], "上级补助收入", "项目支出", rng.uniform(2, 60)),
        (0.07, office.institution, "经营收入", "经营支出", rng.uniform(2, 50)),
        (0.05, office.runs, "附属单位上缴收入", "项目支出", rng.uniform(2, 30)),
    )
    return [tuple(kind) for chance, *kind in kinds if rng.random() < chance]  # type: ignore[misc]


def economic(rng: Random, plan: Plan, hosting: Hosting, year: int) -> dict[str, Amount]:
    """The general budget's basic expenditure of one year by economic 款."""
    found = {}
    for code in plan.items:
        if code in _ALWAYS or rng.random() < 0.95:
            found[code] = _draw(rng, f"{year}.economic:{code}", _PER_HEAD[code] * plan.staff)
    for code, fen in hosting.basic.items():
        found[code] = entry(f"{year}.economic:{code}", fen)
    return {code: amount for code, amount in sorted(found.items()) if amount}


def books(
    rng: Random, plan: Plan, hosting: Hosting, year: int, closings: Mapping[tuple[str, str], Amount] | None = None
) -> Books:
    """The books of one year. `closings` are the balances that the year must end with, by 项 and source or money."""
    items = economic(rng, plan, hosting, year)
    lines = [
        *_basic_lines(rng, plan, items, year),
        *(_project(rng, code, money, usual, year, closings) for (code, money), usual in plan.projects.items()),
        *(_own_line(rng, *own, year, closings) for own in plan.own),
    ]
    return Books(tuple(line for line in lines if line), items, hosting.outlays(items, year))


def _basic_lines(rng: Random, plan: Plan, items: Mapping[str, Amount], year: int) -> list[Line]:
    """Basic expenditure by 项: matched ones equal their economic item, the department's first line has the rest."""
    spending = {code: total(items[i] for i in matched if i in items) for code, matched in MATCHED.items()}
    office_medical, other_medical, item = MEDICAL
    medical = items[item]
    institutions = plan.office.institution in plan.shares
    spending[other_medical] = _part(rng, medical, rng.uniform(0.2, 0.5), f"{year}.medical") if institutions else NOUGHT
    spending[office_medical] = medical - spending[other_medical]
    rest = total(items.values()) - total(spending.values())
    for code, share in plan.shares.items():
        spending[code] = _part(rng, rest, share, f"{year}.basic:{code}")
    spending[plan.office.runs] = rest - total(spending[code] for code in plan.shares)
    return [
        Line(code, GENERAL, "财政拨款收入", NOUGHT, {"基本支出": amount}, NOUGHT) for code, amount in spending.items() if amount
    ]


def _project(
    rng: Random, code: str, money: str, usual: float, year: int, closings: Mapping[tuple[str, str], Amount] | None
) -> Line | None:
    """A project of one year, or None when it did not exist yet."""
    closing = _closing(rng, code, money, usual, year, closings)
    if closings is not None and not closing and rng.random() < 0.12:
        return None
    spent = _draw(rng, f"{year}.project:{code}{money}", usual)
    opening = _draw(rng, f"{year}.opening:{code}{money}", usual * 0.2) if rng.random() < 0.4 else NOUGHT
    return Line(code, money, "财政拨款收入", opening, {"项目支出": spent}, closing)


def _own_line(
    rng: Random, code: str, source: str, nature: str, usual: float, year: int,
    closings: Mapping[tuple[str, str], Amount] | None,
) -> Line:  # fmt: skip
    closing = _closing(rng, code, source, usual, year, closings)
    spent = _draw(rng, f"{year}.own:{code}{source}", usual)
    opening = _draw(rng, f"{year}.opening:{code}{source}", usual * 0.15) if rng.random() < 0.5 else NOUGHT
    business = source in {"事业收入", "经营收入"}
    used = _draw(rng, f"{year}.used:{code}{source}", usual * 0.1) if business and rng.random() < 0.3 else NOUGHT
    given = _draw(rng, f"{year}.distributed:{code}{source}", usual * 0.1) if business and rng.random() < 0.3 else NOUGHT
    return Line(code, OWN, source, opening, {nature: spent}, closing, used, given)


def _closing(
    rng: Random, code: str, which: str, usual: float, year: int, closings: Mapping[tuple[str, str], Amount] | None
) -> Amount:
    if closings is not None:
        return closings.get((code, which), NOUGHT)
    return _draw(rng, f"{year}.closing:{code}{which}", usual * 0.25) if rng.random() < 0.35 else NOUGHT


def openings(books: Books) -> dict[tuple[str, str], Amount]:
    """What the year before must have left, by 项 and money or source."""
    return {(line.code, line.source if line.money == OWN else line.money): line.opening for line in books.lines}


def _draw(rng: Random, name: str, wan: float) -> Amount:
    """An entry of about that many 万元, to the fen."""
    return entry(name, max(round(wan * rng.uniform(0.75, 1.3) * FEN_IN_WAN), 20_000))


def _part(rng: Random, whole: Amount, share: float, name: str) -> Amount:
    return entry(name, round(whole.fen * share * rng.uniform(0.9, 1.1)))
