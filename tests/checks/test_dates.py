"""日期: the forms in which a date and its weekday are written, and what is left alone."""

from __future__ import annotations

import datetime

import pytest

from build_tools.checks.copy import Passage
from build_tools.checks.dates import check_dates

PUBLISHED = datetime.date(2026, 1, 12)
"""A Monday."""


def wrong_at(text: str) -> list[int]:
    found = check_dates(Passage(text, ((0, 1, 1),)), "稿.md", PUBLISHED)
    return [each.place.column for each in found if each.code == "SQ407"]


@pytest.mark.parametrize(
    ("written", "columns"),
    [
        ("1月12、13日（周二、周三）", [1, 6]),
        ("12日至13日（星期二至星期三）", [1, 5]),
        ("1月12日—14日（周一—周四）", [7]),
        ("1月31日至2月2日（周六至周日）", [7]),
        ("2026年1月12日和13日（周一和三）", [12]),
        ("1/12（周二）", [1]),
        ("1.12（星期二）", [1]),
        ("星期二 1月12日", [1]),
        ("本周二1月12日", [2]),
        ("本月12日（星期二）", [3]),
        ("元月12日星期二", [1]),
        ("1月12日 14:00（周二）", [1]),
    ],
)
def test_a_weekday_that_is_another_day_s_is_told(written: str, columns: list[int]) -> None:
    assert wrong_at(written) == columns


@pytest.mark.parametrize(
    "written",
    [
        "1月12、13日（周一、周二）",
        "1月31日至2月1日（周六至周日）",
        "12至16日（周一至周五）",
        "1/12（周一）",
        "每星期二1月12日起",
        "本月12日（星期一）",
        "元月12日（周一）",
        "1月12日 14:00（周一）",
        "比分3-1（周二）",
        "去年1月12日至13日（周日至周一）",
    ],
)
def test_a_weekday_that_is_right_or_cannot_be_told_is_not(written: str) -> None:
    assert wrong_at(written) == []
