"""Lines → paragraphs: a line goes on in the next, also over a page break, when it was full and nothing begins there."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from statistics import median, quantiles

from auditor.characters import UNKNOWN
from auditor.outline import numbered_level
from auditor.reading.pdf.lines import Line
from auditor.reading.pdf.wrapping import full, glue

Placed = tuple[int, Line]
"""A line with its page."""

_INDENT = 1.0
_SAME_SIZE = 0.08
_GAP = 1.3
_UNKNOWN_LEADING = 2.3
_LEAST_PAIRS = 3
_LEAST_LINES = 8
_ENDS = frozenset("。！？；：:;!?")
_NEARLY = 2.5
_MARKS = "，。；"
_NUMBERED = re.compile(r"([^\W\d]{1,4}(?=\d{1,3}\D)|(?=\d{1,3}[^\d]\D))(\d{1,3})([.．、:：)）])")


class Margins:
    """Where the lines of pages of one width begin and end, and how far apart lines of a size stand."""

    def __init__(self, lines: list[Placed], width: float) -> None:
        self.left = self.right = 0.0
        wide = [line for _, line in lines if line.right - line.left > width * 0.4]
        some = wide or [line for _, line in lines]
        if some:
            rights = sorted(line.right for line in some)
            self.right = quantiles(rights, n=10)[-1] if len(rights) >= _LEAST_LINES else rights[-1]
            reached = [line.left for line in some if line.right > self.right - 2 * line.size]
            self.left = min(reached or [line.left for line in some])
        self._leading: dict[int, float] = {}
        steps: dict[int, list[float]] = defaultdict(list)
        for (page, line), (next_page, after) in itertools.pairwise(lines):
            if page == next_page and same_size(line, after) and not self.indented(after) and self.full(line, after):
                steps[round(line.size)].append(after.baseline - line.baseline)
        for size, found in steps.items():
            if len(found) >= _LEAST_PAIRS:
                self._leading[size] = median(found)

    def full(self, line: Line, after: Line) -> bool:
        return full(line, after, self.right - line.right)

    def indented(self, line: Line) -> bool:
        return line.left - self.left > line.size * _INDENT

    def apart(self, line: Line, after: Line) -> bool:
        """Whether more than the usual space lies between two lines of a page."""
        leading = self._leading.get(round(line.size), line.size * _UNKNOWN_LEADING)
        return after.baseline - line.baseline > leading * _GAP + 1


def same_size(line: Line, after: Line) -> bool:
    return abs(line.size - after.size) <= line.size * _SAME_SIZE


def goes_on(margins: Margins, paragraph: list[Placed], placed: Placed) -> bool:
    """Whether a line is the rest of that paragraph."""
    (page, line), (next_page, after) = paragraph[-1], placed
    if not same_size(line, after) or not (margins.full(line, after) or _unfinished(margins, paragraph)):
        return False
    if _next_number(paragraph[0][1].text, after.text):
        return False
    if page == next_page:
        if margins.apart(line, after):
            return False
    elif line.text[-1] in _ENDS and not margins.indented(paragraph[0][1]):
        return False  # nothing tells whether the next page begins a paragraph: a sentence ends here, at least
    if margins.indented(after):
        # The second line of a centred heading or of a hanging indent goes on in mid-sentence.
        return line.text[-1] not in _ENDS and after.left >= line.left and numbered_level(after.text) is None
    if numbered_level(after.text) is None:
        return True
    return line.text[-1] not in _ENDS and any(mark in line.text for _, line in paragraph for mark in _MARKS)


def _next_number(text: str, after: str) -> bool:
    """Whether two texts are numbered one after the other (表7. … 表8. …): items of a list."""
    a, b = _NUMBERED.match(text), _NUMBERED.match(after)
    return a is not None and b is not None and a.group(1, 3) == b.group(1, 3) and int(b[2]) == int(a[2]) + 1


def _unfinished(margins: Margins, paragraph: list[Placed]) -> bool:
    """Whether a paragraph stops in mid-sentence at a line that is nearly full: programs count widths differently."""
    line = paragraph[-1][1]
    if line.text[-1] in _ENDS or line.text[-1] in _MARKS or margins.right - line.right > _NEARLY * line.size:
        return False
    return any(mark in line.text for _, line in paragraph for mark in _MARKS)


def paragraphs(lines: Iterable[Placed], margins: dict[int, Margins]) -> list[list[Placed]]:
    """The lines of each paragraph. `margins` are by page."""
    found: list[list[Placed]] = []
    for placed in lines:
        if found and goes_on(margins[placed[0]], found[-1], placed):
            found[-1].append(placed)
        else:
            found.append([placed])
    return found


def text(lines: list[Placed]) -> str:
    """The text of a paragraph."""
    made = lines[0][1].text
    for _, line in lines[1:]:
        made += glue(made, line.text) + line.text
    return made


def unread_pages(lines: list[Placed]) -> list[int]:
    """The page of each line that cannot be read."""
    return [page for page, line in lines if UNKNOWN in line.text]
