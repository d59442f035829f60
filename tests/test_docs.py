"""The examples in the documentation are what the tools they are for accept."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import ledger, reading, reports, settings
from auditor.reading import archive
from auditor.reading.blocks import MOST_CELLS
from auditor.reading.office import conversion
from tests.conftest import ROOT

BIN = Path(sys.executable).parent


def blocks(name: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.DOTALL)


def checked(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_ci_examples_hold_to_the_schemas_of_their_tools(tmp_path: Path) -> None:
    hooks, github, gitlab = blocks("ci.md")
    for name, text in (("hooks", hooks), ("github", github), ("gitlab", gitlab)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    checked(BIN / "pre-commit", "validate-config", tmp_path / "hooks.yaml")
    checked(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", tmp_path / "github.yaml")
    checked(
        BIN / "check-jsonschema",
        "--builtin-schema",
        "vendor.gitlab-ci",
        "--data-transform",
        "gitlab-ci",
        tmp_path / "gitlab.yaml",
    )


def test_the_hooks_named_are_those_there_are() -> None:
    ids = set(re.findall(r"- id: (\S+)", blocks("ci.md")[0]))
    assert ids == set(re.findall(r"- id: (\S+)", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")))


def test_the_settings_and_the_ledger_shown_can_be_read(tmp_path: Path) -> None:
    config, accepted = blocks("settings.md")
    (tmp_path / "audit.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "ledger.yaml").write_text(accepted, encoding="utf-8")
    assert settings.read(tmp_path / "audit.yaml").fail_on == "warning"
    assert ledger.read(tmp_path / "ledger.yaml").entries[0].rule == "BAL003"
    assert all(f"{key}:" in config for key in settings.SHAPE.known)


def test_every_format_and_limit_is_in_the_table() -> None:
    text = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    assert all(re.search(rf"{re.escape(suffix)}\b", text) for suffix in reading.suffixes())
    parts = (
        archive.LARGEST_FILE // 2**20,
        archive.LARGEST_PART // 2**20,
        archive.SMALL_PART // 2**20,
        MOST_CELLS,
        conversion.LONGEST,
    )
    assert all(str(limit) in text for limit in (*parts, f"{archive.LARGEST_RATIO} 倍"))


@pytest.mark.parametrize("name", reports.names())
def test_every_output_is_in_the_table(name: str) -> None:
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    output = reports.output(name)
    assert output is not None and f"`{name}`" in text
    assert all(f"`{suffix}`" in text for suffix in output.SUFFIXES)
