"""LibreOffice, when it is installed: a file converted in a folder and with a profile of its own, no macros, within a time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from auditor.model.document import Unreadable

LONGEST: Final = 120
"""Seconds after which a conversion is given up."""

_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_FILTERS: Final = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
# No macros, no links to other files or the net, no dialogue about either.
_SETTINGS: Final = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Calc/Content/Update", "Link", "2"),
)


def program() -> str | None:
    """Where LibreOffice is installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if os.path.exists(place)), None)


@contextmanager
def converted(path: Path, suffix: str, target: str) -> Iterator[Path]:
    """The file at `path`, which is of the kind that `suffix` names, as docx or xlsx, as long as the context lasts. Raises
    Unreadable."""
    soffice = program()
    if soffice is None:
        raise Unreadable("no-office", suffix=suffix)
    with tempfile.TemporaryDirectory(prefix="auditor-") as name:
        folder = Path(name)
        copy = folder / f"report{suffix}"
        shutil.copyfile(path, copy)
        profile = _profile(folder / "profile")
        out = folder / "out"
        command = [
            soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
            "--nologo", "--convert-to", _FILTERS[target], "--outdir", str(out), str(copy),
        ]  # fmt: skip
        _run(command, suffix)
        made = out / f"report.{target}"
        if not made.exists():
            raise Unreadable("office-failed", suffix=suffix)
        yield made


def _profile(folder: Path) -> Path:
    user = folder / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (user / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")
    return folder


def _run(command: list[str], suffix: str) -> None:
    """Wait for LibreOffice; when it takes too long, end it with everything that it started."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as problem:
        raise Unreadable("office-failed", suffix=suffix) from problem
    try:
        process.wait(LONGEST)
    except subprocess.TimeoutExpired as problem:
        _end(process)
        raise Unreadable("office-slow", limit=LONGEST) from problem
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
