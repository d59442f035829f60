"""Digits that are no number, and what only looks like them."""

from __future__ import annotations

import pytest

from auditor.misprints import misprint, misprints


@pytest.mark.parametrize(
    "text",
    ["2,995,39.020", "2,9953,90.20", "2995,390.20", "299,5390.20", "2,995.390.20", "311..56", "2995.390.20", "2.995.00",
     "2,995,39020", "2,995,00", "2995。00", "(2,995,39.020)", "¥2,995,39.020", "2,995,39.020万元", "２，９９５，３９．０２０"],
)  # fmt: skip
def test_misprints(text: str) -> None:
    assert misprint(text)


@pytest.mark.parametrize(
    "text",
    ["2,995.39", "2024.12.31", "24.12.31", "3.1.2", "1,2,3", "2022,2023,2024", "30201,30202", "201,20103,2010301",
     "100.5,200.3", "12,34", "192.168.1.1", "311.56\n311.55", "2024-05-01", "311.5\ufffd", "第1,23.4", "#REF!"],
)  # fmt: skip
def test_what_is_no_misprint(text: str) -> None:
    assert not misprint(text)


def test_a_comma_for_the_point_is_told_by_the_neighbours() -> None:
    assert misprint("82,79", decimals=2) and not misprint("82,79") and not misprint("82,790", decimals=2)


def test_misprints_in_sentences() -> None:
    def found(text: str) -> list[str]:
        return [text[start:end] for start, end in misprints(text)]

    assert found("收入2,995,39.020元,支出311..56万元") == ["2,995,39.020", "311..56"]
    assert not found("分别为12,34.5万元和2,995.39元,2024.12.31止,下降5.06%,6.1.2元")
