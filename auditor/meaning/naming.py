"""What a line of a table is called: its code, also split over columns or glued to the name, and its label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.labels import squeeze
from auditor.model.document import Cell
from auditor.model.pack import Vocabulary

GLUED = re.compile(r"(\d{7}|\d{5}|\d{3})([^\d.,%].*)")


def name(
    row: list[Cell | None], r: int, code_columns: Sequence[int], label_columns: Sequence[int], above: dict[int, str],
    vocabulary: Vocabulary,
) -> tuple[str, str]:  # fmt: skip
    """The code and label of a line. Codes split over 类/款/项 columns are put together, those that a stair leaves out being
    taken from `above`: what stood last in each code column, brought up to date here."""
    parts: dict[int, str] = {}
    labels: list[str] = []
    for position, c in enumerate(code_columns):
        cell = row[c]
        if cell is None or cell.column != c or cell.row != r or not cell.text.strip():
            continue
        text = squeeze(cell.text)
        if text.isdigit():
            parts[position] = text
        elif text not in vocabulary.code_heads:
            labels.append(cell.text.strip())
    for c in label_columns:
        cell = row[c]
        # A label may reach into the columns beside it, or down over several rows.
        if cell is not None and cell.column == c and cell.text.strip() and squeeze(cell.text) not in vocabulary.code_heads:
            labels.append(cell.text.strip())
    code = _code(parts, above)
    label = _total(" ".join(dict.fromkeys(labels)), vocabulary)
    if not code:
        glued = GLUED.fullmatch(squeeze(label))
        if glued and (code_columns or len(glued[1]) != 3 or glued[1][0] in "23"):
            return glued[1], glued[2]
    return code, label


def _code(parts: dict[int, str], above: dict[int, str]) -> str:
    """One code out of parts by column: each goes on from the one before it, or says it again with its own digits."""
    if not parts:
        return ""
    first = min(parts)
    for position in [position for position in above if position >= first]:
        del above[position]
    if len(parts[first]) > 2:
        # It begins with a whole code: nothing above belongs to it.
        above.clear()
    above.update(parts)
    code = ""
    for position in sorted(above):
        part = above[position]
        code = part if part.startswith(code) else code + part
    return code


def _total(label: str, vocabulary: Vocabulary) -> str:
    """The label of a total row without the headings of the code columns that a merged cell holds before it: 类款项合计."""
    text = squeeze(label)
    for total in vocabulary.totals:
        if text.endswith(total) and text != total:
            rest = text[: -len(total)]
            for head in vocabulary.code_heads:
                rest = rest.replace(head, "")
            if not rest:
                return total
    return label
