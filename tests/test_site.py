"""The documentation site: it builds without a warning, every rule has its page, and what it shows to type can be typed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import lxml.html
import pytest

from auditor.cli import main
from auditor.pages import page
from auditor.rulebook import Rulebook
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [Path(sys.executable).parent / "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder]
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_rule_has_its_page(site: Path, book: Rulebook) -> None:
    assert {path.stem for path in (site / "rules").glob("*.html")} == {"index", *book.rules}
    index = (site / "rules/index.html").read_text(encoding="utf-8")
    assert all(index.count(f'href="{rule}.html"') == 1 for rule in book.rules)
    for rule in list(book.rules.values())[::20]:
        text = lxml.html.parse(str(site / "rules" / f"{rule.id}.html")).getroot().text_content()
        assert rule.title in text and rule.why in text
        assert all(line.strip() in text for line in page(rule).split("```")[1].splitlines())


def test_it_needs_no_network(site: Path) -> None:
    for path in site.glob("*.html"):
        tree = lxml.html.parse(str(path)).getroot()
        assert [link for link in tree.xpath("//link/@href | //script/@src | //img/@src") if "//" in link] == []


def test_every_field_of_the_json_is_listed(site: Path) -> None:
    text = lxml.html.parse(str(site / "json.html")).getroot().text_content()
    for field in (
        "reports[].findings[].places[].quote",
        "reports[].accepted[].acceptance.reason",
        "reports[].verdicts[].compared",
    ):
        assert f"\n{field}\n" in text


def test_the_commands_shown_exist() -> None:
    shown = 0
    for path in [*(ROOT / "docs").glob("*.md"), ROOT / "README.zh-CN.md"]:
        text = path.read_text(encoding="utf-8")
        for line in re.findall(r"^\s*(?:run: |- |\$ )?audit ([^`\n|]+)", text, re.MULTILINE) + re.findall(
            "`audit ([^`]+)`", text
        ):
            words = shlex.split(line.split("；")[0], posix=False)
            command = main.commands[words[0]] if words[0] in main.commands else main.commands["check"]
            known = {name for parameter in command.params for name in parameter.opts if isinstance(parameter, click.Option)}
            used = {word for word in words if word.startswith("-") and len(word) > 1}
            assert used <= known | {"--help"}, (path.name, line)
            shown += 1
    assert shown > 20


def test_the_theme_can_find_every_heading(site: Path) -> None:
    """Its script looks headings up as #name, and stops where a name begins with a digit."""
    for path in site.glob("**/[!4]*.html"):  # its own page 404.html apart
        names = lxml.html.parse(str(path)).getroot().xpath("//*[self::h1 or self::h2 or self::h3]/@id")
        assert [name for name in names if name.lstrip("-_")[:1].isdigit()] == [], path.name
