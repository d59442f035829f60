"""What the documentation site takes from the program while it is built: a page per rule, the list of rules, the fields of the
JSON. Nothing of it is kept in the repository, so nothing of it can be out of date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown.extensions.toc import slugify_unicode
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from auditor.model.pack import Rule
from auditor.pages import page
from auditor.rulebook import load
from auditor.rulebook.load import Rulebook
from auditor.wording import say

ROOT = Path(__file__).resolve().parent.parent
FIELDS = "<!-- fields -->"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Anchors of headings keep their Chinese, and none begins with a digit, which the theme's script cannot look up."""
    config["mdx_configs"].setdefault("toc", {})["slugify"] = _anchor
    return config


def _anchor(heading: str, separator: str) -> str:
    found = slugify_unicode(heading, separator).lstrip("-_")
    return f"n{found}" if found[:1].isdigit() else found


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    book = load()
    made = {"rules/index.md": _index(book), "contributing.md": (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")}
    made |= {f"rules/{rule.id}.md": page(rule) for rule in book.rules.values()}
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the fields of the JSON into its page."""
    if FIELDS not in markdown:
        return markdown
    schema = json.loads((ROOT / "auditor/reports/report.schema.json").read_text(encoding="utf-8"))
    return markdown.replace(FIELDS, "\n".join(["| 字段 | 类型 | 说明 |", "|---|---|---|", *_fields(schema, schema, "")]))


def _index(book: Rulebook) -> str:
    """All rules, in the groups of the checklist; each stands where its longest prefix does."""
    lines = ["# 全部规则", "", f"共 {len(book.rules)} 条。每页由规则文件生成，与 `audit explain` 相同。"]
    groups: dict[str, list[Rule]] = {group.name: [] for group in book.groups}
    for rule in book.rules.values():
        fitting = [(len(p), group.name) for group in book.groups for p in group.prefixes if rule.id.startswith(p)]
        groups.setdefault(max(fitting)[1] if fitting else say("review.other"), []).append(rule)
    for name, rules in groups.items():
        if rules:
            lines += ["", f"## {name}（{len(rules)} 条）", "", "| 编号 | 级别 | 不符的情形 |", "|---|---|---|"]
            lines += [f"| [{rule.id}]({rule.id}.md) | {say(f'severity.{rule.severity}')} | {rule.title} |" for rule in rules]
    return "\n".join(lines) + "\n"


def _fields(schema: dict[str, Any], whole: dict[str, Any], path: str) -> Iterator[str]:
    """A line per field, those within objects and lists below it."""
    own = _resolved(schema, whole)
    if "items" in own:
        yield from _fields(own["items"], whole, f"{path}[]")
        return
    for part in own.get("allOf", ()):
        yield from _fields(part, whole, path)
    for name, part in own.get("properties", {}).items():
        inside = f"{path}.{name}" if path else name
        yield f"| `{inside}` | {_kind(_resolved(part, whole))} | {part.get('description', '')} |"
        yield from _fields(part, whole, inside)


def _resolved(schema: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = whole["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " / ".join(f"`{choice}`" for choice in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema.get("type", "object")
    return " / ".join(kind) if isinstance(kind, list) else str(kind)
