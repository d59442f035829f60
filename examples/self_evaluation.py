"""The self-evaluation of a department, from its ledger: base data, the whole budget's form, and forms of two projects.

>>> blocks(make(7))
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from examples import hosting as h
from examples import subjects
from examples.amounts import Amount
from examples.books import GENERAL, OFFICE_ITEMS
from examples.docx_writer import Block, Cell, Heading, PageBreak, Paragraph, Table
from examples.ledger import Ledger
from examples.performance import form, fund_line
from examples.projects import WHOLE, Fund, Indicator, Project

_WIDTH: Final = 9
_SHOWN: Final = 2
_INDICATORS: Final = tuple(
    Indicator(*told)
    for told in (
        ("产出指标", "数量指标", "完成年度任务数", "≥12项", "12项", 30, Decimal(30), ""),
        ("产出指标", "质量指标", "任务验收合格率", "≥98%", "99%", 20, Decimal(20), ""),
        ("效益指标", "社会效益指标", "服务覆盖乡镇数", "≥9个", "9个", 30, Decimal(30), ""),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%", 10, Decimal(10), ""),
    )
)
"""They tell no money, so that they go with any project."""


def blocks(ledger: Ledger) -> list[Block]:
    """The whole report. The projects are the costliest of the general budget."""
    name, year = ledger.name, ledger.year
    whole = Project(name, name, (_fund(ledger, ""),), WHOLE.goal, WHOLE.outcome, WHOLE.indicators)
    return [
        Paragraph(f"{year}年度{name}整体支出绩效自评报告", "center"),
        PageBreak(),
        Heading("一、部门基本情况", 2),
        Paragraph(f"{name}核定编制{ledger.staff.employed + 2}名，实有在职人员{ledger.staff.employed}名。"),
        Heading("二、绩效自评工作开展情况", 2),
        Paragraph("按照预算绩效管理要求，我局组织开展了整体支出绩效自评和项目支出绩效自评。"),
        Heading("三、存在的问题和改进措施", 2),
        Paragraph("个别工程受天气影响进度滞后。下一步将提前谋划施工时序，加强预算执行分析。"),
        PageBreak(),
        Paragraph(f"{year}年度部门整体支出绩效评价基础数据表", "center"),
        _base(ledger),
        Paragraph(f"{year}年度部门整体支出绩效自评表", "center"),
        form(whole, [[Cell("部门（单位）名称"), Cell(name, _WIDTH - 1)]], []),
        *(block for project in _projects(ledger) for block in _project(project, name, year)),
    ]


def _fund(ledger: Ledger, code: str) -> Fund:
    number = ledger.printer().number
    budget, spent = ledger.budget(code, money=(GENERAL,)), ledger.now.sum("spending", code, money=(GENERAL,))
    return Fund("当年财政拨款", number(budget.initial), number(budget.full), number(spent))


def _projects(ledger: Ledger) -> list[Project]:
    lines = [line for line in ledger.now.lines if line.money == GENERAL and "项目支出" in line.spending]
    codes = {line.code for line in lines}
    basic = {code for code in codes if ledger.now.sum("spending", code, money=(GENERAL,), nature="基本支出")}
    costly = sorted(codes - basic, key=lambda code: -ledger.now.sum("spending", code, money=(GENERAL,)).fen)[:_SHOWN]
    goal, outcome = "按计划完成年度任务，保障民生用水。", "年度任务按计划完成，民生用水有保障。"
    return [
        Project(subjects.SUBJECTS[code].purpose + "项目", ledger.name, (_fund(ledger, code),), goal, outcome, _INDICATORS)
        for code in costly
    ]


def _project(project: Project, bureau: str, year: int) -> list[Block]:
    head: list[list[str | Cell]] = [
        [Cell("项目名称"), Cell(project.name, _WIDTH - 1)],
        [Cell("主管部门"), Cell(bureau, 3), Cell("实施单位"), Cell(project.unit, 4)],
    ]
    sources = [fund_line(fund, f"其中：{fund.name}") for fund in project.funds]
    title = [Paragraph("项目支出绩效自评表", "center"), Paragraph(f"（{year}年度）", "center")]
    return [PageBreak(), *title, form(project, head, sources)]


def _base(ledger: Ledger) -> Table:
    """Heads, then what cost what: last year, this year's budget, this year."""
    posts, people, year = ledger.staff.employed + 2, ledger.staff.employed, ledger.year
    rate = (Decimal(people * 100) / posts).quantize(Decimal("0.01"))
    rows: list[list[str | Cell]] = [
        [Cell("财政供养人员情况（人）", rowspan=2), "编制数", f"{year}年实际在职人数", "控制率"],
        [str(posts), str(people), f"{rate}%"],
        ["经费控制情况（万元）", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"],
    ]
    text = ledger.printer().text
    outlays = (("三公经费", h.TOTAL), ("1、公务用车购置和维护经费", h.VEHICLES), ("其中：公车购置", h.PURCHASE),
               ("公车运行维护", h.RUNNING), ("2、出国经费", h.ABROAD), ("3、公务接待", h.RECEPTION))  # fmt: skip
    for label, item in outlays:
        rows.append([label, *map(text, (ledger.before.hosting[item], ledger.hosting[item].full, ledger.now.hosting[item]))])
    before, now = (books.sum("spending", nature="项目支出") for books in (ledger.before, ledger.now))
    for label in ("项目支出：", "1、业务工作经费"):
        rows.append([label, text(before), text(now), text(now)])
    running: list[Amount] = [books.items(*OFFICE_ITEMS) for books in (ledger.before, ledger.now)]
    rows.append(["公用经费", text(running[0]), text(running[1]), text(running[1])])
    return Table(rows)
