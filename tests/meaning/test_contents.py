"""Tables of contents: where they begin and end, and that nothing in them counts as said."""

from __future__ import annotations

import re

from auditor.meaning.contents import contents
from auditor.model.document import Document
from auditor.reading.text import read_text

TITLE = re.compile("^目[录次]$")
ENTRIES = "第一部分 概况\n一、主要职责\n二、机构设置\n第二部分 名词解释\n"
BODY = "第一部分 概况\n一、主要职责\n负责水利工作。\n二、机构设置\n内设三个科室。\n第二部分 名词解释\n基本支出：日常支出。\n"


def listed(text: str) -> list[str]:
    document: Document = read_text(text)
    return [document.paragraphs[index].text for index in sorted(contents(document, TITLE))]


def test_it_ends_where_its_first_entry_stands_again() -> None:
    assert listed("水利局决算\n目 录\n" + ENTRIES + BODY) == ["目 录", *ENTRIES.splitlines()]


def test_page_numbers_and_field_codes_are_no_part_of_an_entry() -> None:
    lines = "第一部分 概况……3\n一、主要职责 PAGEREF _Toc123 h 4\n二、机构设置 5\n第二部分 名词解释 6\n"
    assert len(listed("目录\n" + lines + BODY)) == 5


def test_without_a_title() -> None:
    assert listed("水利局决算\n" + ENTRIES + BODY) == ENTRIES.splitlines()


def test_entries_in_other_words_end_with_the_numbered_lines() -> None:
    assert (
        len(listed("目录\n一、部门职责\n二、机构设置\n三、名词解释\n四、编制说明\n水利局主要职责\n水利局负责水利工作。")) == 5
    )


def test_a_report_without_contents_has_none() -> None:
    assert listed("水利局决算\n" + BODY) == []


def test_it_ends_before_the_first_sentence() -> None:
    """The entry 名词解释 stands again in the same words, but behind sections whose headings are worded otherwise."""
    entries = "一、部门职责\n二、机构设置\n  1. 2024年收支总表\n4．2024年收入总表\n三、名词解释\n"
    body = "水利局主要职责\n水利局负责水利工作。\n水利局机构设置\n水利局内设三个科室。\n名词解释\n基本支出：日常支出。"
    assert listed("目录\n" + entries + body) == ["目录", *(line.strip() for line in entries.splitlines())]
