"""What an author sees of a mistake: file:line:column, a caret under the character, and what was perhaps meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.rulebook import RulebookError, load

GOOD = """\
id: XXX001
title: 试
severity: error
tier: 基本平衡
basis: [算术]
why: 试。
needs: 《收入支出决算总表》
assert: 「本年收入合计」 + 「年初结转和结余」 == 「收入总计」
en: {title: A try}
examples:
  - name: 平
    pass: |
      收入支出决算总表
      收入 | 金额 | 支出 | 金额
      本年收入合计 | 2.00 | 本年支出合计 | 2.00
      年初结转和结余 | 1.00 | 年末结转和结余 | 1.00
      总计 | 3.00 | 总计 | 3.00
  - name: 不平
    like: 平
    change: {'总计 | 3.00 | 总计': '总计 | 4.00 | 总计'}
    finds: [{difference: 1}]
"""


def complaint(folder: Path, text: str, name: str = "XXX001.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load([path], cache=False)
    return caught.value.show("zh").replace(str(folder) + "/", "")


def test_a_good_rule_loads(tmp_path: Path) -> None:
    (tmp_path / "XXX001.yaml").write_text(GOOD, encoding="utf-8")
    assert "XXX001" in load([tmp_path], cache=False).rules


RECORDS = """\
id: XXX002
title: 试
severity: warning
tier: 核实性
basis: [算术]
why: 试。
records: 《绩效指标》
when: {指标值: {is: printed}}
fails: {得分: {less_than: 分值}}
en: {title: A try}
examples:
  - {name: 一, pass: 文}
  - {name: 二, fail: 文}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("《绩效指标》", "《绩效目标表》", "XXX002.yaml:7:10: 没有名为《绩效目标表》的表"),
        ("fails: {得分", "fails: {得份", "XXX002.yaml:9:9: 《绩效指标》里没有「得份」"),
        ("is: printed", "is: filled", "XXX002.yaml:8:18: 「filled」不在可选值内"),
        ("less_than", "lessthan", "不认识的键「lessthan」；是不是「less_than」？"),
    ],
)
def test_mistakes_in_rules_on_forms(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in complaint(tmp_path, RECORDS.replace(old, new), "XXX002.yaml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("「收入总计」", "「收入总记」", "XXX001.yaml:8:33: 《收入支出决算总表》里没有「收入总记」；是不是「收入总计」？"),
        ("《收入支出决算总表》\nassert", "《收入支出总算表》\nassert", "XXX001.yaml:7:8: 没有名为《收入支出总算表》的表"),
        ("severity: error", "severity: fatal", "XXX001.yaml:3:11: 「fatal」不在可选值内"),
        ("title: 试", "titel: 试", "XXX001.yaml:2:1: 不认识的键「titel」；是不是「title」？"),
        ("why: 试。", "why: 试。\nwhy: 又。", "XXX001.yaml:7:1: 键「why」重复"),
        ("why: 试。\n", "", "缺少「why」"),
        ("「年初结转和结余」 ==", "「年初结转和结余」 =", "XXX001.yaml:8:30: 式子里有不认识的字符「=」"),
        ("basis: [算术]", "basis: [算数]", "XXX001.yaml:5:9: 依据「算数」不在依据清单里；是不是「算术」？"),
        ("id: XXX001", "id: BAL001", "「BAL001」已在"),
        ("id: XXX001", "id: XXX002", "XXX001.yaml:1:5: 文件名应为 XXX002.yaml"),
        ("assert: 「", "assertt: 「", "规则没有写怎样检查"),
        ("en: {title: A try}", "en：{title: A try}", "XXX001.yaml:9:1: 用了全角冒号"),
        ("'总计 | 3.00 | 总计'", "'总计 | 9.00 | 总计'", "出现 0 次，应恰好一次"),
    ],
)  # fmt: skip
def test_mistakes(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    assert said in complaint(tmp_path, GOOD.replace(old, new, 1))


def test_the_caret_stands_under_the_character(tmp_path: Path) -> None:
    lines = complaint(tmp_path, GOOD.replace("「收入总计」", "「收入总记」")).splitlines()
    text, caret = lines[1], lines[2]
    before = text[: text.index("「收入总记」")]
    width = sum(2 if ord(c) > 0x2E80 else 1 for c in before)
    assert caret == " " * width + "^"


def test_a_full_width_colon_is_named(tmp_path: Path) -> None:
    text = GOOD.replace("en: {title: A try}", "en:\n  title：A try")
    assert "全角冒号" in complaint(tmp_path, text)


def test_scalars_stay_strings(tmp_path: Path) -> None:
    (tmp_path / "XXX001.yaml").write_text(GOOD.replace("finds: [{difference: 1}]", "finds: [{difference: 1}]\n    note: no"))
    rule = load([tmp_path], cache=False).rules["XXX001"]
    assert rule.examples[1]["note"] == "no"


def test_units_that_do_not_go_together(tmp_path: Path) -> None:
    text = GOOD.replace("needs: 《收入支出决算总表》", "needs: 《财政拨款“三公”经费支出决算表》").replace(
        "「本年收入合计」 + 「年初结转和结余」 == 「收入总计」", "「三公合计」 == 「公务用车保有量」"
    )
    assert "money与count不能相加或比较" in complaint(tmp_path, text)


def test_a_changed_rule_file_is_seen_at_once(tmp_path: Path) -> None:
    path = tmp_path / "XXX001.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load([tmp_path]).rules["XXX001"].title == "试"
    assert load([tmp_path]).rules["XXX001"].title == "试"
    path.write_text(GOOD.replace("title: 试", "title: 再试"), encoding="utf-8")
    assert load([tmp_path]).rules["XXX001"].title == "再试"


def test_an_empty_pack_and_a_missing_one(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(RulebookError):
            load([path], cache=False)
