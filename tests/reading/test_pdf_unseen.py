"""What nobody sees is not read; what is drawn counts, not what the file says it stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.characters import UNKNOWN
from auditor.model.document import Paragraph
from auditor.reading import read
from tests.reading.paper import Page, pdf


def texts(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks if isinstance(block, Paragraph)]


def shown(tmp_path: Path, page: Page) -> list[str]:
    return texts(pdf(tmp_path / "a.pdf", page))


SEEN = "本年支出合计十二万元。"


@pytest.mark.parametrize("how", ["/Clear gs", "1 1 1 rg", "0.98 0.99 1 rg", "3 Tr"])
def test_text_that_is_not_painted(tmp_path: Path, how: str) -> None:
    page = Page().text(50, 100, SEEN)
    if how == "3 Tr":
        page.text(50, 300, "草稿 99.99", mode=3)
    else:
        page.painted(50, 300, "草稿 99.99", how)
    assert shown(tmp_path, page) == [SEEN]


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN).text(50, 300, "草稿 99.99", mode=3).painted(50, 400, "草稿", "1 1 1 rg")
    assert [(n.kind, n.times) for n in read(pdf(tmp_path / "a.pdf", page)).notices] == [("hidden-text", 2)]


def test_white_on_dark_is_seen(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN)
    page.marks.append("0.1 0.2 0.5 rg 40 480 300 40 re f 0 g")
    assert shown(tmp_path, page.painted(50, 300, "表头 12.50", "1 1 1 rg")) == [SEEN, "表头 12.50"]


def test_a_layer_that_is_off(tmp_path: Path) -> None:
    assert shown(tmp_path, Page().text(50, 100, SEEN).switched_off(50, 300, "草稿 99.99")) == [SEEN]


def test_a_form_on_a_layer_that_is_on(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN).switched_off(50, 300, "草稿 99.99").form(Page().text(50, 60, "附注 12.50"), 1, 0, -300)
    assert shown(tmp_path, page) == [SEEN, "附注 12.50"]


@pytest.mark.parametrize("colour", ["1 g", "0 g", "0.2 0.4 0.6 rg"])
def test_covered_text(tmp_path: Path, colour: str) -> None:
    page = Page().text(50, 100, SEEN).text(50, 300, "草稿 99.99")
    page.marks.append(f"{colour} 40 480 300 40 re f")
    assert shown(tmp_path, page) == [SEEN]


def test_a_part_of_a_text_that_is_covered(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN).text(50, 300, "支出12.50")
    page.marks.append("1 g 70 480 10 40 re f")
    assert shown(tmp_path, page) == [SEEN, "支出 .50"]


def test_shading_under_text_covers_nothing(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN)
    page.marks.append("0.8 g 40 480 300 40 re f 0 g")
    assert shown(tmp_path, page.text(50, 300, "支出12.50")) == [SEEN, "支出12.50"]


def test_what_is_drawn_counts(tmp_path: Path) -> None:
    assert shown(tmp_path, Page().text(50, 100, SEEN).called(50, 300, "支出12.50", "支出99.50")) == [SEEN, "支出12.50"]


def test_repeated_words_do_not_vanish(tmp_path: Path) -> None:
    """The engine takes equal texts with empty glyphs, one near the other, for one that is printed twice."""
    page = Page()
    for y in range(100, 200, 11):
        page.text(50, y, "合计。")
    assert "".join(shown(tmp_path, page)) == "合计。" * 10


def test_characters_set_nearer_than_the_font_is_wide(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN).narrow(50, 300, "支", 10).narrow(60, 300, "１２", 6).narrow(72, 300, "3,456.78元", 3)
    assert shown(tmp_path, page)[1:] == ["支１２3,456.78元"]


def test_two_texts_in_one_place_are_unreadable(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN).narrow(50, 300, "3456.78", 5).narrow(52, 300, "9012.34", 5)
    assert set(shown(tmp_path, page)[1]) == {UNKNOWN}


def test_lines_that_run_into_each_other_are_unreadable(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN).text(50, 300, "支出12.50").text(48, 306, "电子印章")
    assert {UNKNOWN} == set("".join(shown(tmp_path, page)[1:]))


def test_a_hyphen_at_the_end_of_a_line(tmp_path: Path) -> None:
    assert shown(tmp_path, Page().text(50, 100, "covid-").text(50, 130, "tests。")) == ["covid-tests。"]


@pytest.mark.parametrize(
    ("size", "rise", "text"),
    [(6, 4, "支出82.79¹万元"), (5, 2.5, "支出82.79¹万元"), (6, -2, "支出82.79₁万元"), (10, 0, "支出82.791万元")],
)
def test_raised_digits_are_marks(tmp_path: Path, size: float, rise: float, text: str) -> None:
    page = Page().text(50, 100, SEEN).text(50, 300, "支出82.79").text(95, 300 - rise, "1", size=size)
    page.text(95 + size / 2, 300, "万元")
    assert shown(tmp_path, page) == [SEEN, text]


def test_a_small_line_above_is_no_mark(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN).text(200, 300, "收支总表", size=20).text(450, 290, "公开01表", size=9)
    assert shown(tmp_path, page) == [SEEN, "公开01表", "收支总表"]


def test_text_in_the_colour_of_its_ground(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN)
    page.marks.append("0.5 0.3 0.3 rg 40 480 300 40 re f")
    page.text(50, 300, "草稿 99.99").marks.append("0 g")
    assert shown(tmp_path, page.text(200, 300, "支出 12.50")) == [SEEN, "支出 12.50"]


def test_outlined_text_is_seen(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN)
    page.marks.append("0 G /Clear gs")
    assert shown(tmp_path, page.text(50, 300, "草稿 99.99", mode=2)) == [SEEN]
    page = Page().text(50, 100, SEEN)
    page.marks.append("0 G 1 g")
    assert shown(tmp_path, page.text(50, 300, "支出 12.50", mode=2)) == [SEEN, "支出 12.50"]


def test_text_too_small_to_see(tmp_path: Path) -> None:
    assert shown(tmp_path, Page().text(50, 100, SEEN).text(50, 300, "草稿 99.99", size=0.5)) == [SEEN]


def test_a_picture_over_text(tmp_path: Path) -> None:
    assert shown(tmp_path, Page().text(50, 100, SEEN).text(50, 300, "草稿 99.99").picture(40, 320, 300, 40)) == [SEEN]


def test_a_picture_behind_text(tmp_path: Path) -> None:
    assert shown(tmp_path, Page().picture(40, 320, 300, 40).text(50, 100, SEEN).text(50, 300, "支出 12.50"))[-1] == "支出 12.50"


def test_a_form_on_a_layer_that_is_off(tmp_path: Path) -> None:
    page = Page().text(50, 100, SEEN)
    page.layered = True
    page.marks.append("/OC /Off BDC")
    page.form(Page().text(50, 60, "草稿 99.99"), 1, 0, -300).marks.append("EMC")
    assert shown(tmp_path, page.form(Page().text(50, 60, "附注 12.50"), 1, 0, -400)) == [SEEN, "附注 12.50"]


def test_text_that_the_engine_passes_over_is_told(tmp_path: Path) -> None:
    """A second text of the same characters, a little to the side and below: not bold, and not read."""
    page = Page().text(50, 100, SEEN).text(50, 300, "支出合计金额一览").text(56, 305, "支出合计金额一览")
    assert [notice.kind for notice in read(pdf(tmp_path / "a.pdf", page)).unread] == ["lost"]
    page = Page().text(50, 100, SEEN).text(50, 300, "支出合计金额一览").text(50.3, 300, "支出合计金额一览")
    assert not read(pdf(tmp_path / "b.pdf", page)).unread
