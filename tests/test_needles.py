"""What a pattern needs to match: never more than it does, and the same matches are found with it as without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.meaning import understand
from auditor.needles import needles
from auditor.reading import read
from auditor.rulebook import load

EXAMPLES = sorted(Path(__file__).resolve().parents[1].glob("examples/*.docx"))


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("财政(?:拔|泼)付", (("财政",), ("付",), ("拔", "泼"))),
        ("甲?乙+丙*", (("乙",),)),
        ("(?:甲乙|丙)丁", (("丁",), ("甲乙", "丙"))),
        ("甲|[一-龥]", ()),
        (r"(?<!原)医疗(?=事业)", (("医疗",),)),
        ("[^甲]乙", (("乙",),)),
        ("(?i)ab", ()),
        (r"(?P<w>甲)(?P=w)", (("甲",),)),
    ],
)
def test_read_off_the_pattern(pattern: str, wanted: object) -> None:
    assert needles(pattern) == wanted


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_same_matches(path: Path) -> None:
    book = load()
    script = understand(read(path), book.vocabulary).script
    tried = 0
    for pattern in book.vocabulary.needles:
        found = [(spot.passage.number, match[0]) for match, spot in script.find(pattern)]
        tried += len(found)
        assert found == [
            (passage.number, match[0])
            for passage in script.passages
            for match in re.finditer(pattern, passage.folded, re.MULTILINE)
            if match[0]
        ], pattern
    assert tried > 100
