"""Files → Document. The format is told from the content, never from the name; each reader loads its own backend."""

from __future__ import annotations

from pathlib import Path

from auditor.model.document import Document, Paragraph, Unreadable

__all__ = ["read"]


def read(path: str | Path) -> Document:
    """The report in that file. Raises Unreadable, with one sentence for the user, when it cannot be audited."""
    path = Path(path)
    try:
        if path.is_dir():
            raise Unreadable("is-a-folder")
        with path.open("rb") as file:
            head = file.read(1024)
    except FileNotFoundError as problem:
        raise Unreadable("no-such-file") from problem
    except OSError as problem:
        raise Unreadable("cannot-open", why=problem.strerror or str(problem)) from problem
    if not head:
        raise Unreadable("empty-file")
    document = _read(path, head)
    if not any(block.text.strip() if isinstance(block, Paragraph) else block.cells for block in document.blocks):
        raise Unreadable("no-text")
    return document


def _read(path: Path, head: bytes) -> Document:
    from auditor.reading import archive

    if head.startswith(b"PK"):
        package = archive.Archive(path)
        from auditor.reading import docx

        if docx.matches(package):
            return docx.read(package, path)
        raise Unreadable("zip-unknown")
    if archive.is_encrypted_office(head):
        raise Unreadable("ole-file")
    from auditor.reading import pdf

    if pdf.matches(head):
        return pdf.read(path)
    from auditor.reading import text

    if path.suffix.lower() not in {".txt", ".md", ".markdown", ".text", ""}:
        raise Unreadable("not-what-it-says", suffix=path.suffix)
    return text.read(path, path.read_bytes())
