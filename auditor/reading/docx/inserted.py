"""Files inside the package that Word prints in the place where they are named (w:altChunk): pages, texts, documents."""

from __future__ import annotations

import posixpath
import tempfile
from pathlib import Path

from auditor.model.document import Document, Paragraph, Unreadable
from auditor.reading.archive import Archive
from auditor.reading.blocks import Blocks


def document(archive: Archive, name: str) -> Document:
    """The document in that part, read by whichever reader knows it. Raises Unreadable; a file inserted in an inserted file
    is not read, for packages can be made that hold themselves."""
    from auditor import reading
    from auditor.reading.docx import reader
    from auditor.reading.docx.package import main_part
    from auditor.reading.source import Source

    data = archive.read(name)
    if not data:
        raise Unreadable("empty-file")
    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        path = Path(folder) / f"part{posixpath.splitext(name)[1]}"
        path.write_bytes(data)
        source = Source(path)
        if source.archive is not None and main_part(source.archive) is not None:
            return reader.read(source.archive, path, inserted=True)
        return reading.read(path)


def put(inserted: Document, blocks: Blocks, page: int | None) -> None:
    """Add what it holds at the end of the document that is being read."""
    before = len(blocks.blocks)
    for block in inserted.blocks:
        if isinstance(block, Paragraph):
            blocks.paragraph(block.text, label=block.label, style_level=block.level, page=page, part=block.part)
            continue
        parent = block.parent._replace(block=block.parent.block + before) if block.parent else None
        blocks.table(
            block.cells, height=block.height, width=block.width, page=page, sheet=block.sheet, rows=block.rows,
            columns=block.columns, parent=parent, unsure=block.unsure,
        )  # fmt: skip
    for notice in inserted.notices:
        blocks.notice(notice.kind, notice.detail, notice.times)
