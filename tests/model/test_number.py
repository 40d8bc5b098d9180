"""The article number: its check digit, its printed form, and how people type it."""

from __future__ import annotations

import pytest

from build_tools.model import ArticleNumber, check_digit, parse_number

EVERY_NUMBER = [
    ArticleNumber(f"2021-{month:02d}", ordinal) for month in range(1, 13) for ordinal in range(1, 100)
]
"""Of one year; that the year does not matter is proved on the check digit itself."""


def test_the_quasigroup_is_that_of_damms_thesis() -> None:
    assert check_digit("572") == 4


def test_the_check_digit_is_totally_anti_symmetric() -> None:
    """After any digits, two different digits lead to different states, and never to the same one in both orders."""
    for before in ("", *"0123456789"):
        for first in "0123456789":
            for second in "0123456789".replace(first, ""):
                assert check_digit(before + first) != check_digit(before + second)
                assert check_digit(before + first + second) != check_digit(before + second + first)


def test_a_number_is_year_month_ordinal_and_check_digit() -> None:
    assert str(ArticleNumber("2021-01", 3)) == "2101032"
    assert ArticleNumber("2021-01", 3).printed == "2101-032"


def test_every_single_digit_error_is_caught() -> None:
    for number in EVERY_NUMBER:
        seven = str(number)
        for place, right in enumerate(seven):
            for wrong in "0123456789".replace(right, ""):
                assert parse_number(seven[:place] + wrong + seven[place + 1 :]) is None


def test_every_swap_of_neighbours_is_caught() -> None:
    for number in EVERY_NUMBER:
        seven = str(number)
        for place in range(6):
            swapped = seven[:place] + seven[place + 1] + seven[place] + seven[place + 2 :]
            assert swapped == seven or parse_number(swapped) is None


def test_every_number_reads_back_from_both_its_forms() -> None:
    for number in EVERY_NUMBER:
        assert parse_number(str(number)) == number == parse_number(number.printed)


@pytest.mark.parametrize(
    "typed",
    [
        "2101-032",
        "2101032",
        " 2101 032 ",
        "２１０１－０３２",
        "二一〇一零三二",
        "二一○一—〇三二",
        "贰壹零壹-零叁贰",
        "两幺零幺零三两",
        "2101–032",
        "2101−032",
        "2101\u3000032",
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert parse_number(typed) == ArticleNumber("2021-01", 3)


@pytest.mark.parametrize(
    "typed", ["", "2101-03", "2101-0321", "2101-033", "稿号", "210103a", "2113-011", "2101-009", "²101032"]
)
def test_what_is_not_a_number_is_not_read_as_one(typed: str) -> None:
    assert parse_number(typed) is None
