"""What the performance report of an imaginary bureau tells: two projects, the whole budget, and the base data behind them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

_CENT = Decimal("0.01")


class Indicator(NamedTuple):
    """An indicator: its classes, name, target and outcome as printed, weight, score, and why it missed."""

    first: str
    second: str
    name: str
    target: str
    actual: str
    weight: int
    score: Decimal
    reason: str = ""


class Fund(NamedTuple):
    """A source of money: initial budget, budget in force and outturn, in 万元."""

    name: str
    initial: Decimal
    budget: Decimal
    spent: Decimal


class Project(NamedTuple):
    """One self-evaluated project, or the budget of the whole bureau."""

    name: str
    unit: str
    funds: Sequence[Fund]
    goal: str
    outcome: str
    indicators: Sequence[Indicator]

    def total(self) -> Fund:
        initial, budget, spent = (sum(amounts, Decimal(0)) for amounts in zip(*(fund[1:] for fund in self.funds), strict=True))
        return Fund("年度资金总额", initial, budget, spent)

    def rate_score(self) -> Decimal:
        """The points for the execution rate: ten times the rate."""
        return rounded(rate(self.total()) / 10)

    def score(self) -> Decimal:
        return self.rate_score() + sum((indicator.score for indicator in self.indicators), Decimal(0))


def rate(fund: Fund) -> Decimal:
    """The execution rate in per cent, two decimals."""
    return rounded(fund.spent / fund.budget * 100)


def rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


def _money(*amounts: str) -> tuple[Decimal, Decimal, Decimal]:
    initial, budget, spent = map(Decimal, amounts)
    return initial, budget, spent


def _points(*values: tuple[str, str, str, str, str, int, str, str]) -> tuple[Indicator, ...]:
    return tuple(Indicator(*value[:6], Decimal(value[6]), value[7]) for value in values)


BUREAU: Final = "临溪县水利局"
YEAR: Final = 2024

DREDGING: Final = Project(
    "县域河道清淤疏浚",
    "临溪县河道管理所",
    (Fund("当年财政拨款", *_money("160.00", "182.50", "176.30")), Fund("上年结转资金", *_money("20.00", "20.00", "18.40"))),
    "完成青溪、白溪等 5 条河道清淤 32 公里，改善行洪条件和沿岸人居环境。",
    "5 条河道清淤 33.6 公里，行洪断面恢复到设计标准，沿岸环境明显改善。",
    _points(
        ("成本指标", "经济成本指标", "项目总成本", "≤202.50万元", "194.70万元", 20, "20", ""),
        ("产出指标", "数量指标", "清淤河道长度", "≥32公里", "33.6公里", 15, "15", ""),
        ("产出指标", "质量指标", "清淤断面验收合格率", "≥98%", "99%", 15, "15", ""),
        ("产出指标", "时效指标", "汛前完工率", "100%", "92%", 10, "9.2", "两处河段受连续降雨影响，汛后补做。"),
        ("效益指标", "社会效益指标", "内涝投诉件数", "≤6件", "4件", 10, "10", ""),
        ("效益指标", "生态效益指标", "监测断面水质达标率", "≥90%", "93%", 10, "10", ""),
        ("满意度指标", "服务对象满意度指标", "沿岸居民满意度", "≥90%", "94%", 10, "10", ""),
    ),
)
RESERVOIR: Final = Project(
    "小型水库安全运行管护",
    "临溪县水库管理站",
    (Fund("当年财政拨款", *_money("96.00", "88.00", "88.00")), Fund("上年结转资金", *_money("0.00", "0.00", "0.00"))),
    "落实 18 座小型水库巡查管护，确保安全度汛和灌溉供水。",
    "18 座小型水库全部落实管护责任，安全度汛，保障灌溉面积 2.3 万亩。",
    _points(
        ("成本指标", "经济成本指标", "管护经费支出总额", "≤88.00万元", "88.00万元", 20, "20", ""),
        ("产出指标", "数量指标", "落实管护水库数", "18座", "18座", 20, "20", ""),
        ("产出指标", "质量指标", "巡查记录完整率", "≥95%", "97%", 10, "10", ""),
        ("产出指标", "时效指标", "隐患按期处置率", "100%", "100%", 10, "10", ""),
        ("效益指标", "社会效益指标", "保障灌溉面积", "≥2.2万亩", "2.3万亩", 20, "20", ""),
        (
            "满意度指标",
            "服务对象满意度指标",
            "受益农户满意度",
            "≥90%",
            "87%",
            10,
            "9.67",
            "部分渠系末端供水偏晚，下年优化调度。",
        ),
    ),
)
PROJECTS: Final = (DREDGING, RESERVOIR)
WHOLE: Final = Project(
    BUREAU,
    BUREAU,
    (Fund("一般公共预算", *_money("842.00", "865.30", "857.45")),),
    "保障全县防汛抗旱、农田灌溉和河湖管护，完成年度各项水利建设任务。",
    "全县安全度汛，灌溉供水有保障，年度水利建设任务全部完成。",
    _points(
        ("产出指标", "数量指标", "完成水利工程项目数", "≥12个", "12个", 25, "25", ""),
        ("产出指标", "质量指标", "工程验收合格率", "100%", "100%", 15, "15", ""),
        ("产出指标", "时效指标", "项目按期开工率", "≥95%", "96%", 10, "10", ""),
        ("效益指标", "社会效益指标", "新增改善灌溉面积", "≥1.5万亩", "1.6万亩", 20, "20", ""),
        ("效益指标", "生态效益指标", "生态流量保证率", "≥90%", "92%", 10, "10", ""),
        ("满意度指标", "服务对象满意度指标", "社会公众满意度", "≥90%", "93%", 10, "10", ""),
    ),
)
"""The bureau's whole budget; its projects are 282.70 万元 of what was spent."""
BASE: Final[Sequence[tuple[str, str, str, str]]] = (
    ("三公经费", "9.60", "9.50", "8.35"),
    ("1、公务用车购置和维护经费", "7.20", "7.00", "6.45"),
    ("其中：公车购置", "0.00", "0.00", "0.00"),
    ("公车运行维护", "7.20", "7.00", "6.45"),
    ("2、出国经费", "0.00", "0.00", "0.00"),
    ("3、公务接待", "2.40", "2.50", "1.90"),
    ("项目支出：", "268.40", "290.50", "282.70"),
    ("1、业务工作经费", "172.10", "202.50", "194.70"),
    ("2、运行维护经费", "96.30", "88.00", "88.00"),
    ("公用经费", "61.20", "60.80", "58.90"),
    ("其中：办公经费", "14.30", "14.00", "13.20"),
    ("水费、电费、差旅费", "11.80", "12.00", "11.40"),
    ("会议费、培训费", "6.10", "6.00", "5.70"),
    ("政府采购金额", "41.50", "46.00", "44.20"),
)
STAFF: Final = (46, 44)
"""Established posts and people in post."""
