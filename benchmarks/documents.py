"""Reports of any length, by the builder of the examples: deterministic, and without an error to find."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final, Literal

from examples import performance
from examples.docx_writer import Block, Heading, PageBreak, Paragraph, write
from examples.final_accounts import blocks
from examples.ledger import make
from examples.projects import PROJECTS, Project, rate

Kind = Literal["forms", "units"]
"""`forms`: one report with a form and a section for each of many projects. `units`: the reports of many units in one file."""

PAGES: Final[dict[Kind, float]] = {"forms": 1.4, "units": 26.0}
"""What one more project or unit adds, in pages as LibreOffice sets them (measured over 100 projects and 10 units)."""
_FIRST: Final = 30


def report(pages: int, kind: Kind = "forms") -> list[Block]:
    """A report of about so many pages."""
    if kind == "units":
        count = max(1, round(pages / PAGES["units"]))
        return [block for seed in range(count) for block in blocks(make(3000 + seed))]
    projects = [_project(number) for number in range(max(1, round((pages - _FIRST) / PAGES["forms"])))]
    base = blocks(make(2358, name="清河市文化和旅游局")) if pages > _FIRST else []
    return [*base, *_sections(projects), *performance.project_forms(projects)]


def written(folder: Path, pages: int, kind: Kind = "forms") -> Path:
    """That report as a Word document."""
    path = folder / f"{kind}-{pages}.docx"
    write(path, report(pages, kind))
    return path


def printed(path: Path) -> Path | None:
    """The same as a PDF, by LibreOffice; None where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as profile:
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*command, str(path.parent), str(path)], capture_output=True, check=True)
    return path.with_suffix(".pdf")


def _project(number: int) -> Project:
    found = PROJECTS[number % len(PROJECTS)]
    return found._replace(name=f"{found.name}（{number + 1}标段）")


def _sections(projects: list[Project]) -> list[Block]:
    made: list[Block] = [PageBreak(), Heading("第五部分 项目绩效自评情况", 1)]
    for number, project in enumerate(projects, 1):
        total = project.total()
        made.append(Heading(f"{number}.{project.name}项目", 2))
        made.append(
            Paragraph(
                f"{project.name}项目全年预算数为{total.budget}万元，执行数为{total.spent}万元，完成预算的{rate(total)}%。"
                f"{project.goal}{project.outcome}"
            )
        )
    return made
