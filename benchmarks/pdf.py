"""`python -m benchmarks.pdf REPORT.pdf…`: reading PDFs against what a second engine takes for their tables alone, and a
whole audit against extracting the plain text. Medians of interleaved runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.__main__ import _interleaved


def main(paths: list[Path]) -> None:
    """Print the figures, per document and per page."""
    import pdfplumber
    import pypdfium2

    from auditor.engine import audit_file
    from auditor.reading import read
    from auditor.rulebook import load

    book = load()

    def text(path: Path) -> None:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()

    def tables(path: Path) -> None:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_tables()
                page.close()

    for path in paths:
        pages = len(pypdfium2.PdfDocument(path))
        works: list[tuple[str, Callable[[], object]]] = [
            ("extract the plain text (floor)", lambda path=path: text(path)),  # type: ignore[misc]
            ("read", lambda path=path: read(path)),  # type: ignore[misc]
            ("whole audit, warm", lambda path=path: audit_file(path, book)),  # type: ignore[misc]
            ("pdfplumber: tables", lambda path=path: tables(path)),  # type: ignore[misc]
        ]
        figures = _interleaved([work for _, work in works], 7)
        print(f"{path.name}, {pages} pages; in process, median of 7")
        for (name, _), figure in zip(works, figures, strict=True):
            ratios = f"{figure / pages * 1000:7.2f} ms a page   × {figure / figures[0]:6.2f} of the floor"
            print(f"  {name:40} {figure * 1000:8.1f} ms   {ratios}")
        print(f"  reading is {figures[3] / figures[1]:.1f} times as fast as pdfplumber's tables")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
