"""第一部分 and 第三部分 in the Shanghai form."""

from __future__ import annotations

from collections.abc import Iterator

from examples import hosting as h
from examples import subjects
from examples.amounts import Amount, total
from examples.books import CAPITAL, FISCAL, FUND, GENERAL, NATURES, OFFICE_ITEMS, SOURCES, STAFF_ITEMS
from examples.content import Content, numeral
from examples.docx_writer import Cell, Heading, Paragraph, Table
from examples.ledger import Budget
from examples.particulars import KINDS
from examples.phrases import Phrases, listed
from examples.reasons import topic_of

Text = Heading | Paragraph | Table
SECTIONS = (
    "收入支出决算总体情况说明", "收入决算情况说明", "支出决算情况说明", "财政拨款收入支出决算总体情况说明",
    "一般公共预算财政拨款支出决算情况说明", "一般公共预算财政拨款基本支出决算情况说明",
    "财政拨款“三公”经费支出决算情况说明", "政府性基金预算财政拨款收入支出决算情况说明",
    "国有资本经营预算财政拨款收入支出决算情况说明", "预算绩效管理情况", "其他重要事项的情况说明",
)  # fmt: skip
_THREE = (h.ABROAD, h.VEHICLES, h.RECEPTION)


def profile(content: Content) -> Iterator[Text]:
    """第一部分: duties and units."""
    ledger = content.ledger
    yield Heading("一、主要职能", 2)
    yield Paragraph(f"{ledger.name}的主要职能是：{'；'.join(ledger.office.duties)}。")
    yield Heading("二、部门决算单位构成", 2)
    yield Paragraph(f"纳入{ledger.name}{ledger.year}年度部门决算编制范围的单位包括：")
    rows: list[list[str | Cell]] = [["序号", "单位名称", "备注"]]
    rows += [[str(number), unit, ""] for number, unit in enumerate(ledger.units, 1)]
    yield Table(rows, 1, (1, 6, 2))


def explanations(content: Content) -> Iterator[Text]:
    """第三部分: the eleven sections."""
    writer = _Writer(content)
    parts = (
        writer.overview(), writer.revenue(), writer.spending(), writer.fiscal(), writer.general(), writer.basic(),
        writer.hosting(), writer.fund(FUND), writer.fund(CAPITAL), writer.evaluation(), writer.others(),
    )  # fmt: skip
    for number, (title, part) in enumerate(zip(SECTIONS, parts, strict=True), 1):
        yield Heading(f"{numeral(number)}、{title}", 2)
        for text in part:
            yield text if isinstance(text, Heading) else Paragraph(text)


class _Writer(Phrases):
    def _against(self) -> str:
        return f"与{self.ledger.year - 1}年度相比，"

    def _compared(self, subject: str, now: Amount, before: Amount) -> str:
        """。与…年度相比，…增加…万元，增长…%。主要原因：…。"""
        moved = self.moved(now, before)
        if not moved:
            return f"。{self._against()}{subject}持平。"
        change = self.change(now, before, against=f"{self._against()}{subject}")
        return f"。{change}{self.because(moved, '收支', '。主要原因：')}。"

    def overview(self) -> Iterator[str]:
        now, before = self.now.grand_total(), self.before.grand_total()
        text = f"{self.ledger.name}{self.ledger.year}年度收入支出总计{self.wan(now)}"
        yield text + self._compared("收入支出总计", now, before)

    def revenue(self) -> Iterator[str]:
        whole = self.now.sum("revenue")
        sources = ((source, self.now.sum("revenue", source=source)) for source in SOURCES)
        yield f"本年收入合计{self.wan(whole)}，其中：{self.shares(sources, whole, all_of_them=False)}。"

    def spending(self) -> Iterator[str]:
        whole = self.now.sum("spending")
        natures = ((nature, self.now.sum("spending", nature=nature)) for nature in NATURES)
        yield f"本年支出合计{self.wan(whole)}，其中：{self.shares(natures, whole, all_of_them=False)}。"

    def fiscal(self) -> Iterator[str]:
        now, before = self.now.grand_total(FISCAL), self.before.grand_total(FISCAL)
        text = f"{self.ledger.name}{self.ledger.year}年度财政拨款收入支出总计{self.wan(now)}"
        yield text + self._compared("财政拨款收入支出总计", now, before)

    def general(self) -> Iterator[str | Heading]:
        label = "一般公共预算财政拨款支出"
        now, before = (books.sum("spending", money=(GENERAL,)) for books in (self.now, self.before))
        yield Heading("（一）一般公共预算财政拨款支出决算总体情况", 3)
        share = f"占本年支出合计的{self.percent(now, self.now.sum('spending'))}"
        yield f"{label}{self.wan(now)}，{share}{self._compared(label, now, before)}"
        yield Heading("（二）一般公共预算财政拨款支出决算结构情况", 3)
        codes = sorted({code[:3] for code in self.now.codes("spending", money=(GENERAL,))})
        parts = ((f"{subjects.name(c)}（类）", self.now.sum("spending", c, money=(GENERAL,))) for c in codes)
        yield f"{label}{self.wan(now)}，主要用于以下方面：{self.shares(parts, now, all_of_them=False)}。"
        yield Heading("（三）一般公共预算财政拨款支出决算具体情况", 3)
        budget = self.ledger.budget(money=(GENERAL,))
        yield f"{label}{self._budgeted(now, budget, '收支')}其中："
        yield from self._subjects(GENERAL)

    def _budgeted(self, final: Amount, budget: Budget, topic: str) -> str:
        """年初预算为…万元，支出决算为…万元，完成年初预算的…%。决算数小于预算数的主要原因：…。"""
        initial = budget.initial
        text = f"年初预算为{self.wan(initial)}，支出决算为{self.wan(final)}{self.completed(final, initial, '年初预算')}。"
        moved = self.exceeds(final, initial)
        if not moved:
            return text + "决算数与预算数持平。"
        return text + f"决算数{'大于' if moved > 0 else '小于'}预算数{self.because(moved, topic, '的主要原因：')}。"

    def _subjects(self, money: str) -> Iterator[str]:
        for number, code in enumerate(sorted(self.now.codes("spending", money=(money,))), 1):
            spent, budget = self.now.sum("spending", code, money=(money,)), self.ledger.budget(code, money=(money,))
            budgeted = self._budgeted(spent, budget, topic_of(code))
            yield f"{number}、{subjects.path(code)}。主要用于：{subjects.SUBJECTS[code].purpose}。{budgeted}"

    def basic(self) -> Iterator[str]:
        basic = self.now.sum("spending", money=(GENERAL,), nature=NATURES[0])
        staff, office = self.now.items(*STAFF_ITEMS), self.now.items(*OFFICE_ITEMS)
        yield (
            f"一般公共预算财政拨款基本支出{self.wan(basic)}。其中：人员经费{self.wan(staff)}，主要包括："
            f"{self.names(*STAFF_ITEMS)}；公用经费{self.wan(office)}，主要包括：{self.names(*OFFICE_ITEMS)}。"
        )

    def hosting(self) -> Iterator[str | Heading]:
        year, name = self.ledger.year, self.ledger.name
        if not self.ledger.has_hosting:
            yield f"{name}{year}年度无“三公”经费财政拨款支出。"
            return
        yield Heading("（一）“三公”经费财政拨款支出决算总体情况说明", 3)
        outlays, budgets, last = self.now.hosting, self.ledger.hosting, self.before.hosting
        final, initial = outlays[h.TOTAL], budgets[h.TOTAL].initial
        parts = "；".join(
            f"{item}支出决算为{self.wan(outlays[item])}{self.completed(outlays[item], budgets[item].initial, '预算')}"
            for item in _THREE
        )
        text = f"“三公”经费财政拨款支出年初预算为{self.wan(initial)}，支出决算为{self.wan(final)}"
        text += f"{self.completed(final, initial, '预算')}，其中：{parts}。"
        if moved := self.exceeds(final, initial):
            word = "大于" if moved > 0 else "小于"
            text += f"{year}年度“三公”经费支出决算数{word}预算数{self.because(moved, '收支', '的主要原因：')}。"
        else:
            text += f"{year}年度“三公”经费支出决算数与预算数持平。"
        yield text
        changes = "；".join(self._change(f"{item}支出决算", outlays[item], last[item]) for item in _THREE)
        subject = f"{year}年度“三公”经费财政拨款支出决算数"
        text = f"{self._change(subject, final, last[h.TOTAL], f'比{year - 1}年度')}，其中：{changes}。"
        for item, topic in zip(_THREE, ("出国", "车辆", "接待"), strict=True):
            if moved := self.moved(outlays[item], last[item]):
                text += f"{item}支出{'增加' if moved > 0 else '减少'}{self.because(moved, topic, '的主要原因是')}。"
        yield text
        yield from self._hosting_details()

    def _change(self, subject: str, now: Amount, before: Amount, against: str = "") -> str:
        same = f"{subject}与{self.ledger.year - 1}年度持平"
        return self.change(now, before, against=subject + against, same=same)

    def _hosting_details(self) -> Iterator[str | Heading]:
        outlays, counts, year = self.now.hosting, self.ledger.counts, self.ledger.year
        final = outlays[h.TOTAL]
        yield Heading("（二）“三公”经费财政拨款支出决算具体情况说明", 3)
        if final:
            parts = self.shares(((f"{item}支出决算", outlays[item]) for item in _THREE), final, all_of_them=True)
            yield f"“三公”经费财政拨款支出决算中，{parts}。具体情况如下："
        yield (
            f"1、{h.ABROAD}支出{self.wan(outlays[h.ABROAD])}。全年安排因公出国（境）团组"
            f"{counts['因公出国（境）团组数']}个、累计{counts['因公出国（境）人次数']}人次。"
        )
        yield f"2、{h.VEHICLES}支出{self.wan(outlays[h.VEHICLES])}。其中："
        yield f"公务用车购置支出为{self.wan(outlays[h.PURCHASE])}，购置公务用车{counts['公务用车购置数']}辆。"
        yield (
            f"公务用车运行维护支出为{self.wan(outlays[h.RUNNING])}，主要用于燃料费、维修费、过路过桥费和保险费。{year}年，"
            f"{self.ledger.name}所属各预算单位开支财政拨款的公务用车保有量为{counts['公务用车保有量']}辆。"
        )
        yield (
            f"3、{h.RECEPTION}支出{self.wan(outlays[h.RECEPTION])}。其中：国内公务接待支出{self.wan(outlays[h.DOMESTIC])}"
            f"（含外宾接待支出{self.wan(outlays[h.FOREIGN])}），公务接待{counts['国内公务接待批次']}批次、"
            f"{counts['国内公务接待人次']}人次，其中：接待外宾{counts['外事接待批次']}批次、{counts['外事接待人次']}人次。"
        )

    def fund(self, money: str) -> Iterator[str]:
        codes = self.content.fund_codes(money)
        if not codes:
            yield f"{self.ledger.name}{self.ledger.year}年度无{money}收入和支出。"
            return
        revenue, spent = (self.now.sum(which, money=(money,)) for which in ("revenue", "spending"))
        yield f"{money}收入{self.wan(revenue)}，支出{self.wan(spent)}，支出具体情况如下："
        yield from self._subjects(money)

    def evaluation(self) -> Iterator[str]:
        ledger, judged = self.ledger, self.ledger.evaluation
        full = total(
            ledger.budget(code, money=(GENERAL,)).full
            for code in sorted(self.now.codes("spending", money=(GENERAL,)))
            if self.now.sum("spending", code, money=(GENERAL,), nature=NATURES[1])
            and not self.now.sum("spending", code, money=(GENERAL,), nature=NATURES[0])
        )
        count, year = len(judged.scores), ledger.year
        goals = f"编报绩效目标的{year}年度项目{count}个，涉及预算金额{self.wan(full)}"
        tracked = f"绩效跟踪评价的{year}年度项目{count}个，涉及预算金额{self.wan(full)}"
        grades = zip(("优", "良", "合格", "不合格"), ("优", "良", "中", "差"), strict=True)
        levels = "；".join(f"绩效评级为“{label}”的项目{judged.graded(grade)}个" for label, grade in grades)
        yield (
            f"{ledger.name}{year}年度预算绩效管理工作开展情况如下：{goals}；{tracked}；绩效自评的{year}年度项目{count}个，"
            f"涉及预算金额{self.wan(full)}，平均得分{judged.average}分（其中，{levels}）。"
        )

    def others(self) -> Iterator[str | Heading]:
        ledger, year = self.ledger, self.ledger.year
        yield Heading("（一）机关运行经费支出情况", 3)
        now, last = ledger.running, self.before.items(*OFFICE_ITEMS)
        change = self.change(now, last, against=f"比{year - 1}年度", same=f"与{year - 1}年度持平")
        reason = self.because(self.moved(now, last), "办公", "。主要原因是")
        yield f"机关运行经费支出{self.wan(now)}，{change}{reason}。"
        yield Heading("（二）政府采购支出情况", 3)
        bought = ledger.procurement
        kinds = "、".join(f"{kind}采购金额{self.wan(bought.spent[kind])}" for kind in KINDS)
        spent = total(bought.spent.values())
        yield f"{ledger.name}{year}年度政府采购金额（以合同签订为准）为{self.wan(spent)}，其中：{kinds}。"
        yield Heading("（三）国有资产占有使用情况说明", 3)
        yield (
            f"截至{year}年12月31日，{ledger.name}共有车辆{sum(ledger.vehicles.values())}辆，其中："
            f"{listed(ledger.vehicles.items(), '辆')}。"
            f"单价100万元（含）以上设备（不含车辆）{ledger.equipment}台（套）。"
        )
