"""The HTML report: whole, safe against what documents hold, and working in a real browser."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from auditor.engine import audit_document, audit_file
from auditor.model.document import Paragraph
from auditor.model.report import Findings, Report, Run
from auditor.reading.text import read_text
from auditor.reports import MARK, html, is_output
from auditor.reports.amounts import amounts
from auditor.rulebook import Rulebook
from tests.conftest import ROOT

Make = Callable[..., Run]
HOSTILE = """\
# <script>alert(1)</script> "引号" 'x' & <!-- </style><img src=x onerror=alert(1)>

收入支出决算总表
金额单位：万元
收入 | 金额 | 支出 | 金额
本年收入合计 | 311.56 | 本年支出合计 | 316.83
<svg onload=alert(1)> javascript:alert(1) | 14.89 | 年末结转和结余 | 9.63
年初结转和结余 | 14.89 | <a href="javascript:alert(1)">年末</a> | 9.63
总计 | 336.45 | 总计 | 326.45

全年收入 311.56 万元</script><script>alert(2)</script>，</template></textarea>增长 5%。
"""


def page(run: Run) -> Any:
    return lxml.html.document_fromstring(html.render(run))


@pytest.fixture(scope="module")
def example(book: Rulebook) -> Report:
    return replace(audit_file(ROOT / "examples/决算报告-有错.docx", book), path="决算报告-有错.docx")


@pytest.fixture(scope="module")
def shown(example: Report, book: Rulebook) -> Any:
    return page(Run((example,), "1.2.3", book.digest, book.rules))


def test_every_number_bears_what_binds_it(example: Report, shown: Any) -> None:
    spans = shown.xpath("//article[@class='paper']//span[contains(concat(' ', @class, ' '), ' n ')]")
    states = Counter(span.get("class").split()[1] for span in spans)
    assert states == Counter(amount.state for amount in amounts(example).values())
    assert sum(states.values()) == example.printed
    assert states["open"] + states["unread"] == sum(span.get("data-r") is None for span in spans)
    assert states["open"] == example.figures - example.checked
    assert states["suspect"] >= 10 and states["contradicted"] >= 50


def test_the_report_is_shown_as_read(example: Report, shown: Any) -> None:
    shown = deepcopy(shown)
    for mark in shown.xpath("//article[@class='paper']//a[starts-with(@class, 'ref')] | //article[@class='paper']//caption"):
        mark.drop_tree()
    assert example.document is not None
    for block in example.document.blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                (element,) = shown.xpath(f"//*[@id='b0-{block.block}']")
                assert element.text_content() == block.text
        else:
            (element,) = shown.xpath(f"//div[@id='b0-{block.block}']/table")
            cells = [cell for cell in element.iter("td") if cell.get("class") != "gap"]
            assert [cell.text_content() for cell in cells] == [cell.text for cell in block.cells]
            spans = [(int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))) for cell in cells]
            assert spans == [(cell.rowspan, cell.colspan) for cell in block.cells]


def test_jumps_lead_somewhere(shown: Any) -> None:
    ids = Counter(shown.xpath("//@id"))
    assert [name for name, times in ids.items() if times > 1] == []
    links = shown.xpath("//a/@href")
    assert len(links) > 100
    assert [link for link in links if not (link.startswith("#") and link[1:] in ids)] == []
    for card in shown.xpath("//article[contains(@class, 'finding')]"):
        number = card.get("id").partition("-")[2]
        assert card.xpath(f".//a[@href='#p0-{number}-0']") and shown.xpath(f"//main//a[@href='#f0-{number}']")


def test_nothing_of_a_document_is_markup(book: Rulebook, make: Make) -> None:
    report = audit_document(read_text(HOSTILE), book)
    report = replace(report, path='<script>"x".docx', remarks=("<b onclick=alert(1)>",))
    tree = page(make(report))
    assert len(tree.xpath("//script")) == 3 and not tree.xpath("//svg | //img | //iframe | //link | //object | //base")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert all(link.startswith("#") for link in tree.xpath("//@href")) and not tree.xpath("//@src | //@action | //@formaction")
    assert "<svg onload=alert(1)> javascript:alert(1)" in tree.xpath("//main")[0].text_content()
    assert '<script>alert(1)</script> "引号"' in tree.xpath("//main")[0].text_content()


def test_only_its_own_script_and_style_run(shown: Any) -> None:
    policy = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for kind, element in (("script", shown.xpath("//script[not(@type)]")[0]), ("style", shown.xpath("//style")[0])):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_all_kinds_of_reports(whole: Run, tmp_path: Path) -> None:
    """Several reports, accepted findings, one that was not read, text that no page can hold: same bytes, no stray characters."""
    for lang in ("zh", "en"):
        run = replace(whole, lang=lang)
        text = html.render(run)
        assert text == html.render(run)
        assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff]", text)
        tree = lxml.html.document_fromstring(text)
        assert len(tree.xpath("//section[@class='report']")) == 4
        assert len(tree.xpath("//p[@class='banner bad']")) == 1
        assert not re.search(r"\{\w+\}", re.sub(r"<(style|script).*?</\1>|data-text=\"[^\"]*\"", "", text, flags=re.DOTALL))
    path = tmp_path / "结果.html"
    path.write_text(text, encoding="utf-8")
    assert MARK in text[:400] and is_output(str(path))


def test_a_clean_report_says_what_was_not_checked(book: Rulebook, make: Make) -> None:
    clean = replace(audit_document(read_text("部门决算\n\n收入情况"), book), findings=Findings())
    tree = page(make(clean))
    assert tree.xpath("//section[starts-with(@id, 'findings')]//p[@class='banner good']")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real headless Chromium, where there is one."""
    driver = pytest.importorskip("playwright.sync_api")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with driver.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def opened(browser: Any, run: Run, folder: Path, **options: Any) -> tuple[Any, list[str]]:
    """The page in the browser, and what its console says."""
    path = folder / "report.html"
    path.write_text(html.render(run), encoding="utf-8", errors="replace")
    tab = browser.new_page(**options)
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda problem: said.append(str(problem)))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    tab.goto(path.as_uri())
    return tab, said


def test_it_works_in_a_browser(browser: Any, example: Report, make: Make, tmp_path: Path) -> None:
    tab, said = opened(browser, make(example), tmp_path)
    cards = tab.locator(".finding")
    assert cards.count() == len(example.findings)
    tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.id") == "f0-0"
    tab.keyboard.press("o")
    assert tab.evaluate("document.activeElement.textContent") == example.findings[0].places[0].quote
    assert tab.evaluate("(r => r.top > 0 && r.bottom < innerHeight)(document.activeElement.getBoundingClientRect())")
    tab.locator("main a.ref[href='#f0-1']").first.click()
    assert tab.evaluate("document.activeElement.id") == "f0-1"
    tab.locator(".paper .n.ok").first.click()
    assert tab.locator("#pop li").count() >= 1
    tab.keyboard.press("Escape")
    assert not tab.locator("#pop").is_visible()
    tab.keyboard.press("/")
    tab.keyboard.type(example.findings[0].title)
    assert tab.locator(".finding:visible").count() == sum(f.title == example.findings[0].title for f in example.findings)
    tab.locator("input[type=search]").fill("")
    tab.locator("input[value=error]").uncheck()
    assert tab.locator(".finding:visible").count() == len(example.findings) - example.count("error")
    tab.locator("input[value=error]").check()
    tab.locator(".filters select").select_option(example.findings[0].rule)
    assert tab.locator(".finding:visible").count() == sum(f.rule == example.findings[0].rule for f in example.findings)
    tab.locator("[role=tab]").nth(0).focus()
    tab.keyboard.press("ArrowRight")
    assert tab.locator("#unchecked0").is_visible() and not tab.locator("#findings0").is_visible()
    light = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.locator("#theme").click()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert said == []


def test_a_hostile_document_does_nothing_in_a_browser(browser: Any, book: Rulebook, make: Make, tmp_path: Path) -> None:
    other = replace(audit_document(read_text(HOSTILE), book), path="乙.docx")
    tab, said = opened(browser, make(audit_document(read_text(HOSTILE), book), other), tmp_path, color_scheme="dark")
    tab.locator("#which").select_option("1")
    assert tab.locator("#r1").is_visible() and not tab.locator("#r0").is_visible()
    for number in range(tab.locator("#r1 .paper .n").count()):
        tab.locator("#r1 .paper .n").nth(number).click()
    assert said == [] and tab.locator("svg, img").count() == 0
