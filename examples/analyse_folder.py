"""Analyse a folder of reports: python examples/analyse_folder.py [FOLDER]

In the percent format: editors and Jupyter (with jupytext) run it cell by cell."""

# %% [markdown]
# # 一个文件夹的报告
# 审核全部报告，看哪些规则不符最多、哪些单位要先找，再看一份报告里的数。没有给文件夹时用几份虚构的报告。

# %%
import sys
import tempfile
from pathlib import Path

import pandas

import auditor

if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
    folder = Path(sys.argv[1])
else:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from examples.build import build_many

    folder = Path(tempfile.mkdtemp(prefix="报告-"))
    build_many(folder, 8, seed=900, errors_per_report=1)

# %% [markdown]
# ## 审核
# 工作进程、缓存都和命令行一样；再运行一次就从缓存里来。

# %%
reports = auditor.audit_many(folder)
overview = reports.frame
print(f"{len(overview)} 份报告，{int((overview['status'] != 'complete').sum())} 份没有审核完")
print(overview[["entity", "year", "error", "warning", "figures", "checked"]].to_string(index=False))

# %% [markdown]
# ## 哪些规则不符最多

# %%
findings = reports.findings.frame
serious = findings[findings["severity"] == "error"]
by_rule = serious.groupby(["rule", "title"])["path"].nunique().sort_values(ascending=False)
print(by_rule.head(10).to_string())

# %% [markdown]
# ## 单位和年度

# %%
print(serious.pivot_table(index="entity", columns="year", values="rule", aggfunc="count", fill_value=0).to_string())

# %% [markdown]
# ## 差得最多的
# 金额是照印的文字，要比较大小先换成数。

# %%
amounts = pandas.to_numeric(serious["difference"].str.replace(",", ""), errors="coerce").abs()
largest = serious.assign(amount=amounts)
columns = ["entity", "table", "row", "actual", "expected", "difference"]
print(largest.nlargest(5, "amount")[columns].to_string(index=False))

# %% [markdown]
# ## 一份报告里的数
# 每个印出来的数一行，带它的含义；值是 `Decimal`，和印的一样精确。

# %%
report = auditor.audit(serious["path"].iloc[0])
assert report.facts is not None
facts = report.facts.frame
print(facts.groupby("sheet")["value"].agg(["count", "sum"]).to_string())

# %% [markdown]
# ## 留给以后
# `audit 文件夹 -o 发现.parquet -o 汇总.html` 写下同样的表；各分片的 JSON Lines 用 `auditor.read_jsonl` 读回来。
