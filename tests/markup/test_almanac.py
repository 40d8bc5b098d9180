"""Dates as a masthead writes them."""

from __future__ import annotations

import datetime

import pytest

from build_tools.markup.almanac import issue_title, lunar_date, weekday, written_date


def test_date_and_weekday_of_the_sample_issue() -> None:
    day = datetime.date(2021, 1, 11)
    assert (written_date(day), weekday(day)) == ("2021年1月11日", "星期一")


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (datetime.date(2021, 1, 11), "农历庚子年十一月廿八"),
        (datetime.date(2021, 2, 8), "农历庚子年十二月廿七"),
        (datetime.date(2021, 2, 12), "农历辛丑年正月初一"),
        (datetime.date(2023, 4, 1), "农历癸卯年闰二月十一"),
    ],
)
def test_lunar_date_counts_its_months(day: datetime.date, written: str) -> None:
    assert lunar_date(day) == written


def test_issue_is_called_by_its_month() -> None:
    assert issue_title("2021-01") == "2021年1月号"
