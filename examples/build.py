"""Writes the example reports with the audits they should give: python -m examples.build

`build_many` writes reports for benchmarks: any number, clean or with random errors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from auditor.engine import audit_file
from auditor.model.report import Finding, Report
from auditor.rulebook import Rulebook, load
from examples import performance as performance_report
from examples import performance_errors
from examples.docx_writer import Block, write
from examples.errors import Kind, Planted, plant, random_errors
from examples.final_accounts import Style, blocks
from examples.ledger import make

FOLDER: Final = Path(__file__).parent
CLEAN: Final = "决算报告-无误"
FAULTY: Final = "决算报告-有错"
SHANGHAI: Final = "决算报告-上海体例"
PERFORMANCE: Final = "绩效报告-无误"
PERFORMANCE_FAULTY: Final = "绩效报告-有错"
_TOLD: Final = ("id", "description", "where", "old", "new")
_TABLE: Final = "| 编号 | 错误 | 位置 | 原文 | 改成 |\n|---|---|---|---|---|\n"
_STYLES: Final[tuple[Style, ...]] = ("江西", "上海")


def example() -> list[Block]:
    """The Jiangxi-style example; `errors.PLANTED` fits it."""
    return blocks(make(2358, name="清河市文化和旅游局"), "江西")


def shanghai_example() -> list[Block]:
    """The Shanghai-style example."""
    return blocks(make(24, name="岚浦区水利局"), "上海")


def build(folder: Path = FOLDER) -> list[Planted]:
    """Write the examples, the audit expected of each, and the table of errors in the README. Those errors."""
    accounts, planted = plant(example())
    performance, slips = performance_errors.plant(performance_report.blocks())
    errors = {FAULTY: planted, PERFORMANCE_FAULTY: slips}
    reports = {
        CLEAN: example(), FAULTY: accounts, SHANGHAI: shanghai_example(),
        PERFORMANCE: performance_report.blocks(), PERFORMANCE_FAULTY: performance,
    }  # fmt: skip
    book = load()
    for name, report in reports.items():
        path = folder / f"{name}.docx"
        write(path, report, title=name)
        expected = expectation(path, book)
        if name in errors:
            expected["planted"] = [{key: error.as_json()[key] for key in _TOLD} for error in errors[name]]
        path.with_suffix(".expected.json").write_text(_json(expected), encoding="utf-8")
    readme = folder / "README.md"
    if readme.exists():
        readme.write_text(_with_errors(readme.read_text(encoding="utf-8"), [*planted, *slips]), encoding="utf-8")
    return [*planted, *slips]


def _with_errors(text: str, planted: Sequence[Planted]) -> str:
    """The README with its table of errors brought up to date."""
    rows = "".join(f"| {e.id} | {e.description} | {e.where} | {e.old} | {e.new} |\n" for e in planted)
    head, _, rest = text.partition(_TABLE)
    return f"{head}{_TABLE}{rows}\n{rest.partition(chr(10) * 2)[2]}" if rest else text


def expectation(path: Path, book: Rulebook) -> dict[str, Any]:
    """What the audit of a file says, without anything that moves when a line is added."""
    report: Report = audit_file(path, book)
    return {
        "status": report.status,
        "tables": [sheet.kind for sheet in report.facts.sheets] if report.facts else [],
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.places[0] if finding.places else None
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": finding.difference,
        "table": place.table if place else None,
        "row": place.row if place else None,
        "column": place.column if place else None,
        "quote": place.quote if place else None,
    }


def build_many(
    folder: Path,
    n: int,
    seed: int = 0,
    *,
    errors_per_report: int = 0,
    kind: Kind = "table",
    styles: Sequence[Style] = _STYLES,
) -> list[dict[str, Any]]:
    """Write n reports, styles in turn, and planted.json: for each its file, style, seed and errors. That list."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[dict[str, Any]] = []
    for number in range(n):
        style, own_seed = styles[number % len(styles)], seed + number
        report, planted = blocks(make(own_seed), style), list[Planted]()
        if errors_per_report:
            report, planted = random_errors(report, Random(f"{own_seed}/errors"), errors_per_report, kind)
        name = f"report-{number + 1:04}.docx"
        write(folder / name, report)
        errors = [error.as_json() for error in planted]
        written.append({"file": name, "style": style, "seed": own_seed, "errors": errors})
    (folder / "planted.json").write_text(_json(written), encoding="utf-8")
    return written


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for error in build():
        print(error.id, error.where, error.old, "→", error.new)
