"""The sentences about audits of many files: progress, limits, engines, files that lie elsewhere, sums over reports."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "check.at": ("已审核 {n}/{all} 份", "{n} of {all} audited"),
    "check.interrupted": (
        "已中断：{all} 份中审核完 {n} 份。{again}退出码 2",
        "interrupted: {n} of {all} audited. {again}exit code 2",
    ),
    "check.resume": ("审核完的已记入缓存，再运行一次就从这里继续；", "They are kept: run it again to go on from here; "),
    "check.lost": ("没有用缓存，所以没有保留；", "Without the cache nothing is kept; "),
    "check.shard": (
        "--shard {value}：应为 i/N，如 3/8，i 从 1 到 N",
        "--shard {value}: say i/N, such as 3/8, with i from 1 to N",
    ),
    "many.too-slow": (
        "审核这份文件超过 {limit} 秒，已停止（--time-limit 可以放宽）",
        "auditing this file took more than {limit} seconds and was stopped (see --time-limit)",
    ),
    "many.no-memory": (
        "审核这份文件需要的内存超过 {limit} MB，已停止（--memory-limit 可以放宽）",
        "auditing this file needs more than {limit} MB of memory and was stopped (see --memory-limit)",
    ),
    "many.no-room": ("内存不够，没有审核完", "there is not enough memory for this file"),
    "many.lost": (
        "审核这份文件的进程意外结束（代码 {code}），没有审核完；其他文件不受影响",
        "the process that audited this file ended unexpectedly (code {code}), so it is not audited; other files are not affected",
    ),
    "many.failed": ("程序出错，没有审核完（{why}）", "the program failed on this file ({why})"),
    "many.other-rules": (
        "工作进程的程序或规则与发起审核的不一致（那里是 {version}，{pack}），没有审核",
        "the worker has another program or other rules ({version}, {pack}), so the file was not audited",
    ),
    "engine.unknown": ("没有 {name} 这种引擎；可用：{names}", "there is no engine {name}; known: {names}"),
    "engine.no-dask": (
        "--engine dask 要先安装：pip install 'fiscal-auditor[cluster]'",
        "--engine dask needs: pip install 'fiscal-auditor[cluster]'",
    ),
    "engine.no-scheduler": (
        "--engine dask 要写明调度器：--scheduler tcp://主机:8786",
        "--engine dask needs the scheduler: --scheduler tcp://host:8786",
    ),
    "engine.no-answer": (
        "连不上调度器 {address}，或它没有工作进程（{why}）",
        "no answer or no workers at the scheduler {address} ({why})",
    ),
    "engine.lost": (
        "与调度器的连接断了，这份文件没有审核；再运行一次，只审核没做完的",
        "the scheduler was lost, so this file is not audited; run it again to audit what is left",
    ),
    "fetch.no-fsspec": (
        "{url}：读取网址要先安装 fsspec：pip install 'fiscal-auditor[remote]'",
        "{url}: URLs need fsspec: pip install 'fiscal-auditor[remote]'",
    ),
    "fetch.absent": ("{url}：找不到文件", "{url}: no such file"),
    "fetch.failed": ("{url}：取不到（{why}）", "{url}: cannot be fetched ({why})"),
    "fetch.too-large": ("文件超过 {limit} MB，未读取", "the file is larger than {limit} MB and was not read"),
    "annotate.url": (
        "{path}：网址上的文件不能批注，请先下载",
        "{path}: no copy can be made of a file behind an URL; download it first",
    ),
    "output.needs": (
        "{path}：要先安装 {package}：pip install 'fiscal-auditor[{extra}]'",
        "{path} needs {package}: pip install 'fiscal-auditor[{extra}]'",
    ),
    "summary.title": ("审核汇总", "Summary of audits"),
    "summary.total": (
        "核对 {checked}/{printed}（{share}）；{reports} 份报告：{clean} 份没有错误，{incomplete} 份没有审核完或核对得太少，{not_audited} 份未审核；"
        "错误 {errors}，警告 {warnings}，提示 {infos}",
        "compared {checked}/{printed} ({share}); {reports} reports: {clean} without errors, {incomplete} incomplete or too little compared, "
        "{not_audited} not audited; errors {errors}, warnings {warnings}, hints {infos}",
    ),
    "summary.rules": ("不符的规则（{n} 条）", "Rules that fail ({n})"),
    "summary.years": ("按年度（{n}）", "By year ({n})"),
    "summary.units": ("按单位（{n}）", "By unit ({n})"),
    "summary.gaps": ("未能检查的规则（{n} 条）", "Rules not checked ({n})"),
    "summary.incomplete": ("没有审核完（{n} 份）", "Not audited to the end ({n})"),
    "summary.first": ("，只列前 {n}", ", the first {n}"),
    "summary.head.rule": ("规则", "rule"),
    "summary.head.title": ("题目", "title"),
    "summary.head.failing": ("报告数", "reports"),
    "summary.head.findings": ("发现", "findings"),
    "summary.head.year": ("年度", "year"),
    "summary.head.unit": ("单位", "unit"),
    "summary.head.reports": ("报告", "reports"),
    "summary.head.clean": ("无错误", "no errors"),
    "summary.head.errors": ("错误", "errors"),
    "summary.head.warnings": ("警告", "warnings"),
    "summary.head.checked": ("核对", "compared"),
    "summary.head.commonest": ("最多的规则", "commonest rules"),
    "summary.head.reason": ("最常见的原因", "commonest reason"),
    "summary.head.path": ("文件", "file"),
    "summary.mixed": (
        "这些报告是用 {n} 种不同的程序版本或规则审核的，合计不完全可比",
        "these reports were made with {n} different versions of program or rules: the sums are not quite comparable",
    ),
    "summary.empty": ("没有一份报告", "there is no report at all"),
    "summary.no-report": ("{where}：不是 auditor 的 JSON Lines", "{where}: no JSON Lines of auditor"),
}
