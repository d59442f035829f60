"""The hooks under the real pre-commit in a real repository. They run the program of these tests: `language: system` keeps
pre-commit from installing it anew, all else is the manifest's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from auditor.reading import suffixes
from tests.conftest import ROOT
from tests.reading.package import p, tbl, tc, tr, write

BIN = Path(sys.executable).parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"

pytestmark = pytest.mark.skipif(
    not shutil.which("git") or not (BIN / "pre-commit").exists(), reason="git or pre-commit is not installed"
)

ROWS = [
    ["收入", "金额", "支出", "金额"],
    ["本年收入合计", "311.56", "本年支出合计", "316.83"],
    ["年初结转和结余", "14.89", "年末结转和结余", "9.63"],
]


def report(path: Path, total: str) -> Path:
    """A report of one table, right when the total is 326.45."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [tr(*(tc(text) for text in row)) for row in [*ROWS, ["总计", total, "总计", "326.45"]]]
    return write(path, p("收入支出决算总表") + p("金额单位：万元") + tbl(*rows))


class Repository:
    """A git repository whose commits go through the hook."""

    def __init__(self, folder: Path, hook: str) -> None:
        hooks = folder / "hooks"
        hooks.mkdir(parents=True)
        shutil.copy(MANIFEST, hooks)
        self.folder = folder / "报告 库"
        self.folder.mkdir()
        self.env = {
            **os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT_HOME": str(folder / "cache"),
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@b", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        for name in list(self.env):
            if name.startswith("GIT_") and name not in {"GIT_CONFIG_GLOBAL"} and not name.endswith(("_NAME", "_EMAIL")):
                del self.env[name]
        self._run("git", "init", "-q", cwd=hooks)
        self._run("git", "add", ".", cwd=hooks)
        self._run("git", "commit", "-qm", "hooks", cwd=hooks)
        revision = self._run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
        self.git("init", "-q")
        config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": [{"id": hook, "language": "system"}]}]}
        (self.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        self._run(str(BIN / "pre-commit"), "install", cwd=self.folder)

    def git(self, *args: str) -> subprocess.CompletedProcess[str]:
        return self._run("git", *args, cwd=self.folder)

    def commit(self) -> tuple[int, str]:
        """Commit everything; the exit code and what the hook said."""
        self.git("add", "-A", "-f")
        done = self.git("commit", "-qm", "x")
        return done.returncode, done.stdout + done.stderr

    def _run(self, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=cwd, env=self.env, capture_output=True, text=True, encoding="utf-8")


def test_the_manifest_is_valid_and_knows_every_document() -> None:
    done = subprocess.run([BIN / "pre-commit", "validate-manifest", MANIFEST], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8")):
        pages_and_texts = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"}
        for suffix in set(suffixes()) - pages_and_texts:
            assert re.search(hook["files"], f"甲 县/报 告{suffix}"), suffix
        assert re.search(hook["exclude"], "甲/~$报告.docx") and not re.search(hook["exclude"], "甲~/报告~$.docx")


def test_single_documents(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "audit")
    good = report(repository.folder / "甲 县" / "决 算 报告.docx", "326.45")
    (good.parent / "~$决 算 报告.docx").write_bytes(b"lock")
    code, said = repository.commit()
    assert code == 0, said
    bad = report(repository.folder / "甲 县" / "乙局.docx", "336.45")
    code, said = repository.commit()
    assert code == 1 and "甲 县/乙局.docx" in said and "BAL003" in said and "决 算" not in said, "only what the commit holds"
    bad.unlink()
    good.rename(good.with_name("改 名.docx"))
    code, said = repository.commit()
    assert code == 0, said
    good.with_name("改 名.docx").unlink()
    code, said = repository.commit()
    assert code == 0, said
    (repository.folder / "坏.docx").write_bytes(b"not a document")
    code, said = repository.commit()
    assert code == 1 and "未能完成审核" in said
    assert not list(repository.folder.rglob("*.tmp"))


def test_the_whole_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "audit-all")
    report(repository.folder / "甲 县" / "报告.docx", "336.45")
    (repository.folder / "audit.yaml").write_text("fail-on: never\n", encoding="utf-8")
    code, said = repository.commit()
    assert code == 0, said
    report(repository.folder / "乙.docx", "326.45")
    (repository.folder / "audit.yaml").write_text("fail-on: error\n", encoding="utf-8")
    code, said = repository.commit()
    assert code == 1 and "甲 县/报告.docx" in said and "BAL003" in said, "a setting alone brings every document back"
    done = repository._run(
        str(BIN / "audit"), "accept", "甲 县/报告.docx", "--reason", "已核对", "--author", "a", cwd=repository.folder
    )
    assert done.returncode == 0, done.stderr
    code, said = repository.commit()
    assert code == 0, said
    (repository.folder / "说明.txt").write_text("无关", encoding="utf-8")
    code, said = repository.commit()
    assert code == 0 and "no files to check" in said
