"""The fixed words about documents that reports are compared with. They are keys of `wording.say` like all others."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "finding.united": ("；另有 {n} 处与对照文件相差同样的数（{names}），多半是同一处出入", "; {n} more figures ({names}) differ from the other document by the same amount, most likely for the same reason"),
    "gap.no-partner": ("没有给出可对照的{partner}文件", "no document to compare with ({partner}) was given"),
    "gap.several-partners": ("{partner}文件不止一份（{paths}），不知与哪一份对照", "several documents could be the one to compare with ({partner}: {paths})"),
    "gap.partners-incomplete": ("{partner}文件 {n} 份，与报告所写个数不同或报告没有写，不能加总", "{n} documents ({partner}): not as many as the report says, or it does not say; they cannot be added up"),
    "gap.same-subject": ("{partner}文件里有两份“{label}”，不知以哪份为准，不能加总", "two of the documents ({partner}) are about {label}; they cannot be added up"),
    "gap.partner-unread": ("对照文件 {path} 有未读的部分，不能据此判断", "parts of {path} were not read; nothing can be said by it"),
    "gap.several-meanings": ("“{label}”可指几个不同的数，不知与哪一个对照", "{label} may mean several different numbers"),
    "partner.unreadable": ("对照文件 {path} 读不了：{why}", "{path}, to be compared with, cannot be read: {why}"),
    "place.in": ("{path}：{where}", "{path}: {where}"),
    "place.other": ("对照 {place} “{quote}”", "see {place} “{quote}”"),
    "csv.others": ("对照文件", "other documents"),
    "explain.with": ("对照文件：", "compared with:"),
    "author.unknown-partner": ("没有名为「{name}」的对照文件", "no document to compare with is named {name}"),
}  # fmt: skip
