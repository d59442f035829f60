"""The sentences about how much of a report was understood and compared, and how it was recognised."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "coverage.line": ("核对 {checked}/{printed}", "compared {checked}/{printed}"),
    "coverage.words": ("，只检查了文字", ", only the words were examined"),
    "coverage.nothing": (
        "看不出是要审核的报告，或没有可核对的金额",
        "it does not look like a report to audit, or holds no amount to be compared",
    ),
    "coverage.little": (
        "全文都读了，以下发现都成立；但印出的 {printed} 个金额和百分比只核对了 {checked} 个，不到 {least}%，不能当作审核通过"
        "（--min-checked 可以调整）",
        "all was read and the findings stand, but only {checked} of {printed} printed amounts and percentages were compared, "
        "less than {least}%, which is no pass (see --min-checked)",
    ),
    "coverage.no-kind": ("看不出文种", "kind unknown"),
    "state.incomplete": ("未能完成审核", "audit not complete"),
    "state.partial": ("核对得太少", "too little compared"),
    "state.not_audited": ("未审核", "not audited"),
    "ended.incomplete": ("未能完成审核：{reason}", "the audit is not complete: {reason}"),
    "ended.partial": ("核对得太少：{reason}", "too little was compared: {reason}"),
    "ended.not_audited": ("未审核：{reason}", "not audited: {reason}"),
    "exit.incomplete": ("有 {n} 份报告未能完成审核", "the audit of {n} reports is not complete"),
    "exit.partial": ("有 {n} 份报告核对得太少", "of {n} reports too little was compared"),
    "exit.not_audited": (
        "有 {n} 份文件不像要审核的报告，或没有可核对的金额，未审核",
        "{n} files that hold nothing to audit were not audited",
    ),
    "exit.clean": (
        "审核完成，{coverage}，没有{level}级及以上的发现",
        "the audit is complete, {coverage}, with no finding at level {level} or above",
    ),
    "exit.never": ("审核完成，{coverage}（--fail-on never）", "the audit is complete, {coverage} (--fail-on never)"),
    "exit.none": ("没有可审核的报告", "there was no report to audit"),
    "exit.besides": ("；另有 {n} 份未审核", "; {n} more not audited"),
    "show.kind": ("文种 {name}：{points} 分（{signs}）", "kind {name}: {points} points ({signs})"),
    "show.profile": ("体例 {name}：{points} 分（{signs}）", "profile {name}: {points} points ({signs})"),
    "show.sign": ("{place} {points}：“{line}”等 {n} 行", "{place} {points}: “{line}”, {n} lines"),
    "sign.title": ("题目", "title"),
    "sign.entity": ("单位", "office"),
    "sign.caption": ("表题", "titles of tables"),
    "sign.heading": ("标题", "headings"),
    "sign.header": ("表头", "heads of tables"),
    "sign.text": ("正文", "sentences"),
}  # fmt: skip
