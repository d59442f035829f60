"""第四部分 名词解释: the general terms and the subjects that the report uses."""

from __future__ import annotations

from collections.abc import Iterator

from examples import subjects
from examples.content import Content, numeral
from examples.docx_writer import Paragraph

_TERMS = (
    ("财政拨款收入", "单位从同级财政部门取得的各类财政拨款"),
    ("事业收入", "事业单位从事专业业务活动及辅助活动收取的款项"),
    ("经营收入", "事业单位开展非独立核算的经营活动取得的收入"),
    ("其他收入", "单位取得的上述各项以外的收入，如利息收入"),
    ("年初结转和结余", "以前年度尚未用完、结转到本年按规定继续使用的资金"),
    ("年末结转和结余", "本年度尚未用完、结转到以后年度按规定继续使用的资金"),
    ("基本支出", "保障机构正常运转、完成日常工作任务所发生的人员支出和公用支出"),
    ("项目支出", "在基本支出之外，为完成特定工作任务和事业发展目标所发生的支出"),
    ("“三公”经费", "用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费"),
    ("机关运行经费", "行政单位和参照公务员法管理的事业单位用一般公共预算财政拨款安排的基本支出中的公用经费"),
)


def terms(content: Content) -> Iterator[Paragraph]:
    """One paragraph for each term; subjects in the order of their codes."""
    explained = [(term, f"指{meaning}") for term, meaning in _TERMS]
    for code in sorted(content.now.codes("spending")):
        explained.append((subjects.path(code), f"反映用于{subjects.SUBJECTS[code].purpose}的支出"))
    for number, (term, meaning) in enumerate(explained, 1):
        yield Paragraph(f"{numeral(number)}、{term}：{meaning}。")
