"""`python -m benchmarks [REPORT.docx]`: how long an audit takes, as a ratio to the least anyone could do.

Floors: unzip the document and parse its XML with lxml (in process), the process that does only that, and the process
that only imports click. Every figure is the median of several runs, interleaved with its floor."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "决算报告-无误.docx"
FLOOR = (
    "import sys, zipfile; from lxml import etree; z = zipfile.ZipFile(sys.argv[1]);"
    "[etree.fromstring(z.read(n)) for n in z.namelist() if n.endswith('.xml')]"
)


def main(path: Path) -> None:
    """Print the table of figures."""
    from lxml import etree

    from auditor.engine import audit_document, audit_file
    from auditor.meaning import understand
    from auditor.reading import read
    from auditor.rulebook import load

    book = load()
    document = read(path)

    def parts(names: Callable[[str], bool]) -> None:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if names(name):
                    etree.fromstring(package.read(name))

    rows: list[tuple[str, Callable[[], object]]] = [
        ("unzip and parse all XML parts (floor)", lambda: parts(lambda name: name.endswith(".xml"))),
        ("unzip and parse document.xml only", lambda: parts(lambda name: name == "word/document.xml")),
        ("read", lambda: read(path)),
        ("understand", lambda: understand(document, book.vocabulary)),
        ("understand, check, diagnose", lambda: audit_document(document, book)),
        ("whole audit, warm", lambda: audit_file(path, book)),
        ("load the pack from its cache", load),
    ]
    figures = _interleaved([work for _, work in rows], 25)
    floor = figures[0]
    print(f"{path.name}, {path.stat().st_size / 1024:.0f} KB; in process, median of 25")
    for (name, _), figure in zip(rows, figures, strict=True):
        print(f"  {name:40} {figure * 1000:8.1f} ms   × {figure / floor:5.2f} of the floor")
    audit = str(Path(sys.executable).parent / "audit")
    commands = [
        ("python: unzip and parse with lxml (floor)", [sys.executable, "-c", FLOOR, str(path)]),
        ("audit FILE", [audit, str(path)]),
        ("audit FILE --format json", [audit, str(path), "--format", "json"]),
        ("python -c 'import click' (floor)", [sys.executable, "-c", "import click"]),
        ("audit --help", [audit, "--help"]),
    ]
    times = _interleaved([lambda c=c: subprocess.run(c, capture_output=True) for _, c in commands], 15)  # type: ignore[misc]
    print("whole process, median of 15")
    for (name, _), figure in zip(commands, times, strict=True):
        base = times[3] if "click" in name or "help" in name else times[0]
        print(f"  {name:40} {figure * 1000:8.1f} ms   × {figure / base:5.2f} of its floor")


def _interleaved(works: list[Callable[[], object]], times: int) -> list[float]:
    """Medians of several works, done in turn so that a drifting machine hits all alike."""
    seen: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(times):
        for index, work in enumerate(works):
            start = time.perf_counter()
            work()
            seen[index].append(time.perf_counter() - start)
    return [statistics.median(values) for values in seen]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE)
