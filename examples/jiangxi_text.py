"""第一部分 and 第三部分 in the Jiangxi form."""

from __future__ import annotations

from collections.abc import Iterator

from examples import hosting as h
from examples import subjects
from examples.amounts import Amount, total
from examples.books import FISCAL, GENERAL, NATURES, SOURCES
from examples.content import Content, numeral
from examples.docx_writer import Heading, Paragraph
from examples.particulars import GRADES, KINDS
from examples.phrases import Phrases, listed
from examples.reasons import topic_of

Text = Heading | Paragraph
SECTIONS = (
    "收入决算情况说明", "支出决算情况说明", "财政拨款支出决算情况说明", "一般公共预算财政拨款基本支出决算情况说明",
    "财政拨款“三公”经费支出决算情况说明", "机关运行经费支出情况说明", "政府采购支出情况说明", "国有资产占用情况说明",
    "预算绩效情况说明",
)  # fmt: skip
_FOUR = (("工资福利支出", "301"), ("商品和服务支出", "302"), ("对个人和家庭补助支出", "303"), ("资本性支出", "310"))


def profile(content: Content) -> Iterator[Text]:
    """第一部分: duties, units and staff."""
    ledger, staff = content.ledger, content.ledger.staff
    yield Heading("一、部门主要职责", 2)
    for number, duty in enumerate(ledger.office.duties, 1):
        yield Paragraph(f"（{number}）{duty}。")
    yield Heading("二、机构设置及人员情况", 2)
    units = "、".join(ledger.units)
    yield Paragraph(f"纳入本套部门决算汇编范围的单位共{len(ledger.units)}个，包括：{units}。")
    sections = ledger.office.sections
    yield Paragraph(f"{ledger.units[0]}设立{len(sections)}个内设机构，分别是：{'、'.join(sections)}。")
    retired = staff.retired_unit + staff.retired_fund
    yield Paragraph(
        f"本部门年末编制内实有人员{staff.employed}人，其他人员{staff.others}人。离退休人员{retired}人，其中："
        f"单位发放离退休费的人员{staff.retired_unit}人，养老保险基金发放养老金的人员{staff.retired_fund}人。"
    )


def explanations(content: Content) -> Iterator[Text]:
    """第三部分: the nine sections."""
    writer = _Writer(content)
    parts = (
        writer.revenue(), writer.spending(), writer.fiscal(), writer.basic(), writer.hosting(), writer.running(),
        writer.procurement(), writer.assets(), writer.evaluation(),
    )  # fmt: skip
    for number, (title, part) in enumerate(zip(SECTIONS, parts, strict=True), 1):
        yield Heading(f"{numeral(number)}、{title}", 2)
        yield from map(Paragraph, part)


class _Writer(Phrases):
    def _changes(self, label: str, now: Amount, before: Amount, topic: str) -> str:
        return f"{label}{self.wan(now)}，{self.changed(now, before, topic)}"

    def revenue(self) -> Iterator[str]:
        now, before, year = self.now, self.before, self.ledger.year
        quantities = (
            ("年初结转和结余", now.sum("opening"), before.sum("opening"), "结余"),
            ("使用非财政拨款结余（含专用结余）", now.sum("used"), before.sum("used"), "收支"),
            ("本年收入合计", now.sum("revenue"), before.sum("revenue"), "收支"),
        )
        parts = "；".join(self._changes(*quantity) for quantity in quantities)
        yield f"本部门{year}年度收入总计{self.wan(now.grand_total())}，其中{parts}。"
        order = (SOURCES[0], "事业收入", "经营收入", "上级补助收入", "附属单位上缴收入", "其他收入")
        sources = ((source, now.sum("revenue", source=source)) for source in order)
        yield f"本年收入的具体构成：{self.shares(sources, now.sum('revenue'), all_of_them=True)}。"

    def spending(self) -> Iterator[str]:
        now, before, year = self.now, self.before, self.ledger.year
        quantities = (
            ("本年支出合计", now.sum("spending"), before.sum("spending"), "收支"),
            ("结余分配", now.sum("distributed"), before.sum("distributed"), "收支"),
            ("年末结转和结余", now.sum("closing"), before.sum("closing"), "结余"),
        )
        parts = "；".join(self._changes(*quantity) for quantity in quantities)
        yield f"本部门{year}年度支出总计{self.wan(now.grand_total())}，其中{parts}。"
        order = ("基本支出", "项目支出", "经营支出", "上缴上级支出", "对附属单位补助支出")
        natures = ((nature, now.sum("spending", nature=nature)) for nature in order)
        yield f"本年支出的具体构成：{self.shares(natures, now.sum('spending'), all_of_them=True)}。"

    def fiscal(self) -> Iterator[str]:
        spent, budget = self.now.sum("spending", money=FISCAL), self.ledger.budget().initial
        yield (
            f"本部门{self.ledger.year}年度财政拨款本年支出年初预算数{self.wan(budget)}，决算数{self.wan(spent)}"
            f"{self.completed(spent, budget, '年初预算')}。其中："
        )
        codes = sorted({code[:3] for code in self.now.codes("spending", money=FISCAL)})
        for number, code in enumerate(codes, 1):
            spent, budget = self.now.sum("spending", code, money=FISCAL), self.ledger.budget(code).initial
            reason = self.because(self.exceeds(spent, budget), topic_of(code), "。预决算差异主要原因：")
            yield (
                f"（{numeral(number)}）{subjects.name(code)}（类）年初预算数{self.wan(budget)}，决算数{self.wan(spent)}"
                f"{self.completed(spent, budget, '年初预算')}{reason}。"
            )

    def basic(self) -> Iterator[str]:
        basic = self.now.sum("spending", money=(GENERAL,), nature=NATURES[0])
        yield f"本部门{self.ledger.year}年度一般公共预算财政拨款基本支出{self.wan(basic)}，其中："
        for number, (label, code) in enumerate(_FOUR, 1):
            changes = self._changes(label, self.now.items(code), self.before.items(code), topic_of(code))
            yield f"（{numeral(number)}）{changes}。"

    def hosting(self) -> Iterator[str]:
        year, counts = self.ledger.year, self.ledger.counts
        if not self.ledger.has_hosting:
            yield f"本部门{year}年度无财政拨款“三公”经费支出。"
            return
        yield f"本部门{year}年度财政拨款“三公”经费支出{self._outlay(h.TOTAL)}，其中："
        yield (
            f"（一）{h.ABROAD}{self._outlay(h.ABROAD, '出国')}。"
            f"全年安排因公出国（境）团组{counts['因公出国（境）团组数']}个，累计{counts['因公出国（境）人次数']}人次。"
        )
        yield f"（二）{h.VEHICLES}{self._budgeted(h.VEHICLES)}，其中："
        yield (f"公务用车购置{self._outlay(h.PURCHASE, '设备')}。全年使用财政拨款购置公务用车{counts['公务用车购置数']}辆。")
        yield (
            f"{h.RUNNING}{self._outlay(h.RUNNING, '车辆')}。"
            f"年末使用财政拨款负担费用的公务用车保有量{counts['公务用车保有量']}辆。"
        )
        yield (
            f"（三）{h.RECEPTION}{self._outlay(h.RECEPTION, '接待')}。全年国内公务接待{counts['国内公务接待批次']}批，"
            f"累计接待{counts['国内公务接待人次']}人次。"
        )

    def _budgeted(self, item: str) -> str:
        final, full = self.now.hosting[item], self.ledger.hosting[item].full
        return f"全年预算数{self.wan(full)}，决算数{self.wan(final)}{self.completed(final, full, '全年预算')}"

    def _outlay(self, item: str, topic: str = "") -> str:
        """Budget, outlay, completion and change of a 三公 item; with reasons when it has a topic."""
        final, full, last = self.now.hosting[item], self.ledger.hosting[item].full, self.before.hosting[item]
        short = self.because(self.exceeds(final, full), topic) if topic else ""
        change = self.changed(final, last, topic) if topic else self.change(final, last)
        return f"{self._budgeted(item)}{short}；决算数{change}"

    def running(self) -> Iterator[str]:
        now = self.ledger.running
        yield f"本部门{self.ledger.year}年度{self._running(now)}。"

    def _running(self, now: Amount) -> str:
        last = self.before.items("302", "307", "310", "399")
        return f"机关运行经费支出{self.wan(now)}，决算数{self.changed(now, last, '办公')}"

    def procurement(self) -> Iterator[str]:
        bought = self.ledger.procurement
        spent, medium, small = (total(p.values()) for p in (bought.spent, bought.medium, bought.small))
        kinds = "、".join(f"政府采购{kind}支出{self.wan(bought.spent[kind])}" for kind in KINDS)
        text = f"本部门{self.ledger.year}年度政府采购支出总额{self.wan(spent)}，其中：{kinds}。"
        if spent:
            text += f"授予中小企业合同金额{self.wan(medium)}，占政府采购支出总额的{self.percent(medium, spent)}"
            text += f"，其中：授予小微企业合同金额{self.wan(small)}，占授予中小企业合同金额的{self.percent(small, medium)}。"
            text += "，".join(
                f"{kind}采购授予中小企业合同金额占{kind}支出金额的{self.percent(bought.medium[kind], bought.spent[kind])}"
                for kind in KINDS
                if bought.spent[kind]
            )
            text += "。"
        yield text

    def assets(self) -> Iterator[str]:
        ledger = self.ledger
        yield (
            f"截至{ledger.year}年12月31日，本部门共有车辆{sum(ledger.vehicles.values())}辆（台），其中："
            f"{listed(ledger.vehicles.items(), '辆')}。"
            f"本部门单价100万元（含）以上设备（不含车辆）{ledger.equipment}台（套）。"
        )

    def evaluation(self) -> Iterator[str]:
        ledger, judged = self.ledger, self.ledger.evaluation
        projects = self.now.sum("spending", nature=NATURES[1])
        evaluated = self.now.sum("spending", money=(GENERAL,), nature=NATURES[1])
        grades = "，".join(f"{judged.graded(grade)}个项目评价结果为“{grade}”" for grade in GRADES)
        yield (
            f"根据预算绩效管理要求，本部门组织对纳入{ledger.year}年度部门预算范围的二级项目{len(judged.scores)}个全面开展绩效自评，"
            f"共涉及资金{self.wan(evaluated)}，占项目支出总额的{self.percent(evaluated, projects)}。其中，{grades}。"
        )
        scores = "；".join(f"{name}{score}分" for name, score in judged.scores.items())
        yield f"各项目自评得分为：{scores}。{len(judged.scores)}个项目平均得分{judged.average}分。"
        spent, full = self.now.sum("spending", money=(GENERAL,)), ledger.budget(money=(GENERAL,)).full
        yield (
            f"组织开展部门整体支出绩效评价，涉及一般公共预算全年预算数{self.wan(full)}，执行数{self.wan(spent)}，"
            f"预算执行率{self.percent(spent, full)}，部门整体支出执行情况良好。"
        )
