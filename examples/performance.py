"""The performance report of an imaginary bureau: the text, the base data, the whole budget's form and one form a project.

>>> blocks()
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from examples.docx_writer import Block, Cell, Heading, PageBreak, Paragraph, Table
from examples.projects import BASE, BUREAU, PROJECTS, STAFF, WHOLE, YEAR, Fund, Indicator, Project, rate, rounded

_WIDTH = 9
Row = list[str | Cell]


def blocks() -> list[Block]:
    """The whole report. Every number in it follows from `projects`."""
    return [
        Paragraph(f"{YEAR}年度{BUREAU}整体支出绩效自评报告", "center"),
        PageBreak(),
        *_text(),
        PageBreak(),
        Paragraph("附件1", ""),
        Paragraph(f"{YEAR}年度部门整体支出绩效评价基础数据表", "center"),
        _base(),
        Paragraph("附件2", ""),
        Paragraph(f"{YEAR}年度部门整体支出绩效自评表", "center"),
        form(WHOLE, [[Cell("部门（单位）名称"), Cell(WHOLE.name, _WIDTH - 1)]], _natures()),
        *_project_forms(),
    ]


def _text() -> Iterator[Block]:
    spent, mean = _spent(), rounded(sum((project.score() for project in PROJECTS), Decimal(0)) / len(PROJECTS))
    total = WHOLE.total()
    yield Heading("一、部门基本情况", 2)
    yield Paragraph(f"{BUREAU}核定编制{STAFF[0]}名，实有在职人员{STAFF[1]}名，主要负责全县水资源管理、防汛抗旱和水利工程建设。")
    yield Heading("二、资金使用情况", 2)
    yield Paragraph(f"{YEAR}年全年预算{total.budget}万元，实际支出{total.spent}万元，预算执行率{rate(total)}%。")
    yield Heading("三、绩效自评工作开展情况", 2)
    yield Paragraph(
        f"按照预算绩效管理要求，我局组织对{len(PROJECTS)}个项目开展了绩效自评，共涉及资金{spent}万元。"
        f"其中，{len(PROJECTS)}个项目评价结果为“优”，0个项目评价结果为“良”。"
    )
    yield Paragraph(f"项目自评平均分为{mean}分，部门整体支出自评得分为{WHOLE.score()}分，评价等级为“优”。")
    yield Heading("四、存在的问题和改进措施", 2)
    yield Paragraph("个别工程受天气影响进度滞后。下一步将提前谋划施工时序，加强预算执行分析。")


def _spent() -> Decimal:
    """The projects' outturn."""
    return sum((project.total().spent for project in PROJECTS), Decimal(0))


def _base() -> Table:
    quota, people = STAFF
    rows: list[Row] = [
        [Cell("财政供养人员情况（人）", rowspan=2), "编制数", f"{YEAR}年实际在职人数", "控制率"],
        [str(quota), str(people), f"{rounded(Decimal(people) / quota * 100)}%"],
        ["经费控制情况（万元）", f"{YEAR - 1}年决算数", f"{YEAR}年预算数", f"{YEAR}年决算数"],
    ]
    rows += [[*line] for line in BASE]
    return Table(rows)


def _project_forms() -> Iterator[Block]:
    for number, project in enumerate(PROJECTS, 3):
        yield PageBreak()
        yield Paragraph(f"附件{number}", "")
        yield Paragraph("项目支出绩效自评表", "center")
        yield Paragraph(f"（{YEAR}年度）", "center")
        head: list[Row] = [
            [Cell("项目名称"), Cell(project.name, _WIDTH - 1)],
            [Cell("主管部门"), Cell(BUREAU, 3), Cell("实施单位"), Cell(project.unit, 4)],
        ]
        named = [fund._replace(name=("其中：" if not index else "") + fund.name) for index, fund in enumerate(project.funds)]
        yield form(project, head, [fund_line(fund, fund.name) for fund in named])


def form(project: Project, head: list[Row], sources: list[Row]) -> Table:
    total = project.total()
    own = fund_line(total, total.name, "10", str(project.rate_score()))
    rows: list[Row] = [*head, [Cell("项目资金（万元）", 2), *_COLUMNS], *([Cell(""), *line] for line in (own, *sources))]
    rows += [
        [Cell("年度总体目标", rowspan=2), Cell("预期目标", 4), Cell("实际完成情况", 4)],
        [Cell(project.goal, 4), Cell(project.outcome, 4)],
        [Cell("绩效指标", rowspan=1 + len(project.indicators)), *_HEADS],
        *_indicators(project.indicators),
        [Cell("总分", 6), "100", str(project.score()), "等级：优"],
    ]
    return Table(rows, header=0)


_COLUMNS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", Cell("得分", 2))
_HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")


def fund_line(fund: Fund, label: str, weight: str = "—", score: str = "—") -> Row:
    shown = f"{rate(fund)}%" if fund.budget else "—"
    return [label, str(fund.initial), str(fund.budget), str(fund.spent), weight, shown, Cell(score, 2)]


def _natures() -> list[Row]:
    """The whole budget by source and by nature: names and amounts in one cell."""
    spent, projects = WHOLE.total().spent, _spent()
    return [
        [Cell("按收入性质分：", 3), Cell("按支出性质分：", 5)],
        [Cell(f"其中：一般公共预算：{spent}", 3), Cell(f"其中：基本支出：{spent - projects}", 5)],
        [Cell("政府性基金拨款：0.00", 3), Cell(f"项目支出：{projects}", 5)],
    ]


def _indicators(found: Sequence[Indicator]) -> Iterator[Row]:
    """The lines of indicators, classes merged downwards, with the weight of a class in its heading."""
    for first, group in groupby(found, key=lambda indicator: indicator.first):
        mine = list(group)
        weight = sum(indicator.weight for indicator in mine)
        for index, one in enumerate(mine):
            row: Row = [Cell(f"{first}（{weight}分）", rowspan=len(mine))] if not index else []
            yield [*row, one.second, one.name, one.target, one.actual, str(one.weight), str(one.score), one.reason]
