"""Numbers as they are spoken, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.markup.numerals import digit_by_digit, from_han, in_han
from build_tools.markup.readings import numbered_tones


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ("0", "零"),
        ("10", "十"),
        ("15", "十五"),
        ("110", "一百一十"),
        ("101", "一百零一"),
        ("1001", "一千零一"),
        ("1010", "一千零一十"),
        ("10500", "一万零五百"),
        ("12345", "一万二千三百四十五"),
        ("100010", "十万零一十"),
        ("20000000", "二千万"),
        ("100000001", "一亿零一"),
        ("3.50", "三点五零"),
    ],
)
def test_quantity_is_said_in_han(figures: str, said: str) -> None:
    assert in_han(figures) == said


def test_figures_one_by_one() -> None:
    assert digit_by_digit("2021") == "二零二一"


def test_syllables_bear_a_figure_for_their_tone() -> None:
    assert numbered_tones("绿色的路", {}) == ("lv4", "se4", "de5", "lu4")
    assert numbered_tones("任宅", {"任宅": "rén zhái"}) == ("ren2", "zhai2")


@given(st.integers(0, 99_999_999))
def test_what_is_spoken_reads_back(number: int) -> None:
    assert from_han(in_han(str(number))) == number


@pytest.mark.parametrize(
    ("written", "value"), [("两", 2), ("二〇二一", 2021), ("〇", 0), ("十", 10), ("一百零五", 105)]
)
def test_other_ways_of_writing(written: str, value: int) -> None:
    assert from_han(written) == value


@pytest.mark.parametrize(
    "written", ["", "两三", "十百", "三四", "十二三", "百", "万", "几", "2", "二二二二二"]
)
def test_what_is_no_number(written: str) -> None:
    assert from_han(written) is None
