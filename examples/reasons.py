"""Reasons that the sentences give, by topic and direction."""

from __future__ import annotations

from random import Random
from typing import Final

_MORE = """
收支：本年度专项任务增加 上级专项资金增加 落实工资和社会保险政策 重点项目集中实施 业务量增长 民生实事项目支出增加
结余：部分项目跨年度实施 项目资金下达较晚 工程尚未办理结算 质量保证金尚未到期 合同约定次年支付尾款 专项资金年底到账
人员：人员增加 落实工资调整政策 补缴以前年度社会保险费 缴费基数上调 职级晋升 新招录人员到岗
办公：办公场所调整，水电和物业费增加 业务检查和差旅任务增加 信息网络维护费增加 设备维修增加 委托业务增加 印刷资料增加
项目：专项任务增加 上级追加专项资金 项目集中在本年度支付 上年结转项目在本年度实施 工程进度加快 实施范围扩大
设备：到期办公设备更新 新增业务设备 信息系统升级 补充应急设备
车辆：车辆老化，维修费增加 燃油价格上涨 外勤任务增加 车辆保险费增加
接待：外地来访考察批次增加 区域合作交流增加 上级检查调研增多 承办业务会议
出国：批准的出访任务增加 参加境外业务推介 境外交流计划本年度执行 国际旅费上涨
"""
_LESS = """
收支：落实过紧日子要求 部分项目上年度已完成 上级专项资金减少 严格预算约束 一次性支出上年度已列支 部分项目延后
结余：加快支出进度 存量资金按规定使用 项目当年完成结算 结转资金已安排使用 上年结转项目完工 预算编制更加精准
人员：人员退休、调出 在编人员减少 一次性补发支出上年度已列支 离退休人员减少 缴费人数减少 部分岗位空缺
办公：严格控制办公开支 推行无纸化办公 压缩会议和差旅 节约水电 委托业务减少 印刷费用下降
项目：部分项目上年度已完工 尾款在下年度支付 项目进度放缓 招标后合同价下降 专项资金减少 按实际工作量结算
设备：本年度未安排大额设备购置 上年度已集中更新设备 调剂使用现有设备 从严控制资产购置
车辆：严格车辆使用管理 车辆使用次数减少 车况较好，维修减少 推行集中调度
接待：严格执行接待标准 来访批次减少 压缩接待规模 推行简化接待
出国：出访任务减少 出访计划取消 压缩出访人数 采用视频方式交流
"""


def _pools(text: str) -> dict[str, list[str]]:
    topics = (line.partition("：") for line in text.split("\n") if line)
    return {topic: reasons.split() for topic, _, reasons in topics}


_POOLS: Final = {True: _pools(_MORE), False: _pools(_LESS)}


class Reasons:
    """Hands out reasons; each of a topic once before any of them again."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._left: dict[tuple[str, bool], list[str]] = {}

    def take(self, topic: str, *, more: bool) -> str:
        """A reason why something of that topic went up or down."""
        left = self._left.setdefault((topic, more), [])
        if not left:
            pool = _POOLS[more][topic]
            left.extend(self._rng.sample(pool, len(pool)))
        return left.pop()


def topic_of(code: str) -> str:
    """The topic of a functional or economic subject."""
    if code[:3] in {"208", "210", "221", "301", "303"}:
        return "人员"
    return {"302": "办公", "310": "设备"}.get(code[:3], "项目")
