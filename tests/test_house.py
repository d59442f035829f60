"""The shape of the house: imports run one way, modules stay small, the engine knows no regulation."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

MODULES = sorted((ROOT / "auditor").rglob("*.py"))
FISCAL = re.compile("收入|支出|决算|预算|结转|三公|绩效|财政|拨款|江西|上海|四川|湖南|广西|广东|重庆|云南|陕西|湖北")


def test_imports_run_one_way() -> None:
    done = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_are_small() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert [str(path) for path, size in sizes.items() if size > 400] == []
    assert sorted(sizes.values())[len(sizes) // 2] <= 150


def test_the_engine_knows_no_regulation() -> None:
    """Fiscal words may stand in comments and docstrings as illustrations, never in code."""
    found = []
    for path in MODULES:
        for text, line in strings(path):
            if FISCAL.search(text):
                found.append(f"{path.relative_to(ROOT)}:{line}: {text[:40]}")
    allowed = ("auditor/cli.py",)  # what the program is for, in its --help
    assert [place for place in found if not place.startswith(allowed)] == []


def strings(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    return [
        (node.value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]


def test_no_audit_imports_pandas(tmp_path: Path) -> None:
    """pandas, numpy, lxml and rich stay out of the path of an audit and of --help."""
    (tmp_path / "a.md").write_text("收入 1.00 万元", encoding="utf-8")
    code = (
        "import sys; from click.testing import CliRunner; from auditor.cli import main; "
        "CliRunner().invoke(main, sys.argv[1:]); "
        "print([m for m in ('pandas', 'numpy', 'rich', 'lxml', 'importlib.metadata') if m in sys.modules])"
    )
    for args in (["--help"], [str(tmp_path / "a.md")], [str(tmp_path / "a.md"), "--format", "json"]):
        done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, cwd=ROOT)
        assert done.stdout.strip() == "[]", (args, done.stdout, done.stderr)


def test_the_reader_of_help_loads_nothing_else() -> None:
    code = "import sys, auditor.cli; print([m for m in sys.modules if m.startswith('auditor.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "['auditor.cli']"
