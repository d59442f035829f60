"""The template environment of pages and papers: everything is escaped, what neither HTML nor XML can hold is replaced."""

from __future__ import annotations

import base64
import hashlib
from functools import partial
from pathlib import Path
from typing import Any, Final

from auditor.reports.neutral import UNFIT
from auditor.wording import say

FOLDER: Final = Path(__file__).parent.parent / "templates"


def rendered(name: str, lang: str, **values: Any) -> str:
    """The template of that name, filled."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=_printable,
    )  # fmt: skip
    environment.globals["say"] = partial(say, lang=lang)
    environment.globals["lang"] = "en" if lang == "en" else "zh-CN"
    return environment.get_template(name).render(**values).lstrip()


def printable(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return text.translate(UNFIT)


def _printable(value: Any) -> Any:
    return printable(value) if type(value) is str else value


def part(name: str) -> str:
    """A file that is put into a page as it is."""
    return (FOLDER / name).read_text(encoding="utf-8")


def policy(style: str, script: str = "") -> str:
    """A content security policy that lets run what stands in the page, and nothing else."""

    def digest(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    scripts = f"; script-src {digest(script)}" if script else ""
    return f"default-src 'none'; style-src {digest(style)}{scripts}; base-uri 'none'; form-action 'none'"
